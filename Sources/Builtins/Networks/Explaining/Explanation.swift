import Matrices
import NeuralNetworks
import Texts

/// What `explain` tells: every equation of the algorithm with the numbers of these examples.
struct Explanation {
  /// What network and how many examples.
  let head: String
  let equations: [Equation]
  /// The equations of one example beside those of many.
  let comparison: [[String]]
  /// The cost after the update and before it.
  let ending: String
  /// What stands beside the title of a section.
  let rate: Double

  /// - Throws: `NetworkError` for arguments that do not fit.
  init<T: RealElement>(
    _ network: Network<T>, _ x: Matrix<T>, _ y: Matrix<T>, lambda: Double, rate: Double
  ) throws {
    self.rate = rate
    let (gradient, record) = try network.backpropRecord(x, y, lambda: lambda)
    var stepped = network
    for layer in 1..<network.layerCount {
      let (theta, step) = (network.theta(layer), gradient.thetas[layer - 1])
      try stepped.setTheta(
        layer,
        to: try Matrix(theta.shape, (0..<theta.count).map { theta[$0] - T(rate) * step[$0] }))
    }
    let isLabelled = y.columns == 1 && network.outputs > 1
    let target = isLabelled ? try onehot(y, classes: network.outputs) : y
    let areShares = (0..<target.rows).allSatisfy { i in
      abs((0..<target.columns).reduce(0) { $0 + Double(target[i, $1]) } - 1) < 1e-6
    }
    func words(_ examples: String?) -> AlgorithmText {
      AlgorithmText(network, examples: examples, areShares: areShares)
    }
    let story = Story(
      network: network, words: words(x.rows == 1 ? nil : "\(x.rows)"), record: record,
      gradient: gradient, lambda: lambda, target: target)
    equations = try story.forward() + story.backward() + story.update(stepped, rate)
    head = Explanation.head(network, examples: x.rows)
    comparison = Explanation.comparison(
      words(nil), words(x.rows == 1 ? "m" : "\(x.rows)"))
    ending =
      "J is now \(ShortNumber.text(try stepped.cost(x, y, lambda: lambda))), before it was "
      + ShortNumber.text(gradient.cost)
  }

  func title(_ section: Equation.Section) -> String {
    section == .update ? "Update, rate \(ShortNumber.text(rate))" : section.rawValue
  }

  private static func head<T: RealElement>(_ network: Network<T>, examples: Int) -> String {
    let units = network.sizes.map { String($0) }.joined(separator: "-")
    let hidden = network.activations.map(\.name)
    let names = Set(hidden).count == 1 ? hidden[0] : hidden.joined(separator: " and ")
    return (examples == 1 ? "One example" : "\(examples) examples, the rows of X,")
      + " through a network of \(units) units, "
      + (names.isEmpty ? "" : "activation \(names), ")
      + "output \(network.output.rawValue), cost \(network.cost.rawValue)."
  }

  /// For each quantity two rows: its formulas, and their shapes.
  private static func comparison(_ one: AlgorithmText, _ all: AlgorithmText) -> [[String]] {
    var rows = [["", "one example, a column", "m examples, rows"]]
    func add(_ name: String, _ part: (AlgorithmText) -> (String, String)) {
      let (left, right) = (part(one), part(all))
      rows.append([name, left.0, right.0])
      rows.append(["", left.1, right.1])
    }
    add("a1") { ($0.input, $0.shape($0.sizes[0] + 1)) }
    for l in 2...one.layers {
      add("z\(l)") { ($0.sum(l), $0.sumShapes(l)) }
      add("a\(l)") { ($0.activation(l), $0.shape($0.sizes[l - 1] + (l < $0.layers ? 1 : 0))) }
    }
    for l in stride(from: one.layers, to: 1, by: -1) {
      add("delta\(l)") {
        ($0.delta(l), l == $0.layers ? $0.shape($0.sizes[l - 1]) : $0.backShapes(l))
      }
    }
    for l in stride(from: one.layers - 1, through: 1, by: -1) {
      add("Delta\(l)") { ($0.outer(l), $0.outerShapes(l)) }
    }
    return rows
  }
}
