import Matrices
import NeuralNetworks
import Testing

/// Results are the same bits for any number of threads.
@Suite(.serialized) struct DeterminismTests {
  static func work() throws -> [Double] {
    let network = try Network<Double>([40, 25, 10], seed: 3)
    let x: Matrix<Double> = try Samples.matrix(1500, 40, 1)
    let y: Matrix<Double> = try Samples.labels(1500, classes: 10, 2)
    let gradient = try network.backprop(x, y, lambda: 1)
    var trained = network
    var options = TrainingOptions<Double>()
    options.method = .adam
    options.epochs = 2
    options.batch = 300
    try trained.train(x, y, options)
    return try gradient.unrolled.elements + [gradient.cost] + trained.unrolled.elements
  }

  @Test func anyNumberOfThreads() throws {
    Workers.limit(1)
    let one = try Self.work()
    Workers.limit(0)
    for _ in 0..<5 { #expect(try Self.work() == one) }
  }

  @Test func seeds() throws {
    let a = try Network<Double>([3, 4, 2], seed: 7)
    #expect(a.unrolled == (try Network<Double>([3, 4, 2], seed: 7)).unrolled)
    #expect(a.unrolled != (try Network<Double>([3, 4, 2], seed: 8)).unrolled)
  }
}
