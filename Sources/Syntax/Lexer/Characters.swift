/// Classes of characters, on bytes where ASCII decides and on Unicode scalars elsewhere.
enum Characters {
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  @inline(__always)
  static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// The value of a hexadecimal digit.
  static func hexValue(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x37
    case 0x61...0x66: Int(byte) - 0x57
    default: nil
    }
  }

  /// The scalar whose UTF-8 encoding begins at `offset`, and its length; nil when it is malformed.
  static func scalar(in bytes: [UInt8], at offset: Int) -> (value: Unicode.Scalar, length: Int)? {
    let first = bytes[offset]
    let length =
      switch first {
      case 0x00...0x7F: 1
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    guard length > 0, offset + length <= bytes.count else { return nil }
    if length == 1 { return (Unicode.Scalar(first), 1) }
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for index in offset + 1..<offset + length {
      guard bytes[index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= smallest, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }

  /// Modifier letter capital T: the superscript that marks a transpose.
  static let superscriptT: Unicode.Scalar = "\u{1D40}"
  /// Circled dot: the product element by element.
  static let circledDot: Unicode.Scalar = "\u{2299}"

  /// Letters of any script, and the signs for derivatives.
  static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == superscriptT { return false }
    return scalar.properties.isAlphabetic || scalar == "\u{2202}" || scalar == "\u{2207}"
  }

  /// Also digits (with subscripts and superscripts), marks over a letter, and primes.
  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    if startsName(scalar) { return true }
    if scalar == superscriptT { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .decimalNumber: return true
    case .otherNumber:
      return (0xB2...0xB9).contains(scalar.value) || (0x2070...0x2089).contains(scalar.value)
    default:
      // Subscript and superscript plus and minus, and the prime.
      return (0x207A...0x207B).contains(scalar.value) || (0x208A...0x208B).contains(scalar.value)
        || scalar == "\u{2032}"
    }
  }
}

/// Whether `text` can name a variable: a letter or `_`, then letters, digits and `_`, no keyword.
public func isValidName(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  var lexer = Lexer(bytes)
  return !bytes.isEmpty && lexer.scanName() && lexer.position == bytes.count && !isKeyword(text)
}
