import Evaluation
import Glibc
import Matrices
import NeuralNetworks

/// Derivatives of functions of every element of one array.
enum ElementSlopes {
  /// The derivative at x, where the function has the value y.
  typealias Slope = @Sendable (_ x: Double, _ y: Double) -> Double
  /// The adjoint of x from that of y.
  typealias Pullback =
    @Sendable (
      _ x: Matrix<Double>, _ y: Matrix<Double>, _ adjoint: Matrix<Double>
    ) throws -> Matrix<Double>

  /// The rule of a function with this derivative; arguments after the first are constants.
  static func rule(_ slope: @escaping Slope) -> DerivativeRule {
    pulling { x, y, adjoint in
      try Matrix(adjoint.shape) { target in
        for k in 0..<target.count { target[k] = adjoint[k] * slope(x[k], y[k]) }
      }
    }
  }

  static func pulling(_ pull: @escaping Pullback) -> DerivativeRule {
    .rule { call in
      try call.refuseFollowed(after: 1)
      let y = try call.result()
      let x = call[0].primal
      return [
        try Tape.record(
          y,
          Edge(call[0]) { adjoint in
            guard let x = try x.doubles, let y = try y.doubles else { return adjoint }
            return try pull(x, y, adjoint)
          })
      ]
    }
  }

  /// The functions whose arrays are large: whole-array operations.
  static let whole: [String: DerivativeRule] = [
    "exp": pulling { _, y, g in try Matrix.elementwise(.multiply, g, y) },
    "log": pulling { x, _, g in try Matrix.elementwise(.divide, g, x) },
    "sigmoid": pulling { _, y, g in try times(g, y) { $0 * (1 - $0) } },
    "tanh": pulling { _, y, g in try times(g, y) { 1 - $0 * $0 } },
    "relu": pulling { x, _, g in try times(g, x) { $0 > 0 ? 1 : 0 } },
    "sqrt": pulling { _, y, g in try times(g, y) { 0.5 / $0 } },
    "abs": pulling { x, _, g in try times(g, x) { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 } },
    "real": pulling { _, _, g in g }, "conj": pulling { _, _, g in g },
    "softmax": pulling { _, y, g in
      let weighted = try Matrix.elementwise(.multiply, g, y)
      let share = try Matrix.elementwise(.multiply, y, try weighted.sum(axis: 1))
      return try Matrix.elementwise(.subtract, weighted, share)
    },
  ]

  /// The adjoint times a function of x, in one loop.
  @inline(__always)
  private static func times(
    _ adjoint: Matrix<Double>, _ x: Matrix<Double>, _ f: (Double) -> Double
  ) throws -> Matrix<Double> {
    try adjoint.withUnsafeElements { g in
      try x.withUnsafeElements { x in
        try Matrix(adjoint.shape) { target in
          for k in 0..<target.count { target[k] = g[k] * f(x[k]) }
        }
      }
    }
  }

  static let exponential: [String: Slope] = [
    "expm1": { _, y in y + 1 }, "log2": { x, _ in 1 / (x * M_LN2) },
    "log10": { x, _ in 1 / (x * M_LN10) }, "log1p": { x, _ in 1 / (1 + x) },
    "reallog": { x, _ in 1 / x }, "realsqrt": { _, y in 0.5 / y },
    "cbrt": { _, y in 1 / (3 * y * y) },
  ]

  static let trigonometric: [String: Slope] = [
    "sin": { x, _ in Glibc.cos(x) }, "cos": { x, _ in -Glibc.sin(x) }, "tan": { _, y in 1 + y * y },
    "sec": { x, y in y * Glibc.tan(x) }, "csc": { x, y in -y / Glibc.tan(x) },
    "cot": { _, y in -1 - y * y },
    "asin": { x, _ in 1 / (1 - x * x).squareRoot() },
    "acos": { x, _ in -1 / (1 - x * x).squareRoot() }, "atan": { x, _ in 1 / (1 + x * x) },
    "asec": { x, _ in 1 / (Swift.abs(x) * (x * x - 1).squareRoot()) },
    "acsc": { x, _ in -1 / (Swift.abs(x) * (x * x - 1).squareRoot()) },
    "acot": { x, _ in -1 / (1 + x * x) },
  ]

  static let hyperbolic: [String: Slope] = [
    "sinh": { x, _ in Glibc.cosh(x) }, "cosh": { x, _ in Glibc.sinh(x) },
    "sech": { x, y in -y * Glibc.tanh(x) }, "csch": { x, y in -y / Glibc.tanh(x) },
    "coth": { _, y in 1 - y * y },
    "asinh": { x, _ in 1 / (x * x + 1).squareRoot() },
    "acosh": { x, _ in 1 / (x * x - 1).squareRoot() }, "atanh": { x, _ in 1 / (1 - x * x) },
    "asech": { x, _ in -1 / (x * (1 - x * x).squareRoot()) },
    "acsch": { x, _ in -1 / (Swift.abs(x) * (1 + x * x).squareRoot()) },
    "acoth": { x, _ in 1 / (1 - x * x) },
  ]

  private static let degree = Double.pi / 180

  static let degrees: [String: Slope] = [
    "deg2rad": { _, _ in degree }, "rad2deg": { _, _ in 1 / degree },
    "sind": { x, _ in degree * Glibc.cos(x * degree) },
    "cosd": { x, _ in -degree * Glibc.sin(x * degree) },
    "tand": { _, y in degree * (1 + y * y) },
    "secd": { x, y in degree * y * Glibc.tan(x * degree) },
    "cscd": { x, y in -degree * y / Glibc.tan(x * degree) },
    "cotd": { _, y in -degree * (1 + y * y) },
    "asind": { x, _ in 1 / (degree * (1 - x * x).squareRoot()) },
    "acosd": { x, _ in -1 / (degree * (1 - x * x).squareRoot()) },
    "atand": { x, _ in 1 / (degree * (1 + x * x)) },
  ]

  private static let gauss = 2 / Double.pi.squareRoot()

  static let special: [String: Slope] = [
    "erf": { x, _ in gauss * Glibc.exp(-x * x) }, "erfc": { x, _ in -gauss * Glibc.exp(-x * x) },
    "erfcx": { x, y in 2 * x * y - gauss },
    "erfinv": { _, y in Glibc.exp(y * y) / gauss },
    "erfcinv": { _, y in -Glibc.exp(y * y) / gauss },
    "gamma": { x, y in y * digamma(x) }, "lgamma": { x, _ in digamma(x) },
    "gammaln": { x, _ in digamma(x) },
  ]

  private static func logistic(_ x: Double) -> Double { 1 / (1 + Glibc.exp(-x)) }

  static let activations: [String: Slope] = [
    "sigmoidGradient": { x, y in y * (1 - 2 * logistic(x)) },
    "tanhGradient": { x, y in -2 * Glibc.tanh(x) * y },
    "leakyrelu": { x, _ in x > 0 ? 1 : 0.01 }, "elu": { x, y in x > 0 ? 1 : y + 1 },
    "softplus": { x, _ in logistic(x) },
    "gelu": { x, _ in
      let density = Glibc.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      return 0.5 * Glibc.erfc(-x / 2.0.squareRoot()) + x * density
    },
  ]

  /// The logarithmic derivative of gamma: reflected to x > 0, moved up by its recurrence, then its asymptotic
  /// series (Abramowitz and Stegun 6.3.7, 6.3.5, 6.3.18).
  static func digamma(_ x: Double) -> Double {
    if x <= 0 {
      if x == x.rounded(.down) { return .nan }
      return digamma(1 - x) - Double.pi / Glibc.tan(Double.pi * x)
    }
    var (x, sum) = (x, 0.0)
    while x < 10 {
      sum -= 1 / x
      x += 1
    }
    let square = 1 / (x * x)
    let series =
      square
      * (1.0 / 12 - square
        * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240 - square / 132))))
    return sum + Glibc.log(x) - 0.5 / x - series
  }

  static let rules: [String: DerivativeRule] = {
    var rules = whole
    for slopes in [exponential, trigonometric, hyperbolic, degrees, special, activations] {
      for (name, slope) in slopes { rules[name] = rule(slope) }
    }
    return rules
  }()
}

extension FollowedCall {
  /// Throws when an argument from number `index` (0-based) on is followed.
  func refuseFollowed(after index: Int) throws {
    for position in index..<max(index, count) where self[position].holdsTracked {
      throw cannot("its argument number \(position + 1) must not depend on what grad follows")
    }
  }

  /// Another builtin called with values that may be followed.
  func call(_ name: String, _ arguments: Value...) throws -> Value {
    guard let y = try call.session.call(.string(name), arguments, outputs: 1).first else {
      throw call.invalidCall
    }
    return y
  }
}
