import Matrices
import NeuralNetworks
import Testing

/// Arguments that do not fit are told apart by what is likely wrong with them.
@Suite struct NetworkErrorTests {
  let network: Network<Double>
  let x: Matrix<Double>
  let y: Matrix<Double>

  init() throws {
    network = try Network([3, 4, 5], seed: 1)
    x = try Samples.matrix(8, 3, 1)
    y = try Samples.labels(8, classes: 5, 2)
  }

  func error(_ body: () throws -> Void) -> NetworkError? {
    do {
      try body()
      return nil
    } catch {
      return error as? NetworkError
    }
  }

  @Test func transposedInputs() throws {
    let error = error { _ = try network.forward(try Samples.matrix(3, 8, 1)) }
    #expect(error == .inputColumns(found: Shape(3, 8), inputs: 3, hint: .transposed))
    #expect(error?.fix == "X' is 8x3 and fits")
  }

  @Test func biasColumn() throws {
    let ones = try Matrix(Shape(8, 1), repeating: 1.0)
    let doubled = try Matrix(Shape(8, 4), ones.elements + x.elements)
    #expect(
      error { _ = try network.forward(doubled) }
        == .inputColumns(found: Shape(8, 4), inputs: 3, hint: .biasIncluded))
    let narrow: Matrix<Double> = try Samples.matrix(8, 2, 1)
    #expect(
      error { _ = try network.forward(narrow) }
        == .inputColumns(found: Shape(8, 2), inputs: 3, hint: .biasCounted))
  }

  @Test func labels() throws {
    var wrong = y
    wrong[2] = 0
    let zero = error { _ = try network.cost(x, wrong) }
    #expect(zero == .label(value: 0, row: 3, classes: 5))
    #expect(zero?.fix?.contains("y + 1") == true)
    wrong[2] = 6
    #expect(error { _ = try network.cost(x, wrong) } == .label(value: 6, row: 3, classes: 5))
    wrong[2] = 1.5
    #expect(error { _ = try network.cost(x, wrong) } == .label(value: 1.5, row: 3, classes: 5))
    let binary = try Network<Double>([3, 1], seed: 1)
    let two = try Samples.column([0.0, 1, 2, 1, 0, 0, 0, 0])
    #expect(error { _ = try binary.cost(x, two) } == .binaryTarget(value: 2, row: 3))
  }

  @Test func counts() throws {
    let short: Matrix<Double> = try Samples.labels(7, classes: 5, 2)
    #expect(
      error { _ = try network.cost(x, short) }
        == .exampleCount(x: Shape(8, 3), y: Shape(7, 1)))
    let row = y.reshaped(Shape(1, 8))
    #expect(
      error { _ = try network.cost(x, row) }?.fix == "y' has a row for each example")
    let wide: Matrix<Double> = try Samples.matrix(8, 2, 2)
    #expect(
      error { _ = try network.cost(x, wide) }
        == .targetColumns(found: Shape(8, 2), examples: 8, outputs: 5))
  }

  @Test func numbersThatAreNone() throws {
    var wrong = x
    wrong[5, 2] = .nan
    wrong[6, 0] = .nan
    let expected = NetworkError.notANumber(argument: "X", row: 6, column: 3)
    #expect(error { _ = try network.forward(wrong) } == expected)
    #expect(error { _ = try network.cost(wrong, y) } == expected)
    #expect(error { _ = try network.loss(wrong, y) } == expected)
    #expect(error { _ = try network.backprop(wrong, y) } == expected)
    var trained = network
    #expect(error { try trained.train(wrong, y) } == expected)
    var target: Matrix<Double> = try Samples.matrix(8, 5, 3)
    target[1, 1] = .nan
    #expect(
      error { _ = try network.cost(x, target) }
        == .notANumber(argument: "y", row: 2, column: 2))
  }

  @Test func emptyAndNegative() throws {
    let none = Matrix<Double>(empty: Shape(0, 3))
    #expect(error { _ = try network.forward(none) } == .noExamples(argument: "X"))
    for lambda in [-1, Double.nan, .infinity] {
      #expect(error { _ = try network.cost(x, y, lambda: lambda) } != nil)
    }
  }

  @Test func trainingOptions() throws {
    func check(_ change: (inout TrainingOptions<Double>) -> Void) -> NetworkError? {
      var options = TrainingOptions<Double>()
      change(&options)
      var copy = network
      return error { try copy.train(x, y, options) }
    }
    #expect(check { $0.batch = 0 } != nil)
    #expect(check { $0.rate = 0 } != nil)
    #expect(check { $0.rate = .nan } != nil)
    #expect(check { $0.epochs = -1 } != nil)
    #expect(check { $0.momentum = 1 } != nil)
    #expect(check { $0.lambda = -0.1 } != nil)
    #expect(check { $0.patience = 2 } == .patienceWithoutValidation)
    #expect(check { $0.validation = .fraction(1) } != nil)
    #expect(check { $0.validation = .fraction(0.01) } != nil)
    #expect(check { $0.epochs = 1 } == nil)
  }

  @Test func sizesAndThetas() throws {
    for sizes in [[], [3], [3, 0], [-1, 2], [Int.max, 2], [1 << 40, 1 << 40]] {
      #expect(error { _ = try Network<Double>(sizes, seed: 1) } == .sizes(sizes))
    }
    #expect(error { _ = try Network<Double>([3, 1], output: .softmax, seed: 1) } == .softmaxOfOne)
    var copy = network
    let lacking: Matrix<Double> = try Samples.matrix(4, 3, 1)
    let wrong = error { try copy.setTheta(1, to: lacking) }
    #expect(wrong?.description.contains("lacks the bias column") == true)
    let chain = error {
      _ = try Network(thetas: [lacking, lacking])
    }
    #expect(chain == .thetaChain(layer: 2, found: Shape(4, 3), expectedColumns: 5))
    #expect(error { _ = try network.rolled(x) } == .parameterCount(found: 24, expected: 41))
  }

  @Test func names() {
    let unknown = error { _ = try Activation.named("sigmoyd") }
    #expect(unknown?.fix == "did you mean \"sigmoid\"?")
    #expect(error { _ = try TrainingMethod.named("ADAM") } == nil)
  }
}
