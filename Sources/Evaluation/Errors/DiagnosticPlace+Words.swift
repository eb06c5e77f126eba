import Matrices
import Syntax

/// Help for errors that carry no facts beside their words.
extension DiagnosticPlace {
  /// A help line that goes with Octave's text `message`; nil when there is nothing to add.
  func help(forWords message: String, _ names: () -> DiagnosticNames) -> String? {
    callHelp(message, names) ?? methodHelp(message, names) ?? classHelp(message)
      ?? cellHelp(message, names) ?? valueHelp(message)
  }

  private func text(_ expr: Expr) -> String { program.source.text(program.tree.span(expr)) }

  // MARK: - Calls

  private func callHelp(_ message: String, _ names: () -> DiagnosticNames) -> String? {
    let name: Substring
    if message.hasPrefix("Invalid call to ") {
      name = message.dropFirst("Invalid call to ".count)
    } else if let colon = message.firstIndex(of: ":"),
      message[colon...] == ": function called with too many inputs"
        || message[colon...] == ": function called with too many outputs"
    {
      name = message[..<colon]
    } else {
      return nil
    }
    guard let signature = names().signature(String(name)) else { return nil }
    let forms = signature.split(separator: "\n").prefix(3)
    let called = "it is called as " + forms.joined(separator: " or ")
    return name == "null" ? called + "; the empty array is []" : called
  }

  // MARK: - What other languages ask of a value

  /// `X.shape`, `x.append(3)`: what it is here, with the name of the array.
  private func methodHelp(_ message: String, _ names: () -> DiagnosticNames) -> String? {
    if message.hasPrefix("print: the argument must be"), let argument = arguments(of: expr)?.first {
      return "a value is shown by disp(\(text(argument))), numbers in a text by printf"
    }
    guard message.hasSuffix("cannot be indexed with ."), let (base, name) = fieldAccess(expr) else {
      return nil
    }
    let value = text(base)
    guard value.utf8.count <= 30 else { return nil }
    if let written = Self.methods[name] {
      return written.split(separator: "#", omittingEmptySubsequences: false).joined(
        separator: value)
    }
    let isFunction = names().functions.contains(name)
    return isFunction ? "functions take the value: \(name)(\(value))" : nil
  }

  /// Attributes and methods of arrays in other languages; `#` stands for the array.
  private static let methods = [
    "shape": "the size is size(#)", "size": "the number of elements is numel(#), the size size(#)",
    "T": "the transpose is #'", "transpose": "the transpose is #'",
    "append": "#(end+1) = v appends to #", "push": "#(end+1) = v appends to #",
    "len": "the number of elements is numel(#)", "length": "the number of elements is numel(#)",
    "dot": "the matrix product is # * B", "matmul": "the matrix product is # * B",
    "copy": "an assignment copies: B = #", "flatten": "all elements as a column are #(:)",
    "ravel": "all elements as a column are #(:)", "astype": "double(#) or single(#) convert",
    "argmax": "[~, index] = max(#) finds where the greatest is",
    "argmin": "[~, index] = min(#) finds where the least is",
  ]

  private func fieldAccess(_ expr: Expr) -> (base: Expr, name: String)? {
    switch program.tree[expr] {
    case .field(let base, let name): (base, name)
    case .call(let base, _): fieldAccess(base)
    default: nil
    }
  }

  private func arguments(of expr: Expr) -> [Expr]? {
    if case .call(_, let arguments) = program.tree[expr] { arguments } else { nil }
  }

  /// A builtin got a cell that was indexed with parentheses.
  private func cellHelp(_ message: String, _ names: () -> DiagnosticNames) -> String? {
    guard message.hasSuffix("wrong type argument 'cell'") || message.hasSuffix("defined for cell")
    else { return nil }
    let variables = names().variables
    return arguments(of: expr)?.lazy.compactMap { argument -> String? in
      guard case .call(let base, _) = program.tree[argument],
        case .name(let name) = program.tree[base], variables.contains(name)
      else { return nil }
      return braceHelp(argument)
    }.first
  }

  // MARK: - Classes

  private func classHelp(_ message: String) -> String? {
    let pieces = message.split(separator: "'", omittingEmptySubsequences: false)
    if message.hasPrefix("binary operator"), pieces.count == 7 {
      return operandHelp(String(pieces[1]), String(pieces[3]), String(pieces[5]))
    }
    if message.hasPrefix("struct cannot be indexed with {")
      || message.hasPrefix("scalar struct cannot be indexed with {")
    {
      return "the fields of a struct are taken with a dot: s.name"
    }
    if message.contains("cannot be indexed with {") || message.hasPrefix("'{' undefined") {
      return "braces take elements out of cells; arrays are indexed with ( )"
    }
    if message.hasSuffix("cannot be indexed with .") {
      let kind = message.split(separator: " ").first ?? "this"
      return "only structs have fields, and what stands before the dot is none (\(kind))"
    }
    if message.hasPrefix("invalid conversion from cell array to logical") {
      return "a cell is neither true nor false: test what is in it, c{1}, or isempty(c)"
    }
    if message.hasPrefix("for x^y") || message.hasPrefix("can't do A ^ B"),
      case .binary(_, let a, let b) = program.tree[expr]
    {
      return "element by element: \(text(a)) .^ \(text(b))"
    }
    return nil
  }

  /// Operators between classes that have no arithmetic.
  private func operandHelp(_ op: String, _ left: String, _ right: String) -> String? {
    guard case .binary(_, let a, let b) = program.tree[expr] else { return nil }
    if left == "cell" || right == "cell" {
      let cell = left == "cell" ? a : b
      if let element = braceHelp(cell) { return element }
      if op == "==" || op == "!=" { return "cells are compared with isequal, texts with strcmp" }
      let body = left == "cell" ? "v \(op) \(text(b))" : "\(text(a)) \(op) v"
      guard left != right, body.utf8.count < 40 else { return nil }
      return "a cell holds values of any kind: cellfun(@(v) \(body), \(text(cell))) takes each"
    }
    if left.hasSuffix("struct") || right.hasSuffix("struct") {
      return "arithmetic needs a field of the struct, taken with a dot"
    }
    if left.hasSuffix("function handle") || right.hasSuffix("function handle") {
      let handle = left.hasSuffix("function handle") ? a : b
      guard case .name = program.tree[handle] else { return nil }
      return "\(text(handle)) is a function: \(text(handle))(x) is its value at x"
    }
    return nil
  }

  /// `c(1)` is a cell with one element; what is in it is `c{1}`.
  private func braceHelp(_ operand: Expr, followedBy mark: String = "") -> String? {
    if case .transpose(let inner) = program.tree[operand] {
      return braceHelp(inner, followedBy: "'")
    }
    guard case .call(let base, let arguments) = program.tree[operand],
      let first = arguments.first, let last = arguments.last
    else { return nil }
    let span = Span(
      Int(program.tree.span(first).start), Int(program.tree.span(last).end))
    let list = program.source.text(span)
    return "parentheses give a cell, braces what is in it: \(text(base)){\(list)}\(mark)"
  }

  // MARK: - Values

  private func valueHelp(_ message: String) -> String? {
    if message.hasPrefix("reshape: can't reshape") { return reshapeHelp(message) }
    if message.hasSuffix("UniformOutput = true")
      || message.contains("concatenation operator not implemented for 'cell'")
    {
      guard message.hasSuffix("UniformOutput = true") else { return nil }
      return "with \"UniformOutput\", false the results, of any shape, come in a cell"
    }
    if message.hasPrefix("some elements undefined in argument list")
      || message.hasPrefix("indexing produces no results") || message.contains("'cs-list'")
    {
      return listHelp()
    }
    if message.hasPrefix("containers.Map: specified key <") {
      return "isKey(m, key) asks whether it is there, keys(m) lists all"
    }
    return nil
  }

  /// `c{:}` and `s.f` of a struct array where one value is wanted.
  private func listHelp() -> String? {
    switch program.tree[expr] {
    case .brace, .field:
      return
        "\(text(expr)) stands for a list of values, and one is wanted here: [\(text(expr))] joins "
        + "them"
    default: return nil
    }
  }

  /// How many elements there are, and how many the new shape has.
  private func reshapeHelp(_ message: String) -> String? {
    let shapes = message.split(separator: " ").filter { $0.first?.isNumber == true }
    guard shapes.count == 2, let have = Self.count(shapes[0]), let want = Self.count(shapes[1])
    else { return nil }
    let parts = shapes[1].split(separator: "x").compactMap { Int($0) }
    let counts = "\(shapes[0]) has \(have) elements, \(shapes[1]) would take \(want)"
    guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return counts }
    if have == parts[0] * (parts[1] + 1) {
      return counts + "; with a bias column it fits: \(parts[0])x\(parts[1] + 1)"
    }
    if have % parts[0] == 0 { return counts + "; \(parts[0])x\(have / parts[0]) fits" }
    if have % parts[1] == 0 { return counts + "; \(have / parts[1])x\(parts[1]) fits" }
    return counts
  }

  private static func count(_ shape: Substring) -> Int? {
    var count = 1
    for part in shape.split(separator: "x") {
      guard let n = Int(part) else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: n)
      if overflow { return nil }
      count = product
    }
    return count
  }
}
