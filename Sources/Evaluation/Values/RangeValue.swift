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
    self.start = start
    self.step = step
    self.limit = limit
    self.count = count
  }

  /// The number of elements, with Octave's tolerance of 3 eps for the last one; nil when it exceeds `Int`.
  /// NaN anywhere gives one element (NaN), a zero step or one that leads away gives none.
  public static func count(start: Double, step: Double, limit: Double) -> Int? {
    if start.isNaN || step.isNaN || limit.isNaN { return 1 }
    if step == 0 || (step > 0 && start > limit) || (step < 0 && start < limit) { return 0 }
    if step.isInfinite { return 1 }
    let tolerance = 3 * Double.ulpOfOne
    let quotient = (limit - start) / step
    if quotient.isInfinite || quotient.isNaN { return nil }
    var n = (quotient * (1 + tolerance) + tolerance).rounded(.down)
    // The tolerance must not add an element that lies beyond the limit by more than rounding.
    if n > quotient.rounded(.down) {
      let last = start + n * step
      let slack = tolerance * max(abs(start), abs(limit))
      if step > 0 ? last > limit + slack : last < limit - slack { n -= 1 }
    }
    n += 1
    return n >= 0x1p62 ? nil : max(0, Int(n))
  }

  /// Element `index` (0-based); the last one never passes the limit.
  @inlinable
  public subscript(index: Int) -> Double {
    let value = start + Double(index) * step
    if step > 0 ? value > limit : value < limit { return limit }
    return value
  }

  /// The elements as a row.
  public func matrix() throws -> Matrix<Double> {
    try Matrix(Shape(1, count)) { buffer in
      for i in 0..<count { buffer[i] = self[i] }
    }
  }
}
