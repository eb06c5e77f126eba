import Matrices

extension Value {
  /// The value as class `target`, as `double(x)`, `int8(x)`, `logical(x)`, ... convert it; nil where the
  /// language has no such conversion (cells, structs, handles).
  ///
  /// Integers round half away from zero and saturate. To `char`, elements become bytes (`NaN` and numbers
  /// outside 0...255 are errors in `char`; here they wrap to 0). To `logical`, NaN is an error.
  public func converted(to target: ValueClass) throws -> Value? {
    if case .tracked = self { return try Differentiation.converted(self, to: target) }
    if target == valueClass { return try unpacked }
    switch target {
    case .double: return try doubles.map { .matrix($0) }
    case .single: return try singles.map { .single($0) }
    case .logical: return try truths.map { .truths($0) }
    case .char: return try characters.map { .char($0, doubleQuoted: false) }
    case .integer(let kind): return try stored(as: kind).map { .integer($0, kind) }
    case .cell, .structure, .function, .network, .map: return nil
    }
  }

  /// The same value with ranges and diagonal matrices written out in full.
  public var unpacked: Value {
    get throws {
      switch self {
      case .range(let range): .matrix(try range.matrix())
      case .diagonal(let m): .matrix(m)
      default: self
      }
    }
  }

  /// The elements in single precision; nil for values without numbers.
  public var singles: Matrix<Float>? {
    get throws {
      if case .single(let m) = primal { return m }
      if case .integer(let m, let kind) = self, kind != .uint64 {
        return try m.converted { Float($0) }
      }
      return try doubles?.converted { Float($0) }
    }
  }

  /// Which elements differ from zero; nil for values without numbers.
  ///
  /// - Throws: Octave's error when an element is NaN.
  public var truths: Matrix<Bool>? {
    get throws {
      switch self {
      case .bool(let b): return Matrix(scalar: b)
      case .logical(let m): return m
      case .integer(let m, _): return try m.converted { $0 != 0 }
      default:
        guard let m = try doubles else { return nil }
        if m.withUnsafeElements({ $0.contains { $0.isNaN } }) {
          throw EvaluationError("invalid conversion from NaN to logical")
        }
        return try m.converted { $0 != 0 }
      }
    }
  }

  /// The elements as stored integers of `kind`, rounded and saturated; nil for values without numbers.
  public func stored(as kind: IntegerKind) throws -> Matrix<Int64>? {
    if case .integer(let m, let own) = self {
      return own == kind ? m : try m.converted { kind.stored($0, of: own) }
    }
    return try doubles?.converted { kind.stored($0) }
  }

  /// The elements as bytes of text; nil for values without numbers.
  private var characters: Matrix<UInt8>? {
    get throws {
      if case .char(let m, _) = self { return m }
      return try doubles?.converted { UInt8(exactly: $0.rounded(.toNearestOrAwayFromZero)) ?? 0 }
    }
  }
}
