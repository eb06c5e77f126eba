extension Matrix {
  /// The part on and below (`lower`) or on and above the `k`-th diagonal, the rest `zero`.
  ///
  /// Diagonal 0 is the main one, positive ones lie above it.
  /// - Throws: `MatrixError.notTwoDimensional`.
  public func triangle(lower: Bool, diagonal k: Int, zero: Element) throws -> Matrix {
    guard shape.isMatrix else {
      throw MatrixError.notTwoDimensional(operation: lower ? "tril" : "triu", shape)
    }
    var result = self
    try result.reserveUnique(count)
    let rows = self.rows
    for column in 0..<columns {
      try Interrupt.check(every: 16, at: column)
      // The row of this column that lies on the diagonal, held within 0...rows.
      let (crossing, overflow) = column.subtractingReportingOverflow(k)
      let row = overflow ? (k < 0 ? rows : 0) : crossing
      let start = lower ? 0 : min(max(0, row < rows ? row + 1 : rows), rows)
      let end = lower ? min(max(0, row), rows) : rows
      let base = result.storage.base + column * rows
      if start < end { (base + start).update(repeating: zero, count: end - start) }
    }
    return result
  }

  /// The elements of the `k`-th diagonal as a column. - Throws: `MatrixError.notTwoDimensional`.
  public func diagonal(_ k: Int) throws -> Matrix {
    guard shape.isMatrix else {
      throw MatrixError.notTwoDimensional(operation: "diag", shape)
    }
    let (row, column) = k >= 0 ? (0, k) : (k == Int.min ? Int.max : -k, 0)
    let length = row >= rows || column >= columns ? 0 : min(rows - row, columns - column)
    let first = length == 0 ? 0 : row + column * rows
    let source = storage.base
    defer { withExtendedLifetime(storage) {} }
    let step = rows + 1
    return try Matrix(Shape(length, 1)) { target in
      for position in 0..<length {
        target.initializeElement(at: position, to: source[first + position * step])
      }
    }
  }

  /// A matrix of `shape` with these elements along its `k`-th diagonal, as far as they go.
  public func onDiagonal(_ k: Int, of shape: Shape, zero: Element) throws -> Matrix {
    var result = try Matrix(shape, repeating: zero)
    let (row, column) = k >= 0 ? (0, k) : (k == Int.min ? Int.max : -k, 0)
    if row >= shape.rows || column >= shape.columns { return result }
    let length = min(count, shape.rows - row, shape.columns - column)
    let first = row + column * shape.rows
    result.withUnsafeMutableElements { target in
      for position in 0..<length { target[first + position * (shape.rows + 1)] = self[position] }
    }
    return result
  }
}
