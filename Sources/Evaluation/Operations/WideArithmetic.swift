import Matrices
import Syntax

#if arch(x86_64)
  /// Holds every 64-bit integer and every double.
  private typealias Wide = Float80
#else
  private typealias Wide = Double
#endif

/// Arithmetic and comparisons of 64-bit integers with doubles that are no integers of their class.
enum WideArithmetic {
  /// Whether a value has integers that a double may not hold.
  static func concerns(_ value: Value) -> Bool {
    if case .integer(_, let kind) = value { return kind.byteCount == 8 }
    return false
  }

  /// Sums of operands of equal shapes or with a scalar, rounded once; nil for others.
  static func apply(
    _ op: BinaryOperator, _ left: Value, _ right: Value, _ kind: IntegerKind
  ) throws -> Value? {
    let compute: (Wide, Wide) -> Wide
    switch op {
    // The double becomes an integer before: 3 - 0.5 is 2, and NaN is 0.
    case .add: compute = { rounded($0) + rounded($1) }
    case .subtract: compute = { rounded($0) - rounded($1) }
    default: return nil
    }
    guard let result = try combined(left, right, { stored(compute($0, $1), kind) }) else {
      return nil
    }
    return .integer(result, kind)
  }

  /// Comparisons of operands of equal shapes or with a scalar, exact; nil for others.
  static func compare(
    _ op: ComparisonOperation, _ left: Value, _ right: Value
  ) throws -> Matrix<Bool>? {
    let holds: (Wide, Wide) -> Bool
    switch op {
    case .equal: holds = { $0 == $1 }
    case .notEqual: holds = { $0 != $1 }
    case .less: holds = { $0 < $1 }
    case .lessOrEqual: holds = { $0 <= $1 }
    case .greater: holds = { $0 > $1 }
    case .greaterOrEqual: holds = { $0 >= $1 }
    }
    return try combined(left, right, holds)
  }

  private static func combined<Result>(
    _ left: Value, _ right: Value, _ f: (Wide, Wide) -> Result
  ) throws -> Matrix<Result>? {
    guard let a = try wide(left), let b = try wide(right),
      a.shape == b.shape || a.isScalar || b.isScalar
    else { return nil }
    return try Matrix<Result>(a.isScalar ? b.shape : a.shape) { buffer in
      for index in 0..<buffer.count {
        buffer.initializeElement(
          at: index, to: f(a[a.isScalar ? 0 : index], b[b.isScalar ? 0 : index]))
      }
    }
  }

  private static func wide(_ value: Value) throws -> Matrix<Wide>? {
    if case .integer(let m, let kind) = value {
      return try m.converted { kind == .uint64 ? Wide(UInt64(bitPattern: $0)) : Wide($0) }
    }
    return try value.doubles?.converted { Wide($0) }
  }

  private static func rounded(_ x: Wide) -> Wide {
    x.isNaN ? 0 : x.rounded(.toNearestOrAwayFromZero)
  }

  /// Halves away from zero, ends for what lies outside, 0 for NaN.
  private static func stored(_ x: Wide, _ kind: IntegerKind) -> Int64 {
    let whole = rounded(x)
    if kind == .uint64 {
      return Int64(bitPattern: UInt64(exactly: whole) ?? (whole < 0 ? 0 : UInt64.max))
    }
    return Int64(exactly: whole) ?? (whole < 0 ? Int64.min : Int64.max)
  }
}
