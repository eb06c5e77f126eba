import Evaluation
import Glibc
import Matrices

let numbersInText: [Builtin] = [
  Builtin(
    "str2double(s)", "The number that a text holds, NaN when it holds anything else",
    examples: """
      >> str2double("1e-3")
      ans = 1.0000e-03
      >> str2double({"2", "x"})
      ans =

           2   NaN

      """,
    seeAlso: ["str2num", "num2str", "sscanf"], one: textToNumber),
  Builtin(
    "[val, state] = str2num(s)", "The value of text as an expression; [] when it is none",
    examples: """
      >> str2num("[1 2 3] * 2")
      ans =

         2   4   6

      """,
    seeAlso: ["str2double", "eval"], many: evaluateText),
]

private func evaluateText(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  guard let rows = call[0].rowsOfText else {
    throw call.error("S must be a string or string array")
  }
  let text = rows.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ";")
  do {
    let values = try call.session.evaluate("[\(text)]", outputs: 1)
    if let value = values.first { return [value, .bool(true)] }
  } catch  where isCatchable(error) {}
  return [.emptyMatrix, .bool(false)]
}

private func textToNumber(_ call: Call) throws -> Value {
  try call.expect(1...1)
  switch call[0] {
  case .char(let m, _):
    if m.isEmpty { return .number(.nan) }
    if m.rows == 1 { return .number(number(in: m.elements)) }
    return try .column(m.textRows.map(number))
  case .cell(let c):
    return .matrix(try c.converted { $0.bytes.map(number) ?? .nan })
  case .number, .single, .double, .integer, .bool, .logical, .range, .diagonal:
    return .number(.nan)
  default: return .number(.nan)
  }
}

/// The one real number that `text` spells (`1,000.5`, `-Inf`), or NaN.
func number(in text: [UInt8]) -> Double {
  var rest = text.filter { $0 != UInt8(ascii: ",") }[...]
  func skipBlanks() { while let first = rest.first, first.isBlank { rest.removeFirst() } }
  skipBlanks()
  while let last = rest.last, last.isBlank || last == 0 { rest.removeLast() }
  var sign = 1.0
  if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
    if first == UInt8(ascii: "-") { sign = -1 }
    rest.removeFirst()
    skipBlanks()
  }
  let word = String(decoding: rest, as: UTF8.self).lowercased()
  switch word {
  case "inf": return sign * .infinity
  case "nan": return .nan
  case "na": return missingValue
  default: break
  }
  guard let first = rest.first, first.isDigit || first == UInt8(ascii: ".") else { return .nan }
  // Letters other than one exponent mark would let `strtod` read hexadecimal and the like.
  guard rest.allSatisfy({ $0.isDigit || ".eE+-".utf8.contains($0) }) else { return .nan }
  return decimal(Array(rest)).map { sign * $0 } ?? .nan
}

/// The number that all of `text` spells, by `strtod`; nil when something is left over.
func decimal(_ text: [UInt8]) -> Double? {
  let terminated = text.map { CChar(bitPattern: $0) } + [0]
  return terminated.withUnsafeBufferPointer { buffer -> Double? in
    guard let start = buffer.baseAddress else { return nil }
    var end: UnsafeMutablePointer<CChar>?
    let value = strtod(start, &end)
    guard let end, UnsafePointer(end) - start == text.count, !text.isEmpty else { return nil }
    return value
  }
}
