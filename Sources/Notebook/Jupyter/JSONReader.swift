/// Reads JSON; nesting is limited, and nothing but the one value may stand in the text.
struct JSONReader {
  /// What is wrong with a text, and the 1-based line.
  struct Failure: Error, Equatable {
    let reason: String
    let line: Int
  }

  private let bytes: [UInt8]
  private var next = 0
  private static let depthLimit = 64

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
  }

  static func value(of bytes: [UInt8]) throws(Failure) -> JSON {
    var reader = JSONReader(bytes)
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.next == bytes.count else { throw reader.failure("something follows the value") }
    return value
  }

  private var current: UInt8? { next < bytes.count ? bytes[next] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      next += 1
    }
  }

  private func failure(_ reason: String) -> Failure {
    Failure(reason: reason, line: 1 + bytes[..<min(next, bytes.count)].count { $0 == 0x0A })
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
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try string())
    case let byte? where byte == UInt8(ascii: "-") || 0x30...0x39 ~= byte:
      return .number(number())
    default:
      if takeWord("true") { return .truth(true) }
      if takeWord("false") { return .truth(false) }
      if takeWord("null") { return .null }
      throw failure("a value is missing")
    }
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard bytes[next...].starts(with: word.utf8) else { return false }
    next += word.utf8.count
    return true
  }

  /// Whatever looks like a number: no number of a notebook matters here.
  private mutating func number() -> String {
    let start = next
    while let byte = current, "+-.eE0123456789".utf8.contains(byte) { next += 1 }
    return String(decoding: bytes[start..<next], as: UTF8.self)
  }

  private mutating func list(depth: Int) throws(Failure) -> JSON {
    next += 1
    var list: [JSON] = []
    skipBlanks()
    if take("]") { return .list(list) }
    repeat {
      list.append(try value(depth: depth + 1))
      skipBlanks()
    } while take(",")
    guard take("]") else { throw failure("',' or ']' is missing") }
    return .list(list)
  }

  private mutating func object(depth: Int) throws(Failure) -> JSON {
    next += 1
    var members: [JSON.Member] = []
    skipBlanks()
    if take("}") { return .object(members) }
    repeat {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw failure("a key is missing") }
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

  private mutating func string() throws(Failure) -> String {
    next += 1
    var result: [UInt8] = []
    while let byte = current {
      next += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: result, as: UTF8.self)
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
    guard bytes.count - next >= 4,
      let value = UInt32(String(decoding: bytes[next..<(next + 4)], as: UTF8.self), radix: 16),
      bytes[next] != UInt8(ascii: "+"), bytes[next] != UInt8(ascii: "-")
    else { throw failure("four hexadecimal digits are missing") }
    next += 4
    return value
  }
}
