import Matrices
import Syntax

extension Operators {
  public static func unary(_ op: UnaryOperator, _ value: Value, _ session: Session) throws -> Value
  {
    guard value.hasArithmetic else {
      let spelling =
        switch op {
        case .minus: "-"
        case .plus: "+"
        case .not: "!"
        }
      throw EvaluationError(
        "unary operator '\(spelling)' not implemented for '\(value.typeName)' operands")
    }
    if value.isTracked { return try Differentiation.unary(op, value, session) }
    switch op {
    case .not: return try not(value)
    case .minus: return try negated(value)
    case .plus: return try plus(value)
    }
  }

  private static func not(_ value: Value) throws -> Value {
    switch value {
    case .bool(let b): return .bool(!b)
    case .number(let x):
      if x.isNaN { throw nanCondition }
      return .bool(x == 0)
    case .logical(let m): return .truths(try m.converted { !$0 })
    default:
      let m = try value.doubles ?? Matrix(empty: .empty)
      try refuseNaN(m)
      return .truths(try m.converted { $0 == 0 })
    }
  }

  private static func negated(_ value: Value) throws -> Value {
    switch value {
    case .number(let x): return .number(-x)
    case .diagonal(let m): return .diagonal(try m.converted { $0 == 0 ? 0 : -$0 })
    case .single(let m): return .single(try m.converted { -$0 })
    case .integer(let m, let kind):
      return .integer(
        try m.converted { stored in
          if kind == .uint64 { return 0 }
          if stored == Int64.min { return Int64.max }
          return kind.isSigned ? min(-stored, kind.maximum) : 0
        }, kind)
    default:
      let m = try value.doubles ?? Matrix(empty: .empty)
      return .matrix(try m.mapped(.negate))
    }
  }

  private static func plus(_ value: Value) throws -> Value {
    switch value {
    case .bool, .logical, .char: return .matrix(try value.doubles ?? Matrix(empty: .empty))
    default: return value
    }
  }

  /// `value'`: rows and columns exchanged.
  public static func transpose(_ value: Value) throws -> Value {
    guard value.shape.isMatrix else {
      throw EvaluationError("transpose not defined for N-D objects")
    }
    switch value {
    case .number, .bool, .network: return value
    case .function:
      throw EvaluationError("unary operator ''' not implemented for 'function handle' operands")
    case .double(let m): return .double(try m.transposed())
    case .diagonal(let m): return .diagonal(try m.transposed())
    case .range(let r): return .matrix(try r.matrix().transposed())
    case .single(let m): return .single(try m.transposed())
    case .logical(let m): return .logical(try m.transposed())
    case .char(let m, let quoted): return .char(try m.transposed(), doubleQuoted: quoted)
    case .integer(let m, let kind): return .integer(try m.transposed(), kind)
    case .cell(let c): return .cell(try c.transposed())
    case .structure(let s):
      let columns = try s.columns.map { try $0.transposed() }
      return .structure(
        StructArray(
          shape: Shape(s.shape.columns, s.shape.rows), names: s.names, columns: columns))
    case .tracked: return try Differentiation.transpose(value)
    case .map: throw EvaluationError("transpose not defined for containers.Map")
    }
  }

  // MARK: - Conditions

  /// The truth of a condition: all elements nonzero, and at least one.
  public static func truth(_ value: Value) throws -> Bool {
    switch value {
    case .bool(let b): return b
    case .number(let x):
      if x.isNaN { throw nanCondition }
      return x != 0
    case .logical(let m):
      if m.isEmpty { return false }
      return m.withUnsafeElements { $0.allSatisfy { $0 } }
    case .cell:
      throw EvaluationError("invalid conversion from cell array to logical value")
    case .structure, .function, .network, .map:
      throw EvaluationError("wrong type argument '\(Call.description(value))'")
    default:
      guard let m = try value.doubles else { return false }
      if m.isEmpty { return false }
      return try m.withUnsafeElements { elements in
        if elements.contains(where: \.isNaN) { throw nanCondition }
        return elements.allSatisfy { $0 != 0 }
      }
    }
  }

  static var nanCondition: EvaluationError {
    EvaluationError("invalid conversion from NaN to logical")
  }

  /// NaN is neither true nor false.
  static func refuseNaN(_ m: Matrix<Double>) throws {
    if m.withUnsafeElements({ $0.contains(where: \.isNaN) }) { throw nanCondition }
  }

  /// Whether a `case` label fits the switch value: equal to it, or to one of a cell.
  ///
  /// - Throws: The error of `==` for a cell or a struct against a label of the same size.
  static func matches(_ subject: Value, label: Value) throws -> Bool {
    guard case .cell(let labels) = label else { return try fits(subject, label) }
    return try labels.elements.contains { try fits(subject, $0) }
  }

  /// Whether two values have one shape and equal elements; characters count by their codes.
  private static func fits(_ subject: Value, _ label: Value) throws -> Bool {
    if let x = subject.scalar, let y = label.scalar { return x == y }
    guard subject.shape == label.shape else { return false }
    if subject.isEmpty { return true }
    if case .function(let f) = subject, case .function(let g) = label {
      return f.isSame(as: g)
    }
    guard subject.hasArithmetic, label.hasArithmetic else {
      throw unsupported(.equal, subject, label.isChar ? .number(0) : label)
    }
    guard let x = try subject.doubles, let y = try label.doubles else { return false }
    return x.elements == y.elements
  }

  // MARK: - Ranges

  /// `start : step : stop`; operands count by their first element, as in Octave.
  public static func range(
    _ start: Value, _ step: Value?, _ stop: Value, _ session: Session
  ) throws -> Value {
    if let plain = try plainRange(start, step, stop) { return plain }
    if start.isTracked || step?.isTracked ?? false || stop.isTracked {
      return try Differentiation.range(start, step, stop, session)
    }
    let parts = [start, step ?? .number(1), stop]
    let classes = Set(parts.map(\.valueClass)).subtracting([.double])
    if classes.contains(.logical) {
      throw EvaluationError("invalid types found in range expression")
    }
    if classes.count > 1 {
      throw EvaluationError("incompatible types found in range expression")
    }
    if case .integer(let kind)? = classes.first { return try integerRange(parts, kind) }
    var numbers: [Double] = []
    for part in parts {
      guard let m = try part.doubles else {
        throw EvaluationError("invalid types found in range expression")
      }
      if m.isEmpty { return .double(Matrix(empty: Shape(1, 0))) }
      numbers.append(m[0])
    }
    let range = try checkedRange(numbers[0], numbers[1], numbers[2])
    switch classes.first {
    case .single?: return .single(try range.matrix().converted { Float($0) })
    case .char?:
      return .char(
        try range.matrix().converted { UInt8(max(0, min(255, $0))) }, doubleQuoted: false)
    default: return value(range)
    }
  }

  /// The range between real numbers, the commonest case.
  private static func plainRange(
    _ start: Value, _ step: Value?, _ stop: Value
  ) throws -> Value? {
    guard case .number(let first) = start, case .number(let last) = stop else { return nil }
    switch step {
    case nil: return value(try checkedRange(first, 1, last))
    case .number(let stride)?: return value(try checkedRange(first, stride, last))
    default: return nil
    }
  }

  /// A range of one element is a number, also in what messages call it.
  private static func value(_ range: RangeValue) -> Value {
    range.count == 1 ? .number(range.start) : .range(range)
  }

  private static func checkedRange(
    _ start: Double, _ step: Double, _ limit: Double
  ) throws -> RangeValue {
    guard let count = RangeValue.count(start: start, step: step, limit: limit) else {
      if start.isInfinite || limit.isInfinite {
        throw EvaluationError("range with infinite number of elements cannot be stored")
      }
      throw EvaluationError(
        "out of memory or dimension too large for Octave's index type",
        identifier: "Octave:bad-alloc")
    }
    return RangeValue(start: start, step: step, limit: limit, count: count)
  }

  private static func integerRange(_ parts: [Value], _ kind: IntegerKind) throws -> Value {
    let numbers = try parts.map { try $0.doubles.flatMap { $0.isEmpty ? nil : $0[0] } ?? .nan }
    for (name, x) in zip(["lower bound", "increment", "upper bound"], numbers)
    where x != x.rounded() || x < kind.double(kind.minimum) || x > kind.double(kind.maximum) {
      // A step down is fine for unsigned classes too.
      if name == "increment", x == x.rounded(), x.isFinite { continue }
      let reason =
        name == "increment"
        ? "not an integer" : "not an integer or out of range for given integer type"
      throw EvaluationError("colon operator \(name) invalid (\(reason))")
    }
    let range = try checkedRange(numbers[0], numbers[1], numbers[2])
    return .integer(try range.matrix().converted { kind.stored($0) }, kind)
  }
}
