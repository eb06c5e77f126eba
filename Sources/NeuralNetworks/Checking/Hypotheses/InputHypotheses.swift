/// Mistakes with the a(l) that Delta(l) is made of.
extension Hypothesis {
  static func biases(_ c: LectureCase) -> [Hypothesis] {
    byLayer(1..<c.last) { layers, l in
      Hypothesis(
        "no ones", "a\(l) has no ones: the bias column of D\(l) is not computed",
        formula: rule(l) + ", a\(l) with 1 as its first entry",
        change: "put the 1 of the bias unit before a\(l)"
      ) { recipe in for l in layers { recipe.belows[l] = .withoutOnes } }
    }
      + byLayer(1..<c.last) { layers, l in
        Hypothesis(
          "ones at the wrong end",
          "the 1 of a\(l) stands last: the bias column of D\(l) is its last",
          formula: rule(l) + ", a\(l) with 1 as its first entry",
          change: "the bias stands first, as in Theta\(l)"
        ) { recipe in for l in layers { recipe.belows[l] = .onesLast } }
      }
      + byLayer(c.hidden) { layers, l in
        Hypothesis(
          "ones added to z",
          "the bias unit of a\(l) in Delta\(l) is g(1): the 1 was added to z\(l)",
          formula: "a\(l) = [1; g(z\(l))]",
          change: "apply g first and add the 1 afterwards"
        ) { recipe in for l in layers { recipe.belows[l] = .onesThroughG } }
      }
  }

  private static func rule(_ l: String) -> String {
    let above = l == "(l)" ? "(l+1)" : "(\((Int(l.dropFirst().dropLast()) ?? 1) + 1))"
    return "Delta\(l) = sum of delta\(above) a\(l)'"
  }

  static func inputs(_ c: LectureCase) -> [Hypothesis] {
    byLayer(c.hidden) { layers, l in
      Hypothesis(
        "z for a", "Delta\(l) is made with z\(l) instead of a\(l)", formula: rule(l),
        change: "use the activations of the layer"
      ) { recipe in for l in layers { recipe.belows[l] = .sums } }
    } + misplaced(c)
  }

  private static func misplaced(_ c: LectureCase) -> [Hypothesis] {
    var all: [Hypothesis] = []
    for l in 1..<c.last {
      for other in 1...c.last where other != l && c.sizes[other - 1] == c.sizes[l - 1] {
        all.append(
          Hypothesis(
            "a of another layer", "Delta(\(l)) is made with a(\(other)) instead of a(\(l))",
            formula: rule("(\(l))"), change: "use the layer that Theta(\(l)) starts from"
          ) { $0.belows[l] = .layer(other) })
      }
    }
    return all
  }
}
