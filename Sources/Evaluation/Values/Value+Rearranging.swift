import Matrices

/// Something done to an array without looking at its elements: indexing, reshaping, permuting, ...
public protocol ArrayRearrangement {
  func callAsFunction<Element>(_ array: Matrix<Element>) throws -> Matrix<Element>
}

extension Value {
  /// The value rearranged, whatever its class is: every field of a struct array alike.
  ///
  /// Ranges and diagonal matrices become full. Functions, networks and maps have no elements to move and
  /// come back as they are.
  public func rearranged(by change: some ArrayRearrangement) throws -> Value {
    switch self {
    case .number(let x): return .matrix(try change(Matrix(scalar: x)))
    case .bool(let b): return .truths(try change(Matrix(scalar: b)))
    case .double(let m), .diagonal(let m): return .matrix(try change(m))
    case .single(let m): return .single(try change(m))
    case .logical(let m): return .truths(try change(m))
    case .char(let m, let quoted): return .char(try change(m), doubleQuoted: quoted)
    case .integer(let m, let kind): return .integer(try change(m), kind)
    case .range(let range): return .matrix(try change(range.matrix()))
    case .cell(let c): return .cell(try change(c))
    case .structure(let s):
      // Without fields a column of placeholders tells the new shape.
      let shape = try change(Matrix(s.shape, repeating: false)).shape
      return .structure(
        StructArray(shape: shape, names: s.names, columns: try s.columns.map { try change($0) }))
    case .tracked: return try Differentiation.rearranged(self, by: change)
    case .function, .network, .map: return self
    }
  }

  /// The elements at the given subscripts: one for linear indexing, else one for each position.
  public func selected(_ subscripts: [Subscript]) throws -> Value {
    if case .tracked = self { return try Differentiation.part(of: self, subscripts) }
    return try rearranged(by: Selecting(subscripts: subscripts))
  }

  /// The element at 0-based linear position `index`, as a 1x1 value (a 1x1 cell for cells).
  /// - Precondition: `index` lies within the value.
  public func element(_ index: Int) throws -> Value {
    switch self {
    case .double(let m), .diagonal(let m): .number(m[index])
    case .logical(let m): .bool(m[index])
    case .range(let range): .number(range[index])
    case .tracked: try Differentiation.part(of: self, [.scalar(index)])
    default: try rearranged(by: Selecting(subscripts: [.scalar(index)]))
    }
  }
}

private struct Selecting: ArrayRearrangement {
  let subscripts: [Subscript]

  func callAsFunction<Element>(_ array: Matrix<Element>) throws -> Matrix<Element> {
    subscripts.count == 1 ? try array.indexed(subscripts[0]) : try array.indexed(subscripts)
  }
}
