import COpenBLAS

extension Matrix where Element: RealElement {
  /// The singular values in descending order, as a column.
  ///
  /// - Throws: `MatrixError.notFinite`, `.noConvergence`, `.notTwoDimensional`, ...
  public func singularValues() throws -> Matrix {
    try decompose("N").values
  }

  /// A = U diag(values) V'.
  ///
  /// - Parameter economy: U has min(m, n) columns instead of m, and V instead of n.
  /// - Throws: `MatrixError.notFinite`, `.noConvergence`, `.notTwoDimensional`, ...
  public func svd(economy: Bool = false) throws -> (u: Matrix, values: Matrix, v: Matrix) {
    let (u, values, vt) = try decompose(economy ? "S" : "A")
    return (u, values, try vt.transposed())
  }

  /// From this size on divide and conquer, which is several times faster, replaces the QR iteration.
  private static var divideFrom: Int { 256 }

  private func decompose(
    _ job: Unicode.Scalar
  ) throws -> (u: Matrix, values: Matrix, vt: Matrix) {
    try requireMatrix("svd")
    try requireFinite("svd")
    let steps = min(rows, columns)
    let wantsVectors = job != "N"
    let inner = job == "A" ? (rows, columns) : (steps, steps)
    if steps == 0 {
      let u: Matrix = wantsVectors ? try .identity(rows).firstColumns(inner.0) : self
      let v: Matrix = wantsVectors ? try .identity(columns).firstColumns(inner.1) : self
      return (u, Matrix(empty: Shape(0, 1)), try v.transposed())
    }
    let u = try Matrix(wantsVectors ? Shape(rows, inner.0) : .scalar, repeating: 0)
    let vt = try Matrix(wantsVectors ? Shape(inner.1, columns) : .scalar, repeating: 0)
    let values = try Matrix(Shape(steps, 1), repeating: 0)
    let (m, n) = (try LAPACK.size(rows, shape), try LAPACK.size(columns, shape))
    let letter = CChar(truncatingIfNeeded: job.value)
    let routine = steps >= Matrix.divideFrom ? nnsh_gesdd : nnsh_gesvd
    let work = try workingCopy()
    let code = try LAPACK.abandonable(shape, factor: wantsVectors ? 20 : 4) {
      return try LAPACK.check(
        routine(
          Element.precision, letter, m, n, work.storage.base, m, values.storage.base,
          u.storage.base, Int32(u.rows), vt.storage.base, Int32(vt.rows)))
    }
    if code > 0 { throw MatrixError.noConvergence(operation: "svd") }
    return (u, values, vt)
  }

  private func firstColumns(_ count: Int) throws -> Matrix {
    try Matrix(Shape(rows, count), elements.prefix(rows * count))
  }

  /// The largest dimension times the largest singular value times eps: what counts as zero.
  static func defaultTolerance(_ shape: Shape, _ values: Matrix) -> Element {
    values.isEmpty ? 0 : Element(max(shape.rows, shape.columns)) * values[0] * Element.ulpOfOne
  }

  /// How many singular values exceed the tolerance (by default max(m, n) * largest * eps).
  public func rank(tolerance: Element? = nil) throws -> Int {
    let values = try singularValues()
    let limit = tolerance ?? Matrix.defaultTolerance(shape, values)
    return values.elements.filter { $0 > limit }.count
  }

  /// The Moore-Penrose inverse, n x m: singular values up to the tolerance count as zero.
  public func pseudoInverse(tolerance: Element? = nil) throws -> Matrix {
    try requireMatrix("pinv")
    if isEmpty { return try Matrix(Shape(columns, rows), repeating: 0) }
    if !isFinite { return try Matrix(Shape(columns, rows), repeating: .nan) }
    let (u, values, v) = try svd(economy: true)
    let limit = tolerance ?? Matrix.defaultTolerance(shape, values)
    let rank = values.elements.prefix { $0 > limit }.count
    if rank == 0 { return try Matrix(Shape(columns, rows), repeating: 0) }
    var scaled = try v.firstColumns(rank)
    for j in 0..<rank {
      let factor = 1 / values[j]
      for i in 0..<scaled.rows { scaled[i, j] *= factor }
    }
    return try Matrix.product(scaled, transposed: false, u.firstColumns(rank), transposed: true)
  }

  /// An orthonormal basis of the null space, n x (n - rank).
  public func nullSpace(tolerance: Element? = nil) throws -> Matrix {
    try requireMatrix("null")
    if isEmpty { return Matrix(empty: .empty) }
    let (_, values, v) = try svd()
    let limit = tolerance ?? Matrix.defaultTolerance(shape, values)
    let rank = values.elements.filter { $0 > limit }.count
    return try Matrix(
      Shape(columns, columns - rank), v.elements.dropFirst(rank * columns).map { $0 })
  }

  /// An orthonormal basis of the column space, m x rank.
  public func columnSpace(tolerance: Element? = nil) throws -> Matrix {
    try requireMatrix("orth")
    if isEmpty { return Matrix(empty: .empty) }
    let (u, values, _) = try svd()
    let limit = tolerance ?? Matrix.defaultTolerance(shape, values)
    return try u.firstColumns(values.elements.filter { $0 > limit }.count)
  }
}
