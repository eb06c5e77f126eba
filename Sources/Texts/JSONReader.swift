/// Reads JSON, or the literals of Python that have its meaning; nesting is limited, and nothing but the one value may
/// stand in the text.
public struct JSONReader {
  /// What is wrong with a text, and where: the line and the byte, counted from 1.
  public struct Failure: Error, Equatable {
    public enum Problem: Equatable, Sendable {
      case noValue, moreAfterValue, tooDeep
      case noKey, noColon
      /// Neither a comma nor this end of a list or an object.
      case noEnd(Unicode.Scalar)
      case noStringEnd, controlCharacter, unknownEscape, noHexDigits, halfPair
    }

    public let problem: Problem
    public let line: Int
    public let offset: Int

    public var reason: String {
      switch problem {
      case .noValue: "a value is missing"
      case .moreAfterValue: "something follows the value"
      case .tooDeep: "nested too deep"
      case .noKey: "a key is missing"
      case .noColon: "':' is missing"
      case .noEnd(let end): "',' or '\(end)' is missing"
      case .noStringEnd: "a string has no end"
      case .controlCharacter: "a control character in a string"
      case .unknownEscape: "an unknown escape in a string"
      case .noHexDigits: "four hexadecimal digits are missing"
      case .halfPair: "half a pair of surrogates in a string"
      }
    }
  }

  /// How values are written.
  public enum Language {
    case json
    /// As Octave reads it: with `NaN`, `Infinity` and `-Infinity`, control characters in strings, deeper, and without
    /// half a pair of surrogates.
    case octave
    /// With single quotes too, tuples for lists, commas at their ends, `True`, `False` and `None`, and the `L` of long
    /// integers, as Python 2 wrote them.
    case python
  }

  private let bytes: ArraySlice<UInt8>
  private let language: Language
  private var next: Int

  private init(_ bytes: ArraySlice<UInt8>, _ language: Language) {
    (self.bytes, self.language) = (bytes, language)
    next = bytes.startIndex + (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
  }

  public static func value(
    of bytes: ArraySlice<UInt8>, in language: Language = .json
  ) throws(Failure) -> JSON {
    var reader = JSONReader(bytes, language)
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.current == nil else { throw reader.failure(.moreAfterValue) }
    return value
  }

  public static func value(of bytes: [UInt8]) throws(Failure) -> JSON { try value(of: bytes[...]) }

  private var isPython: Bool { language == .python }
  private var mostLevels: Int { language == .octave ? 256 : 64 }

  private var current: UInt8? { next < bytes.endIndex ? bytes[next] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      next += 1
    }
  }

  private func failure(_ problem: Failure.Problem) -> Failure {
    Failure(
      problem: problem, line: 1 + bytes[..<min(next, bytes.endIndex)].count { $0 == 0x0A },
      offset: next - bytes.startIndex + 1)
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: byte) else { return false }
    next += 1
    return true
  }

  private mutating func value(depth: Int) throws(Failure) -> JSON {
    guard depth <= mostLevels else { throw failure(.tooDeep) }
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(to: "]", depth: depth)
    case UInt8(ascii: "(") where isPython: return try list(to: ")", depth: depth)
    case let byte? where isQuote(byte): return .text(try string())
    case let byte? where byte == UInt8(ascii: "-") || 0x30...0x39 ~= byte:
      if language == .octave, takeWord("-Infinity") { return .number("-Infinity") }
      return .number(try number())
    default:
      if language == .octave {
        for word in ["NaN", "Infinity"] where takeWord(word) { return .number(word) }
      }
      if takeWord(isPython ? "True" : "true") { return .truth(true) }
      if takeWord(isPython ? "False" : "false") { return .truth(false) }
      if takeWord(isPython ? "None" : "null") { return .null }
      // As far as a word goes.
      for word in ["true", "false", "null"] where current == word.utf8.first {
        next += zip(bytes[next...], word.utf8).prefix { $0 == $1 }.count
        break
      }
      throw failure(.noValue)
    }
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard bytes[next...].starts(with: word.utf8) else { return false }
    next += word.utf8.count
    return true
  }

  private mutating func number() throws(Failure) -> String {
    let digits = bytes[next...].prefix { "+-.eE0123456789".utf8.contains($0) }
    let text = String(decoding: digits, as: UTF8.self)
    guard Double(text) != nil else {
      if text.hasPrefix("-") { next += 1 }
      throw failure(.noValue)
    }
    next += digits.count
    if isPython { _ = take("L") }
    return text
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
    guard take(end) else { throw failure(.noEnd(end)) }
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
      guard let byte = current, isQuote(byte) else { throw failure(.noKey) }
      let key = try string()
      skipBlanks()
      guard take(":") else { throw failure(.noColon) }
      members.append(JSON.Member(key: key, value: try value(depth: depth + 1)))
      skipBlanks()
    } while take(",")
    guard take("}") else { throw failure(.noEnd("}")) }
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
      case UInt8(ascii: "\\"):
        let start = next - 1
        do throws(Failure) { result += try escape().utf8 } catch {
          next = start
          throw failure(error.problem)
        }
      case 0x00..<0x20 where language != .octave: throw failure(.controlCharacter)
      default: result.append(byte)
      }
    }
    throw failure(.noStringEnd)
  }

  private mutating func escape() throws(Failure) -> String {
    guard let byte = current else { throw failure(.noStringEnd) }
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
    default: throw failure(.unknownEscape)
    }
  }

  /// `\uXXXX`, two of them for characters beyond the first plane; U+FFFD for half of such a pair, save in Octave.
  private mutating func unicodeEscape() throws(Failure) -> Character {
    let first = try hexDigits()
    if let whole = Unicode.Scalar(first) { return Character(whole) }
    let before = next
    if first < 0xDC00, bytes[next...].starts(with: "\\u".utf8) {
      next += 2
      let second = try hexDigits()
      if 0xDC00..<0xE000 ~= second,
        let pair = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return Character(pair)
      }
    }
    next = before
    guard language != .octave else { throw failure(.halfPair) }
    return "\u{FFFD}"
  }

  private mutating func hexDigits() throws(Failure) -> UInt32 {
    guard bytes.endIndex - next >= 4,
      let value = UInt32(String(decoding: bytes[next..<(next + 4)], as: UTF8.self), radix: 16),
      bytes[next] != UInt8(ascii: "+"), bytes[next] != UInt8(ascii: "-")
    else { throw failure(.noHexDigits) }
    next += 4
    return value
  }
}
