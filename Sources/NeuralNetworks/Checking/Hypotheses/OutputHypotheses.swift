/// Mistakes in delta(L), the error of the outputs.
extension Hypothesis {
  static func outputErrors(_ c: LectureCase) -> [Hypothesis] {
    let right = c.network.cost.deltaFormula(with: c.network.output)
    let formula = "delta(\(c.last)) = \(right) for this output and cost"
    func make(
      _ kind: String, _ title: String, _ change: String, _ error: Recipe.OutputError
    ) -> Hypothesis {
      Hypothesis(kind, title, formula: formula, change: change) { $0.outputError = error }
    }
    var all = slopes(c, make)
    all.append(
      make(
        "no targets", "delta(\(c.last)) is a(\(c.last)) alone: y is not subtracted",
        "subtract the targets, one column for each output", .withoutTargets))
    all.append(
      make(
        "squared error", "delta(\(c.last)) is the square of a(\(c.last)) - y",
        "use the difference itself, with its sign", .squared))
    all.append(
      make(
        "a factor a at the output", "delta(\(c.last)) has an extra factor a(\(c.last))",
        "leave the factor out", .extraActivation))
    if c.network.output == .softmax {
      all.append(
        make(
          "sigmoid for softmax", "the outputs in delta(\(c.last)) are sigmoids, not a softmax",
          "apply softmax to z(\(c.last)): each row sums to 1", .output(.sigmoid)))
    } else if c.network.outputs > 1, c.network.output == .sigmoid {
      all.append(
        make(
          "softmax for sigmoid", "the outputs in delta(\(c.last)) are a softmax, not sigmoids",
          "apply the sigmoid to each output for itself", .output(.softmax)))
    }
    return all
  }

  private static func slopes(
    _ c: LectureCase,
    _ make: (String, String, String, Recipe.OutputError) -> Hypothesis
  ) -> [Hypothesis] {
    let output = c.network.output
    let other: Cost = c.network.cost == .squared ? .crossEntropy : .squared
    let name = { (cost: Cost) in cost == .squared ? "the squared cost" : "cross-entropy" }
    var all: [Hypothesis] = []
    if c.network.cost == .crossEntropy, output == .sigmoid || output == .softmax {
      all.append(
        make(
          "slope at the output",
          "delta(\(c.last)) has an extra factor g'(z(\(c.last)))"
            + (output == .sigmoid ? ", as if the cost were squared" : ""),
          "leave g' out in the last layer: with cross-entropy it cancels", .extraSlope))
    }
    if c.network.cost == .squared, output != .linear {
      all.append(
        make(
          "no slope at the output",
          "delta(\(c.last)) is a(\(c.last)) - y, without the factor g'(z(\(c.last)))",
          "multiply by the slope of the outputs: it cancels with cross-entropy only", .plain))
      all.append(
        make(
          "slope twice at the output", "delta(\(c.last)) has the slope of the outputs twice",
          "multiply by the slope once", .extraSlope))
    }
    if output == .sigmoid || output == .softmax {
      all.append(
        make(
          "another cost",
          "this is the gradient of \(name(other)), but J is \(name(c.network.cost))",
          "take the derivative of the cost that J computes", .cost(other)))
    }
    return all
  }
}
