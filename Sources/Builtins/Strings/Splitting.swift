import Evaluation
import Matrices

let splitting: [Builtin] = [
  Builtin(
    "[c, matches] = strsplit(s, delimiter)\nstrsplit(s, delimiter, name, value)",
    "The pieces of a text between delimiters, as a row cell",
    examples: """
      >> strsplit("25,10,1", ","){2}
      ans = 10
      >> numel(strsplit("a  b", " ", "CollapseDelimiters", false))
      ans = 3
      """,
    seeAlso: ["strjoin", "ostrsplit", "strtok", "regexp"], many: splitText),
  Builtin(
    "ostrsplit(s, separators, strip_empty)", "The pieces of a text between any of the separators",
    examples: """
      >> ostrsplit("a:b;c", ":;"){3}
      ans = c
      """,
    seeAlso: ["strsplit", "strtok"], one: splitAtCharacters),
  Builtin(
    "[token, rest] = strtok(s, delimiters)",
    "The text up to the first delimiter, leading delimiters skipped, and what follows",
    examples: """
      >> [t, r] = strtok("learning rate")
      t = learning
      r =  rate
      """,
    seeAlso: ["strsplit", "index"], many: splitToken),
]

/// What the options of `strsplit` ask for.
private struct SplitOptions {
  var delimiters: [[UInt8]] = [[32], [12], [10], [13], [9], [11]]
  var collapses = true
  var isPattern = false
}

private func splitText(_ call: Call) throws -> [Value] {
  guard call.count >= 1 else { throw call.invalidCall }
  let options = try splitOptions(call)
  guard case .char(let m, _) = call[0] else {
    throw call.error("S and DEL must be string values")
  }
  guard let text = call[0].bytes, m.isEmpty || m.rows == 1 else {
    throw call.error("S must be a char row vector")
  }
  let cuts =
    options.isPattern
    ? try patternCuts(text, options, call) : delimiterCuts(text, options.delimiters)
  let (pieces, matches) = pieces(of: text, at: options.collapses ? merged(cuts) : cuts)
  return [
    try .textCell(pieces, shape: Shape(1, pieces.count)),
    try .textCell(matches, shape: Shape(1, matches.count)),
  ]
}

private func splitOptions(_ call: Call) throws -> SplitOptions {
  var options = SplitOptions()
  var rest = call.arguments.dropFirst()
  let names = ["collapsedelimiters", "delimitertype"]
  func takePositionalCollapse() throws {
    guard let value = rest.first, value.isLogical || value.isNumeric else { return }
    options.collapses = try collapse(value, call)
    rest = rest.dropFirst()
  }
  if rest.first?.isLogical ?? false {
    try takePositionalCollapse()
  } else if let first = rest.first, !(rest.count % 2 == 0 && names.contains(first.text ?? "")) {
    guard let list = first.bytes.map({ [$0] }) ?? first.cellOfBytes else {
      throw call.error("S and DEL must be string values")
    }
    options.delimiters = list
    rest = rest.dropFirst()
    try takePositionalCollapse()
  }
  while let first = rest.first {
    let name = first.text ?? ""
    rest = rest.dropFirst()
    let value = rest.first
    rest = rest.dropFirst()
    switch (name.lowercased(), value) {
    case ("collapsedelimiters", let value?): options.collapses = try collapse(value, call)
    case ("delimitertype", let value?):
      let type = value.text?.lowercased() ?? ""
      options.isPattern = !type.isEmpty && "regularexpression".hasPrefix(type)
      guard options.isPattern || ["simple", "legacy"].contains(where: { $0.hasPrefix(type) })
      else { throw call.error("Invalid DELIMITERTYPE") }
    default:
      throw call.error(
        "invalid parameter name, '\(name)'", identifier: "Octave:strsplit:invalid_parameter_name")
    }
  }
  if !options.isPattern {
    options.delimiters = try options.delimiters.map {
      try expandEscapes($0, warn: { call.session.warn($0) })
    }
  }
  return options
}

private func collapse(_ value: Value, _ call: Call) throws -> Bool {
  guard let truth = value.scalar else {
    throw call.error("COLLAPSEDELIMITERS must be a scalar value")
  }
  return truth != 0
}

/// Where delimiters stand, the longest one that fits first; empty delimiters cut nowhere.
private func delimiterCuts(_ text: [UInt8], _ delimiters: [[UInt8]]) -> [Range<Int>] {
  let ordered = delimiters.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
  var cuts: [Range<Int>] = []
  var i = 0
  while i < text.count {
    if let hit = ordered.first(where: { text[i...].starts(with: $0) }) {
      cuts.append(i..<(i + hit.count))
      i += hit.count
    } else {
      i += 1
    }
  }
  return cuts
}

private func patternCuts(
  _ text: [UInt8], _ options: SplitOptions, _ call: Call
) throws -> [Range<Int>] {
  let source = Array(options.delimiters.joined(separator: [UInt8(ascii: "|")]))
  let pattern = try RegularExpression(
    source, options: RegularExpression.Options(), caller: call.name)
  return try pattern.matches(in: text).map(\.range).filter { !$0.isEmpty }
}

private func merged(_ cuts: [Range<Int>]) -> [Range<Int>] {
  var result: [Range<Int>] = []
  for cut in cuts {
    if let last = result.last, last.upperBound == cut.lowerBound {
      result[result.count - 1] = last.lowerBound..<cut.upperBound
    } else {
      result.append(cut)
    }
  }
  return result
}

/// The stretches between the cuts, and the cuts themselves.
func pieces(
  of text: [UInt8], at cuts: [Range<Int>]
) -> (pieces: [[UInt8]], matches: [[UInt8]]) {
  var pieces: [[UInt8]] = []
  var start = 0
  for cut in cuts {
    pieces.append(Array(text[start..<cut.lowerBound]))
    start = cut.upperBound
  }
  pieces.append(Array(text[start...]))
  return (pieces, cuts.map { Array(text[$0]) })
}

private func splitAtCharacters(_ call: Call) throws -> Value {
  try call.expect(2...3)
  guard let rows = call[0].rowsOfText, let separators = call[1].bytes else {
    throw call.error("S and SEP must be string values")
  }
  if call.count == 3, !call[2].isScalar {
    throw call.error("STRIP_EMPTY must be a scalar value")
  }
  let strips = call.count == 3 ? try call.scalar(2) != 0 : false
  var all: [[UInt8]] = []
  for row in rows.isEmpty ? [[]] : rows {
    for piece in row.split(
      omittingEmptySubsequences: false, whereSeparator: { separators.contains($0) })
    where !(strips && piece.isEmpty) {
      all.append(Array(piece))
    }
  }
  return .cell(try Matrix(Shape(1, all.count), all.map { try Value.textRow($0) }))
}

private func splitToken(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  var delimiters: [UInt8] = [9, 10, 11, 12, 13, 32]
  if call.count == 2 {
    guard let codes = try call[1].doubles else {
      throw EvaluationError(
        "binary operator '==' not implemented for 'scalar' by 'cell' operations")
    }
    delimiters = codes.elements.compactMap { UInt8(exactly: $0) }
  }
  if case .cell(let c) = call[0], c.isEmpty { return [.bytes([]), .bytes([])] }
  if case .cell(let c) = call[0], let texts = call[0].cellOfBytes {
    let parts = texts.map { token($0, delimiters) }
    return [
      try .textCell(parts.map(\.token), shape: c.shape),
      try .textCell(parts.map(\.rest), shape: c.shape),
    ]
  }
  guard case .char(let m, _) = call[0] else {
    throw call.error("STR must be a string or cell array of strings")
  }
  guard m.shape.isVector || m.isEmpty else {
    throw call.error("STR cannot be a 2-D character array")
  }
  let part = token(m.elements, delimiters)
  if m.isEmpty { return [.bytes([]), .bytes([])] }
  func value(_ bytes: [UInt8]) throws -> Value {
    if m.columns == 1, m.rows > 1 {
      return .char(try Matrix(Shape(bytes.count, 1), bytes), doubleQuoted: false)
    }
    return try .textRow(bytes)
  }
  return [try value(part.token), part.rest.isEmpty ? .bytes([]) : try value(part.rest)]
}

private func token(
  _ text: [UInt8], _ delimiters: [UInt8]
) -> (token: [UInt8], rest: [UInt8]) {
  let start = text.firstIndex { !delimiters.contains($0) } ?? text.count
  let end = text[start...].firstIndex { delimiters.contains($0) } ?? text.count
  return (Array(text[start..<end]), Array(text[end...]))
}
