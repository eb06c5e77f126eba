/// Decimal numbers of few digits, exact without the C library: most of what tables hold.
enum PlainDecimal {
  private static let powers: [Double] = (0...22).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  /// The number behind blanks at the start of `text` and where it ends; nil for what `strtod` has to read: more
  /// digits than a double holds, large exponents, other spellings, no number.
  ///
  /// The digits as a whole number and the power of ten are both exact, so that their product or quotient is
  /// rounded once.
  static func read(_ text: UnsafeBufferPointer<UInt8>) -> (value: Double, end: Int)? {
    var place = 0
    func byte(_ place: Int) -> UInt8 { place < text.count ? text[place] : 0 }
    while byte(place) == 32 || byte(place) == 9 { place += 1 }
    let isNegative = byte(place) == UInt8(ascii: "-")
    if isNegative || byte(place) == UInt8(ascii: "+") { place += 1 }

    var digits: UInt64 = 0
    var count = 0
    var exponent = 0
    func digit(_ byte: UInt8) -> UInt64? {
      let value = byte &- UInt8(ascii: "0")
      return value <= 9 ? UInt64(value) : nil
    }
    while let next = digit(byte(place)) {
      (digits, count, place) = (digits &* 10 &+ next, count + 1, place + 1)
      if count > 18 { return nil }
    }
    if byte(place) == UInt8(ascii: ".") {
      place += 1
      while let next = digit(byte(place)) {
        (digits, count, place) = (digits &* 10 &+ next, count + 1, place + 1)
        exponent -= 1
        if count > 18 { return nil }
      }
    }
    guard count > 0, digits <= 1 << 53 else { return nil }

    if byte(place) | 32 == UInt8(ascii: "e") {
      place += 1
      let isBelow = byte(place) == UInt8(ascii: "-")
      if isBelow || byte(place) == UInt8(ascii: "+") { place += 1 }
      guard let first = digit(byte(place)) else { return nil }
      var power = Int(first)
      place += 1
      while let next = digit(byte(place)) {
        (power, place) = (power * 10 + Int(next), place + 1)
        if power > 400 { return nil }
      }
      exponent += isBelow ? -power : power
    }
    // Letters may go on with a number of another kind.
    if byte(place) | 32 >= UInt8(ascii: "a"), byte(place) | 32 <= UInt8(ascii: "z") { return nil }
    guard abs(exponent) < powers.count else { return nil }
    let whole = Double(digits)
    let size = exponent < 0 ? whole / powers[-exponent] : whole * powers[exponent]
    return (isNegative ? -size : size, place)
  }
}
