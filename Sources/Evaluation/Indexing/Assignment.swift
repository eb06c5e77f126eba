import Matrices

/// Writing parts of arrays: `x(...) = value`, with growth, in place where nobody else holds the array.
enum Assignment {
  /// Assigns to elements of `target`; a target without a value, or `[]`, takes the class of `value`.
  static func assign(
    _ value: Value, to target: inout Value?, _ arguments: [Value], _ session: Session
  ) throws {
    if case .map(let map)? = target {
      guard arguments.count == 1 else {
        throw EvaluationError(
          "only '()' indexing with exactly one key is supported by containers.Map")
      }
      return try map.assign(value, at: arguments[0])
    }
    let subscripts = try Subscripts.resolve(arguments)
    if target == nil || isFresh(target) {
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
    case .function, .network, .map:
      // One value only: x(1) = f is x = f.
      return .cell(Matrix(empty: .empty))
    }
  }

  private static func assign(
    _ value: Value, to target: inout Value?, _ subscripts: [Subscript], _ session: Session
  ) throws {
    guard let old = target else { return }
    // The register lets go of the array meanwhile, so that it is written in place.
    target = nil
    do {
      target = try assigned(value, to: old, subscripts, session)
    } catch let failure as Restoring {
      target = failure.value
      throw failure.error
    } catch {
      target = old
      throw error
    }
  }

  /// An error on the way, with the value that must be put back.
  private struct Restoring: Error, @unchecked Sendable {
    let value: Value
    let error: any Error
  }

  private static func assigned(
    _ value: Value, to old: consuming Value, _ subscripts: [Subscript], _ session: Session
  ) throws -> Value {
    switch consume old {
    case .number(let x):
      return .matrix(
        try written(Matrix(scalar: x), try doubles(value), subscripts, fill: 0) { .matrix($0) })
    case .double(let m):
      return .matrix(try written(m, try doubles(value), subscripts, fill: 0) { .matrix($0) })
    case .diagonal(let m):
      return .matrix(try written(m, try doubles(value), subscripts, fill: 0) { .diagonal($0) })
    case .range(let r):
      return .matrix(
        try written(try r.matrix(), try doubles(value), subscripts, fill: 0) { .matrix($0) })
    case .single(let m):
      guard let source = try value.floats else { throw conversion(value) }
      return .single(try written(m, source, subscripts, fill: 0) { .single($0) })
    case .bool(let b):
      return try truths(Matrix(scalar: b), value, subscripts, session)
    case .logical(let m): return try truths(m, value, subscripts, session)
    case .char(let m, let quoted): return try characters(m, quoted, value, subscripts)
    case .integer(let m, let kind):
      guard let source = try value.stored(as: kind) else { throw conversion(value) }
      return .integer(
        try written(m, source, subscripts, fill: 0) { .integer($0, kind) }, kind)
    case .cell(let c):
      let source: Matrix<Value>
      if case .cell(let other) = value { source = other } else { source = Matrix(scalar: value) }
      return .cell(try written(c, source, subscripts, fill: .emptyMatrix) { .cell($0) })
    case .structure(let s): return .structure(try structs(s, value, subscripts))
    case .function(let f):
      throw Restoring(
        value: .function(f),
        error: EvaluationError("can't perform indexed assignment for function handle type"))
    case .network(let n):
      throw Restoring(
        value: .network(n),
        error: EvaluationError("network cannot be indexed with () in an assignment"))
    case .map(let m): return .map(m)
    }
  }

  private static func written<Element>(
    _ target: consuming Matrix<Element>, _ source: Matrix<Element>, _ subscripts: [Subscript],
    fill: Element, restore: (Matrix<Element>) -> Value
  ) throws -> Matrix<Element> {
    var target = target
    do {
      if subscripts.count == 1 {
        try target.assign(source, at: subscripts[0], fill: fill)
      } else {
        try target.assign(source, at: subscripts, fill: fill)
      }
    } catch {
      throw Restoring(value: restore(target), error: error)
    }
    return target
  }

  private static func doubles(_ value: Value) throws -> Matrix<Double> {
    guard let m = try value.doubles else { throw conversion(value) }
    return m
  }

  private static func conversion(_ value: Value) -> EvaluationError {
    EvaluationError(
      "operator = undefined for 'matrix' by '\(value.typeName)' operations")
  }

  private static func truths(
    _ m: consuming Matrix<Bool>, _ value: Value, _ subscripts: [Subscript], _ session: Session
  ) throws -> Value {
    if case .bool(let b) = value {
      return .truths(
        try written(m, Matrix(scalar: b), subscripts, fill: false) { .truths($0) })
    }
    if case .logical(let source) = value {
      return .truths(try written(m, source, subscripts, fill: false) { .truths($0) })
    }
    let numbers = try doubles(value)
    if numbers.withUnsafeElements({ $0.contains { $0 != 0 && $0 != 1 } }) {
      session.warn("value not equal to 1 or 0 converted to logical 1")
    }
    let source = try numbers.converted { $0 != 0 }
    return .truths(try written(m, source, subscripts, fill: false) { .truths($0) })
  }

  private static func characters(
    _ m: consuming Matrix<UInt8>, _ quoted: Bool, _ value: Value, _ subscripts: [Subscript]
  ) throws -> Value {
    if case .char(let source, _) = value {
      return .char(
        try written(m, source, subscripts, fill: 0) { .char($0, doubleQuoted: quoted) },
        doubleQuoted: quoted)
    }
    let codes = try doubles(value)
    let source = try codes.converted { UInt8(exactly: $0) ?? 0 }
    return .char(
      try written(m, source, subscripts, fill: 0) { .char($0, doubleQuoted: quoted) },
      doubleQuoted: quoted)
  }

  private static func structs(
    _ s: StructArray, _ value: Value, _ subscripts: [Subscript]
  ) throws -> StructArray {
    guard case .structure(var source) = value else {
      throw EvaluationError("invalid structure assignment")
    }
    var target = s
    for name in source.names { try target.addField(name) }
    for name in target.names { try source.addField(name) }
    var columns: [Matrix<Value>] = []
    for (index, name) in target.names.enumerated() {
      guard let from = source.column(name) else { continue }
      var column = target.columns[index]
      if subscripts.count == 1 {
        try column.assign(from, at: subscripts[0], fill: .emptyMatrix)
      } else {
        try column.assign(from, at: subscripts, fill: .emptyMatrix)
      }
      columns.append(column)
    }
    var shape = Matrix<Bool>(empty: .empty)
    if columns.isEmpty {
      shape = try Matrix(target.shape, repeating: false)
      try shape.assign(Matrix(scalar: false), at: subscripts, fill: false)
    }
    return StructArray(
      shape: columns.first?.shape ?? shape.shape, names: target.names, columns: columns)
  }

  // MARK: - Deleting

  /// `target(arguments) = []`.
  static func delete(from target: inout Value?, _ arguments: [Value]) throws {
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
      target = .structure(
        StructArray(shape: columns.first?.shape ?? .empty, names: s.names, columns: columns))
    case .map(let map):
      for argument in arguments { map[try map.key(argument)] = nil }
    case .function, .network:
      throw EvaluationError("invalid use of a \(old.typeName) in a deletion")
    }
  }

  private static func deleted<Element>(
    _ m: Matrix<Element>, _ subscripts: [Subscript]
  ) throws -> Matrix<Element> {
    var m = m
    if subscripts.count == 1 { try m.delete(subscripts[0]) } else { try m.delete(subscripts) }
    return m
  }
}
