import Evaluation
import Matrices

let escapes: [Builtin] = [
  Builtin(
    "do_string_escapes(s)",
    "The text with escapes such as \\n and \\t replaced by their characters",
    examples: #"""
      >> double(do_string_escapes('\t'))
      ans = 9
      """#,
    seeAlso: ["undo_string_escapes"],
    one: { call in
      try call.expect(1...1)
      guard let text = call[0].bytes else {
        throw call.error("STRING argument must be of type string")
      }
      return .bytes(try expandEscapes(text, warn: { call.session.warn($0) }))
    }),
  Builtin(
    "undo_string_escapes(s)", "The text with special characters written as escapes",
    examples: #"""
      >> undo_string_escapes("a\tb")
      ans = a\tb
      """#,
    seeAlso: ["do_string_escapes"],
    one: { call in
      try call.expect(1...1)
      guard let text = call.firstRow(0) else { throw call.error("S argument must be a string") }
      return .bytes(text.flatMap(escaped))
    }),
  Builtin(
    "regexptranslate(op, s)",
    "The text as a pattern: \"escape\" takes it literally, \"wildcard\" knows * and ?",
    examples: #"""
      >> regexptranslate("escape", "a.b")
      ans = a\.b
      >> regexptranslate("wildcard", "*.m")
      ans = .*\.m
      """#,
    seeAlso: ["regexp", "regexprep"], one: translatePattern),
]

/// Replaces escapes by their characters; an unknown one gives its letter and a warning.
func expandEscapes(_ text: [UInt8], warn: (String) -> Void) throws -> [UInt8] {
  var result: [UInt8] = []
  var i = 0
  while i < text.count {
    guard text[i] == UInt8(ascii: "\\"), i + 1 < text.count else {
      result.append(text[i])
      i += 1
      continue
    }
    i += 1
    if let digits = numericEscape(text, &i) {
      result.append(digits)
      continue
    }
    let letter = text[i]
    if let character = simpleEscapes[letter] {
      result.append(character)
    } else {
      let shown = String(decoding: [letter], as: UTF8.self)
      warn("unrecognized escape sequence '\\\(shown)' -- converting to '\(shown)'")
      result.append(letter)
    }
    i += 1
  }
  return result
}

private let simpleEscapes: [UInt8: UInt8] = [
  UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
  UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): 92,
  UInt8(ascii: "'"): 39, UInt8(ascii: "\""): 34,
]

/// An octal escape (up to three digits) or `x` and up to two hexadecimal ones at `i`, which moves past it.
private func numericEscape(_ text: [UInt8], _ i: inout Int) -> UInt8? {
  var start = i
  var base = 8
  var limit = 3
  if text[i] == UInt8(ascii: "x") { (start, base, limit) = (i + 1, 16, 2) }
  var value = 0
  var end = start
  while end < text.count, end - start < limit, let digit = text[end].digitValue, digit < base {
    value = value * base + digit
    end += 1
  }
  if end == start { return nil }
  i = end
  return UInt8(truncatingIfNeeded: value)
}

private func escaped(_ byte: UInt8) -> [UInt8] {
  switch byte {
  case 0: []
  case 7: Array("\\a".utf8)
  case 8: Array("\\b".utf8)
  case 12: Array("\\f".utf8)
  case 10: Array("\\n".utf8)
  case 13: Array("\\r".utf8)
  case 9: Array("\\t".utf8)
  case 11: Array("\\v".utf8)
  case 92: Array("\\\\".utf8)
  case 34: Array("\\\"".utf8)
  default: [byte]
  }
}

private func translatePattern(_ call: Call) throws -> Value {
  try call.expect(2...2)
  guard let operation = call[0].text?.lowercased() else {
    throw call.error("operation OP must be a string")
  }
  guard let text = call[1].bytes else { throw call.error("S must be a string") }
  switch operation {
  case "wildcard":
    return .bytes(
      text.flatMap { byte -> [UInt8] in
        switch byte {
        case UInt8(ascii: "."): Array("\\.".utf8)
        case UInt8(ascii: "*"): Array(".*".utf8)
        case UInt8(ascii: "?"): [UInt8(ascii: ".")]
        default: [byte]
        }
      })
  case "escape":
    let special = Set("$.?[]^|\\/(){}*+".utf8)
    return .bytes(text.flatMap { special.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] })
  default: throw call.error("invalid operation OP")
  }
}
