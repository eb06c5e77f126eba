import Glibc

/// How the numbers of one value are written: one style, width and precision for all its elements.
struct NumberLayout {
  enum Style {
    /// `%f` with so many decimals.
    case fixed(Int)
    /// `%e` with so many decimals.
    case exponent(Int)
    /// `%g` with so many significant digits.
    case general(Int)
    /// As a quotient of whole numbers.
    case rational
    /// The bits in hexadecimal digits, of single precision or double.
    case bits(isSingle: Bool)
  }
  var style: Style
  /// Columns of one number, without the gap before it; 0 for a number that stands alone.
  var width: Int
  /// The width of a zero that stands alone: padded in the `e` and `g` formats.
  var zeroWidth = 0

  /// The text of `x`, padded to `width`.
  func text(_ x: Double) -> [UInt8] {
    switch style {
    case .rational:
      let text = width == 0 ? RationalText.scalarText(x) : RationalText.text(x)
      return Self.padded(text, to: width)
    case .bits(let isSingle): return Self.hexadecimal(x, isSingle: isSingle)
    default: break
    }
    if x == 0 { return Self.padded("0", to: max(width, zeroWidth)) }
    if NumberText.isMissing(x) { return Self.padded("NA", to: max(width, 3)) }
    if x.isNaN { return Self.padded("NaN", to: width) }
    if x.isInfinite { return Self.padded(x < 0 ? "-Inf" : "Inf", to: width) }
    switch style {
    case .fixed(let decimals):
      return NumberText.double("%*.*f", width: width, precision: decimals, x)
    case .exponent(let decimals):
      return NumberText.double("%*.*e", width: width, precision: decimals, x)
    case .general(let digits):
      return NumberText.double("%*.*g", width: width, precision: digits, x)
    case .rational, .bits: return []
    }
  }

  /// All digits of the number's bits.
  private static func hexadecimal(_ x: Double, isSingle: Bool) -> [UInt8] {
    let bits = isSingle ? UInt64(Float(x).bitPattern) : x.bitPattern
    return hexadecimal(bits, digits: isSingle ? 8 : 16)
  }

  static func hexadecimal(_ bits: UInt64, digits: Int) -> [UInt8] {
    let text = String(bits, radix: 16)
    return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
  }

  static func padded(_ text: String, to width: Int) -> [UInt8] {
    let bytes = Array(text.utf8)
    return [UInt8](repeating: 32, count: max(0, width - bytes.count)) + bytes
  }
}

/// The digits a class of numbers is shown with.
struct DisplayPrecision {
  /// Significant digits.
  let digits: Int
  /// Digits before and after the point together, beyond which numbers take the `e` format:
  /// one and a half times the precision, but never more than the class holds.
  let limit: Int

  init(_ format: NumberFormat, isSingle: Bool) {
    let most = isSingle ? 8 : 16
    digits = min(format.precision, most)
    limit = min(3 * format.precision / 2, most)
  }

  /// Digits before the point: 1 for 1...9.99, 0 for 0.1...0.99, negative below; 0 for zero.
  static func magnitude(_ x: Double) -> Int {
    x == 0 || !x.isFinite ? 0 : Int(floor(log10(abs(x)))) + 1
  }

  /// Digits to show before and after the point of a number of this magnitude.
  func places(_ magnitude: Int) -> (leading: Int, trailing: Int) {
    if magnitude > 0 {
      return (magnitude, digits > magnitude ? digits - magnitude : digits)
    }
    if magnitude < 0 { return (1, digits - magnitude) }
    return (1, digits > 1 ? digits - 1 : digits)
  }

  /// Columns that a number in `e` format takes, with its sign.
  func exponentWidth(wide: Bool) -> Int { digits + (wide ? 7 : 6) }
}
