extension Lexer {
  /// Scans a decimal, hexadecimal or binary number; its value is worked out by `number(in:)`.
  mutating func scanNumber() -> Lexeme.Kind {
    if peek() == 0x30, scanPrefixed() { return .number }
    skipDigits()
    if peek() == 0x2E, !isDotOperator { position += 1 }
    skipDigits()
    scanExponent()
    switch peek() | 0x20 {
    case 0x69, 0x6A:
      let after = peek(1)
      if !Characters.isLetter(after), !Characters.isDigit(after), after < 0x80 {
        position += 1
        return .imaginary
      }
    default: break
    }
    return .number
  }

  /// `1./x`, `1.'` and their like: the dot belongs to the operator. Also `1...`, a continuation.
  private var isDotOperator: Bool {
    switch peek(1) {
    case 0x2A, 0x2F, 0x5C, 0x5E, 0x27: true
    case 0x2E: peek(2) == 0x2E
    default: false
    }
  }

  private mutating func skipDigits() {
    while Characters.isDigit(peek()) || peek() == 0x5F { position += 1 }
  }

  private mutating func scanExponent() {
    switch peek() | 0x20 {
    case 0x65, 0x64:
      let sign = peek(1) == 0x2B || peek(1) == 0x2D ? 1 : 0
      guard Characters.isDigit(peek(1 + sign)) else { return }
      position += 1 + sign
      skipDigits()
    default: return
    }
  }

  /// `0x1F`, `0b101`, with an optional `u8`, `s16`, ...
  private mutating func scanPrefixed() -> Bool {
    let isHex = peek(1) | 0x20 == 0x78
    guard isHex || peek(1) | 0x20 == 0x62 else { return false }
    func isDigit(_ byte: UInt8) -> Bool {
      isHex ? Characters.hexValue(byte) != nil : byte == 0x30 || byte == 0x31
    }
    guard isDigit(peek(2)) else { return false }
    position += 2
    while isDigit(peek()) || peek() == 0x5F { position += 1 }
    if peek() | 0x20 == 0x75 || peek() | 0x20 == 0x73 {
      let start = position
      position += 1
      let digits = position
      while Characters.isDigit(peek()) { position += 1 }
      if !["8", "16", "32", "64"].contains(text(digits)) { position = start }
    }
    return true
  }

  private func text(_ start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }
}

/// The value of a number's text, and the class it makes: nil for double.
public struct NumberLiteral {
  var value: Double
  var className: String?
  /// Whether a literal of bits is binary, and whether it has more of them than any class.
  private(set) var isBinary = false
  private(set) var isTooLong = false

  init(_ text: ArraySlice<UInt8>) {
    let digits = text.filter { $0 != 0x5F }
    if digits.count > 2, digits[0] == 0x30, let bits = Self.bitsPerDigit(digits[1]) {
      let body = digits.dropFirst(2).prefix { $0 | 0x20 != 0x75 && $0 | 0x20 != 0x73 }
      isBinary = bits == 1
      isTooLong = body.count * bits > 64
      (value, className) = Self.integer(digits.dropFirst(2), bitsPerDigit: bits)
    } else {
      let plain = digits.map { $0 | 0x20 == 0x64 ? UInt8(ascii: "e") : $0 }
      value = Double(Self.completed(plain)) ?? .nan
    }
  }

  /// The whole number that the text of a decimal, hexadecimal or binary literal says, exactly; nil for
  /// fractions, exponents and what 64 bits do not hold.
  public static func whole(_ text: ArraySlice<UInt8>) -> UInt64? {
    var digits = text.filter { $0 != 0x5F }
    var radix = 10
    if digits.count > 2, digits[0] == 0x30, let bits = bitsPerDigit(digits[1]) {
      radix = 1 << bits
      digits = digits.dropFirst(2).prefix { $0 | 0x20 != 0x75 && $0 | 0x20 != 0x73 }
    }
    return UInt64(String(decoding: digits, as: UTF8.self), radix: radix)
  }

  private static func bitsPerDigit(_ letter: UInt8) -> Int? {
    switch letter | 0x20 {
    case 0x78: 4
    case 0x62: 1
    default: nil
    }
  }

  /// `Double(_:)` wants digits on both sides of the point.
  private static func completed(_ digits: [UInt8]) -> String {
    var text: [UInt8] = []
    for (index, byte) in digits.enumerated() {
      if byte == 0x2E, index == 0 { text.append(0x30) }
      text.append(byte)
      if byte == 0x2E, index + 1 == digits.count || !Characters.isDigit(digits[index + 1]) {
        text.append(0x30)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// As many bits as the digits span, rounded up to a class; a suffix says it outright.
  private static func integer(
    _ digits: ArraySlice<UInt8>, bitsPerDigit: Int
  ) -> (value: Double, className: String) {
    let body = digits.prefix { $0 | 0x20 != 0x75 && $0 | 0x20 != 0x73 }
    let suffix = digits.dropFirst(body.count)
    var value = 0.0
    for digit in body {
      value = value * Double(1 << bitsPerDigit) + Double(Characters.hexValue(digit) ?? 0)
    }
    let bits = body.count * bitsPerDigit
    let width =
      suffix.count > 1
      ? String(decoding: suffix.dropFirst(), as: UTF8.self)
      : bits <= 8 ? "8" : bits <= 16 ? "16" : bits <= 32 ? "32" : "64"
    let isSigned = suffix.first.map { $0 | 0x20 == 0x73 } ?? false
    return (value, (isSigned ? "int" : "uint") + width)
  }
}
