import Matrices

/// Writing parts of arrays: `x(...) = value`, with growth, in place where nobody else holds the array.
enum Assignment {
  /// Assigns to elements of `target`; a target without a value, or `[]`, takes the class of `value`.
  ///
  /// - Parameter isVariable: whether the target is a variable. The `[]` in it is an array of doubles, and
  ///   numbers of other classes become doubles there; in a field or cell it has no class yet.
  static func assign(
    _ value: Value, to target: inout Value?, _ arguments: [Value], _ session: Session,
    isVariable: Bool = false
  ) throws {
    if case .map(let map)? = target {
      guard arguments.count == 1 else {
        throw EvaluationError(
          "only '()' indexing with exactly one key is supported by containers.Map")
      }
      session.tape?.noteWriting(to: map)
      return try map.assign(value, at: arguments[0])
    }
    let subscripts = try Subscripts.resolve(arguments)
    let keepsClass =
      isVariable && (value.isNumeric || value.isLogical || value.isChar) && target != nil
    if target == nil || !keepsClass && isFresh(target) || !isVariable && isEmptyPart(target) {
      target = try emptyArray(like: value)
    }
    try assign(value, to: &target, subscripts, session)
  }

  /// `[]`: it has no class of its own when something is assigned into it.
  private static func isFresh(_ target: Value?) -> Bool {
    if case .double(let m)? = target {
      m.rows == 0 && m.columns == 0 && m.shape.isMatrix
    } else {
      false
    }
  }

  /// `''` and `{}` in a field or cell have no class either.
  private static func isEmptyPart(_ target: Value?) -> Bool {
    switch target {
    case .char(let m, _)?: m.shape == .empty
    case .cell(let c)?: c.shape == .empty
    default: false
    }
  }

  private static func emptyArray(like value: Value) throws -> Value {
    switch value {
    case .number, .double, .range, .diagonal: return .double(Matrix(empty: .empty))
    case .bool, .logical: return .logical(Matrix(empty: .empty))
    case .single: return .single(Matrix(empty: .empty))
    case .char(_, let quoted): return .char(Matrix(empty: .empty), doubleQuoted: quoted)
    case .integer(_, let kind): return .integer(Matrix(empty: .empty), kind)
    case .cell: return .cell(Matrix(empty: .empty))
    case .structure(let s):
      return .structure(
        StructArray(
          shape: .empty, names: s.names,
          columns: s.names.map { _ in Matrix(empty: .empty) }))
    case .tracked(let t): return try emptyArray(like: t.primal)
    case .function, .network, .map:
      // One value only: x(1) = f is x = f.
      return .cell(Matrix(empty: .empty))
    }
  }

  /// The target lets go of its array meanwhile, so that it is written in place; an error puts it back as it was.
  static func assign(
    _ value: Value, to target: inout Value?, _ subscripts: [Subscript], _ session: Session
  ) throws {
    if value.isTracked || target?.isTracked ?? false,
      try Differentiation.assign(value, to: &target, subscripts, session)
    {
      return
    }
    switch target {
    case nil: return
    case .number(let x)?:
      try write(
        try doubles(value, into: target), to: &target, Matrix(scalar: x), subscripts, Value.matrix)
    case .double(let m)?:
      try write(try doubles(value, into: target), to: &target, m, subscripts, Value.matrix)
    case .diagonal(let m)?:
      let source = try doubles(value, into: target)
      if try writeOnDiagonal(value, to: &target, m, subscripts) { return }
      let diagonal = target
      do { try write(source, to: &target, m, subscripts, Value.matrix) } catch {
        target = diagonal
        throw error
      }
    case .range(let r)?:
      try write(
        try doubles(value, into: target), to: &target, try r.matrix(), subscripts, Value.matrix)
    case .single(let m)?:
      guard let source = try value.floats else { throw conversion(value, into: target) }
      try write(source, to: &target, m, subscripts, Value.single)
    case .bool(let b)?:
      try writeTruths(value, to: &target, Matrix(scalar: b), subscripts, session)
    case .logical(let m)?:
      if value.isChar {
        throw EvaluationError(
          "octave_base_value::bool_array_value(): wrong type argument '\(value.indexedTypeName)'")
      }
      try writeTruths(value, to: &target, m, subscripts, session)
    case .char(let m, _)? where value.isNumeric && value.valueClass != .double:
      // Doubles and truths are stored as codes, other numbers make the text an array of them.
      let codes = try m.converted { Double($0) }
      try write(try doubles(value, into: target), to: &target, codes, subscripts, Value.matrix)
    case .char(let m, let quoted)?:
      let source = try characters(value, into: target)
      try write(source, to: &target, m, subscripts) { .char($0, doubleQuoted: quoted) }
    case .integer(let m, let kind)?:
      guard let source = try value.stored(as: kind) else {
        throw conversion(value, into: target)
      }
      try write(source, to: &target, m, subscripts) { .integer($0, kind) }
    case .cell(let c)?:
      let source: Matrix<Value>
      if case .cell(let other) = value { source = other } else { source = Matrix(scalar: value) }
      try write(source, to: &target, c, subscripts, fill: .emptyMatrix, Value.cell)
    case .structure(let s)?:
      guard case .structure(let source) = value else {
        throw EvaluationError("invalid structure assignment")
      }
      try writeStructs(source, to: &target, s, subscripts)
    case .function?:
      throw EvaluationError("can't perform indexed assignment for function handle type")
    case .network?: throw EvaluationError("network cannot be indexed with () in an assignment")
    case .map?, .tracked?: return
    }
  }

  private static func write<Element: ExpressibleByIntegerLiteral>(
    _ source: Matrix<Element>, to target: inout Value?, _ m: consuming Matrix<Element>,
    _ subscripts: [Subscript], _ value: (Matrix<Element>) -> Value
  ) throws {
    try write(source, to: &target, m, subscripts, fill: 0, value)
  }

  private static func write<Element>(
    _ source: Matrix<Element>, to target: inout Value?, _ m: consuming Matrix<Element>,
    _ subscripts: [Subscript], fill: Element, _ value: (Matrix<Element>) -> Value
  ) throws {
    target = nil
    var m = m
    defer { target = value(m) }
    try m.assign(source, atAll: subscripts, fill: fill)
  }

  private static func doubles(_ value: Value, into target: Value?) throws -> Matrix<Double> {
    guard let m = try value.doubles else { throw conversion(value, into: target) }
    return m
  }

  /// A value of a class that the target cannot hold; all but numbers count as matrices.
  private static func conversion(_ value: Value, into target: Value?) -> EvaluationError {
    let type =
      switch target {
      case .number?, .bool?: "scalar"
      case .single?, .integer?: target?.typeName ?? "matrix"
      default: "matrix"
      }
    return EvaluationError(
      "operator =: no conversion for assignment of '\(value.typeName)' to indexed '\(type)'")
  }

  private static func writeTruths(
    _ value: Value, to target: inout Value?, _ m: consuming Matrix<Bool>,
    _ subscripts: [Subscript], _ session: Session
  ) throws {
    if value.valueClass == .single {
      let old = try m.converted { $0 ? 1.0 : 0 }
      let source = try doubles(value, into: target)
      return try write(source, to: &target, old, subscripts, Value.matrix)
    }
    let source: Matrix<Bool>
    switch value {
    case .bool(let b): source = Matrix(scalar: b)
    case .logical(let truths): source = truths
    default:
      let numbers = try doubles(value, into: target)
      if numbers.withUnsafeElements({ $0.contains(where: \.isNaN) }) {
        throw EvaluationError("invalid conversion from NaN to logical")
      }
      if numbers.withUnsafeElements({ $0.contains { $0 != 0 && $0 != 1 } }) {
        session.warn("value not equal to 1 or 0 converted to logical 1")
      }
      source = try numbers.converted { $0 != 0 }
    }
    try write(source, to: &target, m, subscripts, fill: false, Value.truths)
  }

  private static func characters(_ value: Value, into target: Value?) throws -> Matrix<UInt8> {
    if case .char(let text, _) = value { return text }
    return try doubles(value, into: target).converted {
      UInt8(exactly: $0.rounded(.toNearestOrAwayFromZero)) ?? 0
    }
  }

  private static func writeStructs(
    _ source: StructArray, to target: inout Value?, _ s: consuming StructArray,
    _ subscripts: [Subscript]
  ) throws {
    target = nil
    var (s, source) = (s, source)
    defer { target = .structure(s) }
    for name in source.names { try s.addField(name) }
    for name in s.names { try source.addField(name) }
    try s.assign(source, at: subscripts)
  }

  // MARK: - Deleting

  /// `target(arguments) = literal`, where the literal is `[]`, `''` or `""`.
  static func delete(
    from target: inout Value?, _ arguments: [Value], literal: Value
  ) throws {
    // A map has no elements to leave out: an empty literal is a value like any other.
    if case .map(let map)? = target, arguments.count == 1 {
      return try map.assign(literal, at: arguments[0])
    }
    let subscripts = try Subscripts.resolve(arguments)
    guard let old = target else { return }
    switch old {
    case .number(let x): target = .matrix(try deleted(Matrix(scalar: x), subscripts))
    case .bool(let b): target = .truths(try deleted(Matrix(scalar: b), subscripts))
    case .double(let m), .diagonal(let m): target = .matrix(try deleted(m, subscripts))
    case .range(let r): target = .matrix(try deleted(try r.matrix(), subscripts))
    case .single(let m): target = .single(try deleted(m, subscripts))
    case .logical(let m): target = .truths(try deleted(m, subscripts))
    case .char(let m, let quoted):
      target = .char(try deleted(m, subscripts), doubleQuoted: quoted)
    case .integer(let m, let kind): target = .integer(try deleted(m, subscripts), kind)
    case .cell(let c): target = .cell(try deleted(c, subscripts))
    case .structure(let s):
      let columns = try s.columns.map { try deleted($0, subscripts) }
      let left = try deleted(Matrix(s.shape, repeating: false), subscripts)
      target = .structure(StructArray(shape: left.shape, names: s.names, columns: columns))
    case .tracked: target = try Differentiation.deleting(old, subscripts)
    case .function, .network, .map:
      throw EvaluationError("invalid use of a \(old.typeName) in a deletion")
    }
  }

  static func deleted<Element>(
    _ m: Matrix<Element>, _ subscripts: [Subscript]
  ) throws -> Matrix<Element> {
    var m = m
    if subscripts.count == 1 { try m.delete(subscripts[0]) } else { try m.delete(subscripts) }
    return m
  }
}
