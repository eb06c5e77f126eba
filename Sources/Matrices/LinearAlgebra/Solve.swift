import COpenBLAS

extension Matrix where Element: RealElement {
  /// self \ b: the solution of self * X = b.
  ///
  /// Triangular matrices are solved by substitution, symmetric ones with a positive diagonal by Cholesky
  /// where that succeeds, other square ones by LU; singular ones and those that are not square in the
  /// least-squares sense with the smallest norm.
  /// - Returns: X and the reciprocal condition number of a square matrix (1 for least squares); when
  ///   1 + rcond == 1, or rcond is NaN, the matrix is singular to machine precision: worth a warning.
  /// - Throws: `MatrixError.nonconformant("\\")`, `.notTwoDimensional`, `.tooLarge`, ...
  public func leftDivide(_ b: Matrix) throws -> (x: Matrix, rcond: Element) {
    guard shape.isMatrix, b.shape.isMatrix, rows == b.rows else {
      throw MatrixError.nonconformant(operation: "\\", shape, b.shape)
    }
    if isEmpty || b.isEmpty {
      return (try Matrix(Shape(columns, b.columns), repeating: 0), 1)
    }
    guard rows == columns else { return (try leastSquares(b).x, 1) }
    return try solveSquare(b)
  }

  /// b / self: the solution of X * self = b, as for `leftDivide`.
  public func rightDivide(_ b: Matrix) throws -> (x: Matrix, rcond: Element) {
    guard shape.isMatrix, b.shape.isMatrix, columns == b.columns else {
      throw MatrixError.nonconformant(operation: "/", b.shape, shape)
    }
    let (x, rcond) = try transposed().leftDivide(b.transposed())
    return (try x.transposed(), rcond)
  }

  private func solveSquare(_ b: Matrix) throws -> (x: Matrix, rcond: Element) {
    switch structure {
    case .upperTriangular, .lowerTriangular:
      if (0..<rows).contains(where: { self[$0, $0] == 0 }) {
        let isUsable = isFinite && b.isFinite
        return isUsable
          ? (try leastSquares(b).x, 0) : (try Matrix(Shape(columns, b.columns), repeating: 0), 0)
      }
      return try solveTriangular(b, upper: isTriangular(upper: true))
    case .maybePositiveDefinite:
      if let (x, rcond) = try solveByCholesky(b), !Matrix.isSingular(rcond) { return (x, rcond) }
    case .full: break
    }
    let norm = try self.norm(.one)
    // With NaN the factors are useless, and so is a fit; infinite elements leave factors to solve with.
    if norm.isNaN { return (try Matrix(Shape(columns, b.columns), repeating: .nan), 0) }
    let factors = try lu()
    if norm.isInfinite { return (try factors.solve(b), 0) }
    let rcond = try factors.rcond(norm: norm)
    if Matrix.isSingular(rcond) { return (try leastSquares(b).x, rcond) }
    return (try factors.solve(b), rcond)
  }

  /// Whether a reciprocal condition number means "singular to machine precision".
  public static func isSingular(_ rcond: Element) -> Bool { rcond + 1 == 1 || rcond.isNaN }

  /// Substitution; a zero on the diagonal gives infinities.
  public func solveTriangular(
    _ b: Matrix, upper: Bool, transposed: Bool = false
  ) throws -> (x: Matrix, rcond: Element) {
    let n = try LAPACK.size(rows, shape)
    let x = try b.workingCopy()
    let columns = try LAPACK.size(b.columns, b.shape)
    let work = (8 + Double(b.columns)) / Double(rows)
    let rcond = try LAPACK.abandonable(shape, factor: work) { [self] in
      var (rcond, one) = (Element(0), Element(1))
      try LAPACK.check(nnsh_trcon(Element.precision, upper, n, storage.base, n, &rcond))
      try LAPACK.check(
        nnsh_trsm(
          Element.precision, true, upper, transposed, false, n, columns, &one, storage.base, n,
          x.storage.base, n))
      return rcond
    }
    return (x, rcond)
  }

  /// The X of smallest norm that minimises |self * X - b|, column by column, and the rank found.
  public func leastSquares(_ b: Matrix) throws -> (x: Matrix, rank: Int) {
    guard shape.isMatrix, b.shape.isMatrix, rows == b.rows else {
      throw MatrixError.nonconformant(operation: "\\", shape, b.shape)
    }
    guard isFinite, b.isFinite else {
      // Octave's answers.
      let isInfinite = try self.norm(.one).isInfinite
      return (try Matrix(Shape(columns, b.columns), repeating: isInfinite ? 0 : .nan), 0)
    }
    let (m, n) = (try LAPACK.size(rows, shape), try LAPACK.size(columns, shape))
    let ldb = max(m, n)
    let work = try workingCopy()
    let target = try b.paddedRows(Int(ldb))
    let values = try Matrix(Shape(min(rows, columns), 1), repeating: 0)
    let targets = try LAPACK.size(b.columns, b.shape)
    let (code, rank) = try LAPACK.abandonable(shape, factor: 4 + 4 * Double(b.columns)) {
      var (machinePrecision, rank) = (Element(-1), Int32(0))
      let code = try LAPACK.check(
        nnsh_gelsd(
          Element.precision, m, n, targets, work.storage.base, m, target.storage.base, ldb,
          values.storage.base, &machinePrecision, &rank))
      return (code, rank)
    }
    if code > 0 { throw MatrixError.noConvergence(operation: "\\") }
    let x = try Matrix(Shape(columns, b.columns)) { buffer in
      for j in 0..<b.columns {
        for i in 0..<columns { buffer[i + j * columns] = target[i, j] }
      }
    }
    return (x, Int(rank))
  }

  /// The same columns with zeros below, `count` rows in all.
  private func paddedRows(_ count: Int) throws -> Matrix {
    var result = try Matrix(Shape(count, columns), repeating: 0)
    for j in 0..<columns { for i in 0..<rows { result[i, j] = self[i, j] } }
    return result
  }
}
