import Matrices
import Syntax

/// Operations on followed values: done as always, and noted down with their derivatives.
///
/// What an adjoint (of the result) becomes for an operand is written beside each operation; A, B are the
/// operands, Y the result, G its adjoint.
public enum Differentiation {
  /// The numbers of a value as doubles.
  static func numbers(_ value: Value) throws -> Matrix<Double> {
    try value.doubles ?? Matrix(empty: .empty)
  }

  static func unary(_ op: UnaryOperator, _ value: Value, _ session: Session) throws -> Value {
    let y = try Operators.unary(op, value.primal, session)
    switch op {
    case .not: return y
    case .plus: return value
    case .minus: return try Tape.record(y, Edge(value) { try $0.mapped(.negate) })
    }
  }

  static func transpose(_ value: Value) throws -> Value {
    try Tape.record(try Operators.transpose(value.primal), Edge(value) { try $0.transposed() })
  }

  static func binary(
    _ op: BinaryOperator, _ left: Value, _ right: Value, _ session: Session
  ) throws -> Value {
    let y = try Operators.binary(op, left.primal, right.primal, session)
    guard y.isDifferentiable else { return y }
    let isScaling = left.isScalar || right.isScalar
    switch op {
    case .add: return try Tape.record(y, Edge(left) { $0 }, Edge(right) { $0 })
    case .subtract:
      return try Tape.record(y, Edge(left) { $0 }, Edge(right) { try $0.mapped(.negate) })
    case .multiply: return try multiply(y, left, right)
    case .matrixMultiply:
      return isScaling ? try multiply(y, left, right) : try product(y, left, right, [])
    case .rightDivide: return try divide(y, left, by: right)
    case .leftDivide: return try divide(y, right, by: left)
    case .matrixRightDivide:
      return right.isScalar ? try divide(y, left, by: right) : try solveRight(y, left, right)
    case .matrixLeftDivide:
      return left.isScalar ? try divide(y, right, by: left) : try solveLeft(y, left, right)
    case .power: return try power(y, left, right)
    case .matrixPower:
      return left.isScalar && right.isScalar
        ? try power(y, left, right) : try matrixPower(y, left, right)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or: return y
    }
  }

  /// G .* B and G .* A.
  private static func multiply(_ y: Value, _ left: Value, _ right: Value) throws -> Value {
    let (a, b) = (left.primal, right.primal)
    return try Tape.record(
      y, Edge(left) { try Matrix.elementwise(.multiply, $0, try numbers(b)) },
      Edge(right) { try Matrix.elementwise(.multiply, $0, try numbers(a)) })
  }

  /// Y = A ./ B: G ./ B and -G .* Y ./ B.
  private static func divide(_ y: Value, _ left: Value, by right: Value) throws -> Value {
    let b = right.primal
    return try Tape.record(
      y, Edge(left) { try Matrix.elementwise(.divide, $0, try numbers(b)) },
      Edge(right) { adjoint in
        var share = try Matrix.elementwise(.multiply, adjoint, try numbers(y))
        share = try Matrix.elementwise(.divide, share, try numbers(b))
        try share.map(.negate)
        return share
      })
  }

  /// Y = A .^ B: G .* B .* A .^ (B - 1) and G .* Y .* log(A).
  private static func power(_ y: Value, _ left: Value, _ right: Value) throws -> Value {
    let (a, b) = (left.primal, right.primal)
    return try Tape.record(
      y, Edge(left) { try Matrix.elementwise(.multiply, $0, try powerSlope(a, b)) },
      Edge(right) { adjoint in
        let slope = try Matrix.combining(try numbers(a), try numbers(y), operation: ".^") { x, y in
          // 0 .^ b stays 0 for b > 0.
          x == 0 && y == 0 ? 0 : y * VectorMath.apply(.log, x)
        }
        return try Matrix.elementwise(.multiply, adjoint, slope)
      })
  }

  private static func powerSlope(_ a: Value, _ b: Value) throws -> Matrix<Double> {
    let x = try numbers(a)
    if b.scalar == 2 { return try Matrix.elementwise(.multiply, x, 2) }
    return try Matrix.combining(x, try numbers(b), operation: ".^") { x, p in
      p == 0 ? 0 : p * VectorMath.apply(.power, x, p - 1)
    }
  }

  // MARK: - Ranges

  /// first + step * (0, 1, ...); the limit only decides how many there are.
  static func range(
    _ first: Value, _ step: Value?, _ limit: Value, _ session: Session
  ) throws -> Value {
    let y = try Operators.range(first.primal, step?.primal, limit.primal, session).unpacked
    let shape = y.shape
    return try Tape.record(
      y, Edge(first) { $0 },
      step.flatMap { step in
        Edge(step) { adjoint in
          let counts = try Matrix<Double>(shape, (0..<shape.count).map(Double.init))
          return try Matrix.elementwise(.multiply, adjoint, counts)
        }
      })
  }

  // MARK: - Classes

  /// To double and single; other classes are not followed.
  static func converted(_ value: Value, to target: ValueClass) throws -> Value? {
    guard let y = try value.primal.converted(to: target) else { return nil }
    return try Tape.record(y, Edge(value) { $0 })
  }
}
