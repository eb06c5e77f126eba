import Glibc
import Matrices

/// Builtins of one number that the machine computes by itself, with their builtins' results.
enum ScalarFunction: String, CaseIterable {
  case floor, ceil, round, fix, abs, sqrt, exp, log, sin, cos, tan, tanh, sign

  var number: Int { ScalarFunction.allCases.firstIndex(of: self) ?? 0 }

  /// The functions of arrays that their builtins are, by number; nil for those with more to them.
  static let functions: [MathFunction?] = allCases.map { FusedChain.functions[$0.rawValue] }

  /// Rounds down without a call: the processors that nnsh must run on have no instruction for it.
  @inline(__always)
  static func floor(_ x: Double) -> Double {
    guard x.magnitude < 0x1p52 else { return x }
    let whole = Double(Int64(x))
    if whole == x { return x }
    return whole > x ? whole - 1 : whole
  }

  /// nil where the builtin does more than compute (a warning about leaving the reals).
  @inline(never)
  static func apply(_ number: Int32, _ x: Double) -> Double? {
    switch number {
    case 0: floor(x)
    case 1: -floor(-x)
    case 2: x.rounded(.toNearestOrAwayFromZero)
    case 3: x.rounded(.towardZero)
    case 4: x.magnitude
    case 5: x >= 0 ? x.squareRoot() : nil
    case 6: Glibc.exp(x)
    case 7: x >= 0 ? Glibc.log(x) : nil
    case 8: Glibc.sin(x)
    case 9: Glibc.cos(x)
    case 10: Glibc.tan(x)
    case 11: Glibc.tanh(x)
    case 12: x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x
    default: nil
    }
  }
}

/// Builtins of two numbers that the machine computes by itself.
enum ScalarFunction2: String, CaseIterable {
  case mod, rem, max, min

  var number: Int { ScalarFunction2.allCases.firstIndex(of: self) ?? 0 }

  /// mod(x, y) of small whole numbers that are not negative, the usual case, without a call; nil for others.
  @inline(__always)
  static func wholeModulo(_ x: Double, _ y: Double) -> Double? {
    guard let dividend = wholeNumber(x), let divisor = wholeNumber(y), divisor != 0 else {
      return nil
    }
    // Most divisors are 2, and what follows waits for the remainder to take a branch.
    let rest = divisor &- 1
    if divisor & rest == 0 { return Double(Int32(bitPattern: dividend & rest)) }
    return Double(dividend % divisor)
  }

  /// x as an integer if it is whole and from 0 to 2^31, in few steps: such numbers are ordered as their bits
  /// are (those of negative ones and NaN are larger), and beside 2^52 the last bits of the sum hold the integer.
  @inline(__always)
  private static func wholeNumber(_ x: Double) -> UInt32? {
    guard x.bitPattern < (0x1p31 as Double).bitPattern else { return nil }
    let shifted = x + 0x1p52
    guard shifted - 0x1p52 == x else { return nil }
    return UInt32(truncatingIfNeeded: shifted.bitPattern)
  }

  /// nil where the general path must decide (NaN, infinities, not whole numbers).
  @inline(never)
  static func apply(_ number: UInt8, _ x: Double, _ y: Double) -> Double? {
    switch number {
    case 0, 1:
      // Whole numbers only: others want Octave's tolerance for quotients that are almost whole.
      guard x == x.rounded(.down), y == y.rounded(.down), y != 0, x.magnitude < 0x1p53,
        y.magnitude < 0x1p53
      else { return nil }
      let remainder = Glibc.fmod(x, y)
      if number == 0, remainder != 0, (remainder < 0) != (y < 0) { return remainder + y }
      // A zero has the sign of y (mod) or x (rem), as every other remainder, save where x is y.
      if remainder == 0 { return x != y && (number == 0 ? y : x).sign == .minus ? -0.0 : 0 }
      return remainder
    case 2: return x >= y ? x : x < y ? y : nil
    default: return x <= y ? x : x > y ? y : nil
    }
  }
}
