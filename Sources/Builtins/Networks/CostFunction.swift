import Evaluation
import Matrices

/// A user's own cost function, `[J, grad] = f(theta)`, as the optimisers call it.
struct CostFunction {
  private let function: Value
  private let shape: Shape
  private let call: Call
  /// Whether values that are not finite are errors.
  private let checksValues: Bool
  /// What the function is called with after theta.
  private let extra: [Value]

  /// - Parameter shape: of the theta that the function expects.
  init(
    _ function: Value, shape: Shape, _ call: Call, checksValues: Bool = false,
    extra: [Value] = []
  ) {
    (self.function, self.shape, self.call) = (function, shape, call)
    (self.checksValues, self.extra) = (checksValues, extra)
  }

  private func argument(_ theta: [Double]) throws -> Value {
    .matrix(try Matrix(shape, theta))
  }

  /// J alone.
  func value(_ theta: [Double]) throws -> Double {
    try number(try call.session.call(function, [try argument(theta)] + extra, outputs: 1).first)
  }

  /// J and its gradient as the function gives them.
  func valueAndGradient(_ theta: [Double]) throws -> (value: Double, gradient: [Double]) {
    let results = try call.session.call(function, [try argument(theta)] + extra, outputs: 2)
    guard results.count > 1 else {
      throw call.error("the function must return the cost and its gradient: [J, grad] = f(theta)")
    }
    guard let gradient = try results[1].doubles, gradient.count == theta.count else {
      throw call.error(
        "the gradient is \(results[1].shape), expected \(shape) like theta: one entry for each")
    }
    return (try number(results[0]), gradient.elements)
  }

  private func number(_ value: Value?) throws -> Double {
    guard let value, let number = value.scalar else {
      let found = value.map { "a \($0.shape) \($0.className)" } ?? "nothing"
      throw call.error("the function must return the cost as one number, it returned \(found)")
    }
    if checksValues, !number.isFinite {
      throw call.error(
        "\(number.isNaN ? "NaN" : "Inf") value encountered",
        identifier: "Octave:\(call.name):is\(number.isNaN ? "nan" : "inf")")
    }
    return number
  }
}
