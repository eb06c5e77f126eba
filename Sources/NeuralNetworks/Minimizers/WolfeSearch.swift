/// A line search for a step that satisfies the strong Wolfe conditions.
struct WolfeSearch {
  /// Value and slope at step 0; the slope is negative.
  let value: Double
  let slope: Double

  private struct Point {
    var step: Double
    var value: Double
    var slope: Double
  }

  /// - Parameter at: value, slope and whatever the caller wants back, at a step.
  /// - Returns: what `at` gave for the accepted step; nil when there was none.
  mutating func run<Result>(
    first: Double, at: (Double) throws -> (value: Double, slope: Double, result: Result)
  ) throws -> Result? {
    var low = Point(step: 0, value: value, slope: slope)
    var high: Point?
    var step = first
    for _ in 0..<40 {
      let (newValue, newSlope, result) = try at(step)
      let new = Point(step: step, value: newValue, slope: newSlope)
      let isTooHigh = !(newValue <= value + 1e-4 * step * slope)
      if isTooHigh || (low.step > 0 && newValue >= low.value) {
        high = new
      } else if abs(newSlope) <= -0.9 * slope {
        return result
      } else if newSlope >= 0 {
        high = low
        low = new
      } else {
        if let end = high, (end.step - low.step) * newSlope >= 0 { high = low }
        low = new
      }
      guard let end = high else {
        step *= 3
        continue
      }
      step = WolfeSearch.between(low, end)
      if abs(end.step - low.step) <= 1e-14 * max(1e-300, abs(low.step)) { return nil }
    }
    return nil
  }

  /// The minimum of the cubic through both points, kept away from the ends.
  private static func between(_ a: Point, _ b: Point) -> Double {
    let width = b.step - a.step
    let d = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step)
    let root = (d * d - a.slope * b.slope).squareRoot() * (width < 0 ? -1 : 1)
    var step = b.step - width * (b.slope + root - d) / (b.slope - a.slope + 2 * root)
    let (near, far) = (a.step + 0.1 * width, a.step + 0.9 * width)
    if !step.isFinite { step = a.step + 0.5 * width }
    return min(max(step, min(near, far)), max(near, far))
  }
}
