/// Factors in the words of the lecture: how m, lambda and signs were used.
struct FactorCauses {
  let causes: [Diagnosis.Cause]
  /// How far from one likely mistake this is: 1 for each, and more for numbers without a name.
  let complexity: Double

  private static let rule =
    "D(l) = (Delta(l) + lambda Theta(l)) / m, without lambda in the first column"

  /// - Parameter place: `D` for all layers, `D(2)` for one.
  init(_ factors: Factors, examples: Int, lambda: Double, place: String) {
    let m = Double(examples)
    var all: [Diagnosis.Cause] = []
    var complexity = 0.0
    var rest = factors
    let isWhole = lambda == 0 || abs(factors.weights - factors.data) <= 1e-12 * abs(factors.data)
    if factors.data == 0, factors.weights == 0, factors.biases == 0 {
      causes = [
        Diagnosis.Cause(
          "never computed", "\(place) is 0 throughout", FactorCauses.rule,
          "fill it in after the loop over the examples")
      ]
      self.complexity = 1
      return
    }
    if factors.data != 1 {
      let isKnown = FactorCauses.isNamed(factors.data, m)
      all.append(FactorCauses.cause(factors.data, m, isWhole, place))
      complexity += isKnown ? 1 : 1.6
      if isWhole, factors.data != 0 {
        rest.weights /= factors.data
        rest.biases /= factors.data
      }
    }
    if let cause = FactorCauses.bias(rest, lambda, place) {
      all.append(cause.0)
      complexity += cause.1
    }
    if let cause = FactorCauses.penalty(rest, m, lambda, place) {
      all.append(cause.0)
      complexity += cause.1
    }
    causes = all
    self.complexity = complexity
  }

  private static func isNamed(_ x: Double, _ m: Double) -> Bool {
    [-1, 0, m, 1 / m, 2, 0.5, m / max(1, m - 1), (m - 1) / m, -m, -1 / m].contains(x)
  }

  private static func cause(
    _ factor: Double, _ m: Double, _ isWhole: Bool, _ place: String
  ) -> Diagnosis.Cause {
    let what = isWhole ? place : "the part Delta / m of \(place)"
    switch factor {
    case -1 where !isWhole:
      return Diagnosis.Cause(
        "sign", "\(what) has the wrong sign", "delta(L) = a(L) - y",
        "subtract y from a(L), not a(L) from y")
    case -1:
      return Diagnosis.Cause(
        "sign", "\(what) has the wrong sign", "delta(L) = a(L) - y; the update subtracts D",
        "turn the sign around where the difference to y is taken")
    case m where m > 1:
      return Diagnosis.Cause(
        "factor m", "\(what) is m = \(Int(m)) times too large: not divided by m", rule,
        "divide by the number of examples")
    case 1 / m where m > 1:
      return Diagnosis.Cause(
        "factor 1/m", "\(what) is m = \(Int(m)) times too small: divided by m twice", rule,
        "divide by m once, after the loop over the examples")
    case 2:
      return Diagnosis.Cause(
        "factor 2", "\(what) is twice too large", rule, "look for a factor 2 or a sum done twice")
    case 0.5:
      return Diagnosis.Cause(
        "factor 1/2", "\(what) is half of what it should be", rule,
        "the derivative of the cost has no factor 1/2")
    case 0:
      return Diagnosis.Cause(
        "no data", "\(place) has the lambda term only: Delta is missing", rule,
        "add up delta(l+1) a(l)' over the examples")
    case m / max(1, m - 1), (m - 1) / m:
      return Diagnosis.Cause(
        "factor m - 1", "\(what) is divided by \(factor > 1 ? "m - 1" : "m + 1 or the like") ",
        rule, "divide by the number of examples, m = \(Int(m))")
    default:
      return Diagnosis.Cause(
        "factor", "\(what) is \(CauseNumber.text(factor)) times what it should be", rule,
        "look for a constant factor in it")
    }
  }

  private static func bias(
    _ factors: Factors, _ lambda: Double, _ place: String
  ) -> (Diagnosis.Cause, Double)? {
    guard factors.biases != 0 else { return nil }
    let isSame = abs(factors.biases - factors.weights) <= 1e-9 * abs(factors.biases)
    return (
      Diagnosis.Cause(
        "lambda on the bias",
        "\(place) has lambda on the bias column"
          + (isSame || lambda == 0
            ? "" : " (\(CauseNumber.text(factors.biases)) lambda / m times the bias)"),
        rule, "leave the lambda term out of the first column of each D"), isSame ? 1 : 1.5
    )
  }

  private static func penalty(
    _ factors: Factors, _ m: Double, _ lambda: Double, _ place: String
  ) -> (Diagnosis.Cause, Double)? {
    let right = lambda > 0 ? 1.0 : 0
    guard factors.weights != right else { return nil }
    func cause(_ kind: String, _ title: String, _ change: String) -> Diagnosis.Cause {
      Diagnosis.Cause(kind, title, rule, change)
    }
    if lambda == 0 {
      return (
        cause(
          "lambda of its own",
          "\(place) has a lambda term with lambda = \(CauseNumber.text(factors.weights)), but lambda is 0 in J",
          "use the same lambda in J and in D"), 1
      )
    }
    switch factors.weights {
    case 0:
      return (
        cause(
          "lambda left out", "the lambda term is missing in \(place)",
          "add lambda / m times the weights"), 1
      )
    case m where m > 1:
      return (
        cause(
          "lambda not divided by m", "the lambda term of \(place) is not divided by m = \(Int(m))",
          "divide lambda Theta(l) by m, like Delta(l)"), 1
      )
    case 1 / m where m > 1:
      return (
        cause(
          "lambda divided twice", "the lambda term of \(place) is divided by m twice",
          "divide lambda Theta(l) by m once"), 1
      )
    case -1:
      return (
        cause(
          "sign of lambda", "the lambda term of \(place) has the wrong sign",
          "add the lambda term, do not subtract it"), 1
      )
    default:
      return (
        cause(
          "lambda of wrong size",
          "the lambda term of \(place) is \(CauseNumber.text(factors.weights)) times what it should be",
          "its factor is lambda / m, that in J is lambda / (2m)"), 1.2
      )
    }
  }
}
