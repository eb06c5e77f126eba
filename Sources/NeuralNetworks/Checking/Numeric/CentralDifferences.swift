/// The gradient of a function by central differences: (f(x + e) - f(x - e)) / (2 e), entry by entry.
public enum CentralDifferences {
  /// The step of the lecture. Rounding then costs some 1e-12 of the value, the formula 1e-9 of the third
  /// derivative.
  public static let step = 1e-4

  /// - Parameters:
  ///   - x: changed entry by entry and put back.
  ///   - value: f at the changed point.
  public static func gradient(
    _ x: inout [Double], step: Double = step, value: ([Double]) throws -> Double
  ) rethrows -> [Double] {
    var gradient = Array(repeating: 0.0, count: x.count)
    for i in gradient.indices {
      let here = x[i]
      x[i] = here + step
      let above = try value(x)
      x[i] = here - step
      let below = try value(x)
      x[i] = here
      gradient[i] = (above - below) / (2 * step)
    }
    return gradient
  }
}
