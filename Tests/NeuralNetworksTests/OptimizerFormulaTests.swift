import Glibc
import Matrices
import NeuralNetworks
import Testing

/// Every option of a training against loops written out here.
@Suite struct OptimizerFormulaTests {
  /// The weights after some full-batch updates theta -= update(gradient, epoch).
  static func longhand(
    _ network: Network<Double>, _ x: Matrix<Double>, _ y: Matrix<Double>, epochs: Int,
    _ update: (_ theta: inout [Double], _ gradient: [Double], _ epoch: Int) -> Void
  ) throws -> [Double] {
    var theta = network.unrolled.elements
    for epoch in 1...epochs {
      let reference = Longhand(try network.rolled(try Samples.column(theta)))
      let step = reference.backprop(Samples.rows(x), Samples.rows(y), lambda: 0)
      update(&theta, step.gradient, epoch)
    }
    return theta
  }

  @Test func nesterov() throws {
    let (x, y): (Matrix<Double>, Matrix<Double>) = try TrainingTests.xor()
    var network = try Network<Double>([2, 3, 1], seed: 4)
    var velocity = Array(repeating: 0.0, count: network.parameterCount)
    let theta = try Self.longhand(network, x, y, epochs: 4) { theta, gradient, _ in
      for i in theta.indices {
        velocity[i] = 0.7 * velocity[i] + gradient[i]
        theta[i] -= 0.2 * (gradient[i] + 0.7 * velocity[i])
      }
    }
    var options: TrainingOptions<Double> = TrainingTests.options(.nesterov, 4, rate: 0.2)
    options.momentum = 0.7
    try network.train(x, y, options)
    #expect(Samples.distance(network.unrolled.elements, theta) < 1e-14)
  }

  @Test func rmsProp() throws {
    let (x, y): (Matrix<Double>, Matrix<Double>) = try TrainingTests.xor()
    var network = try Network<Double>([2, 3, 1], seed: 4)
    var square = Array(repeating: 0.0, count: network.parameterCount)
    let theta = try Self.longhand(network, x, y, epochs: 5) { theta, gradient, _ in
      for i in theta.indices {
        square[i] = 0.8 * square[i] + (1 - 0.8) * gradient[i] * gradient[i]
        theta[i] -= 0.03 * gradient[i] / (square[i].squareRoot() + 1e-6)
      }
    }
    var options: TrainingOptions<Double> = TrainingTests.options(.rmsProp, 5, rate: 0.03)
    (options.rho, options.epsilon) = (0.8, 1e-6)
    try network.train(x, y, options)
    #expect(Samples.distance(network.unrolled.elements, theta) < 1e-12)
  }

  @Test func adamWithOtherAverages() throws {
    let (x, y): (Matrix<Double>, Matrix<Double>) = try TrainingTests.xor()
    var network = try Network<Double>([2, 3, 1], seed: 4)
    var mean = Array(repeating: 0.0, count: network.parameterCount)
    var square = mean
    let theta = try Self.longhand(network, x, y, epochs: 6) { theta, gradient, t in
      for i in theta.indices {
        mean[i] = 0.8 * mean[i] + 0.2 * gradient[i]
        square[i] = 0.95 * square[i] + 0.05 * gradient[i] * gradient[i]
        let corrected = mean[i] / (1 - pow(0.8, Double(t)))
        theta[i] -=
          0.05 * corrected / ((square[i] / (1 - pow(0.95, Double(t)))).squareRoot() + 1e-4)
      }
    }
    var options: TrainingOptions<Double> = TrainingTests.options(.adam, 6, rate: 0.05)
    (options.beta1, options.beta2, options.epsilon) = (0.8, 0.95, 1e-4)
    try network.train(x, y, options)
    #expect(Samples.distance(network.unrolled.elements, theta) < 1e-12)
  }

  struct Case: Sendable {
    let schedule: RateSchedule
    /// The rates of the first 5 epochs, worked out by hand for the rate 0.8.
    let rates: [Double]
  }

  @Test(arguments: [
    Case(schedule: .constant, rates: [0.8, 0.8, 0.8, 0.8, 0.8]),
    Case(schedule: .step(factor: 0.5, every: 2), rates: [0.8, 0.8, 0.4, 0.4, 0.2]),
    Case(schedule: .exponential(factor: 0.5), rates: [0.8, 0.4, 0.2, 0.1, 0.05]),
    Case(schedule: .inverse(decay: 1), rates: [0.8, 0.4, 0.8 / 3, 0.2, 0.16]),
    Case(
      schedule: .cosine(period: 4, lowest: 0),
      rates: [0.8, 0.4 * (1 + 0.5.squareRoot()), 0.4, 0.4 * (1 - 0.5.squareRoot()), 0]),
    Case(schedule: .listed([0.3, 0.1]), rates: [0.3, 0.1, 0.1, 0.1, 0.1]),
    Case(
      schedule: .own(name: "own") { 1 / Double($0 * $0) }, rates: [1, 0.25, 1 / 9, 1 / 16, 0.04]),
  ])
  func schedules(_ known: Case) throws {
    let (x, y): (Matrix<Double>, Matrix<Double>) = try TrainingTests.xor()
    var network = try Network<Double>([2, 3, 1], seed: 4)
    let theta = try Self.longhand(network, x, y, epochs: 5) { theta, gradient, epoch in
      for i in theta.indices { theta[i] -= known.rates[epoch - 1] * gradient[i] }
    }
    var options: TrainingOptions<Double> = TrainingTests.options(.gradientDescent, 5, rate: 0.8)
    options.schedule = known.schedule
    let history = try network.train(x, y, options)
    #expect(Samples.distance(history.rate, known.rates) < 1e-14)
    #expect(Samples.distance(network.unrolled.elements, theta) < 1e-13)
  }

  /// Each epoch's accuracy is counted with the weights that its examples met.
  @Test func historyByEpoch() throws {
    let (x, y) = try TrainingTests.classes()
    var network = try Network<Double>([3, 4, 2], seed: 1)
    var expected: [Double] = []
    var copy = network
    for _ in 0..<4 {
      expected.append(try copy.accuracy(x, y))
      try copy.train(x, y, TrainingTests.options(.gradientDescent, 1, rate: 2))
    }
    let history = try network.train(x, y, TrainingTests.options(.gradientDescent, 4, rate: 2))
    #expect(history.accuracy == expected)
    #expect(history.rate == [2, 2, 2, 2])
    #expect(history.seconds.count == 4 && history.seconds == history.seconds.sorted())
    #expect(history.seconds[0] >= 0 && history.seconds[3] < 60)
    var line = try Network<Double>([3, 2], output: .linear, seed: 1)
    #expect(try line.train(x, y, TrainingTests.options(.adam, 2)).accuracy.isEmpty)
    let found = try network.train(x, y, TrainingTests.options(.limitedMemory, 5))
    #expect(found.accuracy.last == (try network.accuracy(x, y)))
    #expect(found.rate.isEmpty)
  }

  /// A quadratic bowl: logistic regression has one minimum, which both line searches must reach.
  @Test func searchesReachTheMinimum() throws {
    let (x, y) = try TrainingTests.classes()
    var costs: [Double] = []
    for method in [TrainingMethod.conjugateGradient, .limitedMemory] {
      var network = try Network<Double>([3, 2], output: .softmax, seed: 1)
      var options: TrainingOptions<Double> = TrainingTests.options(method, 300)
      options.lambda = 0.5
      let history = try network.train(x, y, options)
      costs.append(history.finalCost)
      #expect(zip(history.cost, history.cost.dropFirst()).allSatisfy { $0 >= $1 })
      let gradient = try network.backprop(x, y, lambda: 0.5).unrolled.elements
      #expect(gradient.allSatisfy { abs($0) < 1e-6 })
    }
    #expect(abs(costs[0] - costs[1]) < 1e-10)
  }
}
