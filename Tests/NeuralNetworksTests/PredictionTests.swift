import Matrices
import NeuralNetworks
import Testing

@Suite struct PredictionTests {
  @Test func classesAndCounts() throws {
    let identity = try Matrix(Shape(3, 4), [0.0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1])
    let network = try Network(thetas: [identity])
    let x = try Matrix(Shape(4, 3), [9.0, 0, 0, 5, 0, 9, 0, 5, 0, 0, 9, 1])
    #expect(try network.predict(x).elements == [1, 2, 3, 1])
    let y = try Samples.column([1.0, 2, 2, 1])
    #expect(try network.accuracy(x, y) == 0.75)
    #expect(try network.confusion(x, y).elements == [2, 0, 0, 0, 1, 0, 0, 1, 0])
    #expect(try network.accuracy(x, try onehot(y, classes: 3)) == 0.75)
  }

  @Test func oneOutput() throws {
    let network = try Network(thetas: [try Matrix(Shape(1, 2), [0.0, 1])])
    let x = try Samples.column([-1.0, 2, 0, -3])
    let y = try Samples.column([0.0, 1, 1, 1])
    #expect(try network.predict(x).elements == [0, 1, 1, 0])
    #expect(try network.accuracy(x, y) == 0.75)
    #expect(try network.confusion(x, y).elements == [1, 1, 0, 2])
  }

  @Test func quantities() throws {
    let network = try Network(thetas: [try Matrix(Shape(1, 2), [1.0, 2])], output: .linear)
    let x = try Samples.column([3.0])
    #expect(try network.predict(x).elements == [7])
    #expect(throws: NetworkError.notAClassifier(.linear)) { try network.accuracy(x, x) }
  }

  @Test func rollAndUnroll() throws {
    let network = try Network<Double>([2, 3, 1], seed: 3)
    let again = try network.rolled(network.unrolled)
    #expect(again.thetas == network.thetas)
    #expect(try unroll(network.thetas) == network.unrolled)
    var changed = network
    try changed.setTheta(2, to: try Matrix(Shape(1, 4), repeating: 9))
    #expect(changed.theta(2).elements == [9, 9, 9, 9])
    #expect(network.theta(2) != changed.theta(2))
    #expect(network.theta(1) == changed.theta(1))
  }
}
