import Matrices
import Syntax

/// Products and quotients of 64-bit integers with doubles, to the last digit as Octave computes them without
/// a wider floating-point class (`liboctave/util/oct-inttypes.cc`).
enum WideProducts {
  /// Products and quotients element by element, with broadcasting; nil for other operations and where both
  /// operands are integers.
  static func apply(
    _ op: BinaryOperator, _ left: Value, _ right: Value, _ kind: IntegerKind
  ) throws -> Value? {
    switch op {
    case .multiply, .matrixMultiply:
      if case .integer(let m, _) = left, let doubles = try double(right) {
        return try combined(m, doubles, kind) { product($0, $1, kind) }
      }
      if case .integer(let m, _) = right, let doubles = try double(left) {
        return try combined(m, doubles, kind) { product($0, $1, kind) }
      }
    case .rightDivide, .matrixRightDivide: return try divided(left, by: right, kind)
    case .leftDivide, .matrixLeftDivide: return try divided(right, by: left, kind)
    default: break
    }
    return nil
  }

  private static func divided(_ x: Value, by y: Value, _ kind: IntegerKind) throws -> Value? {
    if case .integer(let m, _) = x, let doubles = try double(y) {
      return try combined(m, doubles, kind, named: "quotient") { quotient($0, $1, kind) }
    }
    guard case .integer(let m, _) = y, let doubles = try double(x) else { return nil }
    return .integer(
      try Matrix.combining(doubles, m, operation: "quotient") {
        kind.stored($0 / kind.double($1))
      }, kind)
  }

  private static func combined(
    _ integers: Matrix<Int64>, _ doubles: Matrix<Double>, _ kind: IntegerKind,
    named operation: String = "product", _ f: (Int64, Double) -> Int64
  ) throws -> Value {
    .integer(try Matrix.combining(integers, doubles, operation: operation, f), kind)
  }

  private static func double(_ value: Value) throws -> Matrix<Double>? {
    if case .integer = value { return nil }
    return try value.doubles
  }

  private static func quotient(_ x: Int64, _ y: Double, _ kind: IntegerKind) -> Int64 {
    if let whole = whole(y, kind) {
      return IntegerArithmetic.exact(.rightDivide, x, whole, kind)
    }
    return product(x, 1 / y, kind)
  }

  private static func product(_ x: Int64, _ y: Double, _ kind: IntegerKind) -> Int64 {
    if let whole = whole(y, kind) { return IntegerArithmetic.exact(.multiply, x, whole, kind) }
    if y.magnitude == 0.5, y > 0 || kind == .int64 {
      return IntegerArithmetic.exact(.rightDivide, x, y < 0 ? -2 : 2, kind)
    }
    if !y.isFinite || y < 0 && kind == .uint64 { return kind.stored(kind.double(x) * y) }
    return productByWords(x, y, kind)
  }

  /// A double that the class holds, as it stores it.
  private static func whole(_ y: Double, _ kind: IntegerKind) -> Int64? {
    if kind == .uint64 { return UInt64(exactly: y).map { Int64(bitPattern: $0) } }
    return y.magnitude < 0x1p63 ? Int64(exactly: y) : nil
  }

  /// |x| times 52 bits of |y| in four words of 32 bits, each scaled and rounded before they are added.
  private static func productByWords(_ x: Int64, _ y: Double, _ kind: IntegerKind) -> Int64 {
    let isNegative = (y < 0) != (kind == .int64 && x < 0)
    let size = kind == .uint64 ? UInt64(bitPattern: x) : x.magnitude
    let (high, low) = size.multipliedFullWidth(by: UInt64(y.magnitude.significand * 0x1p51))
    var exponent = Int(y.exponent) - 51
    var sum: Int64 = 0
    for half in [low, high] {
      for word in [half & 0xffff_ffff, half >> 32] {
        let part = Double(sign: .plus, exponent: exponent, significand: Double(word))
        sum = IntegerArithmetic.exact(.add, sum, kind.stored(isNegative ? -part : part), kind)
        exponent += 32
      }
    }
    return sum
  }
}
