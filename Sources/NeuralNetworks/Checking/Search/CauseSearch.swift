import Matrices

/// Looks for the mistakes that give just the observed gradient.
///
/// First no mistake but in factors, then each hypothesis alone and with factors, then pairs of them as far
/// as the size of the network allows. The simplest explanation wins; of equally simple ones the likelier.
struct CauseSearch {
  private let lecture: LectureCase
  private let observation: Observation
  private let hypotheses: [Hypothesis]

  /// Pairs are tried while they cost less than so many multiplications.
  private static let mostWork = 2e9

  init(_ lecture: LectureCase, _ observed: [[Double]], precision: GradientPrecision) throws {
    self.lecture = lecture
    observation = Observation(
      observed: observed, right: lecture.gradient.map(\.elements), precision: precision,
      examples: lecture.examples, lambda: lecture.lambda)
    hypotheses = try Hypothesis.all(for: lecture, observed)
  }

  /// What one hypothesis gives.
  private struct Trial {
    let hypothesis: Hypothesis
    let explained: Double
  }

  func found(isInterrupted: () -> Bool) throws -> (
    best: [Explanation], nearest: [Diagnosis.Candidate]
  ) {
    var explanations: [Explanation] = []
    if let plain = observation.explanation(try Recipe(lecture).regressors(lecture), []) {
      explanations.append(plain)
    }
    var trials: [Trial] = []
    for hypothesis in hypotheses {
      if isInterrupted() { throw NetworkError.interrupted }
      var recipe = Recipe(lecture)
      hypothesis.edit(&recipe)
      let parts = try recipe.regressors(lecture)
      let plain = parts.map { Factors.right(lecture.lambda).applied(to: $0) }
      guard observation.isVisible(plain) else { continue }
      trials.append(Trial(hypothesis: hypothesis, explained: observation.explained(plain)))
      if let found = observation.explanation(parts, [hypothesis.cause]) {
        explanations.append(found)
      }
    }
    if explanations.allSatisfy({ $0.complexity > 2 }) {
      explanations += try pairs(trials, isInterrupted)
    }
    return (simplest(explanations), nearest(trials))
  }

  /// All of the least complexity, in the order found.
  private func simplest(_ explanations: [Explanation]) -> [Explanation] {
    guard let least = explanations.map(\.complexity).min() else { return [] }
    return explanations.filter { $0.complexity == least }
  }

  private func nearest(_ trials: [Trial]) -> [Diagnosis.Candidate] {
    trials.filter { $0.explained > 0.2 && $0.explained.isFinite }
      .sorted { $0.explained > $1.explained }.prefix(3)
      .map { Diagnosis.Candidate(cause: $0.hypothesis.cause, explained: $0.explained) }
  }

  private func pairs(_ trials: [Trial], _ isInterrupted: () -> Bool) throws -> [Explanation] {
    let work = 6 * Double(lecture.examples) * Double(lecture.network.parameterCount)
    var left = CauseSearch.mostWork / max(work, 2e4)
    // What explains most alone is the likeliest part of a pair.
    let ordered = trials.sorted { $0.explained > $1.explained }
    for (i, first) in ordered.enumerated() {
      for second in ordered.dropFirst(i + 1) {
        if isInterrupted() { throw NetworkError.interrupted }
        left -= 1
        if left < 0 { return [] }
        if let found = try pair(first.hypothesis, second.hypothesis) { return [found] }
      }
    }
    return []
  }

  private func pair(_ first: Hypothesis, _ second: Hypothesis) throws -> Explanation? {
    var recipe = Recipe(lecture)
    first.edit(&recipe)
    second.edit(&recipe)
    let parts = try recipe.regressors(lecture)
    let found = observation.explanation(parts, [first.cause, second.cause])
    return found.flatMap { $0.complexity <= 3 ? $0 : nil }
  }
}
