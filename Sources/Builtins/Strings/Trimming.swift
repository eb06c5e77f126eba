import Evaluation
import Matrices

let trimming: [Builtin] = [
  Builtin(
    "strtrim(s)", "The text without white space at its ends",
    examples: """
      >> strtrim("  relu ")
      ans = relu
      """,
    seeAlso: ["deblank", "strsplit"], one: { try trim($0, both: true) }),
  Builtin(
    "deblank(s)", "The text without white space at its end",
    examples: """
      >> length(deblank("ab  "))
      ans = 2
      """,
    seeAlso: ["strtrim"], one: { try trim($0, both: false) }),
  Builtin(
    "strjust(s, pos)",
    "The rows of a character matrix moved to the \"left\", \"center\" or \"right\"",
    examples: """
      >> strjust("a  ", "right")
      ans =   a
      """,
    seeAlso: ["deblank"], one: justify),
  Builtin(
    "strtrunc(s, n)", "The first n characters of every string",
    examples: """
      >> strtrunc("backprop", 4)
      ans = back
      """,
    seeAlso: ["substr"], one: truncate),
  Builtin(
    "untabify(t, tw, deblank)", "The text with tabs replaced by blanks",
    examples: """
      >> untabify("\\ta", 2)
      ans =   a
      """,
    seeAlso: ["strjust", "deblank"], one: untabify),
]

private func trim(_ call: Call, both: Bool) throws -> Value {
  if !both, call.count > 1 { throw call.tooManyInputs }
  try call.expect(1...1)
  let complaint = call.error("S argument must be a string or cellstring")
  if !both, call[0].isNumeric, call[0].isEmpty { return call[0] }
  return try mapLeaves(call[0]) { leaf in
    if !both, leaf.isNumeric, leaf.isEmpty { return leaf }
    guard case .char(let m, let quoted) = leaf, m.shape.isMatrix else { throw complaint }
    let columns = filledColumns(m, fromStart: both, nulls: !both)
    if m.isEmpty, !both { return leaf }
    if columns.isEmpty { return .bytes([], doubleQuoted: quoted) }
    return .char(m.columnSlice(columns), doubleQuoted: quoted)
  }
}

/// The columns up to the last (and from the first) that is not blank in some row.
private func filledColumns(
  _ m: Matrix<UInt8>, fromStart: Bool, nulls: Bool
) -> Range<Int> {
  func isFilled(_ column: Int) -> Bool {
    (0..<m.rows).contains { row in
      let byte = m[row, column]
      return !byte.isBlank && !(nulls && byte == 0)
    }
  }
  guard let last = (0..<m.columns).last(where: isFilled) else { return 0..<0 }
  let first = fromStart ? (0..<m.columns).first(where: isFilled) ?? 0 : 0
  return first..<(last + 1)
}

private func justify(_ call: Call) throws -> Value {
  if call.count > 2 { throw call.tooManyInputs }
  try call.expect(1...2)
  guard case .char(let m, _) = call[0], m.shape.isMatrix else {
    throw call.error("S must be a string or 2-D character matrix")
  }
  let position = call.count == 2 ? call[1].text?.lowercased() ?? "" : "right"
  let rows = m.textRows.map { row -> [UInt8] in
    guard let first = row.firstIndex(where: { $0 != 32 && $0 != 0 }),
      let last = row.lastIndex(where: { $0 != 32 && $0 != 0 })
    else { return row }
    let room = row.count - (last - first + 1)
    let left =
      switch position.first {
      case "l": 0
      case "r": room
      default: room / 2
      }
    return [UInt8](repeating: 32, count: left) + row[first...last]
      + [UInt8](repeating: 32, count: room - left)
  }
  return .char(try Matrix(textRows: rows).reshaped(m.shape), doubleQuoted: false)
}

private func truncate(_ call: Call) throws -> Value {
  try call.expect(2...2)
  guard let x = call[1].scalar, x >= 0 else {
    throw call.error("length N must be a positive integer (N >= 0)")
  }
  let n = Int(exactly: x.rounded(.down)) ?? Int.max
  let complaint = call.error("S must be a character string or a cell array of strings")
  func cut(_ value: Value) throws -> Value {
    guard case .char(let m, let quoted) = value, m.shape.isMatrix else { throw complaint }
    return .char(m.columnSlice(0..<min(n, m.columns)), doubleQuoted: quoted)
  }
  guard case .cell(let c) = call[0] else { return try cut(call[0]) }
  return .cell(try Matrix(c.shape, c.elements.map(cut)))
}

private func untabify(_ call: Call) throws -> Value {
  try call.expect(1...3)
  guard call[0].isChar || call[0].cellOfBytes != nil else {
    throw call.error("T must be a string or cellstring")
  }
  let width = call.count > 1 ? try call.integer(1) : 8
  guard width > 0, width <= 1 << 20 else {
    throw call.error("TW must be a positive integer")
  }
  let trims = call.count > 2 ? try call.scalar(2) != 0 : false
  func expand(_ row: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in row {
      if byte == 9 {
        result += [UInt8](repeating: 32, count: width - result.count % width)
      } else {
        result.append(byte)
      }
    }
    if trims { while let last = result.last, last.isBlank { result.removeLast() } }
    return result
  }
  return try mapLeaves(call[0]) { leaf in
    guard let rows = leaf.rowsOfText else { return leaf }
    return rows.count <= 1 ? .bytes(expand(rows.first ?? [])) : try .textRows(rows.map(expand))
  }
}
