import Matrices

/// Theta after the update where the one before belongs; the rate is found from the gradient.
extension Hypothesis {
  static func updates(_ c: LectureCase, _ observed: [[Double]]) throws -> [Hypothesis] {
    var all: [Hypothesis] = []
    for l in c.hidden {
      guard let rate = try fitted(c, observed, { $0.backs[l] = .updated($1) }) else { continue }
      all.append(
        Hypothesis(
          "Theta after the update",
          "delta(\(l)) goes back through Theta(\(l)) after its update (rate \(CauseNumber.text(rate)))",
          formula:
            "delta(\(l)) = (Theta(\(l))' delta(\(l + 1))) .* g'(z(\(l))) with the Theta of the"
            + " forward pass",
          change: "compute all D(l) first, then update all Theta(l)"
        ) { $0.backs[l] = .updated(rate) })
    }
    let everywhere: (inout Recipe, Double) -> Void = { recipe, rate in
      for l in c.hidden { recipe.backs[l] = .updated(rate) }
    }
    if c.hidden.count > 1, let rate = try fitted(c, observed, everywhere) {
      all.append(
        Hypothesis(
          "Theta after the update",
          "every delta(l) goes back through Theta(l) after its update (rate \(CauseNumber.text(rate)))",
          formula:
            "delta(l) = (Theta(l)' delta(l+1)) .* g'(z(l)) with the Theta of the forward pass",
          change: "compute all D(l) first, then update all Theta(l)"
        ) { everywhere(&$0, rate) })
    }
    if let rate = try fitted(c, observed, { $0.forward = .updated($1) }) {
      all.append(
        Hypothesis(
          "gradient after the update",
          "this is the gradient at Theta - \(CauseNumber.text(rate)) D: after an update of Theta",
          formula: "D belongs to the Theta with which J is computed",
          change: "compute J and D before Theta changes"
        ) { $0.forward = .updated(rate) })
    }
    return all
  }

  /// The rate with which the edit comes nearest to the gradient, by steps of Gauss and Newton; nil when it
  /// does not come near.
  private static func fitted(
    _ c: LectureCase, _ observed: [[Double]], _ edit: (inout Recipe, Double) -> Void
  ) throws -> Double? {
    let target = observed.flatMap { $0 }
    func gradient(_ rate: Double) throws -> [Double] {
      var recipe = Recipe(c)
      edit(&recipe, rate)
      return try recipe.regressors(c).flatMap { part in
        zip(part.data, part.weights).map { c.lambda > 0 ? $0 + $1 : $0 }
      }
    }
    var rate = 0.0
    var now = try gradient(0)
    let first = distance(now, target)
    for _ in 0..<6 {
      let step = 1e-6 * max(1, abs(rate))
      let slopes = zip(try gradient(rate + step), now).map { ($0 - $1) / step }
      var (product, square) = (0.0, 0.0)
      for i in slopes.indices {
        product += slopes[i] * (target[i] - now[i])
        square += slopes[i] * slopes[i]
      }
      guard square > 0, (product / square).isFinite else { return nil }
      rate += product / square
      now = try gradient(rate)
    }
    return distance(now, target) < 1e-3 * first ? rate : nil
  }

  private static func distance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }
}
