import Matrices

/// Reading parts of values: `x(...)`, `c{...}`, columns for loops.
public enum Indexing {
  /// `value(arguments)`.
  public static func element(of value: Value, _ arguments: [Value], _ session: Session) throws
    -> Value
  {
    if arguments.isEmpty { return value }
    switch value {
    case .map(let map):
      guard arguments.count == 1 else {
        throw EvaluationError(
          "only '()' indexing with exactly one key is supported by containers.Map")
      }
      return try map.value(at: arguments[0])
    case .function(let handle):
      guard let machine = session.machine else { return value }
      let results = try machine.invoke(handle, arguments, outputs: 1)
      guard let first = results.first else { throw Messages.noValue(of: handle.text) }
      return first
    case .network:
      throw EvaluationError("network cannot be indexed with (); its fields are read with .")
    default: break
    }
    return try part(of: value, Subscripts.resolve(arguments))
  }

  /// The part of an array value at resolved subscripts.
  static func part(of value: Value, _ subscripts: [Subscript]) throws -> Value {
    switch value {
    case .number(let x): return .matrix(try part(Matrix(scalar: x), subscripts))
    case .bool(let b): return .truths(try part(Matrix(scalar: b), subscripts))
    case .double(let m): return .matrix(try part(m, subscripts))
    case .diagonal(let m):
      let result = try part(m, subscripts)
      return staysDiagonal(m, subscripts) && !result.isScalar ? .diagonal(result) : .matrix(result)
    case .single(let m): return .single(try part(m, subscripts))
    case .logical(let m): return .truths(try part(m, subscripts))
    case .char(let m, let quoted): return .char(try part(m, subscripts), doubleQuoted: quoted)
    case .integer(let m, let kind): return .integer(try part(m, subscripts), kind)
    case .range(let r):
      if subscripts.count == 1, case .scalar(let index) = subscripts[0], index < r.count {
        return .number(r[index])
      }
      return .matrix(try part(try r.matrix(), subscripts))
    case .cell(let c): return .cell(try part(c, subscripts))
    case .structure(let s):
      let columns = try s.columns.map { try part($0, subscripts) }
      // A struct without fields still has a shape.
      let shape =
        try columns.first?.shape
        ?? part(try Matrix<Bool>(s.shape, repeating: false), subscripts).shape
      return .structure(StructArray(shape: shape, names: s.names, columns: columns))
    case .tracked: return try Differentiation.part(of: value, subscripts)
    case .function, .network, .map: return value
    }
  }

  /// Whether the subscripts take the first rows and columns, in order: the part is diagonal then too.
  private static func staysDiagonal(_ m: Matrix<Double>, _ subscripts: [Subscript]) -> Bool {
    guard subscripts.count == 2 else { return false }
    return subscripts.allSatisfy { place in
      switch place {
      case .all: true
      case .scalar(let index): index == 0
      case .range(let start, let step, _): start == 0 && step == 1
      case .list: false
      }
    }
  }

  private static func part<Element>(_ m: Matrix<Element>, _ subscripts: [Subscript]) throws
    -> Matrix<Element>
  {
    subscripts.count == 1 ? try m.indexed(subscripts[0]) : try m.indexed(subscripts)
  }

  /// The values that `value{arguments}` stands for.
  public static func contents(of value: Value, _ arguments: [Value], _ session: Session) throws
    -> [Value]
  {
    guard case .cell(let cell) = value else {
      if case .function = value {
        throw EvaluationError("function handle cannot be indexed with {")
      }
      if case .map = value { throw MapObject.error("only '()' indexing is supported") }
      throw EvaluationError("\(value.indexedTypeName) cannot be indexed with {")
    }
    if arguments.isEmpty {
      throw EvaluationError("invalid empty index expression {}, use {:} instead")
    }
    return try part(cell, Subscripts.resolve(arguments)).elements
  }

  /// Column `index` (0-based) of a value that a loop goes through: of its 2-D unfolding.
  static func column(_ index: Int, of value: Value) throws -> Value {
    let rows = value.shape.rows
    switch value {
    case .function, .network, .map: return value
    case .range(let r): return .number(r[index])
    case .double(let m): return .matrix(m.columnSlice(index..<index + 1))
    default:
      let first = index * rows
      let subscripts = Subscript.range(start: first, step: 1, count: rows)
      let part = try part(of: value, [subscripts])
      return try reshaped(part, to: Shape(rows, 1))
    }
  }

  /// The matrix whose columns are those of all pages: what a loop goes through.
  static func pagesAsColumns(_ value: Value) throws -> Value {
    let shape = value.shape
    if shape.isMatrix { return value }
    let columns = end(of: shape, position: 1, count: 2)
    return try reshaped(value, to: Shape(shape.rows, max(0, columns)))
  }

  /// The same elements in another shape of equal count.
  public static func reshaped(_ value: Value, to shape: Shape) throws -> Value {
    switch value {
    case .double(let m), .diagonal(let m): return .matrix(m.reshaped(shape))
    case .single(let m): return .single(m.reshaped(shape))
    case .logical(let m): return .truths(m.reshaped(shape))
    case .char(let m, let quoted): return .char(m.reshaped(shape), doubleQuoted: quoted)
    case .integer(let m, let kind): return .integer(m.reshaped(shape), kind)
    case .range(let r): return .matrix(try r.matrix().reshaped(shape))
    case .cell(let c): return .cell(c.reshaped(shape))
    case .structure(let s):
      return .structure(
        StructArray(
          shape: shape, names: s.names, columns: s.columns.map { $0.reshaped(shape) }))
    case .tracked: return try Differentiation.reshaped(value, to: shape)
    case .number, .bool, .function, .network, .map: return value
    }
  }

  /// What `end` stands for as subscript number `position` of `count`.
  static func end(of shape: Shape, position: Int, count: Int) -> Int {
    if count == 1 { return shape.count }
    if position < count - 1 { return shape[position] }
    return shape.dimensions.dropFirst(position).reduce(1) {
      $0.multipliedReportingOverflow(by: $1).partialValue
    }
  }
}
