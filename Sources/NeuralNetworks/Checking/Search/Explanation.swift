/// A recipe with factors that was compared with the observed gradient.
struct Explanation {
  let causes: [Diagnosis.Cause]
  let complexity: Double
  /// The gradient that the mistakes give, by Theta.
  let gradient: [[Double]]
}

/// How a gradient, by Theta, compares with what mistakes would give.
struct Observation {
  let observed: [[Double]]
  let right: [[Double]]
  let precision: GradientPrecision
  let examples: Int
  let lambda: Double
  /// The squared distance of the observed gradient from the right one, each layer by its own scale.
  private let error: Double
  private let scales: [Double]

  init(
    observed: [[Double]], right: [[Double]], precision: GradientPrecision, examples: Int,
    lambda: Double
  ) {
    (self.observed, self.right, self.precision) = (observed, right, precision)
    (self.examples, self.lambda) = (examples, lambda)
    scales = zip(observed, right).map { max(Observation.largest($0), Observation.largest($1)) }
    error = Observation.distance(observed, right, scales)
  }

  private static func largest(_ values: [Double]) -> Double {
    values.reduce(1e-300) { max($0, abs($1)) }
  }

  private static func distance(_ a: [[Double]], _ b: [[Double]], _ scales: [Double]) -> Double {
    var sum = 0.0
    for (l, scale) in scales.enumerated() {
      for (x, y) in zip(a[l], b[l]) {
        let off = (x - y) / scale
        sum += off * off
      }
    }
    return sum
  }

  private var tolerance: Double {
    switch precision {
    case .double: 2e-8
    case .single: 2e-5
    }
  }

  /// Whether these are the observed numbers, but for rounding.
  func matches(_ gradient: [[Double]]) -> Bool {
    for (l, scale) in scales.enumerated() {
      for (x, y) in zip(gradient[l], observed[l]) where !(abs(x - y) <= tolerance * scale) {
        return false
      }
    }
    return Observation.distance(gradient, observed, scales) < 1e-4 * error
  }

  /// The part of the squared error that is gone when this is what was meant, 0...1.
  func explained(_ gradient: [[Double]]) -> Double {
    guard error > 0 else { return 0 }
    let left = Observation.distance(gradient, observed, scales) / error
    return left.isFinite ? max(0, 1 - left) : 0
  }

  /// Whether a mistake changes anything that could be seen.
  func isVisible(_ gradient: [[Double]]) -> Bool {
    !(Observation.distance(gradient, right, scales) <= 1e-6 * error)
  }
}
