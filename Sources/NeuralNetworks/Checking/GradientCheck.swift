import Matrices

/// A gradient compared with differences of the cost.
public struct GradientCheck: Sendable {
  /// Both gradients, unrolled.
  public let numeric: [Double]
  public let analytic: [Double]
  /// How far each numeric entry may be off.
  public let errors: [Double]
  /// norm(numeric - analytic) / norm(numeric + analytic) over all entries; 0 when both are 0.
  public let relativeError: Double
  /// How large the relative error of a right gradient may be, from rounding and the curve of the cost.
  public let margin: Double
  /// The same for each Theta, and the entries that differ most.
  public let layers: [Layer]
  /// Entries where the cost has a corner, with the slopes on its sides.
  public let kinks: [Int: ClosedRange<Double>]
  /// Entries at which the step 1e-4 or the like misleads, with what it gives.
  public let poorSteps: [Int: Double]
  public let precision: GradientPrecision
  /// Why the gradient is wrong, when a mistake is known that gives just these numbers.
  public internal(set) var diagnosis: Diagnosis?

  public struct Layer: Sendable {
    /// 1-based number of the Theta.
    public let number: Int
    public let shape: Shape
    public let relativeError: Double
    /// The entries that differ by more than rounding explains, 0-based in the unrolled layer.
    public let wrongPlaces: [Int]
    /// Up to five of them, the largest difference first.
    public let wrong: [Entry]
    /// What the wrong ones have in common.
    public let pattern: ErrorPattern?

    public var wrongCount: Int { wrongPlaces.count }
  }

  public struct Entry: Sendable {
    /// 1-based.
    public let row: Int
    public let column: Int
    public let numeric: Double
    public let analytic: Double
  }

  /// Whether no entry differs by more than rounding, the curve of the cost or a corner explain.
  public var isRight: Bool { layers.allSatisfy { $0.wrongPlaces.isEmpty } }

  /// - Parameter shapes: of the arrays that the gradients consist of, in order.
  init(
    _ gradient: NumericGradient, analytic: [Double], shapes: [Shape], precision: GradientPrecision
  ) {
    numeric = gradient.values
    self.analytic = analytic
    errors = gradient.errors
    kinks = gradient.kinks
    poorSteps = gradient.poorSteps
    self.precision = precision
    relativeError = GradientCheck.error(numeric[...], analytic[...])
    let sum = zip(numeric, analytic).reduce(0.0) { $0 + ($1.0 + $1.1) * ($1.0 + $1.1) }
    margin = sum > 0 ? (errors.reduce(0) { $0 + $1 * $1 } / sum).squareRoot() : 0
    layers = GradientCheck.layers(gradient, analytic, shapes, precision)
  }

  /// The entries of `other` cut into arrays of these shapes.
  init(_ other: GradientCheck, shapes: [Shape]) {
    let gradient = NumericGradient(other)
    self.init(gradient, analytic: other.analytic, shapes: shapes, precision: other.precision)
  }

  /// The ranges of the unrolled entries that belong to arrays of these shapes.
  static func ranges(_ shapes: [Shape]) -> [Range<Int>] {
    var start = 0
    return shapes.map { shape in
      defer { start += shape.count }
      return start..<start + shape.count
    }
  }

  private static func layers(
    _ gradient: NumericGradient, _ analytic: [Double], _ shapes: [Shape],
    _ precision: GradientPrecision
  ) -> [Layer] {
    zip(shapes, ranges(shapes)).enumerated().map { index, pair in
      let (shape, range) = pair
      let scale = NumericGradient.scale(gradient.values, range)
      let places = range.filter {
        let (n, a) = (gradient.values[$0], analytic[$0])
        let allowed = precision.allowed(n, a, scale) + 4 * gradient.errors[$0]
        if abs(n - a) <= allowed { return false }
        guard let slopes = gradient.kinks[$0] else { return true }
        return !(a >= slopes.lowerBound - allowed && a <= slopes.upperBound + allowed)
      }
      return Layer(index + 1, shape, range, gradient.values, analytic, places)
    }
  }

  static func error(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
    var difference = 0.0
    var sum = 0.0
    for (x, y) in zip(a, b) {
      difference += (x - y) * (x - y)
      sum += (x + y) * (x + y)
    }
    return difference == 0 ? 0 : (difference / sum).squareRoot()
  }
}

extension GradientCheck.Layer {
  fileprivate init(
    _ number: Int, _ shape: Shape, _ range: Range<Int>, _ numeric: [Double], _ analytic: [Double],
    _ places: [Int]
  ) {
    self.number = number
    self.shape = shape
    relativeError = GradientCheck.error(numeric[range], analytic[range])
    wrongPlaces = places.map { $0 - range.lowerBound }
    let rows = max(1, shape.rows)
    let entries = places.map {
      GradientCheck.Entry(
        row: ($0 - range.lowerBound) % rows + 1, column: ($0 - range.lowerBound) / rows + 1,
        numeric: numeric[$0], analytic: analytic[$0])
    }
    wrong = Array(
      entries.sorted { abs($0.numeric - $0.analytic) > abs($1.numeric - $1.analytic) }.prefix(5))
    pattern = ErrorPattern(entries, shape)
  }
}
