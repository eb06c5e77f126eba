import Matrices
import NeuralNetworks

/// The text of `explain`: every equation of the algorithm for one example, with its numbers and shapes.
struct Explanation<T: RealElement> {
  private let network: Network<T>
  private let record: BackpropRecord<T>
  private let gradient: Gradient<T>
  private let lambda: Double
  private let rate: Double
  private let target: Matrix<T>
  private let costAfter: Double

  init(
    _ network: Network<T>, _ x: Matrix<T>, _ y: Matrix<T>, lambda: Double, rate: Double
  ) throws {
    self.network = network
    (self.lambda, self.rate) = (lambda, rate)
    (gradient, record) = try network.backpropRecord(x, y, lambda: lambda)
    target =
      y.columns == 1 && network.outputs > 1 ? try onehot(y, classes: network.outputs) : y
    var stepped = network
    for layer in 1..<network.layerCount {
      try stepped.setTheta(layer, to: try Explanation.stepped(network, gradient, layer, rate))
    }
    costAfter = try stepped.cost(x, y, lambda: lambda)
  }

  private static func stepped(
    _ network: Network<T>, _ gradient: Gradient<T>, _ layer: Int, _ rate: Double
  ) throws -> Matrix<T> {
    let theta = network.theta(layer)
    let step = gradient.thetas[layer - 1]
    return try Matrix(
      theta.shape, (0..<theta.count).map { theta[$0] - T(rate) * step[$0] })
  }

  var text: String {
    get throws {
      let units = network.sizes.map { String($0) }.joined(separator: "-")
      let hidden = network.activations.map(\.name)
      let names = Set(hidden).count == 1 ? hidden[0] : hidden.joined(separator: " and ")
      let head =
        "One example through a network of \(units) units, "
        + (names.isEmpty ? "" : "activation \(names), ")
        + "output \(network.output.rawValue), cost \(network.cost.rawValue)."
      var lines = [head, "", "Forward"]
      lines += NumberLines.aligned(forward) + [costLine]
      lines += ["", "Backward"] + NumberLines.aligned(backward)
      lines += ["", "Update, rate \(ShortNumber.text(rate))"]
      lines += NumberLines.aligned(try update)
      lines.append(
        "  J is now \(ShortNumber.text(costAfter)), before it was "
          + ShortNumber.text(gradient.cost))
      return lines.joined(separator: "\n") + "\n"
    }
  }

  private var forward: [NumberLines] {
    var lines = [NumberLines("a1 = [1; x]", column: record.a[0])]
    for l in 1..<network.layerCount {
      let theta = network.thetaShape(l)
      lines.append(
        NumberLines(
          "z\(l + 1) = Theta\(l) * a\(l)", product: (theta, Shape(theta.columns, 1)),
          column: record.z[l]))
      if l + 1 < network.layerCount {
        let formula = network.activations[l - 1].formula
        lines.append(
          NumberLines("a\(l + 1) = [1; \(named(formula, "z", l + 1))]", column: record.a[l]))
      } else {
        lines.append(
          NumberLines(
            "a\(l + 1) = h = \(named(network.output.formula, "z", l + 1))", column: record.a[l]))
      }
    }
    return lines
  }

  /// A formula in z or a as one of layer l: `exp(-z)` -> `exp(-z2)`.
  private func named(_ formula: String, _ letter: Character, _ layer: Int) -> String {
    var result = ""
    let letters = Array(formula)
    for (i, character) in letters.enumerated() {
      result.append(character)
      let isAlone =
        (i == 0 || !letters[i - 1].isLetter)
        && (i + 1 == letters.count || !letters[i + 1].isLetter)
      if character == letter, isAlone { result += String(layer) }
    }
    return result
  }

  private var costLine: String {
    let formula = network.cost.formula(with: network.output)
    let penalty =
      lambda == 0 ? "" : " + \(ShortNumber.text(lambda))/2 * sum of squared weights"
    return "  J = \(formula)\(penalty) = \(ShortNumber.text(gradient.cost)), where y = "
      + NumberLines.row(target)
  }

  private var backward: [NumberLines] {
    let last = network.layerCount
    var lines: [NumberLines] = []
    for l in stride(from: last, to: 1, by: -1) {
      if l == last {
        let formula = network.cost.deltaFormula(with: network.output)
        lines.append(
          NumberLines("delta\(l) = \(named(formula, "a", l))", column: record.delta[l - 1]))
      } else {
        let slope = named(
          named(network.activations[l - 2].derivativeFormula, "a", l), "z", l)
        let weights = network.thetaShape(l)
        lines.append(
          NumberLines(
            "delta\(l) = (Theta\(l)(:,2:end)' * delta\(l + 1)) .* g'(z\(l)), g'(z\(l)) = \(slope)",
            product: (Shape(weights.columns - 1, weights.rows), Shape(weights.rows, 1)),
            column: record.delta[l - 1]))
      }
    }
    for l in stride(from: last - 1, through: 1, by: -1) {
      let shape = network.thetaShape(l)
      lines.append(
        NumberLines(
          "Delta\(l) = delta\(l + 1) * a\(l)'",
          product: (Shape(shape.rows, 1), Shape(1, shape.columns)), block: record.sums[l - 1]))
      lines.append(
        lambda == 0
          ? NumberLines("D\(l) = Delta\(l), one example and lambda = 0")
          : NumberLines(
            "D\(l) = Delta\(l) + \(ShortNumber.text(lambda)) * Theta\(l), the bias column without",
            block: gradient.thetas[l - 1]))
    }
    return lines
  }

  private var update: [NumberLines] {
    get throws {
      try (1..<network.layerCount).map { l in
        NumberLines(
          "Theta\(l) := Theta\(l) - \(ShortNumber.text(rate)) * D\(l)",
          block: try Explanation.stepped(network, gradient, l, rate))
      }
    }
  }
}
