import Matrices
import NeuralNetworks
import Testing

/// Every activation with every output, cost and class, against the longhand algorithm and against central
/// differences of the cost.
@Suite struct GradientTests {
  static let pairs = Output.allCases.flatMap { output in
    Cost.allCases.map { (output, $0) }
  }

  /// Outputs that logarithms can be taken of: weights and biases keep linear and tanh between 0 and 1.
  static func network<T: RealElement>(
    _ activation: Activation, _ output: Output, _ cost: Cost
  ) throws -> Network<T> {
    var network = try Network<T>(
      [3, 5, 4, 3], activations: [activation], output: output, cost: cost,
      initialization: .within(0.6), seed: 11)
    guard cost == .crossEntropy, output == .linear || output == .tanh else { return network }
    let theta = network.theta(3)
    try network.setTheta(
      3, to: try Matrix(theta.shape, theta.elements.enumerated().map { $0 < 3 ? 0.5 : $1 / 40 }))
    return network
  }

  static func compare<T: RealElement>(
    _: T.Type, _ activation: Activation, _ output: Output, _ cost: Cost
  ) throws -> (longhand: Double, cost: Double, differences: Double) {
    let network: Network<T> = try network(activation, output, cost)
    let x: Matrix<T> = try Samples.matrix(7, 3, 3)
    let y: Matrix<T> = try Samples.matrix(7, 3, 4, from: 0, to: 1)
    let gradient = try network.backprop(x, y, lambda: 0.7)
    let reference = Longhand(network)
    let longhand = reference.backprop(Samples.rows(x), Samples.rows(y), lambda: 0.7)
    let check = try network.gradientCheck(x, y, lambda: 0.7)
    return (
      try Samples.distance(gradient.unrolled.elements.map { Double($0) }, longhand.gradient),
      abs(gradient.cost - longhand.cost) / abs(longhand.cost), check.relativeError
    )
  }

  @Test(arguments: Activation.all.map(\.name), pairs)
  func double(_ name: String, _ pair: (Output, Cost)) throws {
    let errors = try Self.compare(Double.self, try .named(name), pair.0, pair.1)
    #expect(errors.longhand < 1e-13)
    #expect(errors.cost < 1e-14)
    // The third derivative of log(tanh(z)) is large near 0.
    #expect(errors.differences < (pair == (.tanh, .crossEntropy) ? 1e-7 : 1e-8))
  }

  @Test(arguments: Activation.all.map(\.name), pairs)
  func single(_ name: String, _ pair: (Output, Cost)) throws {
    let errors = try Self.compare(Float.self, try .named(name), pair.0, pair.1)
    #expect(errors.longhand < 5e-6)
    #expect(errors.cost < 1e-6)
    #expect(errors.differences < 5e-6)
  }

  @Test(arguments: [1, 2, 15, 16, 17, 100, 333])
  func anyNumberOfExamples(_ count: Int) throws {
    let network = try Network<Double>(
      [6, 9, 3], activations: [.tanh], output: .softmax, seed: 5)
    let x: Matrix<Double> = try Samples.matrix(count, 6, 8)
    let y: Matrix<Double> = try Samples.labels(count, classes: 3, 9)
    let gradient = try network.backprop(x, y, lambda: 1)
    let targets = y.elements.map { label in (1...3).map { Double($0) == label ? 1.0 : 0 } }
    let longhand = Longhand(network).backprop(Samples.rows(x), targets, lambda: 1)
    let unrolled = try gradient.unrolled.elements
    #expect(Samples.distance(unrolled, longhand.gradient) < 1e-13)
    #expect(abs(gradient.cost - longhand.cost) < 1e-13)
  }

  @Test func withoutHiddenLayer() throws {
    let network = try Network<Double>([4, 1], seed: 2)
    let x: Matrix<Double> = try Samples.matrix(20, 4, 1)
    let y = try Samples.column((0..<20).map { Double($0 % 2) })
    let gradient = try network.backprop(x, y, lambda: 2)
    let longhand = Longhand(network).backprop(
      Samples.rows(x), Samples.rows(y), lambda: 2)
    let unrolled = try gradient.unrolled.elements
    #expect(Samples.distance(unrolled, longhand.gradient) < 1e-13)
  }

  @Test func recordsEveryLayer() throws {
    let network: Network<Double> = try Self.network(.elu, .softmax, .crossEntropy)
    let x: Matrix<Double> = try Samples.matrix(40, 3, 3)
    let y: Matrix<Double> = try Samples.labels(40, classes: 3, 4)
    let (gradient, record) = try network.backpropRecord(x, y)
    let forward = try network.forwardRecord(x)
    #expect(forward.a == record.a)
    #expect(forward.z == record.z)
    #expect(forward.h == record.a[3])
    let (z, a) = Longhand(network).forward(Samples.rows(x)[17])
    for l in 1..<4 {
      for j in 0..<network.sizes[l] {
        #expect(abs(record.z[l][17, j] - z[l][j]) < 1e-14)
        #expect(abs(record.a[l][17, l < 3 ? j + 1 : j] - a[l][j]) < 1e-14)
      }
      if l < 3 { #expect(record.a[l][17, 0] == 1) }
    }
    for l in 0..<3 {
      let sums = try Matrix.product(record.delta[l + 1], transposed: true, record.a[l])
      #expect(Samples.distance(record.sums[l].elements, sums.elements) < 1e-13)
      #expect(
        Samples.distance(gradient.thetas[l].elements.map { $0 * 40 }, sums.elements) < 1e-13)
    }
  }
}
