import Glibc

/// The gradient of a function by differences whose steps grow with x, as minimisers want it.
public enum RelativeDifferences {
  /// - Parameters:
  ///   - here: f(x).
  ///   - areCentral: whether the function is asked on both sides, which costs twice and is exacter;
  ///     else on the side away from zero.
  ///   - value: f at a changed point.
  public static func gradient(
    _ x: [Double], value here: Double, areCentral: Bool, value: ([Double]) throws -> Double
  ) rethrows -> [Double] {
    let part = areCentral ? cbrt(Double.ulpOfOne) : Double.ulpOfOne.squareRoot()
    var point = x
    return try x.indices.map { i in
      let step = part * max(abs(x[i]), 1)
      point[i] = areCentral || x[i] >= 0 ? x[i] + step : x[i] - step
      let upper = point[i]
      let above = try value(point)
      guard areCentral else {
        point[i] = x[i]
        return (above - here) / (upper - x[i])
      }
      point[i] = x[i] - step
      let lower = point[i]
      let below = try value(point)
      point[i] = x[i]
      return (above - below) / (upper - lower)
    }
  }
}
