import Matrices
import Syntax

/// Arithmetic of the integer classes: computed in double, rounded half away from zero, saturated.
///
/// `int64` and `uint64` compute whole operands exactly, others as `WideProducts` and `WideArithmetic` say.
enum IntegerArithmetic {
  static func apply(
    _ op: BinaryOperator, _ left: Value, _ right: Value, _ kind: IntegerKind, _ session: Session
  ) throws -> Value {
    if op == .matrixMultiply, !left.isScalar, !right.isScalar {
      throw Operators.unsupported(op, left, right)
    }
    // Integers are divided by numbers alone, not by matrices.
    if op == .matrixRightDivide && !right.isScalar || op == .matrixLeftDivide && !left.isScalar {
      throw Operators.unsupported(op, try asNumbers(left), try asNumbers(right))
    }
    if op == .matrixPower, !left.isScalar || !right.isScalar {
      throw Operators.unsupported(op, left, right)
    }
    if kind.byteCount == 8 {
      if let exact = try exact(op, left, right, kind) { return exact }
      if let product = try WideProducts.apply(op, left, right, kind) { return product }
      if let wide = try WideArithmetic.apply(op, left, right, kind) { return wide }
    }
    let a = try left.doubles ?? Matrix(empty: .empty)
    let b = try right.doubles ?? Matrix(empty: .empty)
    let result =
      op == .power || op == .matrixPower
      ? try Powers.elementwise(a, b, session)
      : try Matrix.elementwise(op.elementwise ?? op.scaling, a, b)
    return .integer(try result.converted { kind.stored($0) }, kind)
  }

  /// Truths and characters as the numbers that Octave makes of them before it looks for an operation.
  private static func asNumbers(_ value: Value) throws -> Value {
    guard value.isLogical || value.isChar else { return value }
    return try value.doubles.map { .matrix($0) } ?? value
  }

  /// 64-bit operands of equal shapes or with a scalar, where both are whole.
  private static func exact(
    _ op: BinaryOperator, _ left: Value, _ right: Value, _ kind: IntegerKind
  ) throws -> Value? {
    let isExact: Bool
    switch op {
    case .add, .subtract, .multiply: isExact = true
    case .matrixMultiply: isExact = left.isScalar || right.isScalar
    // A double over an integer is divided as doubles.
    case .rightDivide, .matrixRightDivide: isExact = left.valueClass == .integer(kind)
    default: isExact = false
    }
    guard isExact, let a = try whole(left, kind), let b = try whole(right, kind),
      a.shape == b.shape || a.isScalar || b.isScalar
    else { return nil }
    let shape = a.isScalar ? b.shape : a.shape
    let result = try Matrix<Int64>(shape) { buffer in
      for index in 0..<buffer.count {
        buffer.initializeElement(
          at: index,
          to: exact(op, a[a.isScalar ? 0 : index], b[b.isScalar ? 0 : index], kind))
      }
    }
    return .integer(result, kind)
  }

  private static func whole(_ value: Value, _ kind: IntegerKind) throws -> Matrix<Int64>? {
    if case .integer(let m, _) = value { return m }
    guard let m = try value.doubles else { return nil }
    let isWhole = m.withUnsafeElements { elements in
      elements.allSatisfy {
        $0 == $0.rounded() && $0.magnitude < 0x1p63 && ($0 >= 0 || kind.isSigned)
      }
    }
    return isWhole ? try m.converted { kind.stored($0) } : nil
  }

  /// One operation of stored elements, saturated, quotients rounded half away from zero.
  static func exact(_ op: BinaryOperator, _ x: Int64, _ y: Int64, _ kind: IntegerKind)
    -> Int64
  {
    if kind == .uint64 {
      let (a, b) = (UInt64(bitPattern: x), UInt64(bitPattern: y))
      switch op {
      case .add:
        let (sum, overflow) = a.addingReportingOverflow(b)
        return Int64(bitPattern: overflow ? UInt64.max : sum)
      case .subtract: return Int64(bitPattern: a < b ? 0 : a - b)
      case .rightDivide, .matrixRightDivide:
        if b == 0 { return Int64(bitPattern: a == 0 ? 0 : UInt64.max) }
        let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
        return Int64(bitPattern: rest >= b - rest ? quotient + 1 : quotient)
      default:
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        return Int64(bitPattern: overflow ? UInt64.max : product)
      }
    }
    switch op {
    case .add:
      let (sum, overflow) = x.addingReportingOverflow(y)
      return overflow ? (x < 0 ? Int64.min : Int64.max) : sum
    case .subtract:
      let (difference, overflow) = x.subtractingReportingOverflow(y)
      return overflow ? (x < 0 ? Int64.min : Int64.max) : difference
    case .rightDivide, .matrixRightDivide: return divided(x, y)
    default:
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      return overflow ? ((x < 0) == (y < 0) ? Int64.max : Int64.min) : product
    }
  }

  /// x / y, halves rounded away from zero.
  private static func divided(_ x: Int64, _ y: Int64) -> Int64 {
    if y == 0 { return x == 0 ? 0 : x < 0 ? Int64.min : Int64.max }
    let (quotient, overflow) = x.dividedReportingOverflow(by: y)
    if overflow { return Int64.max }
    let rest = (x - quotient * y).magnitude
    if rest == 0 || rest < y.magnitude - rest { return quotient }
    return (x < 0) == (y < 0) ? quotient + 1 : quotient - 1
  }

  static func compare(
    _ op: ComparisonOperation, _ a: Matrix<Int64>, _ b: Matrix<Int64>, _ kind: IntegerKind
  ) throws -> Matrix<Bool> {
    let shape = a.isScalar ? b.shape : a.shape
    func order(_ x: Int64, _ y: Int64) -> Bool {
      let isLess =
        kind == .uint64 ? UInt64(bitPattern: x) < UInt64(bitPattern: y) : x < y
      switch op {
      case .equal: return x == y
      case .notEqual: return x != y
      case .less: return isLess
      case .lessOrEqual: return isLess || x == y
      case .greater: return !isLess && x != y
      case .greaterOrEqual: return !isLess
      }
    }
    return try Matrix(shape) { buffer in
      for index in 0..<buffer.count {
        buffer.initializeElement(
          at: index, to: order(a[a.isScalar ? 0 : index], b[b.isScalar ? 0 : index]))
      }
    }
  }
}
