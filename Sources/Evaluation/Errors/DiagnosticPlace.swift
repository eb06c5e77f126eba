import Matrices
import Syntax

/// Where an error at an expression is to be shown, what to note under its parts, and what would help.
struct DiagnosticPlace {
  let program: Program
  let expr: Expr
  /// The operator, the name or the bracket at fault.
  private(set) var span: Span
  private(set) var labels: [(Span, String)] = []
  private(set) var help: String?
  /// Whether the help counts for more than one that the error has already.
  private(set) var knowsMore = false
  /// Other words for the error, where Octave has them for this place.
  private(set) var message: String?
  /// The same error, told with the name of the variable that is indexed.
  private(set) var renamed: String?

  private var tree: Tree { program.tree }

  /// - Parameters:
  ///   - isInnermost: whether the error happened here, and not in a call made from here.
  ///   - names: the variables in scope and the functions there are, asked for when a name is undefined.
  init(
    of error: EvaluationError, at expr: Expr, in program: Program, isInnermost: Bool,
    names: () -> DiagnosticNames
  ) {
    self.program = program
    self.expr = expr
    span = program.tree.mark(expr)
    guard isInnermost else { return }
    switch error.fact {
    case .undefined(let name)?:
      message = updateMessage(name)
      let place = nameSpan(name)
      if let place { span = place }
      let names = names()
      help =
        (place == nil ? outputHelp(name) : nil) ?? parameterHelp(name)
        ?? callerHelp(name, names) ?? definitionHelp(name, place)
        ?? NameSuggestions.help(
          undefined: name, variables: names.variables, functions: names.functions)
    case .nonconformant(let operation, let left, let right)?:
      explainShapes(operation, left, right, names)
    case .indexOutOfBound(let index, let position, let rank, let shape, let variable)?:
      pointAtArgument(position)
      help = IndexSuggestions.help(
        index: index, position: position + 1, rank: rank, shape: shape, variable: variable,
        others: literalArguments(), isBrace: isBrace)
      rename(error.message, names)
    case .missingField(let name, let fields)?: explainField(name, fields)
    default: explainWords(error.message, names)
    }
  }

  /// Whether the expression throws an error that was caught before, which has its place already.
  var passesErrorsOn: Bool {
    guard case .call(let base, _) = tree[expr], case .name(let name) = tree[base] else {
      return false
    }
    return name == "rethrow"
  }

  /// The first place of `name` below the expression, whose nodes stand right before it in the tree.
  private func nameSpan(_ name: String) -> Span? {
    let whole = tree.span(expr)
    var found: Span?
    var index = Int(expr.index)
    while index >= 0 {
      let span = tree.span(Expr(index))
      guard span.start >= whole.start, span.end <= whole.end else { break }
      if case .name(let other) = tree[Expr(index)], other == name { found = span }
      index -= 1
    }
    return found
  }

  /// `x += 1` and `x++` need an `x` to begin with.
  private func updateMessage(_ name: String) -> String? {
    guard case .assign(let targets, .some(let operation), _, let isIncrement) = tree[expr],
      case .place(let target)? = targets.first
    else { return nil }
    guard case .name(name) = tree[target] else {
      return isRoot(name, of: target)
        ? "in computed assignment A(index) OP= X, A must be defined first" : nil
    }
    return isIncrement
      ? operation == .subtract
        ? "in x-- or --x, x must be defined first" : "in x++ or ++x, x must be defined first"
      : "in computed assignment A OP= X, A must be defined first"
  }

  /// Whether a place is part of the variable `name`.
  private func isRoot(_ name: String, of place: Expr) -> Bool {
    var base = place
    while true {
      switch tree[base] {
      case .call(let inner, _), .brace(let inner, _), .field(let inner, _),
        .dynamicField(let inner, _):
        base = inner
      case .name(name): return true
      default: return false
      }
    }
  }

  /// The name is not in the expression: it is an output that the called function left without a value.
  private func outputHelp(_ name: String) -> String? {
    guard case .call(let base, _) = tree[expr], case .name(let function) = tree[base] else {
      return nil
    }
    return "\(function) ended without a value for its output '\(name)'"
  }

  /// A parameter without a value: the call had too few arguments.
  private func parameterHelp(_ name: String) -> String? {
    let place = tree.span(expr)
    if let list = anonymousParameters(around: place), list.contains(name) {
      return "the call gave the parameter '\(name)' no value: @(\(list.joined(separator: ", ")))"
    }
    guard let function = function(around: place) else { return nil }
    let parameters = Self.names(function.parameters)
    guard parameters.contains(name) else { return nil }
    let list = parameters.joined(separator: ", ")
    return "the call gave the parameter '\(name)' no value: \(function.name)(\(list))"
  }

  private static func names(_ parameters: [Parameter]) -> [String] {
    parameters.map { if case .named(let name) = $0.kind { name } else { "~" } }
  }

  private func function(around place: Span) -> FunctionDefinition? {
    program.functions.first { $0.span.start <= place.start && place.end <= $0.span.end }
  }

  /// The parameters of the anonymous function in which `place` stands: nodes around it come after it.
  private func anonymousParameters(around place: Span) -> [String]? {
    var index = Int(expr.index) + 1
    while index < tree.count, tree.span(Expr(index)).end >= place.end {
      let span = tree.span(Expr(index))
      if case .anonymous(let parameters, _) = tree[Expr(index)], span.start <= place.start {
        return Self.names(parameters)
      }
      index += 1
    }
    return nil
  }

  /// `x := 3`.
  private func definitionHelp(_ name: String, _ place: Span?) -> String? {
    guard let place else { return nil }
    let rest = program.source.bytes[Int(place.end)...].drop { $0 == UInt8(ascii: " ") }
    return rest.starts(with: ":=".utf8) ? "a value is given with '=': \(name) = 1" : nil
  }

  /// The name has a value where the function was called from, which it cannot see.
  private func callerHelp(_ name: String, _ names: DiagnosticNames) -> String? {
    guard names.callers.contains(name), let function = function(around: tree.span(expr)) else {
      return nil
    }
    let list = (Self.names(function.parameters) + [name]).joined(separator: ", ")
    return "a function sees its parameters only, not the '\(name)' outside: make it one, "
      + "\(function.name)(\(list))"
  }

  private func operand(_ expr: Expr, _ shape: Shape) -> Operand {
    Operand(expr, in: tree, source: program.source, shape: shape)
  }

  // MARK: - Shapes

  private mutating func explainShapes(
    _ operation: String, _ left: Shape, _ right: Shape, _ names: () -> DiagnosticNames
  ) {
    switch tree[expr] {
    case .binary(let op, let a, let b):
      note(a, left, b, right)
      help =
        stringHelp(op, a, b) ?? valueHelp(op, (a, left), (b, right), names())
        ?? ShapeSuggestions.help(op, operand(a, left), operand(b, right))
    case .assign(let targets, let op, let value, _):
      guard targets.count == 1, case .place(let target) = targets[0] else { return }
      note(target, left, value, right)
      if let op {
        help = ShapeSuggestions.help(op, operand(target, left), operand(value, right))
      } else {
        help = ShapeSuggestions.help(
          assigning: operand(value, right), to: operand(target, left))
      }
    case .matrix(let rows): explainConcatenation(rows, operation, left, right)
    default: break
    }
  }

  /// `==` compares character by character; whole strings are another matter.
  private func stringHelp(_ op: BinaryOperator, _ a: Expr, _ b: Expr) -> String? {
    guard op == .equal || op == .notEqual else { return nil }
    let hasString = [a, b].contains { if case .string = tree[$0] { true } else { false } }
    guard hasString else { return nil }
    let source = program.source
    let call = "strcmp(\(source.text(tree.span(a))), \(source.text(tree.span(b))))"
    return "strings are compared with \(op == .equal ? "" : "!")\(call)"
  }

  private mutating func note(_ a: Expr, _ left: Shape, _ b: Expr, _ right: Shape) {
    labels = [(tree.span(a), left.description), (tree.span(b), right.description)]
  }

  /// Two parts of a matrix that do not fit; with more than two it is not known here which.
  private mutating func explainConcatenation(
    _ rows: [[Expr]], _ operation: String, _ left: Shape, _ right: Shape
  ) {
    let isVertical = operation == "vertical"
    let parts = isVertical ? rows : rows.count == 1 ? rows[0].map { [$0] } : []
    guard parts.count == 2 else { return }
    labels = zip(parts, [left, right]).compactMap { part, shape in
      guard let first = part.first, let last = part.last else { return nil }
      let span = Span(Int(tree.span(first).start), Int(tree.span(last).end))
      return (span, shape.description)
    }
    guard parts.allSatisfy({ $0.count == 1 }) else { return }
    help = ShapeSuggestions.help(
      concatenating: operand(parts[0][0], left), operand(parts[1][0], right),
      isVertical: isVertical)
  }

  // MARK: - Indexes and fields

  private var arguments: [Expr] {
    switch tree[expr] {
    case .call(_, let arguments), .brace(_, let arguments): return arguments
    case .assign(let targets, _, _, _):
      guard targets.count == 1, case .place(let place) = targets[0] else { return [] }
      switch tree[place] {
      case .call(_, let arguments), .brace(_, let arguments): return arguments
      default: return []
      }
    default: return []
    }
  }

  private mutating func pointAtArgument(_ position: Int) {
    let arguments = arguments
    guard position >= 0, position < arguments.count else { return }
    span = tree.span(arguments[position])
  }

  /// The subscripts, when all are written as numbers.
  private func literalArguments() -> [Int]? {
    var values: [Int] = []
    for argument in arguments {
      guard case .number(let x) = tree[argument], let value = Int(exactly: x) else { return nil }
      values.append(value)
    }
    return values
  }

  private mutating func explainField(_ name: String, _ fields: [String]) {
    if let close = NameSuggestions.closest(to: name, among: fields) {
      help = "did you mean '\(close)'?"
    } else if !fields.isEmpty {
      help = "its fields are " + fields.prefix(8).joined(separator: ", ")
    }
  }

  // MARK: - Errors that only have words

  private mutating func explainWords(_ message: String, _ names: () -> DiagnosticNames) {
    if message.contains("subscripts must be"), let position = Self.position(in: message) {
      pointAtArgument(position)
      rename(message, names)
      if position < arguments.count, let more = zeroIndexHelp(arguments[position], names()) {
        help = more
        knowsMore = true
        return
      }
    }
    let pieces = message.split(separator: "'", omittingEmptySubsequences: false)
    if message.hasPrefix("binary operator"), pieces.count == 7,
      case .binary(_, let a, let b) = tree[expr]
    {
      labels = [(tree.span(a), String(pieces[3])), (tree.span(b), String(pieces[5]))]
    }
    help = help(forWords: message, names)
  }

  /// The place of the subscript in `x(_,1.5): subscripts must be ...`.
  private static func position(in message: String) -> Int? {
    guard let open = message.firstIndex(of: "("), let close = message.firstIndex(of: ")"),
      open < close
    else { return nil }
    let list = message[message.index(after: open)..<close].split(separator: ",")
    return list.firstIndex { $0 != "_" }
  }

  /// An index into a part of a variable (`s.x(5)`, `c{1}(7)`) is told with the variable's name.
  private mutating func rename(_ message: String, _ names: () -> DiagnosticNames) {
    guard message.hasPrefix("index ("), let root = root(of: expr),
      names().variables.contains(root)
    else { return }
    renamed = root + message.dropFirst("index ".count)
  }

  private func root(of expr: Expr) -> String? {
    var expr = expr
    while true {
      switch tree[expr] {
      case .call(let base, _), .brace(let base, _), .field(let base, _),
        .dynamicField(let base, _):
        expr = base
      case .name(let name): return name
      default: return nil
      }
    }
  }

  private var isBrace: Bool {
    if case .brace = tree[expr] { true } else { false }
  }
}
