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
  }
}
