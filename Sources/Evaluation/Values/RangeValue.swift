import Matrices

/// `start:step:limit`, kept as three numbers until an operation wants its elements.
public final class RangeValue {
  public let start: Double
  public let step: Double
  /// As written; the last element is `start + (count - 1) * step`.
  public let limit: Double
  public let count: Int

  /// - Parameter count: computed by `RangeValue.count(start:step:limit:)`, which knows the tolerance.
  public init(start: Double, step: Double, limit: Double, count: Int) {
    self.start = Self.isUndefined(start, step, limit) ? .nan : start
    // An infinite step has one element at most: any finite one gives it without Inf * 0.
    self.step = step.isInfinite ? (step > 0 ? 1 : -1) : step
    // Whole numbers reach a limit that misses one by rounding only.
    let whole = limit.rounded()
    let isWhole = start == start.rounded() && step == step.rounded()
    self.limit = isWhole && abs(limit - whole) <= Self.tolerance * abs(limit) ? whole : limit
    self.count = count
  }

  /// The number of elements, with Octave's tolerance of 3 eps for the last one; nil when it exceeds `Int`.
  /// NaN anywhere gives one element (NaN), a zero step or one that leads away gives none.
  public static func count(start: Double, step: Double, limit: Double) -> Int? {
    if start.isNaN || step.isNaN || limit.isNaN { return 1 }
    if step == 0 || (step > 0 && start > limit) || (step < 0 && start < limit) { return 0 }
    if step.isInfinite || start == limit { return 1 }
    if start.isInfinite || limit.isInfinite { return nil }
    var n = max(0, tolerantFloor((limit - start + step) / step))
    guard n < 0x1p62 else { return nil }
    func reachesLimit(_ count: Double) -> Bool {
      let last = start + (count - 1) * step
      return abs(last - limit) < max(abs(last), abs(limit)) * tolerance
    }
    if !reachesLimit(n) {
      if reachesLimit(n - 1) { n -= 1 } else if reachesLimit(n + 1) { n += 1 }
    }
    return max(0, Int(n))
  }

  /// Whether the one element is NaN: a part is NaN, or infinite numbers stand against each other.
  private static func isUndefined(_ start: Double, _ step: Double, _ limit: Double) -> Bool {
    if start.isNaN || step.isNaN || limit.isNaN { return true }
    return (start.isInfinite || limit.isInfinite) && (step.isInfinite || start == limit)
  }

  private static let tolerance = 3 * Double.ulpOfOne

  /// The largest whole number not above `x` by more than the tolerance (Hagerty's FL5, APL Quote Quad
  /// 8:4, 1978).
  private static func tolerantFloor(_ x: Double) -> Double {
    guard x.isFinite else { return x }
    let q = x < 0 ? 1 - tolerance : 1
    let most = q / (2 - tolerance)
    let slack = max(tolerance, min(most, tolerance / q * abs(1 + x.rounded(.down))))
    let floor = (x + slack).rounded(.down)
    return x <= 0 || floor - x < most ? floor : floor - 1
  }

  /// Element `index` (0-based); the last one never passes the limit. The ends keep the sign of a zero.
  @inlinable
  public subscript(index: Int) -> Double {
    if index == 0 { return start }
    let value = start + Double(index) * step
    if step > 0 ? value >= limit : value <= limit { return limit }
    return value
  }

  /// The elements as a row.
  public func matrix() throws -> Matrix<Double> {
    try Matrix(Shape(1, count)) { buffer in
      try Interrupt.pieces(0..<count, writing: Double.self) { piece in
        for i in piece { buffer[i] = self[i] }
      }
    }
  }
}
