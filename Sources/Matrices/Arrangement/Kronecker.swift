extension Matrix where Element: RealElement {
  /// Kronecker product: every element of this matrix times the whole of `other`.
  ///
  /// r x c and p x q give rp x cq. - Throws: `MatrixError.notTwoDimensional`, `.tooLarge`.
  public func kronecker(_ other: Matrix) throws -> Matrix {
    for one in [self, other] where !one.shape.isMatrix {
      throw MatrixError.notTwoDimensional(operation: "kron", one.shape)
    }
    let (height, over) = rows.multipliedReportingOverflow(by: other.rows)
    let (width, beyond) = columns.multipliedReportingOverflow(by: other.columns)
    if over || beyond {
      throw MatrixError.tooLarge(shape, elementBytes: MemoryLayout<Element>.stride)
    }
    return try Matrix(Shape(height, width)) { target in
      var next = 0
      for column in 0..<columns {
        for otherColumn in 0..<other.columns {
          try Interrupt.check()
          for row in 0..<rows {
            let factor = self[row, column]
            for otherRow in 0..<other.rows {
              target[next] = factor * other[otherRow, otherColumn]
              next += 1
            }
          }
        }
      }
    }
  }
}
