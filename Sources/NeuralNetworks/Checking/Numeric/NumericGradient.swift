/// Derivatives of a cost by differences alone, each with how far it may be off.
///
/// Every parameter gets a central difference with a step made for it. Where that and the gradient to be
/// checked disagree, smaller and larger steps and Richardson's extrapolation settle which of them is off.
struct NumericGradient {
  private(set) var values: [Double]
  /// Bounds of the error of `values`, of rounding and of the curve of the cost.
  private(set) var errors: [Double]
  /// Entries where the cost has a corner: the slopes on its two sides.
  private(set) var kinks: [Int: ClosedRange<Double>] = [:]
  /// Entries for which the first step was a poor one, with the value it gave.
  private(set) var poorSteps: [Int: Double] = [:]

  /// At most so many entries are looked at again when the gradients disagree everywhere.
  private static let most = 256

  /// - Parameters:
  ///   - analytic: the gradient to be checked; it decides which entries need a second look.
  ///   - layers: the entries that share a scale.
  init(
    of cost: some ProbedCost, against analytic: [Double], layers: [Range<Int>],
    precision: GradientPrecision
  ) throws {
    let steps = (0..<cost.parameterCount).map(cost.firstStep)
    let changes = try cost.changes(steps.indices.map { Probe(parameter: $0, step: steps[$0]) })
    values = zip(changes, steps).map { ($0.above + $0.below) / (2 * $1) }
    errors = steps.map(cost.rounding)
    try addCurve(cost, steps)
    var doubtful: [Int] = []
    for layer in layers {
      let scale = NumericGradient.scale(values, layer)
      doubtful += layer.filter {
        let allowed = precision.allowed(values[$0], analytic[$0], scale) + errors[$0]
        return !(abs(values[$0] - analytic[$0]) <= allowed)
      }
    }
    try settle(doubtful, cost, analytic, steps)
  }

  /// What a check was made with.
  init(_ check: GradientCheck) {
    (values, errors, kinks) = (check.numeric, check.errors, check.kinks)
    poorSteps = check.poorSteps
  }

  /// The largest magnitude among the entries of a layer.
  static func scale(_ values: [Double], _ layer: Range<Int>) -> Double {
    layer.reduce(0) { values[$1].isFinite ? max($0, abs(values[$1])) : $0 }
  }

  /// Adds what the step costs, as a few entries show that are looked at closely.
  private mutating func addCurve(_ cost: some ProbedCost, _ steps: [Double]) throws {
    let count = min(6, steps.count / 4)
    guard count > 0 else { return }
    let sample = (0..<count).map { $0 * steps.count / count + steps.count / (2 * count) }
    let close = try RefinedDerivative.all(sample, sample.map { steps[$0] }, cost)
    let scale = NumericGradient.scale(values, 0..<values.count)
    var relative = 0.0
    for (i, better) in zip(sample, close) where better.value.isFinite && !better.isKink {
      let off = abs(values[i] - better.value)
      if off > 0 { relative = max(relative, off / (abs(better.value) + 0.01 * scale)) }
    }
    guard relative < 1e-4 else { return }
    for i in values.indices {
      errors[i] += 3 * relative * (abs(values[i]) + 0.01 * scale)
    }
  }

  /// Looks at doubtful entries again; of very many, at some and then at as many as those call for.
  private mutating func settle(
    _ doubtful: [Int], _ cost: some ProbedCost, _ analytic: [Double], _ steps: [Double]
  ) throws {
    guard doubtful.count > NumericGradient.most else {
      return try refine(doubtful, cost, steps)
    }
    let before = values
    func size(_ i: Int) -> Double {
      let off = abs(before[i] - analytic[i])
      return off.isNaN ? 0 : off / max(1e-300, abs(before[i]), abs(analytic[i]))
    }
    let ordered = doubtful.map { (size($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    let half = NumericGradient.most / 2
    let nearest = ordered.prefix(half)
    let others = (0..<half).map { ordered[half + $0 * (ordered.count - half) / half] }
    try refine(Array(nearest) + others, cost, steps)
    let changed = others.contains {
      !(abs(values[$0] - before[$0]) < 0.1 * abs(before[$0] - analytic[$0]))
    }
    if changed {
      let done = Set(nearest).union(others)
      try refine(doubtful.filter { !done.contains($0) }, cost, steps)
    }
  }

  private mutating func refine(
    _ entries: [Int], _ cost: some ProbedCost, _ steps: [Double]
  ) throws {
    var all = try RefinedDerivative.all(entries, entries.map { steps[$0] }, cost)
    let lost = entries.indices.filter {
      !(all[$0].error < 1e-4 * abs(all[$0].value) || all[$0].error < 2 * errors[entries[$0]])
    }
    let places = lost.map { entries[$0] }
    let fine = try RefinedDerivative.all(places, places.map(cost.fineStep), cost)
    for (k, better) in zip(lost, fine)
    where better.error < all[k].error || !all[k].value.isFinite || better.isKink { all[k] = better }
    for (i, better) in zip(entries, all) {
      let first = values[i]
      if better.isKink {
        kinks[i] = min(better.left, better.right)...max(better.left, better.right)
      }
      guard
        better.error < errors[i] || !first.isFinite || better.isKink
          || abs(first - better.value) > errors[i] + better.error
      else { continue }
      if abs(first - better.value) > 1e-6 * abs(better.value) + 10 * errors[i] + better.error {
        poorSteps[i] = first
      }
      values[i] = better.value
      errors[i] = better.error
    }
  }
}
