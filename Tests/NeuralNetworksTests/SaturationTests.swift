import Matrices
import NeuralNetworks
import Testing

/// Certain and wrong answers cost a large number, neither NaN nor Inf.
@Suite struct SaturationTests {
  static func network(_ output: Output, _ weight: Double, _ cost: Cost) throws -> Network<Double> {
    let rows = output == .softmax ? 2 : 1
    let weights = rows == 2 ? [0, 0, weight, -weight] : [0, weight]
    return try Network(
      thetas: [try Matrix(Shape(rows, 2), weights)], output: output, cost: cost)
  }

  @Test func sigmoid() throws {
    let network = try Self.network(.sigmoid, 1000, .crossEntropy)
    let x = try Samples.column([1.0, -1])
    #expect(try network.loss(x, try Samples.column([0, 1])).elements == [1000, 1000])
    #expect(try network.loss(x, try Samples.column([1, 0])).elements == [0, 0])
  }

  @Test func softmax() throws {
    let network = try Self.network(.softmax, 1000, .crossEntropy)
    let x = try Samples.column([1.0])
    #expect(try network.loss(x, try Samples.column([2])).elements == [2000])
    #expect(try network.loss(x, try Samples.column([1])).elements == [0])
  }

  @Test func tanhAndLinear() throws {
    let x = try Samples.column([1.0])
    for output in [Output.tanh, .linear] {
      for weight in [-50.0, -3, 0, 3, 50] {
        let network = try Self.network(output, weight, .crossEntropy)
        for target in [0.0, 1] {
          let y = try Samples.column([target])
          #expect(try network.cost(x, y).isFinite)
          #expect(try network.backprop(x, y).unrolled.elements.allSatisfy { $0.isFinite })
        }
      }
    }
    let certain = try Self.network(.tanh, 50, .crossEntropy)
    #expect(abs(try certain.cost(x, try Samples.column([0])) - (100 - 0.6931471805599453)) < 1e-12)
  }

  @Test func single() throws {
    let network = try Network<Float>(
      thetas: [try Matrix(Shape(1, 2), [0, 500])], output: .sigmoid)
    #expect(try network.cost(try Samples.column([1]), try Samples.column([0])) == 500)
  }
}
