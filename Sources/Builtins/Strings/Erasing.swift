import Evaluation
import Matrices

let erasing: [Builtin] = [
  Builtin(
    "erase(str, pattern)", "The text without what is the same as the pattern, or as one of several",
    examples: """
      >> erase("deep learning", "deep ")
      ans = learning
      """, seeAlso: ["strrep", "regexprep"], one: erase),
  Builtin(
    "newline()", "The character that ends a line",
    examples: """
      >> double(newline())
      ans = 10
      """, seeAlso: ["strsplit"],
    one: { call in
      try call.expect(0...0)
      return .bytes([10], doubleQuoted: true)
    }),
]

private func erase(_ call: Call) throws -> Value {
  try call.expect(2...2)
  guard let patterns = call[1].bytes.map({ [$0] }) ?? call[1].cellOfBytes else {
    throw call.error("PTN must be a string or cell array of strings")
  }
  let wanted = patterns.filter { !$0.isEmpty }
  func left(of text: [UInt8]) throws -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    while position < text.count {
      try Interrupt.check(every: 4096, at: position)
      if let match = wanted.first(where: { text[position...].starts(with: $0) }) {
        position += match.count
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return result
  }
  if case .cell(let c) = call[0], let texts = call[0].cellOfBytes {
    return try .textCell(try texts.map(left), shape: c.shape)
  }
  guard let text = call[0].bytes else {
    throw call.error("STR must be a string or cell array of strings")
  }
  return .bytes(try left(of: text))
}
