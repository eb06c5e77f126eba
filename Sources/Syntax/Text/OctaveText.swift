/// The text Octave shows for an expression: its tree written out again, with its own blanks
/// (`@(t) t .^ 2 + 1`). Numbers keep the spelling of `source`.
public func octaveText(of expr: Expr, in tree: Tree, source: Source) -> String {
  var writer = OctaveText(tree: tree, source: source)
  if case .anonymous(let parameters, let body) = tree[expr] {
    writer.writeHead(parameters)
    writer.text += " "
    writer.write(body)
  } else {
    writer.write(expr)
  }
  return writer.text
}

private struct OctaveText {
  let tree: Tree
  let source: Source
  var text = ""
  /// The brackets around the place, outermost first: directly inside `[` and `{` no blank stands before an
  /// index, where it would separate elements.
  private var nesting: [Character] = []

  init(tree: Tree, source: Source) {
    self.tree = tree
    self.source = source
  }

  mutating func writeHead(_ parameters: [Parameter]) {
    text += "@("
    for (index, parameter) in parameters.enumerated() {
      if index > 0 { text += ", " }
      if case .named(let name) = parameter.kind { text += name } else { text += "~" }
      if let value = parameter.defaultValue {
        text += " = "
        write(value)
      }
    }
    text += ")"
  }

  mutating func write(_ expr: Expr) {
    switch tree[expr] {
    case .number(let value): text += spelling(of: expr, value)
    case .string(let bytes, let isDouble): text += quoted(bytes, isDouble)
    case .name(let name): text += name
    case .colon: text += ":"
    case .end: text += "end"
    case .unary(let operation, let operand):
      text += operation == .minus ? "-" : operation == .plus ? "+" : "!"
      write(operand)
    case .transpose(let operand):
      write(operand)
      text += source.text(tree.mark(expr)) == ".'" ? ".'" : "'"
    case .binary, .shortCircuit: writeChain(expr)
    case .range(let start, let step, let stop):
      for (index, part) in [start, step, stop].compactMap({ $0 }).enumerated() {
        if index > 0 { text += ":" }
        write(part)
      }
    case .matrix(let rows): write(rows, "[", "]")
    case .cell(let rows) where rows.allSatisfy(\.isEmpty): text += "{}(0x0)\n"
    case .cell(let rows): write(rows, "{", "}")
    case .functionHandle(let name): text += "@" + name
    case .anonymous(let parameters, let body):
      writeHead(parameters)
      write(body)
    case .assign(let targets, let operation, let value, _):
      write(targets, operation, value)
    case .parenthesised(let inner):
      // Parentheses do not hide the brackets around them, save from an index right inside.
      let isIndex = if case .call = tree[inner] { true } else { false }
      text += "("
      if isIndex { nesting.append("(") }
      write(inner)
      if isIndex { nesting.removeLast() }
      text += ")"
    case .call, .brace, .field, .dynamicField: writeIndex(expr)
    }
  }

  private mutating func writeIndex(_ expr: Expr) {
    switch tree[expr] {
    case .call(let base, let arguments):
      // A hexadecimal number stands in the tree as the call that makes its class.
      if tree.span(base) == tree.span(expr) {
        text += source.text(tree.span(expr))
        return
      }
      write(base)
      writeIndices(arguments, "(", ")")
    case .brace(let base, let arguments):
      write(base)
      writeIndices(arguments, "{", "}")
    case .field(let base, let name):
      write(base)
      text += "." + name
    case .dynamicField(let base, let name):
      write(base)
      text += ".("
      write(name)
      text += ")"
    default: break
    }
  }

  private mutating func writeIndices(
    _ arguments: [Expr], _ opener: Character, _ closer: Character
  ) {
    if nesting.last == nil || nesting.last == "(" { text += " " }
    text.append(opener)
    nesting.append("(")
    write(list: arguments)
    nesting.removeLast()
    text.append(closer)
  }

  /// A chain of operators from the left, of any length.
  private mutating func writeChain(_ expr: Expr) {
    var links: [(sign: String, right: Expr)] = []
    var left = expr
    while true {
      if case .binary(let operation, let a, let b) = tree[left] {
        links.append((operation.rawValue, b))
        left = a
      } else if case .shortCircuit(let isAnd, let a, let b) = tree[left] {
        links.append((isAnd ? "&&" : "||", b))
        left = a
      } else {
        break
      }
    }
    write(left)
    for link in links.reversed() {
      text += " \(link.sign) "
      write(link.right)
    }
  }

  private mutating func write(
    _ targets: [AssignmentTarget], _ operation: BinaryOperator?, _ value: Expr
  ) {
    if targets.count > 1 { text += "[" }
    for (index, target) in targets.enumerated() {
      if index > 0 { text += ", " }
      if case .place(let place) = target { write(place) } else { text += "~" }
    }
    if targets.count > 1 { text += "]" }
    text += " \(operation?.rawValue ?? "")= "
    write(value)
  }

  private mutating func write(_ rows: [[Expr]], _ opener: Character, _ closer: Character) {
    text.append(opener)
    nesting.append(opener)
    defer { nesting.removeLast() }
    for (index, row) in rows.enumerated() {
      if index > 0 { text += "; " }
      write(list: row)
    }
    text.append(closer)
  }

  private mutating func write(list: [Expr]) {
    for (index, expr) in list.enumerated() {
      if index > 0 { text += ", " }
      write(expr)
    }
  }

  private func spelling(of expr: Expr, _ value: Double) -> String {
    let written = source.text(tree.span(expr))
    return written.isEmpty ? "\(value)" : written
  }

  private func quoted(_ bytes: [UInt8], _ isDouble: Bool) -> String {
    guard isDouble else { return "'" + String(decoding: bytes, as: UTF8.self) + "'" }
    var escaped: [UInt8] = []
    for byte in bytes {
      if let letter = OctaveText.escapes[byte] {
        escaped += [UInt8(ascii: "\\"), letter]
      } else {
        escaped.append(byte)
      }
    }
    return "\"" + String(decoding: escaped, as: UTF8.self) + "\""
  }

  /// The letter behind `\` for each byte that is written as an escape.
  private static let escapes: [UInt8: UInt8] = [
    0x00: UInt8(ascii: "0"), 0x07: UInt8(ascii: "a"), 0x08: UInt8(ascii: "b"),
    0x09: UInt8(ascii: "t"), 0x0A: UInt8(ascii: "n"), 0x0B: UInt8(ascii: "v"),
    0x0C: UInt8(ascii: "f"), 0x0D: UInt8(ascii: "r"), 0x22: 0x22, 0x5C: 0x5C,
  ]
}
