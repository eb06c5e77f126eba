import COpenBLAS

extension Matrix where Element: RealElement {
  /// The upper triangular R with R'R = self; only the upper triangle is read. (`lower`: L with LL' = self
  /// from the lower triangle.)
  ///
  /// - Returns: the factor and, when a leading minor is not positive, its order; the factor then covers
  ///   the part before it.
  /// - Throws: `MatrixError.notSquare`, `.tooLarge`, `.libraryUnavailable`.
  public func choleskyAttempt(lower: Bool = false) throws -> (factor: Matrix, failedAt: Int) {
    try requireSquare("chol")
    if isEmpty { return (self, 0) }
    let work = try workingCopy()
    let n = try LAPACK.size(rows, shape)
    let code = try LAPACK.abandonable(shape) {
      try LAPACK.check(nnsh_potrf(Element.precision, !lower, n, work.storage.base, n))
    }
    let order = code > 0 ? Int(code) - 1 : rows
    var factor = try Matrix(Shape(order, order), repeating: 0)
    for j in 0..<order {
      for i in lower ? j..<order : 0..<j + 1 { factor[i, j] = work[i, j] }
    }
    return (factor, Int(code))
  }

  /// The Cholesky factor. - Throws: `MatrixError.notPositiveDefinite` besides what the attempt throws.
  public func cholesky(lower: Bool = false) throws -> Matrix {
    let (factor, failedAt) = try choleskyAttempt(lower: lower)
    if failedAt > 0 { throw MatrixError.notPositiveDefinite(failedAt) }
    return factor
  }

  /// Solves self * X = B by Cholesky; nil when the matrix is not positive definite.
  func solveByCholesky(_ b: Matrix) throws -> (x: Matrix, rcond: Element)? {
    let n = try LAPACK.size(rows, shape)
    let norm = try self.norm(.one)
    let factor = try workingCopy()
    let columns = try LAPACK.size(b.columns, b.shape)
    let code = try LAPACK.abandonable(shape) {
      try LAPACK.check(nnsh_potrf(Element.precision, true, n, factor.storage.base, n))
    }
    if code != 0 { return nil }
    let rcond = try LAPACK.abandonable(shape, factor: 8 / Double(rows)) {
      var (norm, rcond) = (norm, Element(0))
      try LAPACK.check(nnsh_pocon(Element.precision, n, factor.storage.base, n, &norm, &rcond))
      return rcond
    }
    let x = try b.workingCopy()
    try LAPACK.abandonable(shape, factor: 2 * Double(b.columns) / Double(rows)) {
      _ = try LAPACK.check(
        nnsh_potrs(Element.precision, n, columns, factor.storage.base, n, x.storage.base, n))
    }
    return (x, rcond)
  }
}
