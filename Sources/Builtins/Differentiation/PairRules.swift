import Evaluation
import Matrices
import Syntax

/// Derivatives of functions of two arrays, element by element, and of the operators under their names.
enum PairRules {
  static let operators: [String: BinaryOperator] = [
    "plus": .add, "minus": .subtract, "times": .multiply, "rdivide": .rightDivide,
    "ldivide": .leftDivide, "power": .power, "realpow": .power, "mtimes": .matrixMultiply,
    "mrdivide": .matrixRightDivide, "mldivide": .matrixLeftDivide, "mpower": .matrixPower,
  ]

  static func folding(_ op: BinaryOperator) -> DerivativeRule {
    .rule { call in
      guard call.count >= 2 else { throw call.call.invalidCall }
      var y = call[0]
      for index in 1..<call.count {
        y = try Operators.binary(op, y, call[index], call.call.session)
      }
      return [y]
    }
  }

  /// The rule of a function with these derivatives with respect to its two arguments, at (a, b) with value y.
  private static func pair(
    _ first: @escaping @Sendable (_ a: Double, _ b: Double, _ y: Double) -> Double,
    _ second: @escaping @Sendable (_ a: Double, _ b: Double, _ y: Double) -> Double
  ) -> DerivativeRule {
    .rule { call in
      guard call.count == 2 else { throw call.cannot("only with two arguments") }
      let y = try call.result()
      let (a, b) = (try call.numbers(0), try call.numbers(1))
      func edge(_ index: Int, _ slope: @escaping @Sendable (Double, Double, Double) -> Double)
        -> Edge?
      {
        Edge(call[index]) { adjoint in
          guard let y = try y.doubles else { return adjoint }
          let zero = try Matrix<Double>(y.shape, repeating: 0)
          let (x, z) = (
            try Matrix.elementwise(.add, zero, a), try Matrix.elementwise(.add, zero, b)
          )
          return try Matrix(y.shape) { target in
            for k in 0..<target.count { target[k] = adjoint[k] * slope(x[k], z[k], y[k]) }
          }
        }
      }
      return [try Tape.record(y, edge(0, first), edge(1, second))]
    }
  }

  static let rules: [String: DerivativeRule] = {
    var rules: [String: DerivativeRule] = [
      "atan2": pair({ a, b, _ in b / (a * a + b * b) }, { a, b, _ in -a / (a * a + b * b) }),
      "hypot": pair({ a, _, y in y == 0 ? 0 : a / y }, { _, b, y in y == 0 ? 0 : b / y }),
      "mod": pair({ _, _, _ in 1 }, { a, b, y in b == 0 ? 0 : -((a - y) / b).rounded() }),
      "rem": pair({ _, _, _ in 1 }, { a, b, y in b == 0 ? 0 : -((a - y) / b).rounded() }),
      "nthroot": .rule { call in
        try call.refuseFollowed(after: 1)
        let (x, n) = (try call.numbers(0), try call.numbers(1))
        let y = try call.result()
        return [
          try Tape.record(
            y,
            Edge(
              call[0],
              times: {
                let quotient = try Matrix.elementwise(.divide, try y.doubles ?? x, x)
                return try Matrix.elementwise(.divide, quotient, n)
              }))
        ]
      },
      "pow2": .rule { call in
        guard call.count == 1 else { throw call.cannot("only with one argument") }
        return [try Operators.binary(.power, .number(2), call[0], call.call.session)]
      },
      "betaln": .formula("@(a, b) gammaln(a) + gammaln(b) - gammaln(a + b)"),
      "beta": .formula("@(a, b) exp(gammaln(a) + gammaln(b) - gammaln(a + b))"),
      "uminus": .rule { [try Operators.unary(.minus, $0[0], $0.call.session)] },
      "uplus": .rule { [$0[0]] },
      "transpose": .rule { [try Operators.transpose($0[0])] },
      "ctranspose": .rule { [try Operators.transpose($0[0])] },
      "bsxfun": .rule { call in
        guard call.count == 3 else { throw call.call.invalidCall }
        return try call.call.session.call(call[0], [call[1], call[2]], outputs: 1)
      },
      "merge": .rule(choosing), "ifelse": .rule(choosing),
    ]
    for (name, op) in operators { rules[name] = folding(op) }
    return rules
  }()

  /// `merge(mask, a, b)`: the adjoint where the mask chose each.
  private static func choosing(_ call: FollowedCall) throws -> [Value] {
    guard call.count == 3 else { throw call.call.invalidCall }
    let y = try call.result()
    guard let mask = try call[0].untracked.truths else { return [y] }
    return [
      try Tape.record(
        y, Edge(call[1], times: { try mask.converted { $0 ? 1 : 0 } }),
        Edge(call[2], times: { try mask.converted { $0 ? 0 : 1 } }))
    ]
  }
}
