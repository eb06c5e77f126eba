import Matrices
import NeuralNetworks
import Testing

/// The Swift of the README, which must compile and do what it says there.
struct EngineExample {
  @Test func xorIsLearnt() throws {
    let x = try Matrix<Double>(Shape(4, 2), [0, 0, 1, 1, 0, 1, 0, 1])  // column by column
    let y = try Matrix<Double>(Shape(4, 1), [0, 1, 1, 0])
    var net = try Network<Double>([2, 4, 1], activations: [.tanh], seed: 3)
    var options = TrainingOptions<Double>()
    options.method = .adam
    options.rate = 0.1
    options.epochs = 300
    let history = try net.train(x, y, options)
    print(history.finalCost, try net.predict(x).elements)  // 0.0013... [0.0, 1.0, 1.0, 0.0]
    #expect(history.finalCost < 0.01)
    #expect(try net.predict(x).elements == [0, 1, 1, 0])
  }
}
