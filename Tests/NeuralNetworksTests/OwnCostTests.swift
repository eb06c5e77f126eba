import Glibc
import Matrices
import NeuralNetworks
import Testing

/// Costs of the user's own against the known ones.
@Suite struct OwnCostTests {
  static let entropy = OwnCost(name: "entropy") { h, y in
    try Matrix(
      Shape(h.rows, 1),
      (0..<h.rows).map { row in
        (0..<h.columns).reduce(0) {
          let (h, y) = (h[row, $1], y[row, $1])
          return $0 - y * log(h) - (1 - y) * log(1 - h)
        }
      })
  }
  static let meanSquares = OwnCost(name: "squares") { h, y in
    var sum = 0.0
    for i in 0..<h.count { sum += (h[i] - y[i]) * (h[i] - y[i]) / 2 }
    return Matrix(scalar: sum / Double(h.rows))
  }

  @Test(arguments: [Output.sigmoid, .softmax, .linear, .tanh])
  func squares(_ output: Output) throws {
    let x: Matrix<Double> = try Samples.matrix(300, 3, 1)
    let y: Matrix<Double> = try Samples.labels(300, classes: 3, 2)
    let known = try Network<Double>([3, 5, 3], output: output, cost: .squared, seed: 4)
    let own = try Network<Double>([3, 5, 3], output: output, ownCost: Self.meanSquares, seed: 4)
    let expected = try known.backprop(x, y, lambda: 0.5)
    let found = try own.backprop(x, y, lambda: 0.5)
    #expect(abs(found.cost - expected.cost) < 1e-13)
    let (gradient, right) = (try found.unrolled.elements, try expected.unrolled.elements)
    #expect(Samples.distance(gradient, right) < 1e-10)
    #expect(own.cost == .own && own.ownCost?.name == "squares")
  }

  @Test func entropyInBothPrecisions() throws {
    let x: Matrix<Double> = try Samples.matrix(300, 3, 1)
    let y: Matrix<Double> = try Samples.labels(300, classes: 2, 2)
    var known = try Network<Double>([3, 5, 2], seed: 4)
    var own = try Network<Double>([3, 5, 2], ownCost: Self.entropy, seed: 4)
    let expected = try known.backprop(x, y)
    let found = try own.backprop(x, y)
    let (gradient, right) = (try found.unrolled.elements, try expected.unrolled.elements)
    #expect(Samples.distance(gradient, right) < 1e-10)
    try known.train(x, y, TrainingTests.options(.adam, 5))
    try own.train(x, y, TrainingTests.options(.adam, 5))
    #expect(Samples.distance(own.unrolled.elements, known.unrolled.elements) < 1e-8)
    let single = try Network<Float>([3, 5, 2], ownCost: Self.entropy, seed: 4)
    let xs: Matrix<Float> = try Samples.matrix(300, 3, 1)
    let ys: Matrix<Float> = try Samples.labels(300, classes: 2, 2)
    #expect(abs(try single.cost(xs, ys) - expected.cost) < 1e-5)
  }

  @Test func wrongFunctionsAreRefused() throws {
    func refused(_ function: @escaping OwnCost.Function) -> NetworkError? {
      do {
        _ = try Network<Double>([3, 2], ownCost: OwnCost(name: "f", function), seed: 1)
        return nil
      } catch {
        return error as? NetworkError
      }
    }
    #expect(refused { h, _ in h } == .costResult(given: Shape(3, 2), found: Shape(3, 2)))
    #expect(
      refused { h, y in Matrix(scalar: (0..<h.count).reduce(0) { $0 + abs(h[$1] - y[$1]) }) }
        == .costOfSeveral(name: "f"))
    #expect(
      refused { h, _ in try Matrix(Shape(h.rows, 1), repeating: .nan) } == .costNotFinite(name: "f")
    )
    #expect(
      refused { h, _ in
        try Matrix(Shape(h.rows, 1), (0..<h.rows).map { (h[$0, 0] * 1e5).rounded(.down) })
      } == .costNotSmooth(name: "f"))
  }
}
