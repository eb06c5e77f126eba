import Evaluation
import Matrices

let findingText: [Builtin] = [
  Builtin(
    "strfind(s, pattern)\nstrfind(s, pattern, \"overlaps\", tf)",
    "The positions where the pattern begins",
    examples: """
      >> strfind("banana", "an")
      ans =

         2   4

      """,
    seeAlso: ["regexp", "index", "strrep"], one: findText),
  Builtin(
    "strrep(s, pattern, replacement)", "The text with every occurrence of the pattern replaced",
    examples: """
      >> strrep("W1 and W2", "W", "Theta")
      ans = Theta1 and Theta2
      """,
    seeAlso: ["regexprep", "strfind"], one: replaceText),
  Builtin(
    "index(s, t, direction)", "The first (or \"last\") position of t in s, 0 when there is none",
    examples: """
      >> index("banana", "an")
      ans = 2
      """,
    seeAlso: ["rindex", "strfind"], one: { try firstPosition($0, last: false) }),
  Builtin(
    "rindex(s, t)", "The last position of t in s, 0 when there is none",
    examples: """
      >> rindex("banana", "an")
      ans = 4
      """,
    seeAlso: ["index", "strfind"], one: { try firstPosition($0, last: true) }),
  Builtin(
    "strchr(str, chars, n, direction)", "The positions of any of the characters in a text",
    examples: """
      >> strchr("hello", "l")
      ans =

         3   4

      """,
    seeAlso: ["index", "find"], many: findCharacters),
  Builtin(
    "substr(s, offset, len)", "The part of a text that begins at offset",
    examples: """
      >> substr("backprop", 5, 4)
      ans = prop
      """,
    seeAlso: ["strtrunc"], one: subText),
]

/// 0-based positions of `pattern` in `text`.
private func positions(of pattern: [UInt8], in text: [UInt8], overlaps: Bool) -> [Int] {
  guard !pattern.isEmpty, pattern.count <= text.count else { return [] }
  var found: [Int] = []
  var i = 0
  let first = pattern[0]
  while i <= text.count - pattern.count {
    if text[i] == first, text[i..<(i + pattern.count)].elementsEqual(pattern) {
      found.append(i)
      i += overlaps ? 1 : pattern.count
    } else {
      i += 1
    }
  }
  return found
}

private func overlapOption(_ call: Call, from start: Int) throws -> Bool {
  if call.count == start { return true }
  guard call.count == start + 2 else { throw call.invalidCall }
  guard let name = call[start].text, call[start + 1].isScalar, !call[start + 1].isChar else {
    throw call.error("invalid optional argument")
  }
  guard name.lowercased() == "overlaps" else { throw call.error("unknown option: \(name)") }
  return try call.scalar(start + 1) != 0
}

private func findText(_ call: Call) throws -> Value {
  guard call.count >= 2, call.count % 2 == 0 else { throw call.invalidCall }
  var overlaps = true
  var forcesCell = false
  for i in stride(from: 2, to: call.count, by: 2) {
    guard let name = call[i].text, call[i + 1].isScalar, !call[i + 1].isChar else {
      throw call.error("invalid optional arguments")
    }
    let truth = try call.scalar(i + 1) != 0
    switch name.lowercased() {
    case "overlaps": overlaps = truth
    case "forcecelloutput": forcesCell = truth
    default: throw call.error("unknown option: \(name)")
    }
  }
  guard let patterns = call[1].bytes.map({ [$0] }) ?? call[1].cellOfBytes else {
    throw call.error("PATTERN must be a string or cell array of strings")
  }
  func find(_ text: [UInt8], _ pattern: [UInt8]) throws -> Value {
    let found = positions(of: pattern, in: text, overlaps: overlaps)
    if found.isEmpty { return .emptyMatrix }
    return try .row(found.map { Double($0 + 1) })
  }
  if case .cell(let c) = call[0] {
    guard let texts = call[0].cellOfBytes else {
      throw call.error("each element of CELLSTR must be a string")
    }
    guard let pattern = patterns.first else { return .cell(c) }
    return .cell(try Matrix(c.shape, texts.map { try find($0, pattern) }))
  }
  guard case .char(let m, _) = call[0] else {
    throw call.error("first argument must be a string or cell array of strings")
  }
  if case .cell(let c) = call[1] {
    return .cell(try Matrix(c.shape, patterns.map { try find(m.elements, $0) }))
  }
  let found = try find(m.elements, patterns[0])
  return forcesCell ? .cell(Matrix(scalar: found)) : found
}

private func replaceText(_ call: Call) throws -> Value {
  guard call.count == 3 || call.count == 5 else { throw call.invalidCall }
  let overlaps = try overlapOption(call, from: 3)
  guard let pattern = call[1].bytes, let replacement = call[2].bytes else {
    throw call.error("PTN and REP arguments must be strings or cell arrays of strings")
  }
  func replaced(_ text: [UInt8]) -> [UInt8] {
    let found = positions(of: pattern, in: text, overlaps: overlaps)
    if found.isEmpty { return text }
    var result: [UInt8] = []
    var next = 0
    for start in found {
      if start > next { result += text[next..<start] }
      result += replacement
      next = start + pattern.count
    }
    return result + text[next...]
  }
  func change(_ value: Value) throws -> Value {
    guard let text = value.bytes else { throw call.error("each element of S must be a string") }
    let result = replaced(text)
    return result == text ? value : .bytes(result)
  }
  if case .cell(let c) = call[0] { return .cell(try Matrix(c.shape, c.elements.map(change))) }
  guard case .char(let m, _) = call[0] else {
    throw call.error("S must be a string or cell array of strings")
  }
  if m.rows > 1 { return try .textRows(m.textRows.map(replaced)) }
  return try change(call[0])
}

private func firstPosition(_ call: Call, last: Bool) throws -> Value {
  try call.expect(2...(last ? 2 : 3))
  var takesLast = last
  if call.count == 3 {
    switch call[2].text?.lowercased() {
    case "first": takesLast = false
    case "last": takesLast = true
    default: throw call.error("DIRECTION must be either \"first\" or \"last\"")
    }
  }
  guard let texts = call[0].rowsOfText ?? call[0].cellOfBytes else {
    throw EvaluationError("index: S must be a string, string array, or cellstr")
  }
  guard let pattern = call[1].bytes else {
    throw EvaluationError("strfind: PATTERN must be a string or cell array of strings")
  }
  // The rows of a character matrix are texts without the blanks at their ends.
  let isPadded = call[0].isChar && call[0].shape.rows > 1
  let found = (texts.isEmpty ? [[]] : texts).map { row -> Double in
    let end = isPadded ? (row.lastIndex { $0 != 32 && $0 != 0 } ?? -1) + 1 : row.count
    let text = Array(row[..<end])
    let all = positions(of: pattern, in: text, overlaps: true)
    return Double(((takesLast ? all.last : all.first) ?? -1) + 1)
  }
  let shape = call[0].isCell && !texts.isEmpty ? call[0].shape : Shape(found.count, 1)
  return .matrix(try Matrix(shape, found))
}

private func findCharacters(_ call: Call) throws -> [Value] {
  try call.expect(2...4)
  guard let text = call[0].bytes else {
    throw call.error("STR argument must be a string or string array")
  }
  guard let wanted = call[1].bytes else { throw call.error("CHARS argument must be a string") }
  guard !wanted.isEmpty else { return [.double(Matrix(empty: Shape(1, 0)))] }
  var found = text.indices.filter { wanted.contains(text[$0]) }
  if call.count >= 3 {
    let n = try call.integer(2)
    guard n >= 1 else {
      throw EvaluationError("find: N must be an integer")
    }
    let fromEnd = call.count == 4 ? try call.string(3) == "last" : false
    found = fromEnd ? Array(found.suffix(n)) : Array(found.prefix(n))
  }
  let columns = try Value.row(found.map { Double($0 + 1) })
  if call.outputCount < 2 { return [columns] }
  return [try .row(found.map { _ in 1 }), columns]
}

private func subText(_ call: Call) throws -> Value {
  try call.expect(2...3)
  guard let text = call[0].bytes else { throw call.error("S must be a string or string array") }
  guard call[1].isScalar, call.count == 2 || call[2].isScalar else {
    throw call.error("OFFSET and LEN must be scalar integers")
  }
  var offset = try call.integer(1)
  // A negative offset counts from the end.
  if offset < 0, offset >= -text.count { offset += text.count + 1 }
  guard offset >= 1, offset <= text.count else {
    throw call.error("OFFSET = \(offset) out of range")
  }
  var end = text.count
  if call.count == 3 {
    let length = try call.integer(2)
    let (stop, overflow) = (offset - 1).addingReportingOverflow(length)
    end = length < 0 && !overflow ? text.count + length : stop
    guard !overflow, end <= text.count, end >= offset - 1 else {
      throw call.error("length LEN = \(length) out of range")
    }
  }
  return .bytes(Array(text[(offset - 1)..<end]))
}
