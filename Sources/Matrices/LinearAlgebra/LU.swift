import COpenBLAS

/// PA = LU in LAPACK's packed form, of any m x n matrix.
public struct LUFactors<Element: RealElement> {
  /// L below the diagonal (its own diagonal is 1), U on and above it.
  public let packed: Matrix<Element>
  /// Row i was exchanged with row pivots[i] (0-based), in this order.
  public let pivots: [Int]
  /// Whether U has an exact zero on its diagonal.
  public let isSingular: Bool

  /// Row i of PA is row `permutation[i]` of A.
  public var permutation: [Int] {
    var order = Array(0..<packed.rows)
    for (i, pivot) in pivots.enumerated() { order.swapAt(i, pivot) }
    return order
  }

  /// m x min(m, n), unit lower triangular.
  public func lower() throws -> Matrix<Element> {
    var result = try Matrix<Element>(Shape(packed.rows, pivots.count), repeating: 0)
    for j in 0..<pivots.count {
      result[j, j] = 1
      for i in j + 1..<max(j + 1, packed.rows) { result[i, j] = packed[i, j] }
    }
    return result
  }

  /// min(m, n) x n, upper triangular.
  public func upper() throws -> Matrix<Element> {
    var result = try Matrix<Element>(Shape(pivots.count, packed.columns), repeating: 0)
    for j in 0..<packed.columns {
      for i in 0..<min(j + 1, pivots.count) { result[i, j] = packed[i, j] }
    }
    return result
  }

  /// The pivots as the library takes them.
  var libraryPivots: [Int32] { pivots.map { Int32($0 + 1) } }

  /// Reciprocal condition number in the 1-norm, from that of the matrix; 0 when singular.
  func rcond(norm: Element) throws -> Element {
    if isSingular { return 0 }
    let n = try LAPACK.size(packed.rows, packed.shape)
    return try LAPACK.abandonable(packed.shape, factor: 16 / Double(packed.rows)) { [packed] in
      var (norm, result) = (norm, Element(0))
      try LAPACK.check(
        nnsh_gecon(Element.precision, n, packed.storage.base, n, &norm, &result))
      return result
    }
  }

  /// Solves A X = B. - Precondition: square, not singular; B has as many rows.
  func solve(_ b: Matrix<Element>) throws -> Matrix<Element> {
    let n = try LAPACK.size(packed.rows, packed.shape)
    let x = try b.workingCopy()
    let columns = try LAPACK.size(b.columns, b.shape)
    let work = 2 * Double(b.columns) / Double(packed.rows)
    try LAPACK.abandonable(packed.shape, factor: work) { [packed, libraryPivots] in
      _ = try LAPACK.check(
        nnsh_getrs(
          Element.precision, false, n, columns, packed.storage.base, n, libraryPivots,
          x.storage.base, n))
    }
    return x
  }
}

extension Matrix where Element: RealElement {
  /// LU factorisation with row pivoting.
  ///
  /// - Throws: `MatrixError.notTwoDimensional`, `.tooLarge`, `.libraryUnavailable`.
  public func lu() throws -> LUFactors<Element> {
    try requireMatrix("lu")
    let steps = min(rows, columns)
    if steps == 0 { return LUFactors(packed: self, pivots: [], isSingular: false) }
    let work = try workingCopy()
    let (m, n) = (try LAPACK.size(rows, shape), try LAPACK.size(columns, shape))
    let (code, pivots) = try LAPACK.abandonable(shape) {
      var pivots = [Int32](repeating: 0, count: steps)
      let code = try LAPACK.check(
        nnsh_getrf(Element.precision, m, n, work.storage.base, m, &pivots))
      return (code, pivots)
    }
    return LUFactors(packed: work, pivots: pivots.map { Int($0) - 1 }, isSingular: code > 0)
  }
}
