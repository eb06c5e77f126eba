/// Reads JSON, or the literals of Python that have its meaning; nesting is limited, and nothing but the one value may
/// stand in the text.
public struct JSONReader {
  /// What is wrong with a text, and the 1-based line.
  public struct Failure: Error, Equatable {
    public let reason: String
    public let line: Int
  }

  /// How values are written.
  public enum Language {
    case json
    /// With single quotes too, tuples for lists, commas at their ends, `True`, `False` and `None`, and the `L` of long
    /// integers, as Python 2 wrote them.
    case python
  }

  private let bytes: ArraySlice<UInt8>
  private let isPython: Bool
  private var next: Int
  private static let depthLimit = 64

  private init(_ bytes: ArraySlice<UInt8>, isPython: Bool) {
    (self.bytes, self.isPython) = (bytes, isPython)
    next = bytes.startIndex + (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
  }

  public static func value(
    of bytes: ArraySlice<UInt8>, in language: Language = .json
  ) throws(Failure) -> JSON {
    var reader = JSONReader(bytes, isPython: language == .python)
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.current == nil else { throw reader.failure("something follows the value") }
    return value
  }

  public static func value(of bytes: [UInt8]) throws(Failure) -> JSON { try value(of: bytes[...]) }

  private var current: UInt8? { next < bytes.endIndex ? bytes[next] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      next += 1
    }
  }

  private func failure(_ reason: String) -> Failure {
    Failure(reason: reason, line: 1 + bytes[..<min(next, bytes.endIndex)].count { $0 == 0x0A })
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: byte) else { return false }
    next += 1
    return true
  }

  private mutating func value(depth: Int) throws(Failure) -> JSON {
    guard depth < Self.depthLimit else { throw failure("nested too deep") }
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(to: "]", depth: depth)
    case UInt8(ascii: "(") where isPython: return try list(to: ")", depth: depth)
    case let byte? where isQuote(byte): return .text(try string())
    case let byte? where byte == UInt8(ascii: "-") || 0x30...0x39 ~= byte:
      return .number(number())
    default:
      if takeWord(isPython ? "True" : "true") { return .truth(true) }
      if takeWord(isPython ? "False" : "false") { return .truth(false) }
      if takeWord(isPython ? "None" : "null") { return .null }
      throw failure("a value is missing")
    }
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard bytes[next...].starts(with: word.utf8) else { return false }
    next += word.utf8.count
    return true
  }

  /// Whatever looks like a number: who needs it makes one of it.
  private mutating func number() -> String {
    let start = next
    while let byte = current, "+-.eE0123456789".utf8.contains(byte) { next += 1 }
    let digits = String(decoding: bytes[start..<next], as: UTF8.self)
    if isPython { _ = take("L") }
    return digits
  }

  /// Whether a list or object ends here although a comma came last.
  private mutating func endsAfterComma(_ end: Unicode.Scalar) -> Bool {
    skipBlanks()
    return isPython && current == UInt8(ascii: end)
  }

  private mutating func list(to end: Unicode.Scalar, depth: Int) throws(Failure) -> JSON {
    next += 1
    var list: [JSON] = []
    skipBlanks()
    if take(end) { return .list(list) }
    repeat {
      if !list.isEmpty, endsAfterComma(end) { break }
      list.append(try value(depth: depth + 1))
      skipBlanks()
    } while take(",")
    guard take(end) else { throw failure("',' or '\(end)' is missing") }
    return .list(list)
  }

  private mutating func object(depth: Int) throws(Failure) -> JSON {
    next += 1
    var members: [JSON.Member] = []
    skipBlanks()
    if take("}") { return .object(members) }
    repeat {
      skipBlanks()
      if !members.isEmpty, endsAfterComma("}") { break }
      guard let byte = current, isQuote(byte) else { throw failure("a key is missing") }
      let key = try string()
      skipBlanks()
      guard take(":") else { throw failure("':' is missing") }
      members.append(JSON.Member(key: key, value: try value(depth: depth + 1)))
      skipBlanks()
    } while take(",")
    guard take("}") else { throw failure("',' or '}' is missing") }
    return .object(members)
  }

  // MARK: - Strings

  private func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || isPython && byte == UInt8(ascii: "'")
  }

  private mutating func string() throws(Failure) -> String {
    let quote = bytes[next]
    next += 1
    var result: [UInt8] = []
    while let byte = current {
      next += 1
      switch byte {
      case quote: return String(decoding: result, as: UTF8.self)
      case UInt8(ascii: "\\"): result += try escape().utf8
      case 0x00..<0x20: throw failure("a control character in a string")
      default: result.append(byte)
      }
    }
    throw failure("a string has no end")
  }

  private mutating func escape() throws(Failure) -> String {
    guard let byte = current else { throw failure("a string has no end") }
    next += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return String(Unicode.Scalar(byte))
    case UInt8(ascii: "'") where isPython: return "'"
    case UInt8(ascii: "u"): return String(try unicodeEscape())
    default: throw failure("an unknown escape in a string")
    }
  }

  /// `\uXXXX`, two of them for characters beyond the first plane; U+FFFD for half of such a pair.
  private mutating func unicodeEscape() throws(Failure) -> Character {
    let first = try hexDigits()
    guard 0xD800..<0xDC00 ~= first, bytes[next...].starts(with: "\\u".utf8) else {
      return Character(Unicode.Scalar(first) ?? "\u{FFFD}")
    }
    let before = next
    next += 2
    let second = try hexDigits()
    guard 0xDC00..<0xE000 ~= second else {
      next = before
      return "\u{FFFD}"
    }
    let code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    return Character(Unicode.Scalar(code) ?? "\u{FFFD}")
  }

  private mutating func hexDigits() throws(Failure) -> UInt32 {
    guard bytes.endIndex - next >= 4,
      let value = UInt32(String(decoding: bytes[next..<(next + 4)], as: UTF8.self), radix: 16),
      bytes[next] != UInt8(ascii: "+"), bytes[next] != UInt8(ascii: "-")
    else { throw failure("four hexadecimal digits are missing") }
    next += 4
    return value
  }
}
