import Evaluation
import Matrices

let comparing: [Builtin] = [
  Builtin(
    "strcmp(s1, s2)", "Whether two strings, or the strings of cell arrays, are the same",
    examples: """
      >> strcmp("tanh", "tanh")
      ans = 1
      >> strcmp({"relu", "tanh"}, "tanh")
      ans =

        0  1

      """,
    seeAlso: ["strcmpi", "strncmp", "isequal"], one: { try compareTexts($0, .whole) }),
  Builtin(
    "strcmpi(s1, s2)", "Whether two strings are the same but for upper and lower case",
    examples: """
      >> strcmpi("Tanh", "TANH")
      ans = 1
      """,
    seeAlso: ["strcmp", "strncmpi"], one: { try compareTexts($0, .wholeFolded) }),
  Builtin(
    "strncmp(s1, s2, n)", "Whether two strings agree in their first n characters",
    examples: """
      >> strncmp("sigmoid", "sigma", 4)
      ans = 1
      """,
    seeAlso: ["strcmp", "strncmpi", "startsWith"], one: { try compareTexts($0, .start) }),
  Builtin(
    "strncmpi(s1, s2, n)",
    "Whether two strings agree in their first n characters but for upper and lower case",
    examples: """
      >> strncmpi("Sigmoid", "SIGMA", 4)
      ans = 1
      """,
    seeAlso: ["strncmp", "strcmpi"], one: { try compareTexts($0, .startFolded) }),
  Builtin(
    "startsWith(str, pattern)\nstartsWith(str, pattern, \"IgnoreCase\", tf)",
    "Whether strings begin with one of the patterns",
    examples: """
      >> startsWith("Theta1", "Theta")
      ans = 1
      """,
    seeAlso: ["endsWith", "strncmp"], one: { try matchEnds($0, atStart: true) }),
  Builtin(
    "endsWith(str, pattern)\nendsWith(str, pattern, \"IgnoreCase\", tf)",
    "Whether strings end with one of the patterns",
    examples: """
      >> endsWith({"data.mat", "notes.txt"}, ".mat")
      ans =

        1  0

      """,
    seeAlso: ["startsWith"], one: { try matchEnds($0, atStart: false) }),
  Builtin(
    "strmatch(s, A)\nstrmatch(s, A, \"exact\")",
    "The indices of the rows or cells of A that begin with s",
    examples: """
      >> strmatch("ap", {"apple", "box"})
      ans = 1
      """,
    seeAlso: ["strncmp", "validatestring"], one: matchRows),
  Builtin(
    "validatestring(str, strarray)\nvalidatestring(str, strarray, funcname, varname, position)",
    "The one string of strarray that begins with str, or an error that lists them",
    examples: """
      >> validatestring("r", {"red", "green"})
      ans = red
      """,
    seeAlso: ["strcmpi", "strmatch"], one: validateString),
]

/// How two texts are compared.
private enum TextComparison {
  case whole, wholeFolded, start, startFolded

  var takesCount: Bool { self == .start || self == .startFolded }
  var foldsCase: Bool { self == .wholeFolded || self == .startFolded }

  /// Whether `a` and `b` agree; `count` is the number of characters that matter in the `start` forms.
  func agree(_ a: [UInt8], _ b: [UInt8], _ count: Int) -> Bool {
    let length = takesCount ? min(count, a.count) : a.count
    guard length == (takesCount ? min(count, b.count) : b.count) else { return false }
    for i in 0..<length where a[i] != b[i] {
      if !foldsCase || a[i].lowered != b[i].lowered { return false }
    }
    return true
  }
}

private func compareTexts(_ call: Call, _ how: TextComparison) throws -> Value {
  let arguments = how.takesCount ? 3 : 2
  try call.expect(arguments...arguments)
  var count = 0
  if how.takesCount {
    guard let n = call[2].scalar, n >= 1 else { throw call.error("N must be greater than 0") }
    count = Int(exactly: n.rounded(.down)) ?? Int.max
  }
  switch (call[0], call[1]) {
  case (.char(let a, _), .char(let b, _)):
    if !how.takesCount, a.shape != b.shape { return .bool(false) }
    return .bool(how.agree(a.elements, b.elements, count))
  case (.cell(let a), .cell(let b)):
    return try compareCells(call, a, b) { how.agree($0, $1, count) }
  case (.char(let text, _), .cell(let c)), (.cell(let c), .char(let text, _)):
    return try compareRows(text, c) { how.agree($0, $1, count) }
  default: return .bool(false)
  }
}

private func compareCells(
  _ call: Call, _ a: Matrix<Value>, _ b: Matrix<Value>, _ agree: ([UInt8], [UInt8]) -> Bool
) throws -> Value {
  guard a.isScalar || b.isScalar || a.shape == b.shape else {
    throw call.error("nonconformant cell arrays")
  }
  let shape = a.isScalar ? b.shape : a.shape
  return .truths(
    try Matrix(
      shape,
      (0..<shape.count).map { i in
        guard let x = a[a.isScalar ? 0 : i].bytes, let y = b[b.isScalar ? 0 : i].bytes else {
          return false
        }
        return agree(x, y)
      }))
}

/// A character array against a cell: one string against every element, or row by row.
private func compareRows(
  _ text: Matrix<UInt8>, _ c: Matrix<Value>, _ agree: ([UInt8], [UInt8]) -> Bool
) throws -> Value {
  let rows = text.rows <= 1 ? [text.elements] : text.textRows
  func matches(_ row: [UInt8], _ element: Value) -> Bool {
    element.bytes.map { agree(row, $0) } ?? false
  }
  if rows.count == 1 {
    return .truths(try c.converted { matches(rows[0], $0) })
  }
  if c.isScalar {
    return .truths(try Matrix(Shape(rows.count, 1), rows.map { matches($0, c[0]) }))
  }
  guard c.count == rows.count else { return .bool(false) }
  return .truths(try Matrix(c.shape, rows.indices.map { matches(rows[$0], c[$0]) }))
}

private func matchEnds(_ call: Call, atStart: Bool) throws -> Value {
  guard call.count == 2 || call.count == 4 else { throw call.invalidCall }
  guard let texts = call[0].bytes.map({ [$0] }) ?? call[0].cellOfBytes else {
    throw call.error("STR must be a string or cell array of strings")
  }
  guard let patterns = call[1].bytes.map({ [$0] }) ?? call[1].cellOfBytes else {
    throw call.error("PATTERN must be a string or cell array of strings")
  }
  var folds = false
  if call.count == 4 {
    guard let option = call[2].text else {
      throw call.error("third input must be \"IgnoreCase\"")
    }
    guard !option.isEmpty, "ignorecase".hasPrefix(option.lowercased()) else {
      throw call.error("third input must be \"IgnoreCase\"")
    }
    guard let truth = call[3].scalar, !call[3].isChar else {
      throw call.error("\"IgnoreCase\" value must be a logical scalar")
    }
    folds = truth != 0
  }
  func fold(_ text: [UInt8]) -> [UInt8] { folds ? text.map(\.lowered) : text }
  let wanted = patterns.map(fold)
  let results = texts.map(fold).map { text in
    wanted.contains { atStart ? text.starts(with: $0) : text.suffix($0.count) == $0[...] }
  }
  return .truths(try Matrix(call[0].isCell ? call[0].shape : .scalar, results))
}

private func matchRows(_ call: Call) throws -> Value {
  try call.expect(2...3)
  if call[0].isCell, call[0].isEmpty { return .emptyMatrix }
  let given = call[0].isCell && call[0].count == 1 ? call[0].cellOfBytes?.first : call[0].bytes
  guard let given else {
    throw call.error(
      call[0].isCell
        ? "a cell array S must contain only one string" : "S must be a string")
  }
  guard let rows = call[1].rowsOfText ?? call[1].cellOfBytes else {
    throw call.error("A must be a string or cell array of strings")
  }
  func trimmed(_ row: [UInt8]) -> [UInt8] {
    Array(row[..<((row.lastIndex { $0 != 0 && $0 != 32 } ?? -1) + 1)])
  }
  let text = trimmed(given)
  let isExact = call.count == 3 || text.isEmpty
  // Blanks fit as many or more blanks.
  let fewest = call.count == 3 || !text.isEmpty ? 0 : given.count
  let found = rows.indices.filter { i in
    if rows[i].count < fewest { return false }
    return isExact ? trimmed(rows[i]) == text : rows[i].starts(with: text)
  }
  if found.isEmpty { return .emptyMatrix }
  return try .column(found.map { Double($0 + 1) })
}

private func validateString(_ call: Call) throws -> Value {
  try call.expect(2...5)
  guard let text = call[0].bytes, !text.isEmpty else {
    throw call.error("STR must be a single character string")
  }
  guard let choices = call[1].cellOfBytes else { throw call.error("STRARRAY must be a cellstr") }
  let lead = try validationLead(call, text)
  let wanted = text.map(\.lowered)
  let matches = choices.filter { $0.map(\.lowered).starts(with: wanted) }
  if matches.count == 1 { return .bytes(matches[0]) }
  func list(_ texts: [[UInt8]]) -> String {
    texts.map { "'" + String(decoding: $0, as: UTF8.self) + "'" }.joined(separator: ", ")
  }
  if matches.isEmpty {
    let known = choices.isEmpty ? "" : "\n\(list(choices))"
    throw EvaluationError("\(lead) does not match any of\(known)")
  }
  if let exact = matches.first(where: { $0.map(\.lowered) == wanted }) { return .bytes(exact) }
  // Of several matches that begin with one another (`apple`, `apples`) the shortest is meant.
  let shortest = matches.min { $0.count < $1.count } ?? matches[0]
  if matches.allSatisfy({ $0.map(\.lowered).starts(with: shortest.map(\.lowered)) }) {
    return .bytes(shortest)
  }
  throw EvaluationError("\(lead) matches multiple possible values:\n\(list(matches))")
}

/// The beginning of a message of `validatestring`: who complains, and about which argument.
private func validationLead(_ call: Call, _ text: [UInt8]) throws -> String {
  var rest = Array(call.arguments.dropFirst(2))
  var position: Int?
  if let last = rest.last, last.isNumeric {
    guard let n = last.scalar.flatMap({ Int(exactly: $0) }), n > 0 else {
      throw call.error("POSITION must be >= 1")
    }
    position = n
    rest.removeLast()
  }
  let names = rest.compactMap(\.text)
  guard rest.count <= 2 else { throw call.error("invalid number of character inputs (3)") }
  for (value, what) in zip(rest, ["FUNCNAME", "VARNAME"]) where value.bytes == nil {
    throw call.error("\(what) must be a single character string")
  }
  var notes: [String] = []
  if names.count == 2, !names[1].isEmpty { notes.append("variable \(names[1])") }
  if let position { notes.append("argument #\(position)") }
  let who = names.first.flatMap { $0.isEmpty ? nil : $0 } ?? "validatestring"
  let note = notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))"
  return "\(who): '\(String(decoding: text, as: UTF8.self))'\(note)"
}
