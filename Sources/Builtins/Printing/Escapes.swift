/// Backslash escapes in text that the parser left alone: templates written with single quotes.
enum Escapes {
  /// `text` with escapes replaced by the characters they stand for; `warn` hears of unknown ones.
  static func expanded(_ text: [UInt8], warn: (String) -> Void) -> [UInt8] {
    guard text.contains(UInt8(ascii: "\\")) else { return text }
    var result: [UInt8] = []
    var rest = text[...]
    while let next = rest.popFirst() {
      guard next == UInt8(ascii: "\\") else {
        result.append(next)
        continue
      }
      guard let kind = rest.popFirst() else {
        warn("malformed escape sequence '\\' -- converting to '\\'")
        result.append(next)
        break
      }
      result.append(character(kind, &rest, warn))
    }
    return result
  }

  private static func character(
    _ kind: UInt8, _ rest: inout ArraySlice<UInt8>, _ warn: (String) -> Void
  ) -> UInt8 {
    switch Character(UnicodeScalar(kind)) {
    case "a": return 7
    case "b": return 8
    case "f": return 12
    case "n": return 10
    case "r": return 13
    case "t": return 9
    case "v": return 11
    case "0"..."7": return number(kind, &rest, base: 8, digits: 2)
    case "x":
      guard let first = rest.first, digit(first, base: 16) != nil else {
        warn("malformed hex escape sequence '\\x' -- converting to '\\0'")
        return 0
      }
      return number(UInt8(ascii: "0"), &rest, base: 16, digits: 2)
    case "\\", "'", "\"": return kind
    default:
      let name = String(decoding: [kind], as: UTF8.self)
      warn("unrecognized escape sequence '\\\(name)' -- converting to '\(name)'")
      return kind
    }
  }

  /// The value of `first` and at most so many more digits.
  private static func number(
    _ first: UInt8, _ rest: inout ArraySlice<UInt8>, base: Int, digits: Int
  ) -> UInt8 {
    var value = digit(first, base: base) ?? 0
    for _ in 0..<digits {
      guard let next = rest.first, let d = digit(next, base: base) else { break }
      value = value * base + d
      rest.removeFirst()
    }
    return UInt8(truncatingIfNeeded: value)
  }

  private static func digit(_ byte: UInt8, base: Int) -> Int? {
    guard let value = Character(UnicodeScalar(byte)).hexDigitValue, value < base else { return nil }
    return value
  }
}
