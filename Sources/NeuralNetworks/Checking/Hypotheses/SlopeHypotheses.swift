/// Mistakes with g'(z(l)) in the hidden layers.
extension Hypothesis {
  static func slopes(_ c: LectureCase) -> [Hypothesis] {
    missing(c) + taken(c) + others(c)
  }

  private static func rule(_ l: String) -> String {
    let above = l == "(l)" ? "(l+1)" : "(\((Int(l.dropFirst().dropLast()) ?? 1) + 1))"
    return "delta\(l) = (Theta\(l)' delta\(above)) .* g'(z\(l)), without the bias unit"
  }

  private static func set(_ layers: [Int], _ slope: Recipe.Slope) -> (inout Recipe) -> Void {
    { recipe in for l in layers { recipe.slopes[l] = slope } }
  }

  private static func missing(_ c: LectureCase) -> [Hypothesis] {
    byLayer(c.hidden) { layers, l in
      Hypothesis(
        "slope missing", "delta\(l) lacks the factor g'(z\(l))", formula: rule(l),
        change: "multiply delta\(l) element by element by the slope of the activation at z\(l)",
        set(layers, .missing))
    }
  }

  private static func taken(_ c: LectureCase) -> [Hypothesis] {
    byLayer(c.hidden) { layers, l in
      Hypothesis(
        "slope of a", "in delta\(l) the slope g' is taken of a\(l) instead of z\(l)",
        formula: rule(l),
        change: "give g' the sums z\(l), to which g was not yet applied", set(layers, .ofActivation)
      )
    }
      + byLayer(c.hidden) { layers, l in
        Hypothesis(
          "g for slope",
          "delta\(l) is multiplied by g(z\(l)) = a\(l) instead of its slope g'(z\(l))",
          formula: rule(l), change: "use the derivative of the activation there",
          set(layers, .activation))
      }
  }

  private static func others(_ c: LectureCase) -> [Hypothesis] {
    byLayer(c.hidden) { layers, l in
      Hypothesis(
        "half a slope", "delta\(l) is multiplied by 1 - a\(l) alone instead of g'(z\(l))",
        formula: rule(l) + "; for the sigmoid g'(z) = a .* (1 - a)",
        change: "complete the slope of the activation", set(layers, .oneMinus))
    }
      + byLayer(c.hidden) { layers, l in
        Hypothesis(
          "slope twice", "delta\(l) has the factor g'(z\(l)) twice", formula: rule(l),
          change: "multiply by the slope once", set(layers, .twice))
      }
      + foreign(c) + misplaced(c)
  }

  /// The slope of another function than the layer has.
  private static func foreign(_ c: LectureCase) -> [Hypothesis] {
    [Activation.sigmoid, .tanh, .relu].flatMap { other in
      byLayer(c.hidden.filter { c.activation($0) != other }) { layers, l in
        let own = c.activation(layers[0])
        return Hypothesis(
          "slope of another activation",
          "delta\(l) has the slope of \(other.name), but the layer's activation is \(own.name)",
          formula: "g'(z) = \(own.derivativeFormula) for \(own.name)",
          change: "use the derivative of the activation that the forward pass uses",
          set(layers, .derivative(other)))
      }
    }
  }

  /// The slope at the sums of another layer of the same size.
  private static func misplaced(_ c: LectureCase) -> [Hypothesis] {
    c.hidden.flatMap { l in
      (2...c.last).filter { $0 != l && c.sizes[$0 - 1] == c.sizes[l - 1] }.map { other in
        Hypothesis(
          "slope of another layer", "delta(\(l)) has the slope g'(z(\(other))) of another layer",
          formula: rule("(\(l))"), change: "take the slope at z(\(l))", set([l], .layer(other)))
      }
    }
  }
}
