import Matrices

/// Mistakes with the Theta through which delta goes back.
extension Hypothesis {
  static func weights(_ c: LectureCase) -> [Hypothesis] {
    bias(c) + transposed(c) + misplaced(c)
  }

  private static func rule(_ l: Int) -> String {
    "delta(\(l)) = (Theta(\(l))' delta(\(l + 1))) .* g'(z(\(l))), without the bias unit"
  }

  private static func bias(_ c: LectureCase) -> [Hypothesis] {
    byLayer(c.hidden) { layers, l in
      Hypothesis(
        "dropped from the wrong end",
        "in delta\(l) the last unit is dropped and the bias unit kept",
        formula: "delta\(l): the first entry of Theta\(l)' delta belongs to the bias unit and goes",
        change: "leave out the first column of Theta\(l), not the last one"
      ) { recipe in for l in layers { recipe.backs[l] = .lastDropped } }
    }
      + [true, false].flatMap { ofSums in
        byLayer(c.hidden) { layers, l in
          Hypothesis(
            "dropped from the wrong end",
            "delta\(l) keeps the bias unit and loses the last unit, after the slope",
            formula: "delta\(l): the first entry belongs to the bias unit and is dropped",
            change: "drop the first entry of delta\(l), not the last one"
          ) { recipe in
            for l in layers { recipe.backs[l] = .lastDroppedAfterSlope(ofSums: ofSums) }
          }
        }
      }
  }

  private static func transposed(_ c: LectureCase) -> [Hypothesis] {
    byLayer(c.hidden.filter { c.sizes[$0] == c.sizes[$0 - 1] && c.sizes[$0] > 1 }) { layers, l in
      Hypothesis(
        "Theta not transposed", "delta\(l) goes back through Theta\(l) instead of Theta\(l)'",
        formula: layers.count > 1
          ? "delta(l) = (Theta(l)' delta(l+1)) .* g'(z(l)), without the bias unit"
          : rule(layers[0]),
        change: "transpose Theta\(l): its rows belong to the layer above"
      ) { recipe in for l in layers { recipe.backs[l] = .transposed } }
    }
  }

  private static func misplaced(_ c: LectureCase) -> [Hypothesis] {
    var all: [Hypothesis] = []
    for l in c.hidden {
      for other in 1..<c.last where other != l && c.thetas[other - 1].shape == c.thetas[l - 1].shape
      {
        all.append(
          Hypothesis(
            "wrong Theta", "delta(\(l)) goes back through Theta(\(other)): a layer off",
            formula: rule(l), change: "use the Theta that led from layer \(l) to layer \(l + 1)"
          ) { $0.backs[l] = .layer(other) })
      }
    }
    return all
  }
}
