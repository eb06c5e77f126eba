/// One derivative from several steps, by Richardson's extrapolation to the step 0.
///
///     D(e) = (J(theta + e) - J(theta - e)) / (2 e) = J' + c e^2 + ...
///     (16 D(e / 4) - D(e)) / 15 = J' + c' e^4 + ...
struct RefinedDerivative {
  let value: Double
  /// By how much neighbouring estimates and rounding leave it open.
  let error: Double
  /// The slopes below and above theta with the smallest step that rounding leaves a meaning.
  let left: Double
  let right: Double
  /// Whether left and right differ however small the step.
  let isKink: Bool

  /// The steps tried, as multiples of the first one, from large to small.
  static let multiples = [16.0, 4, 1, 0.25, 0x1p-4, 0x1p-6]

  /// - Parameter steps: the first step of each entry.
  static func all(
    _ entries: [Int], _ steps: [Double], _ cost: some ProbedCost
  ) throws -> [RefinedDerivative] {
    let probes = zip(entries, steps).flatMap { i, step in
      multiples.map { Probe(parameter: i, step: step * $0) }
    }
    let changes = try cost.changes(probes)
    return entries.indices.map { k in
      let range = k * multiples.count..<(k + 1) * multiples.count
      return RefinedDerivative(
        Array(probes[range]), Array(changes[range]), rounding: { cost.rounding($0) })
    }
  }

  private init(_ probes: [Probe], _ changes: [Change], rounding: (Double) -> Double) {
    let central = zip(probes, changes).map { ($1.above + $1.below) / (2 * $0.step) }
    let noise = probes.map { rounding($0.step) }
    var best = (value: Double.nan, error: Double.infinity)
    var previous = Double.nan
    for k in 1..<central.count {
      let value = (16 * central[k] - central[k - 1]) / 15
      // Two extrapolations that agree bound each other; the first has only the plain difference.
      let near = previous.isFinite ? previous : central[k]
      let error = abs(value - near) + 2 * noise[k]
      if value.isFinite, error < best.error,
        RefinedDerivative.holds(value, error, central, noise, after: k)
      {
        best = (value, error)
      }
      previous = value
    }
    let bends = zip(probes, changes).map { abs($1.above - $1.below) / $0.step }
    let (isKink, at) = RefinedDerivative.kink(bends, central, noise)
    left = changes[at].below / probes[at].step
    right = changes[at].above / probes[at].step
    self.isKink = isKink
    value = isKink ? central[at] : best.value
    error = isKink ? noise[at] : best.error
  }

  /// Whether the differences with smaller steps come near an estimate: where large steps agree by chance,
  /// they do not.
  private static func holds(
    _ value: Double, _ error: Double, _ central: [Double], _ noise: [Double], after k: Int
  ) -> Bool {
    (k + 1..<max(k + 1, central.count)).allSatisfy { j in
      let still = abs(central[j] - central[j - 1])
      return !(abs(central[j] - value) > error + 0.2 * still + 4 * noise[j])
    }
  }

  /// A smooth cost's bend falls with the step; that of a corner at theta itself stays.
  private static func kink(
    _ bends: [Double], _ central: [Double], _ noise: [Double]
  ) -> (Bool, at: Int) {
    let last = bends.count - 1
    let small = [last - 2, last - 1, last]
    let slope = small.reduce(0) { max($0, abs(central[$1])) }
    let stays = small.allSatisfy {
      bends[$0] > 20 * noise[$0] && bends[$0] > 1e-4 * slope
        && abs(bends[$0] - bends[last - 1]) < 0.2 * bends[last - 1]
    }
    return (stays, last - 1)
  }
}
