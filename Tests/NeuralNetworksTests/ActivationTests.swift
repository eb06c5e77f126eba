import Matrices
import NeuralNetworks
import Testing

@Suite struct ActivationTests {
  static let points = (-400...400).map { Double($0) / 20 + 0.001 }

  @Test(arguments: Activation.all.map(\.name))
  func valuesAndDerivatives(_ name: String) throws {
    let activation = try Activation.named(name)
    let z = try Samples.column(Self.points)
    let values = try activation.values(z).elements
    let slopes = try activation.derivatives(z).elements
    for (i, point) in Self.points.enumerated() {
      let value = Longhand.value(name, point)
      let slope = Longhand.derivative(name, point)
      #expect(abs(values[i] - value) <= 4e-16 * max(1, abs(value)))
      #expect(abs(slopes[i] - slope) <= 1e-15)
    }
  }

  @Test(arguments: Activation.all.map(\.name))
  func singlePrecision(_ name: String) throws {
    let activation = try Activation.named(name)
    let points = Self.points.map { Float($0) }
    let values = try activation.values(try Samples.column(points)).elements
    for (i, point) in points.enumerated() {
      let value = Longhand.value(name, Double(point))
      #expect(abs(Double(values[i]) - value) <= 3e-7 * max(1, abs(value)))
    }
  }

  /// Every piece of the vector loops treats an element alike: the position does not change the bits.
  @Test func positionDoesNotMatter() throws {
    let values = try Activation.sigmoid.values(
      try Samples.column(Array(repeating: 0.731, count: 101))
    ).elements
    #expect(Set(values).count == 1)
  }

  @Test func extremes() throws {
    let z = try Samples.column([-1e300, -800, 0, 800, 1e300, -.infinity, .infinity, .nan])
    let sigmoid = try Activation.sigmoid.values(z).elements
    #expect(sigmoid[0...4] == [0, 0, 0.5, 1, 1])
    #expect(sigmoid[5] == 0 && sigmoid[6] == 1 && sigmoid[7].isNaN)
    let tanh = try Activation.tanh.values(z).elements
    #expect(tanh[0...6] == [-1, -1, 0, 1, 1, -1, 1] && tanh[7].isNaN)
    for activation in Activation.all {
      #expect(try activation.values(z).elements[7].isNaN)
    }
  }

  @Test func softmaxOfRows() throws {
    let z = try Matrix(Shape(2, 3), [1.0, 1000, 2, 1001, 3, 1002])
    let p = try Output.softmax.values(z)
    for row in 0..<2 {
      #expect(abs(p[row, 0] - 0.09003057317038046) < 1e-15)
      #expect(abs(p[row, 2] - 0.6652409557748219) < 1e-15)
    }
  }
}
