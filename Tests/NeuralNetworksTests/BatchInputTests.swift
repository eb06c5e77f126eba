import Matrices
import NeuralNetworks
import Testing

/// Batches whose inputs are taken out of the data, and out of a copy of data that is too large for that.
@Suite struct BatchInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var examples: Int
    var inputs: Int
    var batch: Int
    var activation: Activation = .sigmoid

    var testDescription: String { "\(examples) x \(inputs), batches of \(batch)" }

    static let all = [
      Case(examples: 650, inputs: 803, batch: 50),
      Case(examples: 650, inputs: 803, batch: 50, activation: Case.own),
      Case(examples: 1040, inputs: 801, batch: 520),
      Case(examples: 120, inputs: 27_123, batch: 20),
      Case(examples: 120, inputs: 27_123, batch: 20, activation: Case.own),
    ]

    /// With a function of the user's own other code takes the batches.
    private static let own = Activation(name: "own") { z in z.map { 0.5 * $0 } }

    /// Of many inputs the same ones come again and again; with a function of the user's own targets are a matrix.
    func data() throws -> (x: Matrix<Double>, y: Matrix<Double>) {
      let few: Matrix<Double> = try Samples.matrix(examples, inputs % 1000, 1)
      var elements: [Double] = []
      while elements.count < examples * inputs { elements += few.elements }
      elements.removeLast(elements.count - examples * inputs)
      let x = try Matrix(Shape(examples, inputs), elements)
      let labels: Matrix<Double> = try Samples.labels(examples, classes: 3, 2)
      if activation == .sigmoid { return (x, labels) }
      let y = try Matrix(
        Shape(examples, 3),
        (0..<3).flatMap { k in labels.elements.map { $0 == Double(k + 1) ? 1.0 : 0 } })
      return (x, y)
    }

    func network() throws -> Network<Double> {
      try Network([inputs, 4, 3], activations: [activation], seed: 3)
    }

    func options(rate: Double, epochs: Int, isShuffled: Bool) -> TrainingOptions<Double> {
      var options: TrainingOptions<Double> = TrainingTests.options(
        .gradientDescent, epochs, rate: rate)
      options.batch = batch
      options.shuffle = isShuffled
      options.seed = 4
      return options
    }
  }

  /// At a small rate the steps of an epoch add up to the gradient of all examples: each was taken once.
  @Test(arguments: Case.all, [true, false])
  func `an epoch takes each example once`(_ data: Case, isShuffled: Bool) throws {
    let (x, y) = try data.data()
    let start = try data.network()
    let gradient = try start.backprop(x, y).unrolled.elements
    var before = start.unrolled.elements
    for epochs in 1...2 {
      var trained = start
      try trained.train(x, y, data.options(rate: 1e-8, epochs: epochs, isShuffled: isShuffled))
      let after = trained.unrolled.elements
      let scale = 1e-8 * Double(data.examples / data.batch)
      let step = zip(before, after).map { ($0 - $1) / scale }
      #expect(Samples.distance(step, gradient) < 1e-3)
      before = after
    }
  }

  @Test(arguments: Case.all)
  func `a training that stops anywhere goes on with the same bits`(_ data: Case) throws {
    let (x, y) = try data.data()
    var whole = try data.network()
    var parts = whole
    try whole.train(x, y, data.options(rate: 0.1, epochs: 2, isShuffled: true))
    var calls = 0
    let stop = data.examples / data.batch / 2
    let first = try parts.train(x, y, data.options(rate: 0.1, epochs: 2, isShuffled: true)) {
      calls += 1
      return calls > stop
    }
    #expect(first.cost.isEmpty)
    try parts.train(x, y, data.options(rate: 0.1, epochs: 2, isShuffled: true))
    #expect(parts.unrolled == whole.unrolled)
  }
}
