/// Mistakes of a forward pass of one's own, before backpropagation begins.
extension Hypothesis {
  static func forwards(_ c: LectureCase) -> [Hypothesis] {
    guard c.last > 2 else { return [] }
    let own = c.activation(2)
    let others = [Activation.sigmoid, .tanh, .relu, .linear].filter { $0 != own }
    return [
      Hypothesis(
        "ones added to z", "the ones are added to z(l) before g: the bias unit is g(1)",
        formula: "a(l) = [1; g(z(l))]", change: "apply g first and add the 1 afterwards"
      ) { $0.forward = .onesThroughG },
      Hypothesis(
        "no bias", "z(l+1) is computed without the biases",
        formula: "z(l+1) = Theta(l) a(l) with 1 as the first entry of a(l)",
        change: "use all columns of Theta(l)"
      ) { $0.forward = .withoutBias },
    ]
      + others.map { other in
        Hypothesis(
          "another activation",
          "the hidden layers are computed with \(other.name), J with \(own.name)",
          formula: "a(l) = g(z(l)), g(z) = \(own.formula)",
          change: "use the activation of the network in both places"
        ) { $0.forward = .activation(other) }
      }
  }
}
