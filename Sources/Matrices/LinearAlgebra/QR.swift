import COpenBLAS

/// A = QR with Householder reflections; with pivoting, A(:, permutation) = QR.
public struct QRFactors<Element: RealElement> {
  /// R on and above the diagonal, the reflectors below.
  let packed: Matrix<Element>
  let tau: Matrix<Element>
  /// Columns of A in the order in which R has them (0-based).
  public let permutation: [Int]

  /// R: m x n, or min(m, n) x n in the economy form.
  public func r(economy: Bool) throws -> Matrix<Element> {
    let rows = economy ? min(packed.rows, packed.columns) : packed.rows
    var result = try Matrix<Element>(Shape(rows, packed.columns), repeating: 0)
    for j in 0..<packed.columns {
      for i in 0..<min(j + 1, rows) { result[i, j] = packed[i, j] }
    }
    return result
  }

  /// Q: m x m, or m x min(m, n) in the economy form.
  public func q(economy: Bool) throws -> Matrix<Element> {
    let m = packed.rows
    let steps = min(m, packed.columns)
    let columns = economy ? steps : m
    var result = try Matrix<Element>(Shape(m, columns), repeating: 0)
    if result.isEmpty { return result }
    if steps == 0 { return try .identity(m) }
    for j in 0..<steps { for i in 0..<m { result[i, j] = packed[i, j] } }
    let size = try LAPACK.size(m, result.shape)
    let count = try LAPACK.size(columns, result.shape)
    let k = try LAPACK.size(steps, result.shape)
    let target = result
    try LAPACK.abandonable(result.shape, factor: 2) { [tau] in
      _ = try LAPACK.check(
        nnsh_orgqr(
          Element.precision, size, count, k, target.storage.base, size, tau.storage.base))
    }
    return target
  }
}

extension Matrix where Element: RealElement {
  /// QR factorisation, with column pivoting when asked for.
  ///
  /// - Throws: `MatrixError.notTwoDimensional`, `.tooLarge`, `.libraryUnavailable`.
  public func qr(pivoting: Bool = false) throws -> QRFactors<Element> {
    try requireMatrix("qr")
    let steps = min(rows, columns)
    let tau = try Matrix(Shape(max(1, steps), 1), repeating: 0)
    if steps == 0 {
      return QRFactors(packed: self, tau: tau, permutation: Array(0..<columns))
    }
    let (m, n) = (try LAPACK.size(rows, shape), try LAPACK.size(columns, shape))
    let work = try workingCopy()
    let pivots = try LAPACK.abandonable(shape, factor: pivoting ? 8 : 2) { [columns] in
      var pivots = [Int32](repeating: 0, count: columns)
      let base = work.storage.base
      try LAPACK.check(
        pivoting
          ? nnsh_geqp3(Element.precision, m, n, base, m, &pivots, tau.storage.base)
          : nnsh_geqrf(Element.precision, m, n, base, m, tau.storage.base))
      return pivots
    }
    let order = pivoting ? pivots.map { Int($0) - 1 } : Array(0..<columns)
    return QRFactors(packed: work, tau: tau, permutation: order)
  }
}
