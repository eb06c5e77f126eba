import Glibc
import Matrices
import Syntax

/// Operators between values: which class the result has, and the arithmetic of that class.
public enum Operators {
  /// `left op right`, element by element or as matrices.
  public static func binary(
    _ op: BinaryOperator, _ left: Value, _ right: Value, _ session: Session
  ) throws -> Value {
    if let x = plainScalar(left), let y = plainScalar(right) {
      return try scalar(op, x, y, session)
    }
    if left.isTracked || right.isTracked {
      return try Differentiation.binary(op, left, right, session)
    }
    switch op {
    case .and, .or: return try logical(op, left, right)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return try comparison(op, left, right)
    default: return try arithmetic(op, left, right, session)
    }
  }

  /// A double or logical scalar.
  private static func plainScalar(_ value: Value) -> Double? {
    switch value {
    case .number(let x): x
    case .bool(let b): b ? 1 : 0
    default: nil
    }
  }

  private static func scalar(
    _ op: BinaryOperator, _ x: Double, _ y: Double, _ session: Session
  ) throws -> Value {
    switch op {
    case .add: return .number(x + y)
    case .subtract: return .number(x - y)
    case .matrixMultiply, .multiply: return .number(x * y)
    case .matrixRightDivide, .rightDivide: return .number(x / y)
    case .matrixLeftDivide, .leftDivide: return .number(y / x)
    case .matrixPower, .power: return .number(try Powers.power(x, y, session))
    case .equal: return .bool(x == y)
    case .notEqual: return .bool(x != y)
    case .less: return .bool(x < y)
    case .lessOrEqual: return .bool(x <= y)
    case .greater: return .bool(x > y)
    case .greaterOrEqual: return .bool(x >= y)
    case .and, .or:
      if x.isNaN || y.isNaN { throw nanCondition }
      return .bool(op == .and ? x != 0 && y != 0 : x != 0 || y != 0)
    }
  }

  // MARK: - Arithmetic

  private static func arithmetic(
    _ op: BinaryOperator, _ left: Value, _ right: Value, _ session: Session
  ) throws -> Value {
    if let kept = try structured(op, left, right) { return kept }
    try refuseBroadcastOfDiagonal(op, left, right)
    switch try resultClass(op, left, right) {
    case .single:
      return .single(
        try real(
          op, try left.floats ?? Matrix(empty: .empty), try right.floats ?? Matrix(empty: .empty),
          session))
    case .integer(let kind):
      return try IntegerArithmetic.apply(op, left, right, kind, session)
    default:
      if case .number(let x) = left, case .double(let m) = right, let operation = op.elementwise {
        return .matrix(try Matrix.elementwise(operation, x, m))
      }
      if case .double(let m) = left, case .number(let x) = right, let operation = op.elementwise {
        return .matrix(try Matrix.elementwise(operation, m, x))
      }
      return .matrix(
        try real(
          op, try left.doubles ?? Matrix(empty: .empty),
          try right.doubles ?? Matrix(empty: .empty), session))
    }
  }

  /// The class of an arithmetic result; an error for operands that have no arithmetic.
  private static func resultClass(_ op: BinaryOperator, _ left: Value, _ right: Value) throws
    -> ValueClass
  {
    guard left.hasArithmetic, right.hasArithmetic else { throw unsupported(op, left, right) }
    switch (left.valueClass, right.valueClass) {
    case (.integer(let a), .integer(let b)):
      if a != b { throw unsupported(op, left, right) }
      return .integer(a)
    case (.integer(let kind), _), (_, .integer(let kind)): return .integer(kind)
    case (.single, _), (_, .single): return .single
    default: return .double
    }
  }

  /// A diagonal matrix is added to a matrix of doubles of its own shape only.
  private static func refuseBroadcastOfDiagonal(
    _ op: BinaryOperator, _ left: Value, _ right: Value
  ) throws {
    guard op == .add || op == .subtract, !left.isScalar, !right.isScalar, left.shape != right.shape
    else { return }
    let other: Value
    switch (left, right) {
    case (.diagonal, _): other = right
    case (_, .diagonal): other = left
    default: return
    }
    switch other.valueClass {
    case .single, .integer: return
    case _ where !other.hasArithmetic: return
    default:
      throw MatrixError.nonconformant(operation: op.rawValue, left.shape, right.shape)
    }
  }

  /// Diagonal matrices that stay diagonal.
  private static func structured(_ op: BinaryOperator, _ left: Value, _ right: Value) throws
    -> Value?
  {
    switch (left, right) {
    case (.diagonal(let m), .number(let x)):
      switch op {
      case .matrixMultiply: return try diagonal(m) { $0 * x }
      case .matrixRightDivide: return try diagonal(m) { $0 / x }
      case .matrixPower where m.shape.isSquare: return try power(ofDiagonal: m, x)
      default: return nil
      }
    case (.number(let x), .diagonal(let m)) where op == .matrixMultiply:
      return try diagonal(m) { x * $0 }
    case (.number(let x), .diagonal(let m)) where op == .matrixLeftDivide:
      return try diagonal(m) { $0 / x }
    case (.diagonal, .bool(let b)): return try structured(op, left, .number(b ? 1 : 0))
    case (.bool(let b), .diagonal): return try structured(op, .number(b ? 1 : 0), right)
    case (.double(let m), .diagonal(let d))
    where op == .matrixMultiply && m.shape.isMatrix && m.columns == d.rows:
      return .matrix(try scalingColumns(m, by: d))
    case (.diagonal(let d), .double(let m))
    where op == .matrixMultiply && m.shape.isMatrix && d.columns == m.rows:
      let scaled = try scalingColumns(m.transposed(), by: try d.transposed())
      return .matrix(try scaled.transposed())
    case (.diagonal(let a), .diagonal(let b)) where op == .matrixMultiply && a.columns == b.rows:
      var product = try Matrix(Shape(a.rows, b.columns), repeating: 0.0)
      for i in 0..<min(a.rows, a.columns, b.columns) { product[i, i] = a[i, i] * b[i, i] }
      return .diagonal(product)
    case (.diagonal(let a), .diagonal(let b))
    where (op == .add || op == .subtract) && a.shape == b.shape:
      return .diagonal(try Matrix.elementwise(op == .add ? .add : .subtract, a, b))
    default: return nil
    }
  }

  /// A diagonal matrix with `f` of what stands on the diagonal.
  private static func diagonal(_ m: Matrix<Double>, _ f: (Double) -> Double) throws -> Value {
    var result = m
    for i in 0..<min(m.rows, m.columns) { result[i, i] = f(m[i, i]) }
    return .diagonal(result)
  }

  /// The powers of the diagonal; nil where one of them is no real number.
  private static func power(ofDiagonal m: Matrix<Double>, _ exponent: Double) throws -> Value? {
    let result = try diagonal(m) { Glibc.pow($0, exponent) }
    guard case .diagonal(let powers) = result else { return nil }
    return (0..<m.rows).allSatisfy { powers[$0, $0].isFinite } ? result : nil
  }

  /// `m` times a diagonal matrix: only the diagonal is multiplied with, so that a NaN stays in its column.
  private static func scalingColumns(_ m: Matrix<Double>, by d: Matrix<Double>) throws
    -> Matrix<Double>
  {
    try Matrix(Shape(m.rows, d.columns)) { target in
      for column in 0..<d.columns {
        for row in 0..<m.rows {
          target[row + column * m.rows] =
            column < m.columns ? m[row, column] * d[column, column] : 0
        }
      }
    }
  }

  /// Real arithmetic of one element type.
  static func real<Element: RealElement>(
    _ op: BinaryOperator, _ a: Matrix<Element>, _ b: Matrix<Element>, _ session: Session
  ) throws -> Matrix<Element> {
    let isScaling = a.isScalar || b.isScalar
    if !isScaling, a.shape != b.shape { BroadcastWarning.check(op, a.shape, b.shape, session) }
    switch op {
    case .matrixMultiply where !isScaling: return try Matrix.product(a, b)
    case .matrixRightDivide where !b.isScalar:
      let (x, rcond) = try b.rightDivide(a)
      warnIfSingular(Double(rcond), session)
      return x
    case .matrixLeftDivide where !a.isScalar:
      let (x, rcond) = try a.leftDivide(b)
      warnIfSingular(Double(rcond), session)
      return x
    case .matrixPower where !(a.isScalar && b.isScalar):
      return try Powers.matrixPower(a, b, session)
    case .power, .matrixPower: return try Powers.elementwise(a, b, session)
    default:
      return try Matrix.elementwise(op.elementwise ?? op.scaling, a, b)
    }
  }

  /// Octave's warnings about the reciprocal condition of a matrix that was divided by.
  public static func warnIfSingular(_ rcond: Double, _ session: Session) {
    if rcond.isNaN || rcond >= Double.ulpOfOne { return }
    let detail = rcond == 0 ? "" : ", rcond = \(shortText(rcond))"
    session.warn(
      "matrix singular to machine precision\(detail)",
      identifier: rcond == 0 ? "Octave:singular-matrix" : "Octave:nearly-singular-matrix")
  }

  /// A number with five significant digits, as messages write it.
  static func shortText(_ x: Double) -> String {
    String(decoding: NumberText.double("%*.*g", precision: 5, x), as: UTF8.self)
  }

  // MARK: - Comparison and logic

  private static func comparison(_ op: BinaryOperator, _ left: Value, _ right: Value) throws
    -> Value
  {
    guard left.hasArithmetic, right.hasArithmetic else { throw unsupported(op, left, right) }
    let operation = op.comparison
    if case .integer(let a, let kind) = left, case .integer(let b, kind) = right,
      a.shape == b.shape || a.isScalar || b.isScalar
    {
      return .truths(try IntegerArithmetic.compare(operation, a, b, kind))
    }
    if WideArithmetic.concerns(left) || WideArithmetic.concerns(right),
      let truths = try WideArithmetic.compare(operation, left, right)
    {
      return .truths(truths)
    }
    if left.valueClass == .single || right.valueClass == .single,
      let a = try left.floats, let b = try right.floats
    {
      return .truths(try Matrix.compare(operation, a, b))
    }
    guard let a = try left.doubles, let b = try right.doubles else {
      throw unsupported(op, left, right)
    }
    return .truths(try Matrix.compare(operation, a, b))
  }

  private static func logical(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
    guard left.hasArithmetic, right.hasArithmetic,
      let a = try left.doubles, let b = try right.doubles
    else { throw unsupported(op, left, right) }
    try refuseNaN(a)
    try refuseNaN(b)
    // The truth of both, as 0 and 1: their product is `and`, their sum's truth `or`.
    let zero = Matrix<Double>(scalar: 0)
    let p = try Matrix.compare(.notEqual, a, zero).converted { $0 ? 1.0 : 0 }
    let q = try Matrix.compare(.notEqual, b, zero).converted { $0 ? 1.0 : 0 }
    do {
      let joined = try Matrix.elementwise(op == .and ? .multiply : .add, p, q)
      return .truths(try Matrix.compare(.notEqual, joined, zero))
    } catch MatrixError.nonconformant(_, let x, let y) {
      throw MatrixError.nonconformant(operation: op.rawValue, x, y)
    }
  }

  static func unsupported(_ op: BinaryOperator, _ left: Value, _ right: Value) -> EvaluationError {
    EvaluationError(
      "binary operator '\(op.rawValue)' not implemented for '\(left.typeName)' by "
        + "'\(right.typeName)' operations")
  }
}

extension BinaryOperator {
  /// The operation between the elements, for operators that work element by element on any arrays.
  var elementwise: ArithmeticOperation? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .rightDivide: .divide
    case .leftDivide: .leftDivide
    default: nil
    }
  }

  /// What a matrix operator does when one operand is a scalar.
  var scaling: ArithmeticOperation {
    switch self {
    case .matrixMultiply: .multiply
    case .matrixRightDivide: .divide
    case .matrixLeftDivide: .leftDivide
    default: elementwise ?? .power
    }
  }

  var comparison: ComparisonOperation {
    switch self {
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: .equal
    }
  }
}

extension Value {
  /// Whether arithmetic is defined: numbers, truth values and text.
  public var hasArithmetic: Bool {
    switch self {
    case .cell, .structure, .function, .network, .map: false
    default: true
    }
  }

  /// The elements in single precision; nil where there are no numbers.
  public var floats: Matrix<Float>? {
    get throws {
      if case .single(let m) = primal { return m }
      return try doubles?.converted { Float($0) }
    }
  }

  /// What messages about operators call the type.
  public var typeName: String {
    switch self {
    case .number, .bool: "scalar"
    case .char(let m, _): m.isScalar ? "scalar" : "matrix"
    case .double, .logical, .range, .diagonal: "matrix"
    case .single(let m): m.isScalar ? "float scalar" : "float matrix"
    case .integer(let m, let kind): "\(kind.rawValue) \(m.isScalar ? "scalar" : "matrix")"
    case .cell: "cell"
    case .structure(let s): s.shape.isScalar ? "scalar struct" : "struct"
    case .function: "function handle"
    case .network: "network"
    case .map: "object"
    case .tracked(let t): t.primal.typeName
    }
  }

  /// What messages about indexing call the type.
  public var indexedTypeName: String {
    switch self {
    case .number: "scalar"
    case .bool: "bool"
    case .logical: "bool matrix"
    case .range(let r): r.count > 0 ? "double_range" : "matrix"
    case .char(_, let doubleQuoted): doubleQuoted ? "string" : "sq_string"
    case .structure: "struct"
    case .diagonal: "diagonal matrix"
    default: typeName
    }
  }
}
