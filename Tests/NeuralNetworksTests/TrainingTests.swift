import Matrices
import NeuralNetworks
import Testing

@Suite struct TrainingTests {
  static let x: [Double] = [0, 0, 1, 1, 0, 1, 0, 1]

  static func xor<T: RealElement>() throws -> (x: Matrix<T>, y: Matrix<T>) {
    (try Matrix(Shape(4, 2), x.map { T($0) }), try Samples.column([0, 1, 1, 0]))
  }

  static func options<T>(
    _ method: TrainingMethod, _ epochs: Int, rate: Double? = nil
  ) -> TrainingOptions<T> {
    var options = TrainingOptions<T>()
    options.method = method
    options.epochs = epochs
    options.rate = rate
    return options
  }

  @Test func gradientDescentIsTheFormula() throws {
    let (x, y): (Matrix<Double>, Matrix<Double>) = try Self.xor()
    var network = try Network<Double>([2, 3, 1], seed: 4)
    var theta = network.unrolled.elements
    for _ in 0..<3 {
      let reference = Longhand(
        try network.rolled(try Samples.column(theta)))
      let step = reference.backprop(Samples.rows(x), Samples.rows(y), lambda: 0.3)
      for i in theta.indices { theta[i] -= 0.5 * step.gradient[i] }
    }
    var options: TrainingOptions<Double> = Self.options(.gradientDescent, 3, rate: 0.5)
    options.lambda = 0.3
    let history = try network.train(x, y, options)
    #expect(Samples.distance(network.unrolled.elements, theta) < 1e-14)
    #expect(history.cost.count == 3)
    #expect(history.finalCost == (try network.cost(x, y, lambda: 0.3)))
  }

  @Test func momentumIsTheFormula() throws {
    let (x, y): (Matrix<Double>, Matrix<Double>) = try Self.xor()
    var network = try Network<Double>([2, 3, 1], seed: 4)
    var theta = network.unrolled.elements
    var velocity = theta.map { _ in 0.0 }
    for _ in 0..<4 {
      let reference = Longhand(try network.rolled(try Samples.column(theta)))
      let gradient = reference.backprop(Samples.rows(x), Samples.rows(y), lambda: 0).gradient
      for i in theta.indices {
        velocity[i] = 0.8 * velocity[i] + gradient[i]
        theta[i] -= 0.2 * velocity[i]
      }
    }
    var options: TrainingOptions<Double> = Self.options(.momentum, 4, rate: 0.2)
    options.momentum = 0.8
    try network.train(x, y, options)
    #expect(Samples.distance(network.unrolled.elements, theta) < 1e-14)
  }

  @Test func adamIsTheFormula() throws {
    let (x, y): (Matrix<Double>, Matrix<Double>) = try Self.xor()
    var network = try Network<Double>([2, 3, 1], seed: 4)
    var theta = network.unrolled.elements
    var mean = theta.map { _ in 0.0 }
    var square = mean
    for t in 1...5 {
      let reference = Longhand(try network.rolled(try Samples.column(theta)))
      let gradient = reference.backprop(Samples.rows(x), Samples.rows(y), lambda: 0).gradient
      var (unbias1, unbias2) = (1.0, 1.0)
      for _ in 0..<t { (unbias1, unbias2) = (unbias1 * 0.9, unbias2 * 0.999) }
      for i in theta.indices {
        mean[i] = 0.9 * mean[i] + 0.1 * gradient[i]
        square[i] = 0.999 * square[i] + 0.001 * gradient[i] * gradient[i]
        let step = (square[i] / (1 - unbias2)).squareRoot() + 1e-8
        theta[i] -= 0.05 * mean[i] / (1 - unbias1) / step
      }
    }
    try network.train(x, y, Self.options(.adam, 5, rate: 0.05))
    #expect(Samples.distance(network.unrolled.elements, theta) < 1e-12)
  }

  @Test(arguments: TrainingMethod.allCases)
  func learnsXor(_ method: TrainingMethod) throws {
    let (x, y): (Matrix<Double>, Matrix<Double>) = try Self.xor()
    var network = try Network<Double>([2, 4, 1], activations: [.tanh], seed: 1)
    let epochs = method.searchesLines ? 100 : 2000
    let history = try network.train(
      x, y, Self.options(method, epochs, rate: [.adam, .rmsProp].contains(method) ? 0.05 : 0.5))
    #expect(try network.accuracy(x, y) == 1)
    #expect(history.finalCost < 0.05)
    #expect(history.cost.count <= epochs)
  }

  @Test(arguments: TrainingMethod.allCases)
  func learnsInSinglePrecision(_ method: TrainingMethod) throws {
    let (x, y): (Matrix<Float>, Matrix<Float>) = try Self.xor()
    var network = try Network<Float>([2, 4, 1], activations: [.tanh], seed: 1)
    try network.train(
      x, y, Self.options(method, 2000, rate: [.adam, .rmsProp].contains(method) ? 0.05 : 0.5))
    #expect(try network.accuracy(x, y) == 1)
  }

  static func classes() throws -> (Matrix<Double>, Matrix<Double>) {
    let x: Matrix<Double> = try Samples.matrix(90, 3, 6)
    let y = try Matrix(Shape(90, 1), (0..<90).map { x[$0, 0] + x[$0, 1] > 0 ? 2.0 : 1 })
    return (x, y)
  }

  @Test func batchesWithTheSameSeedAreTheSame() throws {
    let (x, y) = try Self.classes()
    func trained(_ seed: UInt64, shuffle: Bool = true) throws -> [Double] {
      var options: TrainingOptions<Double> = Self.options(.gradientDescent, 3)
      options.batch = 20
      options.seed = seed
      options.shuffle = shuffle
      var network = try Network<Double>([3, 4, 2], seed: 1)
      try network.train(x, y, options)
      return network.unrolled.elements
    }
    #expect(try trained(1) == trained(1))
    #expect(try trained(1) != trained(2))
    #expect(try trained(1, shuffle: false) == trained(2, shuffle: false))
    #expect(try trained(1, shuffle: false) != trained(1))
  }

  @Test(arguments: [[3, 4, 2], [3, 8, 5, 2], [3, 20, 40, 12, 2], [3, 60, 60, 30, 20, 2]])
  func batchesInOrderAreTheFormula(_ sizes: [Int]) throws {
    let (x, y) = try Self.classes()
    var network = try Network<Double>(sizes, seed: 1)
    var theta = network.unrolled.elements
    let targets = y.elements.map { $0 == 1 ? [1.0, 0] : [0.0, 1] }
    for start in stride(from: 0, to: 90, by: 40) {
      let rows = start..<min(90, start + 40)
      let reference = Longhand(try network.rolled(try Samples.column(theta)))
      let share = 2.0 * Double(rows.count) / 90
      let gradient = reference.backprop(
        Array(Samples.rows(x)[rows]), Array(targets[rows]), lambda: share
      ).gradient
      for i in theta.indices { theta[i] -= 0.1 * gradient[i] }
    }
    var options: TrainingOptions<Double> = Self.options(.gradientDescent, 1)
    options.batch = 40
    options.shuffle = false
    options.lambda = 2
    try network.train(x, y, options)
    #expect(Samples.distance(network.unrolled.elements, theta) < 1e-13)
  }

  @Test func validationAndPatience() throws {
    let (x, y) = try Self.classes()
    var options: TrainingOptions<Double> = Self.options(.gradientDescent, 500, rate: 20)
    options.validation = .fraction(0.3)
    options.patience = 3
    var network = try Network<Double>([3, 4, 2], seed: 1)
    let history = try network.train(x, y, options)
    #expect(history.validationCost.count == history.cost.count)
    if case .outOfPatience(let best) = history.ending {
      #expect(history.cost.count == best + 3)
      #expect(history.validationCost[best - 1] == history.validationCost.min())
    } else {
      #expect(history.cost.count == 500)
    }
    options.validation = .examples(x, y)
    options.patience = nil
    options.epochs = 4
    let other = try network.train(x, y, options)
    #expect(other.validationCost.last == (try network.cost(x, y)))
  }

  @Test func interruptionKeepsWhatWasLearnt() throws {
    let (x, y) = try Self.classes()
    for method in TrainingMethod.allCases {
      var network = try Network<Double>([3, 4, 2], seed: 1)
      let before = network.unrolled
      let history = try network.train(x, y, Self.options(method, 1000)) {
        false
      } progress: {
        $0.epoch < 5
      }
      #expect(history.ending == .interrupted)
      #expect(history.cost.count == 5)
      #expect(network.unrolled != before)
      #expect(history.finalCost < history.cost[0])
    }
    var calls = 0
    var network = try Network<Double>([3, 4, 2], seed: 1)
    let history = try network.train(x, y, Self.options(.conjugateGradient, 1000)) {
      calls += 1
      return calls > 30
    }
    #expect(history.ending == .interrupted)
    #expect(history.finalCost.isFinite)
  }

  @Test func divergenceKeepsNumbers() throws {
    let (x, y) = try Self.classes()
    var network = try Network<Double>([3, 4, 2], activations: [.linear], output: .linear, seed: 1)
    let history = try network.train(x, y, Self.options(.gradientDescent, 5000, rate: 1e3))
    #expect(history.ending == .diverged)
    #expect(network.unrolled.elements.allSatisfy { $0.isFinite })
  }

  @Test func targetsOfEveryKind() throws {
    let (x, y) = try Self.classes()
    var labels = try Network<Double>([3, 4, 2], seed: 1)
    var targets = labels
    var options: TrainingOptions<Double> = Self.options(.adam, 5)
    options.batch = 30
    try labels.train(x, y, options)
    try targets.train(x, try onehot(y, classes: 2), options)
    #expect(labels.unrolled == targets.unrolled)
  }

  @Test func zeroEpochsChangeNothing() throws {
    let (x, y) = try Self.classes()
    for method in TrainingMethod.allCases {
      var network = try Network<Double>([3, 4, 2], seed: 1)
      let before = network.unrolled
      #expect(try network.train(x, y, Self.options(method, 0)).cost.isEmpty)
      #expect(network.unrolled == before)
    }
  }
}
