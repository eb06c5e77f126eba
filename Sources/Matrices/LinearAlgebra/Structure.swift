/// What the entries of a square matrix allow a solver to use.
enum MatrixStructure {
  case upperTriangular, lowerTriangular
  /// Symmetric with a positive diagonal: worth trying a Cholesky factorisation.
  case maybePositiveDefinite
  case full
}

extension Matrix where Element: RealElement {
  /// The structure of a square matrix, from one pass over its elements.
  var structure: MatrixStructure {
    if isTriangular(upper: true) { return .upperTriangular }
    if isTriangular(upper: false) { return .lowerTriangular }
    return isSymmetricWithPositiveDiagonal ? .maybePositiveDefinite : .full
  }

  /// Whether everything below (`upper`) or above the diagonal is zero.
  public func isTriangular(upper: Bool) -> Bool {
    isBanded(lower: upper ? 0 : rows, upper: upper ? columns : 0)
  }

  /// Whether all elements more than `lower` below or `upper` above the diagonal are zero.
  public func isBanded(lower: Int, upper: Int) -> Bool {
    guard shape.isMatrix else { return false }
    for j in 0..<columns {
      let first = min(rows, max(0, j - upper))
      for i in 0..<first where self[i, j] != 0 { return false }
      let next = min(rows, max(0, j + lower + 1))
      for i in next..<rows where self[i, j] != 0 { return false }
    }
    return true
  }

  private var isSymmetricWithPositiveDiagonal: Bool {
    for j in 0..<columns {
      if !(self[j, j] > 0) { return false }
      for i in 0..<j where self[i, j] != self[j, i] { return false }
    }
    return true
  }

  /// Whether the matrix is square and differs from its transpose by at most `tolerance`, relative to
  /// its infinity norm; exactly symmetric when the tolerance is zero.
  public func isSymmetric(tolerance: Element = 0) throws -> Bool {
    guard shape.isMatrix, rows == columns else { return false }
    if tolerance == 0 {
      for j in 0..<columns {
        for i in 0..<j where self[i, j] != self[j, i] { return false }
        if self[j, j].isNaN { return false }
      }
      return true
    }
    var difference = try workingCopy()
    for j in 0..<columns {
      for i in 0..<rows { difference[i, j] = self[i, j] - self[j, i] }
    }
    let norm = try self.norm(.infinity)
    return try difference.norm(.infinity) <= tolerance * norm || norm == 0
  }
}
