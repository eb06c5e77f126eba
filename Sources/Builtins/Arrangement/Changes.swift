import Evaluation
import Matrices

/// The changes of arrays that builtins make to values of any class.
struct Reshaping: ArrayRearrangement {
  let shape: Shape
  func callAsFunction<Element>(_ array: Matrix<Element>) throws -> Matrix<Element> {
    array.reshaped(shape)
  }
}

struct Permuting: ArrayRearrangement {
  let order: [Int]
  func callAsFunction<Element>(_ array: Matrix<Element>) throws -> Matrix<Element> {
    try array.permuted(order)
  }
}

struct Flipping: ArrayRearrangement {
  let axis: Int
  func callAsFunction<Element>(_ array: Matrix<Element>) throws -> Matrix<Element> {
    try array.flipped(axis)
  }
}

struct Turning: ArrayRearrangement {
  let quarters: Int
  func callAsFunction<Element>(_ array: Matrix<Element>) throws -> Matrix<Element> {
    if array.shape.isMatrix { return try array.rotated(quarters: quarters) }
    let order = [1, 0] + (2..<array.shape.rank)
    switch ((quarters % 4) + 4) % 4 {
    case 1: return try array.permuted(order).flipped(0)
    case 2: return try array.flipped(0).flipped(1)
    case 3: return try array.flipped(0).permuted(order)
    default: return array
    }
  }
}

struct Shifting: ArrayRearrangement {
  let distances: [(distance: Int, axis: Int)]
  func callAsFunction<Element>(_ array: Matrix<Element>) throws -> Matrix<Element> {
    var result = array
    for (distance, axis) in distances { result = try result.shifted(by: distance, axis: axis) }
    return result
  }
}

/// A change that needs an element to fill up with: zero, false, or `[]` in cells.
protocol FillingChange: Sendable {
  func callAsFunction<Element>(
    _ array: Matrix<Element>, fill: Element
  ) throws -> Matrix<Element>
}

extension Value {
  /// The value changed; new elements are zeros or, when given, `number`, those of cells `element`.
  /// - Returns: nil for values without elements to move.
  func changed(
    by change: some FillingChange, fill number: Double = 0, cellFill element: Value = .emptyMatrix
  ) throws -> Value? {
    switch self {
    case .number, .double, .range, .diagonal:
      return try doubles.map { .matrix(try change($0, fill: number)) }
    case .single(let m): return .single(try change(m, fill: Float(number)))
    case .bool(let b): return .truths(try change(Matrix(scalar: b), fill: number != 0))
    case .logical(let m): return .truths(try change(m, fill: number != 0))
    case .char(let m, let quoted):
      return .char(try change(m, fill: UInt8(exactly: number) ?? 0), doubleQuoted: quoted)
    case .integer(let m, let kind):
      return .integer(try change(m, fill: kind.stored(number)), kind)
    case .cell(let m): return .cell(try change(m, fill: element))
    case .structure(let s):
      // Without fields a row of placeholders tells the new shape.
      let shape = try change(Matrix(s.shape, repeating: false), fill: false).shape
      let columns = try s.columns.map { try change($0, fill: .emptyMatrix) }
      return .structure(StructArray(shape: shape, names: s.names, columns: columns))
    case .tracked: return try primal.changed(by: change, fill: number)
    case .function, .network, .map: return nil
    }
  }
}

struct Resizing: FillingChange {
  let shape: Shape
  func callAsFunction<Element>(
    _ array: Matrix<Element>, fill: Element
  ) throws -> Matrix<Element> {
    try array.resized(to: shape, fill: fill)
  }
}

struct TakingTriangle: FillingChange {
  let isLower: Bool
  let diagonal: Int
  func callAsFunction<Element>(
    _ array: Matrix<Element>, fill: Element
  ) throws -> Matrix<Element> {
    try array.triangle(lower: isLower, diagonal: diagonal, zero: fill)
  }
}

/// Elements put on a diagonal of a new matrix.
struct PuttingOnDiagonal: FillingChange {
  let diagonal: Int
  let shape: Shape
  func callAsFunction<Element>(
    _ array: Matrix<Element>, fill: Element
  ) throws -> Matrix<Element> {
    try array.onDiagonal(diagonal, of: shape, zero: fill)
  }
}

struct TakingDiagonal: ArrayRearrangement {
  let diagonal: Int
  func callAsFunction<Element>(_ array: Matrix<Element>) throws -> Matrix<Element> {
    try array.diagonal(diagonal)
  }
}

/// Elements of the array in front or at the end, `fill` in the rest.
struct Padding: FillingChange {
  let length: Int
  let axis: Int
  let isBefore: Bool
  func callAsFunction<Element>(
    _ array: Matrix<Element>, fill: Element
  ) throws -> Matrix<Element> {
    let extent = array.shape[axis]
    if length <= extent {
      let start = isBefore ? extent - length : 0
      return try array.indexed(along: axis, .range(start: start, step: 1, count: length))
    }
    if !isBefore {
      return try array.resized(to: array.shape.replacing(axis, with: length), fill: fill)
    }
    let front = try Matrix(array.shape.replacing(axis, with: length - extent), repeating: fill)
    return try Matrix.concatenated([front, array], axis: axis)
  }
}
