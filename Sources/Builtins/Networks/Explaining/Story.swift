import Matrices
import NeuralNetworks
import Texts

/// Makes the equations of an explanation from what one pass computed.
struct Story<T: RealElement> {
  let network: Network<T>
  let words: AlgorithmText
  let record: BackpropRecord<T>
  let gradient: Gradient<T>
  let lambda: Double
  /// What the outputs should be, m x K.
  let target: Matrix<T>

  private var examples: Int { target.rows }
  private var last: Int { network.layerCount }

  // MARK: - Numbers

  /// Rows of examples as the notation has them: one example becomes a column.
  private func shown(_ m: Matrix<T>) throws -> Matrix<Double> {
    words.isRows ? try doubles(m) : try doubles(m.reshaped(Shape(m.count, 1)))
  }

  private func doubles(_ m: Matrix<T>) throws -> Matrix<Double> {
    try Matrix(m.shape, m.elements.map { Double($0) })
  }

  private func weights(_ l: Int) -> Matrix<T> {
    let theta = network.theta(l)
    return theta.columnSlice(1..<theta.columns)
  }

  // MARK: - Forward

  func forward() throws -> [Equation] {
    let bias = words.isRows ? "the column of ones is the bias unit" : "a1(1) = 1 is the bias unit"
    var all = [
      Equation(
        section: .forward, text: "a1 = \(words.input)", note: bias,
        shapes: words.shape(network.inputs + 1), numbers: try shown(record.a[0]))
    ]
    for l in 2...last {
      all.append(
        Equation(
          section: .forward, text: "z\(l) = \(words.sum(l))", shapes: words.sumShapes(l),
          numbers: try shown(record.z[l - 1])))
      let isOutput = l == last
      all.append(
        Equation(
          section: .forward, text: "a\(l) = \(isOutput ? "h = " : "")\(words.activation(l))",
          shapes: words.shape(network.sizes[l - 1] + (isOutput ? 0 : 1)),
          numbers: try shown(record.a[l - 1])))
    }
    return all + (try cost())
  }

  private func cost() throws -> [Equation] {
    let penalty = network.penalty(lambda, examples: examples)
    func number(_ text: String, _ value: Double) -> Equation {
      Equation(section: .forward, text: text, shapes: "1x1", numbers: Matrix(scalar: value))
    }
    let y = Equation(
      section: .forward, text: "y", note: "what h should be",
      shapes: words.shape(network.outputs), numbers: try shown(target))
    if lambda == 0 { return [y, number("J = \(words.loss)", gradient.cost)] }
    var weights = number("penalty = \(words.penalty)", penalty)
    weights.note = "lambda = \(ShortNumber.text(lambda)), no biases"
    return [
      y, number("loss = \(words.loss)", gradient.cost - penalty), weights,
      number("J = loss + penalty", gradient.cost),
    ]
  }

  // MARK: - Backward

  func backward() throws -> [Equation] {
    var all = [
      Equation(
        section: .backward, text: "delta\(last) = \(words.delta(last))",
        shapes: words.shape(network.outputs), numbers: try shown(record.delta[last - 1]))
    ]
    for l in stride(from: last - 1, to: 1, by: -1) { all += try delta(l) }
    for l in stride(from: last - 1, through: 1, by: -1) { all += try derivative(l) }
    return all
  }

  /// The error of a hidden layer: both factors and their product.
  private func delta(_ l: Int) throws -> [Equation] {
    let back = try Matrix.product(record.delta[l], weights(l))
    let slope = try network.activations[l - 2].derivatives(record.z[l - 1])
    let shape = words.shape(network.sizes[l - 1])
    return [
      Equation(
        section: .backward, text: words.back(l), note: "no error for the bias unit",
        shapes: words.backShapes(l), numbers: try shown(back)),
      Equation(
        section: .backward, text: "g'(z\(l)) = \(words.slope(l))", shapes: shape,
        numbers: try shown(slope)),
      Equation(
        section: .backward, text: "delta\(l) = \(words.delta(l))", shapes: shape,
        numbers: try shown(record.delta[l - 1])),
    ]
  }

  /// The sum of outer products, and what becomes of it.
  private func derivative(_ l: Int) throws -> [Equation] {
    let shape = network.thetaShape(l)
    let sum = Equation(
      section: .backward, text: "Delta\(l) = \(words.outer(l))", shapes: words.outerShapes(l),
      numbers: try doubles(record.sums[l - 1]))
    var d = Equation(section: .backward, text: "D\(l) = Delta\(l)")
    if lambda == 0 {
      if examples == 1 {
        d.note = "one example and lambda = 0"
        return [sum, d]
      }
      d = Equation(section: .backward, text: "D\(l) = Delta\(l) / \(examples)")
      (d.shapes, d.numbers) = (shape.description, try doubles(gradient.thetas[l - 1]))
      return [sum, d]
    }
    let term = "lambda * [zeros(\(shape.rows),1) Theta\(l)(:,2:end)]"
    var penalty = network.theta(l)
    try penalty.unshare()
    for i in 0..<penalty.count { penalty[i] = i < shape.rows ? 0 : T(lambda) * penalty[i] }
    d = Equation(
      section: .backward,
      text: examples == 1
        ? "D\(l) = Delta\(l) + \(term)" : "D\(l) = (Delta\(l) + \(term)) / \(examples)")
    (d.shapes, d.numbers) = (shape.description, try doubles(gradient.thetas[l - 1]))
    return [
      sum,
      Equation(
        section: .backward, text: term, note: "no lambda on the bias column",
        shapes: shape.description, numbers: try doubles(penalty)),
      d,
    ]
  }

  // MARK: - Update

  func update(_ stepped: Network<T>, _ rate: Double) throws -> [Equation] {
    try (1..<last).map { l in
      Equation(
        section: .update, text: "Theta\(l) := Theta\(l) - \(ShortNumber.text(rate)) * D\(l)",
        shapes: network.thetaShape(l).description, numbers: try doubles(stepped.theta(l)))
    }
  }
}
