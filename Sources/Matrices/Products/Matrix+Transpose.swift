extension Matrix {
  /// The transpose of a matrix; a vector's shares its storage.
  ///
  /// - Throws: `MatrixError.notTwoDimensional("transpose")`, `.tooLarge`.
  @inlinable
  public func transposed() throws -> Matrix {
    guard shape.isMatrix else {
      throw MatrixError.notTwoDimensional(operation: "transpose", shape)
    }
    let (rows, columns) = (self.rows, self.columns)
    if rows == 1 || columns == 1 || isEmpty { return reshaped(Shape(columns, rows)) }
    return try Matrix(Shape(columns, rows)) { buffer in
      guard let target = buffer.baseAddress else { return }
      let source = storage.base
      // Squares of this size keep both their columns in the first cache.
      let side = 16
      for left in stride(from: 0, to: columns, by: side) {
        let right = min(columns, left + side)
        for top in stride(from: 0, to: rows, by: side) {
          if _isPOD(Element.self), top % 1024 == 0 { try Interrupt.check() }
          let bottom = min(rows, top + side)
          for j in left..<right {
            for i in top..<bottom {
              (target + (j + i * columns)).initialize(to: source[i + j * rows])
            }
          }
        }
      }
    }
  }
}
