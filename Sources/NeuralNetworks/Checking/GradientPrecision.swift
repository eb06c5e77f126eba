/// What differences a gradient may have through the arithmetic in which it was computed.
public enum GradientPrecision: Sendable {
  case double
  case single

  /// For an entry whose layer has entries up to `scale`.
  func allowed(_ numeric: Double, _ analytic: Double, _ scale: Double) -> Double {
    let size = max(abs(numeric), abs(analytic))
    switch self {
    case .double: return 1e-7 * size + 1e-9 * scale
    case .single: return 1e-4 * size + 1e-5 * scale
    }
  }
}

extension GradientPrecision {
  /// Single when every entry is a number of single precision and some of them use all of it.
  init(of gradient: [Double]) {
    let isSingle = gradient.allSatisfy { Double(Float($0)) == $0 }
    self = isSingle && gradient.contains { GradientPrecision.isLong(Float($0)) } ? .single : .double
  }

  /// Whether more than half of the digits of a number are in use.
  static func isLong(_ x: Float) -> Bool { x.isFinite && x.significandBitPattern & 0x7FF != 0 }
}
