extension Observation {
  /// The factors with which these parts give the observed gradient, in words: the simplest that do; nil when
  /// none do.
  func explanation(_ parts: [Regressors], _ causes: [Diagnosis.Cause]) -> Explanation? {
    let base = Double(causes.count)
    let right = Factors.right(lambda)
    let plain = parts.map { right.applied(to: $0) }
    if matches(plain) {
      return causes.isEmpty
        ? nil : Explanation(causes: causes, complexity: base, gradient: plain)
    }
    if let joint = joint(parts) {
      let words = FactorCauses(joint, examples: examples, lambda: lambda, place: "D")
      return Explanation(
        causes: causes + words.causes, complexity: base + words.complexity,
        gradient: parts.map { joint.applied(to: $0) })
    }
    return byLayer(parts, causes)
  }

  private func joint(_ parts: [Regressors]) -> Factors? {
    let right = Factors.right(lambda)
    let fitted = Factors(parts, observed, right: right)
    for factors in [fitted.named(examples: examples, tolerance: 1e-5), fitted]
    where matches(parts.map { factors.applied(to: $0) }) {
      return factors
    }
    return nil
  }

  /// Each layer with factors of its own, where it has entries enough to tell.
  private func byLayer(_ parts: [Regressors], _ causes: [Diagnosis.Cause]) -> Explanation? {
    guard parts.count > 1 else { return nil }
    let right = Factors.right(lambda)
    var all: [Diagnosis.Cause] = causes
    var complexity = Double(causes.count)
    var gradient: [[Double]] = []
    for l in parts.indices {
      let alone = Observation(
        observed: [observed[l]], right: [self.right[l]], precision: precision, examples: examples,
        lambda: lambda)
      let plain = right.applied(to: parts[l])
      if alone.isSame([plain]) {
        gradient.append(plain)
        continue
      }
      guard observed[l].count >= 6, let factors = alone.joint([parts[l]]) else { return nil }
      let words = FactorCauses(
        factors, examples: examples, lambda: lambda, place: "D(\(l + 1))")
      all += words.causes
      complexity += words.complexity
      gradient.append(factors.applied(to: parts[l]))
    }
    guard matches(gradient), all.count <= 3 else { return nil }
    return Explanation(causes: all, complexity: complexity, gradient: gradient)
  }

  /// Whether these are the observed numbers, however near the right ones those are.
  private func isSame(_ gradient: [[Double]]) -> Bool {
    zip(gradient, observed).allSatisfy { mine, theirs in
      let scale = theirs.reduce(1e-300) { max($0, abs($1)) }
      return zip(mine, theirs).allSatisfy { abs($0 - $1) <= 2e-8 * scale }
    }
  }
}
