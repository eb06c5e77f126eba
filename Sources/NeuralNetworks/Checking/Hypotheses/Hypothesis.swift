/// A mistake in backpropagation: its words, and what it makes of the right recipe.
struct Hypothesis {
  let cause: Diagnosis.Cause
  let edit: (inout Recipe) -> Void

  init(
    _ kind: String, _ title: String, formula: String, change: String,
    _ edit: @escaping (inout Recipe) -> Void
  ) {
    cause = Diagnosis.Cause(kind, title, formula, change)
    self.edit = edit
  }

  /// All that make sense for a network, likely ones first.
  ///
  /// - Parameter observed: the gradient to be explained, by Theta; some mistakes have a number in them
  ///   that is found from it.
  static func all(for c: LectureCase, _ observed: [[Double]]) throws -> [Hypothesis] {
    slopes(c) + outputErrors(c) + targets(c) + weights(c) + biases(c) + inputs(c)
      + (try examples(c, observed)) + penalties(c) + arrangements(c) + forwards(c)
      + (try updates(c, observed))
  }

  /// One for each of the layers, and one for all of them when there are several.
  static func byLayer(
    _ layers: some Collection<Int>, _ make: (_ layers: [Int], _ name: String) -> Hypothesis
  ) -> [Hypothesis] {
    let each = layers.map { make([$0], "(\($0))") }
    return layers.count > 1 ? [make(Array(layers), "(l)")] + each : each
  }
}
