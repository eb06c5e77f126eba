import Matrices

/// Mistakes with lambda that are more than a wrong factor.
extension Hypothesis {
  static func penalties(_ c: LectureCase) -> [Hypothesis] {
    guard c.lambda > 0 else { return [] }
    return forms(c) + layers(c)
  }

  private static let rule =
    "D(l) = (Delta(l) + lambda Theta(l)) / m, without lambda in the first column"

  private static func forms(_ c: LectureCase) -> [Hypothesis] {
    let all: [(String, String, String, Recipe.Penalty)] = [
      (
        "lambda spares the last column", "lambda spares the last column instead of the first",
        "the biases are the first column of each Theta", .lastColumnSpared
      ),
      (
        "lambda spares the first row", "lambda spares the first row instead of the first column",
        "the biases are a column of each Theta, not a row", .firstRowSpared
      ),
      (
        "lambda spares one entry", "lambda spares only the first entry of each Theta",
        "leave lambda out for the whole first column", .firstEntrySpared
      ),
      (
        "lambda times squares", "the lambda term has squares of Theta, as it stands in J",
        "the derivative of lambda / (2m) Theta^2 has Theta itself", .squares
      ),
      (
        "lambda times signs", "the lambda term has the signs of Theta instead of Theta",
        "use Theta itself", .signs
      ),
      (
        "penalty of J added", "the whole penalty of J is added to every entry of D",
        "each entry gets lambda / m times its own weight", .total
      ),
    ]
    return all.map { kind, title, change, penalty in
      Hypothesis(kind, title, formula: rule, change: change) { recipe in
        for l in 1..<c.last { recipe.penalties[l] = penalty }
      }
    }
  }

  /// Left out of one layer, or taken from another.
  private static func layers(_ c: LectureCase) -> [Hypothesis] {
    guard c.last > 2 else { return [] }
    let add = "add lambda / m times the weights, in every layer"
    var all: [Hypothesis] = []
    for l in 1..<c.last {
      all.append(
        Hypothesis(
          "lambda left out", "the lambda term is missing in D(\(l))", formula: rule, change: add
        ) { $0.penalties[l] = .leftOut })
    }
    for l in 1..<c.last where c.last > 3 {
      all.append(
        Hypothesis(
          "lambda left out", "only D(\(l)) has the lambda term", formula: rule, change: add
        ) { recipe in for k in 1..<c.last where k != l { recipe.penalties[k] = .leftOut } })
    }
    for l in 1..<c.last {
      for other in 1..<c.last where other != l && c.thetas[other - 1].shape == c.thetas[l - 1].shape
      {
        all.append(
          Hypothesis(
            "lambda in the wrong layer", "D(\(l)) has the lambda term of Theta(\(other))",
            formula: rule, change: "each D gets the weights of its own Theta"
          ) { $0.penalties[l] = .layer(other) })
      }
    }
    return all
  }
}
