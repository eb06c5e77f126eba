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
      if _isPOD(Element.self), count >= 1 << 16 {
        // Each thread takes a strip of rows.
        try Blocks.forEach(count: rows, size: max(16, (1 << 14) / columns / 16 * 16), threshold: 0)
        {
          Matrix.transpose($0, rows, columns, source, target)
        }
      } else {
        Matrix.transpose(0..<rows, rows, columns, source, target)
      }
    }
  }

  /// The transpose of a strip of the rows of a matrix with `rows` rows.
  @inlinable
  static func transpose(
    _ strip: Range<Int>, _ rows: Int, _ columns: Int, _ source: UnsafeMutablePointer<Element>,
    _ target: UnsafeMutablePointer<Element>
  ) {
    // Squares of this size keep both their columns in the first cache.
    let side = 16
    for left in stride(from: 0, to: columns, by: side) {
      let right = min(columns, left + side)
      for top in stride(from: strip.lowerBound, to: strip.upperBound, by: side) {
        let bottom = min(strip.upperBound, top + side)
        for j in left..<right {
          for i in top..<bottom {
            (target + (j + i * columns)).initialize(to: source[i + j * rows])
          }
        }
      }
    }
  }
}
