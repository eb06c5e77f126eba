/// One parameter moved up and down by a step while the others stay.
struct Probe {
  /// 0-based place in the unrolled parameters.
  let parameter: Int
  let step: Double
}

/// What a probe did to the cost J.
struct Change {
  /// J(theta + e) - J(theta).
  var above = 0.0
  /// J(theta) - J(theta - e).
  var below = 0.0
}

/// A cost that can be asked what it does when single parameters move; it knows no derivative.
protocol ProbedCost {
  var parameterCount: Int { get }

  /// The step with which the check begins: where rounding and the curve of the cost cost about the same.
  func firstStep(_ parameter: Int) -> Double

  /// The step to try where the cost is not finite at the first ones.
  func fineStep(_ parameter: Int) -> Double

  func changes(_ probes: [Probe]) throws -> [Change]

  /// How far rounding may take (above + below) / (2 step) from what exact arithmetic would give.
  func rounding(_ step: Double) -> Double
}
