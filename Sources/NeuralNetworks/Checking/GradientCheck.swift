import Matrices

/// A gradient compared with central differences of the cost.
public struct GradientCheck: Sendable {
  /// Both gradients, unrolled.
  public let numeric: [Double]
  public let analytic: [Double]
  /// norm(numeric - analytic) / norm(numeric + analytic) over all entries; 0 when both are 0.
  public let relativeError: Double
  /// The same for each Theta, and the entries that differ most.
  public let layers: [Layer]

  public struct Layer: Sendable {
    /// 1-based number of the Theta.
    public let number: Int
    public let shape: Shape
    public let relativeError: Double
    /// How many entries differ by more than rounding explains.
    public let wrongCount: Int
    /// Up to five of them, the largest difference first.
    public let wrong: [Entry]
  }

  public struct Entry: Sendable {
    /// 1-based.
    public let row: Int
    public let column: Int
    public let numeric: Double
    public let analytic: Double
  }

  /// An error above this means a wrong formula rather than rounding; single precision has less to offer.
  public let tolerance: Double
  public var isRight: Bool { relativeError <= tolerance }

  /// - Parameter shapes: of the arrays that the gradients consist of, in order.
  public init(numeric: [Double], analytic: [Double], shapes: [Shape], tolerance: Double = 1e-6) {
    self.numeric = numeric
    self.analytic = analytic
    self.tolerance = tolerance
    relativeError = GradientCheck.error(numeric[...], analytic[...])
    let scale = numeric.reduce(0) { max($0, abs($1)) }
    var start = 0
    layers = shapes.enumerated().map { index, shape in
      let range = start..<start + shape.count
      start += shape.count
      return Layer(
        index + 1, shape, numeric[range], analytic[range], tolerance: tolerance, scale: scale)
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
  init(
    _ number: Int, _ shape: Shape, _ numeric: ArraySlice<Double>, _ analytic: ArraySlice<Double>,
    tolerance: Double, scale: Double
  ) {
    self.number = number
    self.shape = shape
    relativeError = GradientCheck.error(numeric, analytic)
    var all: [GradientCheck.Entry] = []
    for (offset, (n, a)) in zip(numeric, analytic).enumerated() {
      let allowed = tolerance * 10 * max(abs(n), abs(a), scale * 1e-3)
      if abs(n - a) <= allowed { continue }
      let rows = max(1, shape.rows)
      all.append(
        GradientCheck.Entry(
          row: offset % rows + 1, column: offset / rows + 1, numeric: n, analytic: a))
    }
    wrongCount = all.count
    all.sort { abs($0.numeric - $0.analytic) > abs($1.numeric - $1.analytic) }
    wrong = Array(all.prefix(5))
  }
}
