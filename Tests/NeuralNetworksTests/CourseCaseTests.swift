import Glibc
import Matrices
import NeuralNetworks
import Testing

/// The public test case of the course: two small Thetas, three examples.
@Suite struct CourseCaseTests {
  let network: Network<Double>
  let x: Matrix<Double>
  let y: Matrix<Double>

  init() throws {
    let theta1 = try Matrix(Shape(2, 3), (1...6).map { Double($0) / 10 })
    let theta2 = try Matrix(Shape(4, 3), (7...18).map { Double($0) / 10 })
    network = try Network(thetas: [theta1, theta2])
    x = try Matrix(Shape(3, 2), [1, 3, 5, 2, 4, 6].map { cos(Double($0)) })
    y = try Samples.column([4, 2, 3])
  }

  @Test func costs() throws {
    #expect(abs(try network.cost(x, y) - 7.4070) < 5e-5)
    #expect(abs(try network.cost(x, y, lambda: 4) - 19.474) < 5e-4)
  }

  @Test func gradient() throws {
    let gradient = try network.backprop(x, y, lambda: 4).unrolled.elements
    let expected = [0.76614, 0.97990, 0.37246, 0.49749]
    for (found, wanted) in zip(gradient, expected) { #expect(abs(found - wanted) < 5e-6) }
  }

  @Test func checksItself() throws {
    #expect(try network.gradientCheck(x, y, lambda: 4).relativeError < 1e-9)
  }
}
