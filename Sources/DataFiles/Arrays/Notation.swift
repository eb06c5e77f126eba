import Glibc

/// Literals as JSON and Python write them: the headers of files of arrays.
indirect enum Notation {
  case text(String)
  case integer(Int)
  case truth(Bool)
  /// `None`, `null`, and numbers that are no integers, which no header needs.
  case other
  case list([Notation])
  case pairs([Pair])

  /// A key and its value.
  struct Pair {
    let key: String
    let value: Notation
  }

  /// The literal that is all of `bytes`, blanks around it left out; nil when it is none, or nested more
  /// than 16 deep.
  init?(_ bytes: ArraySlice<UInt8>) {
    var parser = NotationParser(bytes: bytes)
    guard let value = parser.value(depth: 0) else { return nil }
    parser.skipBlanks()
    guard parser.next == bytes.endIndex else { return nil }
    self = value
  }

  /// The value of a key that occurs exactly once.
  subscript(key: String) -> Notation? {
    guard case .pairs(let pairs) = self else { return nil }
    let found = pairs.filter { $0.key == key }
    return found.count == 1 ? found[0].value : nil
  }

  /// A list of integers; nil for anything else.
  var integers: [Int]? {
    guard case .list(let list) = self else { return nil }
    var all: [Int] = []
    for element in list {
      guard case .integer(let n) = element else { return nil }
      all.append(n)
    }
    return all
  }
}

private struct NotationParser {
  let bytes: ArraySlice<UInt8>
  var next: Int

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    next = bytes.startIndex
  }

  private var current: UInt8? { next < bytes.endIndex ? bytes[next] : nil }

  mutating func skipBlanks() {
    while let byte = current, byte == 32 || (9...13).contains(byte) { next += 1 }
  }

  /// Passes `byte`, and blanks before it, when it comes next.
  private mutating func passes(_ byte: Character) -> Bool {
    skipBlanks()
    guard current == byte.asciiValue else { return false }
    next += 1
    return true
  }

  mutating func value(depth: Int) -> Notation? {
    guard depth < 16 else { return nil }
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return pairs(depth)
    case UInt8(ascii: "["): return list("]", depth)
    case UInt8(ascii: "("): return list(")", depth)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return text().map { .text($0) }
    default: return word()
    }
  }

  private mutating func list(_ end: Character, _ depth: Int) -> Notation? {
    next += 1
    var all: [Notation] = []
    while !passes(end) {
      guard let element = value(depth: depth + 1) else { return nil }
      all.append(element)
      if !passes(",") { return passes(end) ? .list(all) : nil }
    }
    return .list(all)
  }

  private mutating func pairs(_ depth: Int) -> Notation? {
    next += 1
    var all: [Notation.Pair] = []
    while !passes("}") {
      skipBlanks()
      guard let key = text(), passes(":"), let value = value(depth: depth + 1) else { return nil }
      all.append(Notation.Pair(key: key, value: value))
      if !passes(",") { return passes("}") ? .pairs(all) : nil }
    }
    return .pairs(all)
  }

  /// A word or number up to the next mark.
  private mutating func word() -> Notation? {
    let start = next
    while let byte = current, byte > 32, !",:]})".utf8.contains(byte) { next += 1 }
    // Python 2 ends long integers with an L.
    let word = String(decoding: bytes[start..<next], as: UTF8.self)
    switch word {
    case "": return nil
    case "True", "true": return .truth(true)
    case "False", "false": return .truth(false)
    case "None", "null": return .other
    default:
      if let n = Int(word.hasSuffix("L") ? String(word.dropLast()) : word) { return .integer(n) }
      return Double(word) == nil ? nil : .other
    }
  }

  private mutating func text() -> String? {
    guard let quote = current, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return nil
    }
    next += 1
    var text: [UInt8] = []
    while let byte = current {
      next += 1
      if byte == quote { return String(decoding: text, as: UTF8.self) }
      if byte != UInt8(ascii: "\\") {
        text.append(byte)
      } else if let character = escape() {
        text += Array(String(character).utf8)
      } else {
        return nil
      }
    }
    return nil
  }

  /// What follows a backslash.
  private mutating func escape() -> Unicode.Scalar? {
    guard let byte = current else { return nil }
    next += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "u"):
      guard let high = codeUnit() else { return nil }
      guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
      guard current == UInt8(ascii: "\\") else { return nil }
      next += 1
      guard current == UInt8(ascii: "u") else { return nil }
      next += 1
      guard let low = codeUnit(), (0xDC00..<0xE000).contains(low) else { return nil }
      return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    default: return "'\"\\/".utf8.contains(byte) ? Unicode.Scalar(byte) : nil
    }
  }

  private mutating func codeUnit() -> UInt32? {
    guard bytes.endIndex - next >= 4 else { return nil }
    defer { next += 4 }
    return UInt32(String(decoding: bytes[next..<(next + 4)], as: UTF8.self), radix: 16)
  }
}
