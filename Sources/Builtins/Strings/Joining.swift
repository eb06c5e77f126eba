import Evaluation
import Matrices

let joining: [Builtin] = [
  Builtin(
    "strcat(s1, s2, ...)", "The arguments joined side by side, cells element by element",
    examples: """
      >> strcat("Theta", "1")
      ans = Theta1
      >> strcat({"a", "b"}, "1"){2}
      ans = b1
      """,
    seeAlso: ["cstrcat", "strvcat", "strjoin"], one: concatenateTexts),
  Builtin(
    "cstrcat(s1, s2, ...)", "Strings joined side by side, blanks kept",
    examples: """
      >> cstrcat("layer ", "2")
      ans = layer 2
      """,
    seeAlso: ["strcat"], one: concatenateStrings),
  Builtin(
    "char(x)\nchar(s1, s2, ...)",
    "Numbers as characters, or strings as the rows of a character matrix",
    examples: """
      >> char([72 105])
      ans = Hi
      >> char("a", "bcd")
      ans =

      a  
      bcd

      """,
    seeAlso: ["strvcat", "cellstr", "double"], one: { try stackTexts($0, dropsEmpty: false) }),
  Builtin(
    "strvcat(s1, s2, ...)", "Strings as rows of a character matrix, empty ones left out",
    examples: """
      >> size(strvcat("a", "", "bcd"))
      ans =

         2   3

      """,
    seeAlso: ["char", "strcat"], one: { try stackTexts($0, dropsEmpty: true) }),
  Builtin(
    "cellstr(s)", "The rows of a character matrix as a cell column, without trailing blanks",
    examples: """
      >> cellstr(["ab "; "c  "]){1}
      ans = ab
      """,
    seeAlso: ["char", "iscellstr"], one: cellOfRows),
  Builtin(
    "blanks(n)", "A string of n blanks",
    examples: """
      >> length(blanks(3))
      ans = 3
      """, seeAlso: ["repmat"], one: blanks),
  Builtin(
    "strjoin(c, delimiter)", "The strings of a cell in one, with a delimiter between them",
    examples: """
      >> strjoin({"sigmoid", "relu"}, " or ")
      ans = sigmoid or relu
      """,
    seeAlso: ["strsplit", "strcat"], one: joinTexts),
]

private func concatenateTexts(_ call: Call) throws -> Value {
  if call.count == 0 { return .bytes([]) }
  if call.count == 1, call[0].isCell { return call[0] }
  if call.arguments.contains(where: \.isCell) { return try concatenateInCells(call) }
  // Numbers are character codes; blanks at the end of text are left out.
  let blocks = try call.arguments.map { argument in
    let isText = argument.isChar || argument.isNumeric && !argument.isEmpty
    return try isText ? (characters(argument, call).rowsOfText ?? []).map(trimmedAtEnd) : []
  }
  let rows = try commonRows(blocks, call)
  if rows.count == 1, rows[0].isEmpty {
    return .char(Matrix(empty: Shape(1, 0)), doubleQuoted: false)
  }
  return rows.count == 1 ? .bytes(rows[0]) : try .textRows(rows)
}

private func trimmedAtEnd(_ row: [UInt8]) -> [UInt8] {
  Array(row[..<((row.lastIndex { $0 != 32 } ?? -1) + 1)])
}

/// Character matrices side by side: single rows are repeated beside taller ones, empty ones are skipped.
private func commonRows(_ blocks: [[[UInt8]]], _ call: Call) throws -> [[UInt8]] {
  let tall = blocks.reduce(1) { max($0, $1.count) }
  var rows = [[UInt8]](repeating: [], count: tall)
  for block in blocks where !block.isEmpty {
    guard block.count == 1 || block.count == tall else {
      throw call.error("arguments must be the same size, or be scalars")
    }
    for i in 0..<tall { rows[i] += block[block.count == 1 ? 0 : i] }
  }
  return rows
}

private func concatenateInCells(_ call: Call) throws -> Value {
  var shape = Shape.scalar
  for case .cell(let c) in call.arguments where !c.isScalar {
    guard shape.isScalar || shape == c.shape else {
      throw call.error("arguments must be the same size, or be scalars")
    }
    shape = c.shape
  }
  var texts = [[UInt8]](repeating: [], count: shape.count)
  for argument in call.arguments {
    guard let parts = argument.cellOfBytes ?? argument.bytes.map({ [trimmedAtEnd($0)] })
    else {
      throw call.error("inputs must be strings or cells of strings")
    }
    for i in texts.indices { texts[i] += parts[parts.count == 1 ? 0 : i] }
  }
  return try .textCell(texts, shape: shape)
}

private func concatenateStrings(_ call: Call) throws -> Value {
  var blocks: [[[UInt8]]] = []
  for argument in call.arguments {
    guard let rows = argument.rowsOfText else {
      throw call.error("arguments must be character strings")
    }
    blocks.append(rows)
  }
  let filled = blocks.filter { !$0.isEmpty }
  guard let first = filled.first else { return .bytes([]) }
  var rows = first
  for block in filled.dropFirst() {
    guard block.count == rows.count else {
      let width = block[0].count
      throw EvaluationError(
        "horizontal dimensions mismatch (\(rows.count)x\(rows[0].count) vs \(block.count)x\(width))"
      )
    }
    for i in rows.indices { rows[i] += block[i] }
  }
  return try .textRows(rows)
}

private func stackTexts(_ call: Call, dropsEmpty: Bool) throws -> Value {
  if call.count == 0 { return .bytes([]) }
  if call.count == 1, !call[0].isCell, !dropsEmpty {
    return try characters(call[0], call)
  }
  var rows: [[UInt8]] = []
  for argument in call.arguments { rows += try stackedRows(argument, call, depth: 0) }
  if dropsEmpty { rows.removeAll(where: \.isEmpty) }
  if rows.isEmpty { return .bytes([]) }
  return try .textRows(rows)
}

/// The rows one argument of `char` gives; an empty one counts as one empty row.
private func stackedRows(_ value: Value, _ call: Call, depth: Int) throws -> [[UInt8]] {
  if case .cell(let c) = value {
    guard depth < 256 else { throw EvaluationError("max_recursion_depth exceeded") }
    return try c.elements.flatMap { try stackedRows($0, call, depth: depth + 1) }
  }
  let rows = try characters(value, call).rowsOfText ?? []
  return rows.isEmpty ? [[]] : rows
}

/// A value as characters of the same shape.
private func characters(_ value: Value, _ call: Call) throws -> Value {
  if value.isChar { return value }
  if case .function(let function) = value {
    if case .named(let name) = function.kind { return .string("@" + name) }
    return .string(function.text)
  }
  guard let numbers = try value.doubles, let text = try value.converted(to: .char) else {
    throw call.error("wrong type argument '\(Call.description(value))'")
  }
  if numbers.withUnsafeElements({ $0.contains { $0.isNaN } }) {
    throw EvaluationError("invalid conversion from NaN to character")
  }
  return text
}

private func cellOfRows(_ call: Call) throws -> Value {
  try call.expect(1...1)
  if call[0].cellOfBytes != nil { return call[0] }
  if call[0].isChar || call[0].isNumeric {
    return try cell(ofRows: characters(call[0], call))
  }
  if case .cell(let c) = call[0] {
    // Elements that are numbers stand for characters by their codes.
    let rows = try c.elements.flatMap { element -> [[UInt8]] in
      guard element.isChar || element.isNumeric else { return [[]] }
      let rows = try characters(element, call).rowsOfText ?? []
      return rows.isEmpty ? [[]] : rows
    }
    return try .textCell(rows)
  }
  throw call.error("argument STRING must be a 2-D character array")
}

/// The rows of a text as a cell column, without trailing blanks; of no text the empty one.
func cell(ofRows text: Value) throws -> Value {
  guard let rows = text.rowsOfText, !rows.isEmpty else { return try .textCell([[]]) }
  return try .textCell(
    rows.map { row in Array(row[..<((row.lastIndex { $0 != 32 } ?? -1) + 1)]) })
}

private func blanks(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard let n = call[0].scalar.flatMap({ Int(exactly: $0) }), n >= 0 else {
    throw call.error("N must be a non-negative integer")
  }
  if n == 0 { return .bytes([]) }
  return .char(try Matrix(Shape(1, n), repeating: 32), doubleQuoted: false)
}

private func joinTexts(_ call: Call) throws -> Value {
  try call.expect(1...2)
  guard let texts = call[0].cellOfBytes else { return try joinMatrices(call) }
  if call.count == 2, let delimiters = call[1].cellOfBytes {
    guard delimiters.count == texts.count - 1 else {
      throw call.error(
        "the number of delimiters does not match the number of strings",
        identifier: "Octave:strjoin:cellstring_delimiter_mismatch")
    }
    return .bytes(zip(texts, delimiters + [[]]).flatMap { $0 + $1 })
  }
  guard let delimiter = call.count == 2 ? call[1].bytes : [32] else { throw call.invalidCall }
  let separator = try expandEscapes(delimiter, warn: { call.session.warn($0) })
  return .bytes(Array(texts.joined(separator: separator)))
}

/// Texts some of which have several rows: they stand side by side as in brackets, and must have as many rows.
private func joinMatrices(_ call: Call) throws -> Value {
  guard case .cell(let texts) = call[0], texts.elements.allSatisfy(\.isChar),
    let delimiter = call.count == 2 ? call[1].bytes : [32]
  else { throw call.invalidCall }
  let separator = Value.bytes(try expandEscapes(delimiter, warn: { call.session.warn($0) }))
  return try Concatenation.joined(
    Array(texts.elements.map { [$0] }.joined(separator: [separator])), axis: 1)
}
