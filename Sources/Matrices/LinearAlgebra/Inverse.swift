import COpenBLAS

extension Matrix where Element: RealElement {
  /// The inverse and the reciprocal condition number; all infinite when that is exactly zero.
  ///
  /// - Throws: `MatrixError.notSquare`, `.tooLarge`, `.libraryUnavailable`.
  public func inverse() throws -> (inverse: Matrix, rcond: Element) {
    try requireSquare("inverse")
    if isEmpty { return (self, .infinity) }
    let norm = try self.norm(.one)
    let isTriangular = isTriangular(upper: true) || isTriangular(upper: false)
    if isTriangular, norm.isFinite {
      let upper = self.isTriangular(upper: true)
      let (x, rcond) = try solveTriangular(.identity(rows), upper: upper)
      return (rcond == 0 ? try Matrix(shape, repeating: .infinity) : x, rcond)
    }
    let factors = try lu()
    let rcond = norm.isNaN ? 0 : try factors.rcond(norm: norm)
    if rcond == 0 || factors.isSingular {
      return (try Matrix(shape, repeating: .infinity), 0)
    }
    let n = try LAPACK.size(rows, shape)
    let result = try factors.packed.workingCopy()
    let pivots = factors.libraryPivots
    try LAPACK.abandonable(shape, factor: 2) {
      _ = try LAPACK.check(
        nnsh_getri(Element.precision, n, result.storage.base, n, pivots))
    }
    return (result, rcond)
  }

  /// The determinant, and the reciprocal condition number of the matrix.
  ///
  /// - Throws: `MatrixError.notSquare`, `.tooLarge`, `.libraryUnavailable`.
  public func determinant() throws -> (value: Element, rcond: Element) {
    try requireSquare("det")
    if isEmpty { return (1, 1) }
    var product = ScaledProduct<Element>()
    switch structure {
    case .upperTriangular, .lowerTriangular:
      for i in 0..<rows { product.multiply(by: self[i, i]) }
      return (product.value, 1)
    case .maybePositiveDefinite:
      let (factor, failedAt) = try choleskyAttempt()
      // What rounding alone leaves on the diagonal is no factor: where it does, elimination finds the zero.
      let isSound =
        failedAt == 0
        && (0..<rows).allSatisfy {
          factor[$0, $0] * factor[$0, $0] >= 8 * Element.ulpOfOne * self[$0, $0]
        }
      if isSound {
        for i in 0..<rows { product.multiply(by: factor[i, i]) }
        product.square()
        return (product.value, 1)
      }
    case .full: break
    }
    let factors = try lu()
    for (i, pivot) in factors.pivots.enumerated() {
      product.multiply(by: pivot == i ? factors.packed[i, i] : -factors.packed[i, i])
    }
    return (product.value, try factors.rcond(norm: norm(.one)))
  }

  /// The reciprocal condition number in the 1-norm: 0 for a singular matrix, Inf for an empty one.
  public func reciprocalCondition() throws -> Element {
    try requireSquare("rcond")
    if isEmpty { return .infinity }
    let norm = try self.norm(.one)
    if norm.isNaN { return .nan }
    if norm.isInfinite { return 0 }
    switch structure {
    case .upperTriangular, .lowerTriangular:
      let upper = isTriangular(upper: true)
      return try solveTriangular(Matrix(Shape(rows, 1), repeating: 0), upper: upper).rcond
    default: return try lu().rcond(norm: norm)
    }
  }
}

/// A product whose partial results may leave the range of the type.
private struct ScaledProduct<Element: RealElement> {
  private var mantissa: Element = 1
  private var exponent = 0

  mutating func multiply(by x: Element) {
    mantissa *= x
    normalise()
  }

  mutating func square() {
    mantissa *= mantissa
    exponent *= 2
    normalise()
  }

  private mutating func normalise() {
    guard mantissa.isFinite, mantissa != 0 else { return }
    let shift = Int(mantissa.exponent)
    exponent += shift
    mantissa = Element(sign: .plus, exponent: Element.Exponent(-shift), significand: mantissa)
  }

  var value: Element {
    let limited = Swift.max(-20_000, Swift.min(20_000, exponent))
    return Element(sign: .plus, exponent: Element.Exponent(limited), significand: mantissa)
  }
}
