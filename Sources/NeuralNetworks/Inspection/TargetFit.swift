import Matrices

extension Network {
  /// Why targets are not what the outputs can give, in one phrase; nil when they fit. Errors of shape and
  /// labels come earlier: see `Targets`.
  public func targetMisfit(_ y: Matrix<Element>) -> String? {
    if y.columns == 1, outputs > 1 { return nil }
    let values = y.elements
    guard let low = values.min(), let high = values.max() else { return nil }
    func number(_ x: Element) -> String { NetworkError.number(Double(x)) }
    switch output {
    case .linear: return nil
    case .tanh:
      return low < -1 || high > 1
        ? "y has \(number(low < -1 ? low : high)), but tanh outputs lie between -1 and 1" : nil
    case .sigmoid where cost == .crossEntropy || outputs == 1, .softmax:
      if low < 0 || high > 1 {
        return
          "y has \(number(low < 0 ? low : high)), but \(output.rawValue) outputs lie between 0 and 1"
      }
      guard output == .softmax else { return nil }
      for i in 0..<y.rows {
        let sum = (0..<y.columns).reduce(0) { $0 + Double(y[i, $1]) }
        if abs(sum - 1) > 1e-3 {
          return "row \(i + 1) of y sums to \(number(Element(sum))), but softmax outputs sum to 1"
        }
      }
      return nil
    case .sigmoid:
      return low < 0 || high > 1
        ? "y has \(number(low < 0 ? low : high)), but sigmoid outputs lie between 0 and 1" : nil
    }
  }

  /// The cost of guessing without looking at the data: every class alike, or the mean of the targets; nil
  /// for a cost of the user's own.
  public func guessingCost(_ y: Matrix<Element>) -> (cost: Double, formula: String)? {
    let k = Double(outputs)
    switch (cost, output) {
    case (.own, _): return nil
    case (.crossEntropy, .softmax): return (VectorMath.apply(.log, k), "ln \(outputs)")
    case (.crossEntropy, _):
      return (k * VectorMath.apply(.log, 2.0), outputs == 1 ? "ln 2" : "\(outputs) ln 2")
    case (.squared, _):
      if y.columns == 1, outputs > 1 { return (k > 1 ? (1 - 1 / k) / 2 : 0.5, "(1 - 1/K) / 2") }
      var sum = 0.0
      for j in 0..<y.columns {
        let column = (0..<y.rows).map { Double(y[$0, j]) }
        let mean = column.reduce(0, +) / Double(max(1, y.rows))
        sum += column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, y.rows))
      }
      return (sum / 2, "half the variance of y")
    }
  }
}
