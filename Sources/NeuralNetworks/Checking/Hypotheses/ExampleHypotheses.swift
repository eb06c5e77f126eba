import Matrices

/// Mistakes with the sum over the examples.
extension Hypothesis {
  static func examples(_ c: LectureCase, _ observed: [[Double]]) throws -> [Hypothesis] {
    guard c.examples > 1 else { return [] }
    let m = c.examples
    let rule = "Delta(l) = sum over all \(m) examples of delta(l+1) a(l)'"
    var all = [
      Hypothesis(
        "only the last example", "only the last example counts: Delta is overwritten or reset",
        formula: rule, change: "set Delta to 0 once, before the loop, and add to it"
      ) { $0.examples = .only(m - 1) },
      Hypothesis(
        "only the first example", "only the first example counts", formula: rule,
        change: "let the loop go over all examples"
      ) { $0.examples = .only(0) },
    ]
    for (wanted, sign) in [(false, -1.0), (true, 1.0)] {
      guard let k = try standing(out: sign, c, observed) else { continue }
      all.append(
        Hypothesis(
          wanted ? "one example twice" : "one example missing",
          wanted ? "example \(k + 1) counts twice" : "example \(k + 1) is missing in Delta",
          formula: rule,
          change: "let the loop go over each example once, from 1 to \(m)"
        ) { $0.examples = wanted ? .twice(k) : .without(k) })
    }
    if let k = try standing(out: 0, c, observed), k > 0, k < m - 1 {
      all.append(
        Hypothesis(
          "only one example", "only example \(k + 1) counts", formula: rule,
          change: "add up all examples"
        ) { $0.examples = .only(k) })
    }
    return all
  }

  /// The example whose share delta(L) a(L-1)' explains most of D - (right D) with that sign, or for 0 most of D.
  private static func standing(
    out sign: Double, _ c: LectureCase, _ observed: [[Double]]
  ) throws -> Int? {
    guard let top = observed.last, let right = c.gradient.last, top.count == right.count else {
      return nil
    }
    let difference = sign == 0 ? top : zip(top, right.elements).map { $0 - $1 }
    let error = try Matrix(right.shape, difference)
    let (delta, below) = (c.delta[c.last - 1], c.a[c.last - 2])
    let products = try Matrix.product(delta, error).combined(below) { $0 * $1 }
    var best: (example: Int, size: Double)?
    for i in 0..<c.examples {
      var (score, d, a) = (0.0, 0.0, 0.0)
      for j in 0..<products.columns { score += products[i, j] }
      for j in 0..<delta.columns { d += delta[i, j] * delta[i, j] }
      for j in 0..<below.columns { a += below[i, j] * below[i, j] }
      let size = score * score / (d * a)
      if score * (sign == 0 ? 1 : sign) > 0, size > best?.size ?? 0 { best = (i, size) }
    }
    return best?.example
  }
}
