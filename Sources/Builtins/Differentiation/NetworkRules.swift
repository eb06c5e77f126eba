import Evaluation
import Matrices
import Syntax

/// Derivatives of functions of networks whose weights are a cell of matrices.
enum NetworkRules {
  static let rules: [String: DerivativeRule] = [
    "cost": .rule(cost), "forward": .rule(forward),
  ]

  /// The gradient that `backprop` gives; J is linear in lambda.
  private static func cost(_ call: FollowedCall) throws -> [Value] {
    guard call.count >= 3, !call[1].isTracked, !call[2].isTracked else {
      throw call.cannot("only with respect to the weights and lambda")
    }
    var edges: [Edge?] = []
    let plain = call.call.arguments.map(\.untracked)
    if case .cell(let thetas) = call[0] {
      let results = try call.call.session.call(.string("backprop"), plain, outputs: 1)
      guard case .cell(let gradient)? = results.first else { return try call.results() }
      for (theta, slope) in zip(thetas.elements, gradient.elements) {
        edges.append(
          Edge(theta) { adjoint in
            try Matrix.elementwise(.multiply, try slope.doubles ?? adjoint, adjoint[0])
          })
      }
    }
    if call.count > 3 {
      edges.append(
        Edge(call[3]) { adjoint in
          let values = try [1.0, 0].map { lambda in
            try call.results(of: Array(plain[0..<3]) + [.number(lambda)]).first?.scalar ?? .nan
          }
          return Matrix(scalar: adjoint[0] * (values[0] - values[1]))
        })
    }
    return [try Tape.record(try call.result(), edges)]
  }

  /// Layer by layer: a = [1 a], a = g(a Theta').
  private static func forward(_ call: FollowedCall) throws -> [Value] {
    guard case .cell(let thetas) = call[0], call.count == 2, call.call.outputCount <= 1 else {
      throw call.cannot("only h = forward(Theta, X) with a cell of matrices")
    }
    _ = try call.result()
    let session = call.call.session
    var a = call[1]
    for theta in thetas.elements {
      let ones = Value.matrix(try Matrix<Double>(Shape(a.shape.rows, 1), repeating: 1))
      let input = try Concatenation.joined([ones, a], axis: 1)
      let z = try Operators.binary(
        .matrixMultiply, input, try Operators.transpose(theta), session)
      a = try call.call("sigmoid", z)
    }
    return [a]
  }
}
