import Matrices
import NeuralNetworks
import Testing

/// All minimisers on Rosenbrock's valley, whose minimum 0 is at (1, 1).
@Suite struct MinimizerTests {
  static func value(_ x: [Double]) -> Double {
    100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0])
  }

  static func gradient(_ x: [Double]) -> [Double] {
    let bend = x[1] - x[0] * x[0]
    return [-400 * x[0] * bend - 2 * (1 - x[0]), 200 * bend]
  }

  @Test func conjugateGradient() throws {
    var theta = [-1.2, 1.0]
    try theta.withUnsafeMutableBufferPointer { point in
      guard let base = point.baseAddress else { return }
      let search = try ConjugateGradient<Double>(base, count: 2) { x, gradient in
        let slope = Self.gradient([x[0], x[1]])
        (gradient[0], gradient[1]) = (slope[0], slope[1])
        return Self.value([x[0], x[1]])
      }
      var last = search.value
      while !search.isFinished, search.iterations < 100 {
        _ = try search.iterate()
        #expect(search.value <= last)
        last = search.value
      }
    }
    #expect(abs(theta[0] - 1) < 1e-6 && abs(theta[1] - 1) < 1e-6)
  }

  @Test func quasiNewton() throws {
    var search = try QuasiNewton([-1.2, 1]) { (Self.value($0), Self.gradient($0)) }
    _ = try search.run(iterations: 200, valueTolerance: 1e-12, stepTolerance: 1e-9) { _ in true }
    #expect(abs(search.x[0] - 1) < 1e-6 && abs(search.x[1] - 1) < 1e-6)
    #expect(search.evaluations < 150)
  }

  @Test func trustRegion() throws {
    var search = try TrustRegion(
      [-1.2, 1], value: Self.value, gradient: { x, _ in (Self.value(x), Self.gradient(x)) })
    let ending = try search.run(
      iterations: 400, evaluations: 400, valueTolerance: 1e-12, stepTolerance: 1e-9)
    #expect(ending == .flat || ending == .shortStep || ending == .smallDecrease)
    #expect(abs(search.x[0] - 1) < 1e-6 && abs(search.x[1] - 1) < 1e-6)
    #expect(search.evaluations < 150)
    try search.updateGradient()
    let second = search.secondDerivatives
    #expect(abs(second[0] - 802) < 40 && abs(second[3] - 200) < 10 && second[1] == second[2])
  }

  /// Far down the slope lies minus infinity: a step there is too far, not a minimum.
  @Test func trustRegionStaysWhereValuesAreFinite() throws {
    func value(_ x: [Double]) -> Double { x[0] > 3 ? -.infinity : (x[0] - 2) * (x[0] - 2) }
    var search = try TrustRegion(
      [-50], value: value, gradient: { x, _ in (value(x), [2 * (x[0] - 2)]) })
    _ = try search.run(
      iterations: 400, evaluations: 400, valueTolerance: 1e-9, stepTolerance: 1e-9)
    #expect(abs(search.x[0] - 2) < 1e-4 && search.value.isFinite)
  }

  @Test func nelderMead() throws {
    var search = try NelderMead([-1.2, 1], Self.value)
    let isDone = try search.run(
      iterations: 400, evaluations: 400, valueTolerance: 1e-8, stepTolerance: 1e-8
    ) { _ in true }
    #expect(isDone)
    #expect(abs(search.x[0] - 1) < 1e-4 && abs(search.x[1] - 1) < 1e-4)
  }

  @Test func functionsThatAreNaNEnd() throws {
    var theta = [1.0]
    try theta.withUnsafeMutableBufferPointer { point in
      guard let base = point.baseAddress else { return }
      let search = try ConjugateGradient<Double>(base, count: 1) { _, gradient in
        gradient[0] = .nan
        return .nan
      }
      while !search.isFinished, search.iterations < 50 { _ = try search.iterate() }
      #expect(search.isFinished)
    }
    #expect(theta == [1])
    var newton = try QuasiNewton([1]) { _ in (.nan, [.nan]) }
    _ = try newton.run(iterations: 50, valueTolerance: 1e-6, stepTolerance: 1e-6) { _ in true }
    #expect(newton.iterations < 50)
    var region = try TrustRegion([0], value: { _ in .nan }, gradient: { _, _ in (.nan, [.nan]) })
    let ending = try region.run(
      iterations: 1000, evaluations: 1000, valueTolerance: 1e-6, stepTolerance: 1e-6)
    #expect(ending == .noRadius && region.x == [0])
  }
}
