/// The state of one parse: the lexer with one token of lookahead, and what was built so far.
///
/// Recursive descent for what nests, loops for what is flat. A rule that fails notes a diagnostic and
/// throws `Failure`; the statement that contains it is dropped and parsing goes on after it.
struct Parser {
  /// A rule gave up; its diagnostic is noted already.
  struct Failure: Error {}

  /// How deep brackets, blocks and operators may nest.
  static let depthLimit = 256
  /// How high an expression may be, the left spines of binary operators not counted.
  static let heightLimit = 512
  /// After so many diagnostics the rest of a text is not looked at.
  static let diagnosticLimit = 20

  let source: Source
  let isVariable: (String) -> Bool
  let isInteractive: Bool
  var lexer: Lexer
  var current: Lexeme
  /// The end of the last token that was consumed.
  var lastEnd = 0

  var tree = Tree()
  /// The height of each expression, where the left side of a binary operator does not count.
  private var heights: [Int32] = []
  var functions: [FunctionDefinition] = []
  var statements: [Statement] = []
  var diagnostics: [SyntaxDiagnostic] = []
  var isIncomplete = false

  /// Names assigned so far in the function being parsed.
  var assigned: Set<String> = []
  /// How many rules that nest are active.
  private var depth = 0
  /// How many indexes are open around this place: inside one, `end` is a number.
  var indexDepth = 0
  /// The blocks that are open, innermost last: their keywords and where they stand.
  var openBlocks: [(keyword: Keyword, span: Span)] = []
  /// The brackets that are open, innermost last.
  var openBrackets: [Lexeme] = []
  /// `~` in brackets, which only means something in `[~, i] = f()`; by expression.
  var placeholders: [Expr: Span] = [:]
  /// Where to go on after a bracket that is never closed: the end of its line.
  var resumePoint: Int?
  /// The last `function` that ended the function before it.
  var endingFunction: Span?
  /// Statements that begin with a word of another language, which reads as a command.
  var foreignStatements: [(word: String, span: Span)] = []
  /// The last `else if` in two words, which opens a block that is easily forgotten.
  var splitElseIf: Span?

  init(_ source: Source, isVariable: @escaping (String) -> Bool, isInteractive: Bool) {
    self.source = source
    self.isVariable = isVariable
    self.isInteractive = isInteractive
    lexer = Lexer(source.bytes)
    current = Lexeme(kind: .newline, span: Span(0, 0), spaceBefore: true)
  }

  // MARK: - Tokens

  mutating func advance() {
    lastEnd = current.end
    current = lexer.next()
    if !lexer.problems.isEmpty {
      for problem in lexer.problems { note(problem) }
      lexer.problems = []
    }
  }

  /// Consumes the current token when it is of `kind`.
  mutating func take(_ kind: Lexeme.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  /// Opens a bracket: the current token, after which `nesting` holds.
  mutating func open(_ nesting: Lexer.Nesting) {
    openBrackets.append(current)
    lexer.nesting.append(nesting)
    advance()
  }

  /// Closes the innermost bracket; the current token must be its partner.
  mutating func close(_ kind: Lexeme.Kind) throws(Failure) {
    guard current.kind == kind else { throw unclosed() }
    openBrackets.removeLast()
    lexer.nesting.removeLast()
    advance()
  }

  /// The text of a token.
  func text(_ lexeme: Lexeme) -> String { source.text(lexeme.span) }

  // MARK: - Building

  /// Adds an expression from `start` to the last consumed token.
  mutating func make(_ kind: ExprKind, from start: Int, mark: Span) throws(Failure) -> Expr {
    let expr = tree.add(kind, span: Span(start, lastEnd), mark: mark)
    let height = height(of: kind)
    heights.append(Int32(height))
    if height > Parser.heightLimit { throw tooDeep(mark) }
    return expr
  }

  /// Stands where an expression could not be read; its program is never run.
  mutating func makeHole() -> Expr {
    heights.append(1)
    let span = Span(current.start, current.start)
    return tree.add(.number(.nan), span: span, mark: span)
  }

  private func height(_ expr: Expr) -> Int { Int(heights[Int(expr.index)]) }

  private func height(of kind: ExprKind) -> Int {
    switch kind {
    case .number, .string, .name, .colon, .end, .functionHandle: 1
    case .unary(_, let a), .transpose(let a), .parenthesised(let a), .field(let a, _): 1 + height(a)
    case .binary(_, let a, let b): max(height(a), 1 + height(b))
    case .shortCircuit(_, let a, let b), .dynamicField(let a, let b):
      1 + max(height(a), height(b))
    case .range(let a, let b, let c):
      1 + max(height(a), b.map { height($0) } ?? 0, height(c))
    case .matrix(let rows), .cell(let rows): 1 + (rows.joined().map { height($0) }.max() ?? 0)
    case .call(let a, let list), .brace(let a, let list):
      1 + max(height(a), list.map { height($0) }.max() ?? 0)
    case .anonymous(let parameters, let body):
      1 + max(height(body), parameters.compactMap(\.defaultValue).map { height($0) }.max() ?? 0)
    case .assign(let targets, _, let value, _):
      1 + max(height(value), targets.map { height($0) }.max() ?? 0)
    }
  }

  private func height(_ target: AssignmentTarget) -> Int {
    if case .place(let expr) = target { height(expr) } else { 0 }
  }

  /// Runs a rule that may contain itself, unless it nests too deep already.
  mutating func nested<T>(_ rule: (inout Parser) throws(Failure) -> T) throws(Failure) -> T {
    guard depth < Parser.depthLimit else { throw tooDeep(current.span) }
    depth += 1
    defer { depth -= 1 }
    return try rule(&self)
  }

  // MARK: - Results

  mutating func parseProgram() {
    advance()
    statements = parseStatements()
    while current.kind != .endOfInput {
      reportStrayEnd()
      statements += parseStatements()
    }
    if let open = lexer.openComment {
      isIncomplete = isIncomplete || diagnostics.isEmpty
      note(
        SyntaxDiagnostic(
          "parse error: block comment is never closed", span: open,
          help: "write %} on a line of its own"))
    }
    explainForeignWords()
    if lexer.continuationEnd == source.bytes.count, diagnostics.isEmpty { isIncomplete = true }
  }

  func program() -> Program {
    Program(
      source: source, tree: tree, statements: statements, functions: functions,
      cells: cells(of: source, at: lexer.cellStarts),
      diagnostics: diagnostics.sorted { $0.span.start < $1.span.start },
      isIncomplete: isIncomplete)
  }
}
