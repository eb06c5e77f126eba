import Evaluation
import Matrices
import NeuralNetworks
import Texts

/// A network with data and lambda whose cost is the J of a user's function.
struct CostModel {
  let network: Network<Double>
  let x: Matrix<Double>
  let y: Matrix<Double>
  let lambda: Double

  /// J at parameters as they stand in theta.
  func cost(_ theta: Matrix<Double>) throws -> Double {
    try network.rolled(theta).cost(x, y, lambda: lambda)
  }

  /// What the report says of it.
  var sentence: String {
    let sizes = network.sizes.map { String($0) }.joined(separator: "-")
    let hidden = network.activations.first.map { $0.name + ", " } ?? ""
    let penalty = lambda == 0 ? "" : ", lambda \(ShortNumber.text(lambda))"
    return "J is the cost of a \(sizes) network (\(hidden)\(network.output.rawValue) outputs,"
      + " m = \(x.rows)\(penalty)): grad is judged as its gradient, D{1} first"
  }

  /// The network whose cost the function computes, tried with the arrays that it has caught; nil when no
  /// network's cost is equal to J at two points.
  static func found(
    _ caught: CaughtData, _ theta: Matrix<Double>, value: ([Double]) throws -> Double
  ) throws -> CostModel? {
    let elements = theta.elements
    let other = try Matrix(
      theta.shape, elements.enumerated().map { 0.9 * $1 + 0.01 * Double($0 % 7 - 3) })
    var values: (Double, Double)?
    for (x, y) in caught.pairs {
      for shape in shapes(caught, x, y, theta.count) {
        let now = try values ?? (value(elements), value(other.elements))
        values = now
        if let model = fitting(shape, (theta, now.0), (other, now.1)) { return model }
      }
    }
    return nil
  }

  private typealias Candidate = (sizes: [Int], x: Matrix<Double>, y: Matrix<Double>)

  /// The layers that have as many parameters.
  private static func shapes(
    _ caught: CaughtData, _ x: Matrix<Double>, _ y: Matrix<Double>, _ count: Int
  ) -> [Candidate] {
    var x = x
    if x.columns > 1, (0..<x.rows).allSatisfy({ x[$0] == 1 }) {
      x = x.columnSlice(1..<x.columns)
    }
    let n = x.columns
    let largest = y.elements.reduce(0) { max($0, $1) }
    let classes = y.columns > 1 ? y.columns : Int(exactly: largest) ?? 1
    guard n < 1 << 20, classes < 1 << 16 else { return [] }
    var all: [[Int]] = []
    for k in Set([classes, y.columns]).union(caught.numbers.filter { $0 >= classes }).sorted() {
      guard k > 0, k < 1 << 16 else { continue }
      if (n + 1) * k == count { all.append([n, k]) }
      let (h, rest) = (count - k).quotientAndRemainder(dividingBy: n + 1 + k)
      if rest == 0, h > 0 { all.append([n, h, k]) }
      for a in caught.numbers where a < 1 << 16 {
        for b in caught.numbers where b < 1 << 16 {
          if (n + 1) * a + (a + 1) * b + (b + 1) * k == count { all.append([n, a, b, k]) }
        }
      }
    }
    return all.map { ($0, x, y) }
  }

  private static func fitting(
    _ candidate: Candidate, _ first: (Matrix<Double>, Double), _ second: (Matrix<Double>, Double)
  ) -> CostModel? {
    for output in [Output.sigmoid, .softmax, .linear, .tanh] {
      for cost in Cost.allCases {
        for activation in [Activation.sigmoid, .tanh, .relu] {
          guard
            let network = try? Network<Double>(
              candidate.sizes, activations: [activation], output: output, cost: cost,
              parameters: first.0),
            let model = matching(network, candidate, first.1, second)
          else { continue }
          return model
        }
      }
    }
    return nil
  }

  /// With the lambda that makes J right at the first point, if it is then right at the second, too.
  private static func matching(
    _ network: Network<Double>, _ candidate: Candidate, _ value: Double,
    _ second: (Matrix<Double>, Double)
  ) -> CostModel? {
    let (x, y) = (candidate.x, candidate.y)
    guard let plain = try? network.cost(x, y) else { return nil }
    let unit = network.penalty(1, examples: x.rows)
    var lambda = unit > 0 ? (value - plain) / unit : 0
    let rounded = (lambda * 1e6).rounded() / 1e6
    if abs(lambda - rounded) < 1e-7 * max(1, abs(lambda)) { lambda = rounded }
    guard lambda >= 0, lambda.isFinite else { return nil }
    let model = CostModel(network: network, x: x, y: y, lambda: lambda)
    guard let there = try? model.cost(second.0), let here = try? model.cost(network.unrolled),
      abs(there - second.1) <= 1e-9 * abs(there), abs(here - value) <= 1e-9 * abs(here)
    else { return nil }
    return model
  }
}
