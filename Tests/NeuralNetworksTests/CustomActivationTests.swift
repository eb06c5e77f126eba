import Glibc
import Matrices
import NeuralNetworks
import Testing

/// Activations of the user's own against the known ones.
@Suite struct CustomActivationTests {
  static let own = Activation(name: "own") { z in z.map { tanh($0) } }

  static func pair<T: RealElement>() throws -> (known: Network<T>, own: Network<T>) {
    let known = try Network<T>(
      [3, 6, 5, 2], activations: [.tanh, .relu], output: .softmax, seed: 4)
    let own = try Network<T>(
      [3, 6, 5, 2], activations: [own, .relu], output: .softmax, seed: 4)
    return (known, own)
  }

  @Test func agreesWithTheKnownOne() throws {
    let (known, own): (Network<Double>, Network<Double>) = try Self.pair()
    let x: Matrix<Double> = try Samples.matrix(300, 3, 1)
    let y: Matrix<Double> = try Samples.labels(300, classes: 2, 2)
    let expected = try known.backprop(x, y, lambda: 0.5)
    let found = try own.backprop(x, y, lambda: 0.5)
    #expect(abs(found.cost - expected.cost) < 1e-14)
    let (gradient, right) = (try found.unrolled.elements, try expected.unrolled.elements)
    #expect(Samples.distance(gradient, right) < 1e-11)
    #expect(try own.gradientCheck(x, y, lambda: 0.5).relativeError < 1e-8)
  }

  @Test func singlePrecision() throws {
    let (known, own): (Network<Float>, Network<Float>) = try Self.pair()
    let x: Matrix<Float> = try Samples.matrix(20, 3, 1)
    let difference = zip(try known.forward(x).elements, try own.forward(x).elements)
    #expect(difference.allSatisfy { abs($0 - $1) < 1e-6 })
  }

  /// Of 79 examples in batches of 40 the threads share the first batch and not the second, which is then one
  /// block larger than those of the first.
  @Test func lastBatchOfOneBlock() throws {
    let x: Matrix<Double> = try Samples.matrix(79, 38, 1)
    let y: Matrix<Double> = try Samples.labels(79, classes: 2, 2)
    var options: TrainingOptions<Double> = TrainingTests.options(.gradientDescent, 3)
    options.batch = 40
    func trained(_ activation: Activation) throws -> [Double] {
      var network = try Network<Double>([38, 40, 2], activations: [activation], seed: 3)
      try network.train(x, y, options)
      return network.unrolled.elements
    }
    #expect(Samples.distance(try trained(Self.own), try trained(.tanh)) < 1e-12)
  }

  @Test func learns() throws {
    let (x, y): (Matrix<Double>, Matrix<Double>) = try TrainingTests.xor()
    var network = try Network<Double>([2, 4, 1], activations: [Self.own], seed: 1)
    try network.train(x, y, TrainingTests.options(.adam, 500, rate: 0.05))
    #expect(try network.accuracy(x, y) == 1)
  }

  @Test func checkedAtDefinition() throws {
    try Self.own.check()
    try Activation(name: "bend") { $0.map { max(0, $0) } }.check()
    func refused(_ function: @escaping ([Double]) throws -> [Double]) -> NetworkError? {
      do {
        try Activation(name: "f", function).check()
        return nil
      } catch {
        return error as? NetworkError
      }
    }
    #expect(refused { _ in [1] } == .activationResult(given: 7, found: 1))
    #expect(refused { z in z.map { $0 / z[0] } } == .activationOfSeveral(name: "f"))
    #expect(refused { $0.map { log($0) } } == .activationNotFinite(name: "f", z: -3))
    #expect(
      refused { $0.map { ($0 * 1e4).rounded() } } == .activationNotSmooth(name: "f", z: -1.25))
  }

  /// Away from its bend a bent function has the derivative of its branch, near it as well.
  @Test func bends() throws {
    let bend = Activation(name: "bend") { $0.map { max(0, $0) } }
    let z = try Samples.column([-1, -1e-3, -1e-5, 1e-5, 1e-3, 1])
    let expected = [0, 0, 0, 1.0, 1, 1]
    #expect(Samples.distance(try bend.derivatives(z).elements, expected) < 1e-9)
  }

  @Test func errorsComeThrough() throws {
    struct Own: Error {}
    let throwing = Activation(name: "bad") { _ in throw Own() }
    let short = Activation(name: "short") { _ in [1] }
    let x: Matrix<Double> = try Samples.matrix(200, 2, 1)
    let y = try Samples.column((0..<200).map { Double($0 % 2) })
    for method in TrainingMethod.allCases {
      var network = try Network<Double>([2, 3, 1], activations: [throwing], seed: 1)
      let before = network.unrolled
      #expect(throws: Own.self) {
        try network.train(x, y, TrainingTests.options(method, 5))
      }
      #expect(network.unrolled == before)
    }
    let network = try Network<Double>([2, 3, 1], activations: [short], seed: 1)
    #expect(throws: NetworkError.self) { try network.backprop(x, y) }
  }
}
