import Matrices

extension Matrix<Double> {
  /// f of the elements of two matrices of one shape.
  func combined(_ other: Matrix, _ f: (Double, Double) -> Double) throws -> Matrix {
    try withUnsafeElements { a in
      try other.withUnsafeElements { b in
        try Matrix(shape) { target in
          for i in 0..<Swift.min(a.count, b.count) {
            target.initializeElement(at: i, to: f(a[i], b[i]))
          }
        }
      }
    }
  }

  /// A Theta without its bias column, or a without its ones.
  var withoutFirstColumn: Matrix { columnSlice(1..<Swift.max(1, columns)) }

  /// A column of one value, and this.
  func prefixed(by value: Double) throws -> Matrix {
    try Matrix(Shape(rows, columns + 1), Array(repeating: value, count: rows) + elements)
  }

  /// This, and a column of one value.
  func suffixed(by value: Double) throws -> Matrix {
    try Matrix(Shape(rows, columns + 1), elements + Array(repeating: value, count: rows))
  }

  /// The rows for which `weight` is not 1 multiplied by it.
  func weightingRows(_ weight: (Int) -> Double) throws -> Matrix {
    let rows = Swift.max(1, self.rows)
    return try Matrix(shape, elements.enumerated().map { $1 * weight($0 % rows) })
  }

  /// Rows i + shift, around the end.
  func rotatedRows(_ shift: Int) throws -> Matrix {
    guard rows > 0 else { return self }
    return try Matrix(
      shape,
      (0..<count).map { k in
        let (i, j) = (k % rows, k / rows)
        return self[((i + shift) % rows + rows) % rows, j]
      })
  }

  /// The elements row by row in the order of columns: `A'(:)` in the shape of A.
  func writtenByRows() throws -> Matrix {
    try Matrix(shape, (0..<count).map { self[$0 / columns, $0 % columns] })
  }
}
