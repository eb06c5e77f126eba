/// The search of one line for a point that is low enough and flat enough (Wolfe-Powell).
///
/// Numbers along the line: f and its derivative where the search began, at the newest point, and at the
/// point before, from which the newest is `-previousStep` away.
struct LineSearch {
  /// Value and slope at the beginning.
  let value: Double
  let slope: Double
  /// The distance of the newest point from the beginning.
  private(set) var step: Double
  var newValue = 0.0
  var newSlope = 0.0
  private var oldValue: Double
  private var oldSlope: Double
  private var previousStep: Double
  /// The end of the bracket; nil while it is open.
  private var limit: Double?
  private var left = ConjugateGradient<Double>.mostEvaluations

  init(value: Double, slope: Double, step: Double) {
    (self.value, self.slope, self.step) = (value, slope, step)
    (oldValue, oldSlope, previousStep) = (value, slope, -step)
  }

  private var isTooHigh: Bool {
    !(newValue <= value + step * ConjugateGradient<Double>.decrease * slope)
  }

  private var isRising: Bool { newSlope > -ConjugateGradient<Double>.curvature * slope }

  /// Moves on until the conditions hold; `move` goes a signed distance and updates `newValue`, `newSlope`.
  /// - Returns: whether a good point was found.
  mutating func run(_ move: (Double, inout LineSearch) throws -> Void) rethrows -> Bool {
    while true {
      while isTooHigh || isRising, left > 0 {
        limit = step
        let inner = interpolated()
        step += inner
        left -= 1
        previousStep -= inner
        try move(inner, &self)
      }
      if isTooHigh || isRising { return false }
      if newSlope > ConjugateGradient<Double>.curvature * slope { return true }
      if left == 0 { return false }
      let outer = extrapolated()
      (oldValue, oldSlope, previousStep) = (newValue, newSlope, -outer)
      step += outer
      left -= 1
      try move(outer, &self)
    }
  }

  /// Coefficients of the cubic through both points and slopes.
  private var cubic: (a: Double, b: Double) {
    let z = previousStep
    return (
      6 * (newValue - oldValue) / z + 3 * (newSlope + oldSlope),
      3 * (oldValue - newValue) - z * (oldSlope + 2 * newSlope)
    )
  }

  /// How far to go back into the bracket.
  private func interpolated() -> Double {
    let z = previousStep
    var change: Double
    if newValue > value {
      change = z - (0.5 * oldSlope * z * z) / (oldSlope * z + newValue - oldValue)
    } else {
      let (a, b) = cubic
      change = ((b * b - a * newSlope * z * z).squareRoot() - b) / a
    }
    if !change.isFinite { change = z / 2 }
    let margin = ConjugateGradient<Double>.margin
    return max(min(change, margin * z), (1 - margin) * z)
  }

  /// How far to go on.
  private func extrapolated() -> Double {
    let z = previousStep
    let (a, b) = cubic
    let change = -newSlope * z * z / (b + (b * b - a * newSlope * z * z).squareRoot())
    let margin = ConjugateGradient<Double>.margin
    let most = step * (ConjugateGradient<Double>.expansion - 1)
    guard change.isFinite, change >= 0 else {
      return limit.map { ($0 - step) / 2 } ?? most
    }
    if let limit {
      if step + change > limit { return (limit - step) / 2 }
      if change < -z * margin { return -z * margin }
      return max(change, (limit - step) * (1 - margin))
    }
    if step + change > step * ConjugateGradient<Double>.expansion { return most }
    return max(change, -z * margin)
  }
}
