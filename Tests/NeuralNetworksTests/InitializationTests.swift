import Matrices
import NeuralNetworks
import Testing

/// First weights against the moments of the distributions they are drawn from: a uniform on (-e, e) has variance
/// e^2/3 and fourth moment e^4/5, a normal s^2 and 3 s^4.
@Suite struct InitializationTests {
  struct Law: Sendable {
    let option: Initialization
    let isUniform: Bool
    let hasBias: Bool
    /// Variance of a weight between a layer of n units and one of k.
    let variance: @Sendable (Double, Double) -> Double
  }

  static let laws = [
    Law(option: .uniform, isUniform: true, hasBias: true) { 6 / ($0 + $1) / 3 },
    Law(option: .glorot, isUniform: true, hasBias: false) { 6 / ($0 + $1) / 3 },
    Law(option: .he, isUniform: false, hasBias: false) { n, _ in 2 / n },
    Law(option: .normal, isUniform: false, hasBias: true) { _, _ in 1 },
    Law(option: .within(0.12), isUniform: true, hasBias: true) { _, _ in 0.12 * 0.12 / 3 },
  ]

  @Test(arguments: laws) func weightsFollowTheirLaw(_ law: Law) throws {
    let net = try Network<Double>([300, 200, 100], initialization: law.option, seed: 5)
    for (theta, sizes) in zip(net.thetas, [(300.0, 200.0), (200.0, 100.0)]) {
      let weights = (1..<theta.columns).flatMap { c in (0..<theta.rows).map { theta[$0, c] } }
      let biases = (0..<theta.rows).map { theta[$0, 0] }
      let count = Double(weights.count)
      let variance = law.variance(sizes.0, sizes.1)
      let fourth = (law.isUniform ? 9.0 / 5 : 3) * variance * variance
      func moment(_ power: Int) -> Double {
        weights.reduce(0) { sum, w in sum + (0..<power).reduce(1) { p, _ in p * w } } / count
      }
      // Within five standard deviations of each mean.
      #expect(abs(moment(1)) < 5 * (variance / count).squareRoot())
      let doubt = ((fourth - variance * variance) / count).squareRoot()
      #expect(abs(moment(2) - variance) < 5 * doubt)
      #expect(abs(moment(4) / fourth - 1) < 0.06)
      if law.isUniform {
        let bound = (3 * variance).squareRoot()
        let largest = weights.reduce(0) { max($0, abs($1)) }
        #expect(largest <= bound && largest > 0.99 * bound)
      }
      if law.hasBias {
        let spread = biases.reduce(0) { $0 + $1 * $1 } / Double(biases.count)
        #expect(spread > variance / 2 && spread < 2 * variance)
      } else {
        #expect(biases.allSatisfy { $0 == 0 })
      }
    }
  }

  @Test func zerosAreZeros() throws {
    let net = try Network<Double>([3, 4, 2], initialization: .zeros, seed: 5)
    #expect(net.unrolled.elements.allSatisfy { $0 == 0 })
  }

  /// The seed says all: the same one the same weights, another one others, single precision the double ones rounded.
  @Test func theSeedDecides() throws {
    let net = try Network<Double>([5, 4, 3], initialization: .normal, seed: 7)
    let again = try Network<Double>([5, 4, 3], initialization: .normal, seed: 7)
    let other = try Network<Double>([5, 4, 3], initialization: .normal, seed: 8)
    let single = try Network<Float>([5, 4, 3], initialization: .normal, seed: 7)
    #expect(net.unrolled.elements == again.unrolled.elements)
    #expect(net.unrolled.elements != other.unrolled.elements)
    #expect(single.unrolled.elements == net.unrolled.elements.map { Float($0) })
  }
}
