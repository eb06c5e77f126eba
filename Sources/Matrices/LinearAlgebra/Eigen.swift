import COpenBLAS

/// Eigenvalues and eigenvectors of a general real matrix, as LAPACK gives them.
public struct GeneralEigen<Element: RealElement> {
  public let real: [Element]
  public let imaginary: [Element]
  /// Right eigenvectors in the columns; for a pair of complex ones the real and the imaginary part. Empty
  /// when they were not asked for.
  public let vectors: Matrix<Element>
  /// Left eigenvectors, likewise.
  public let leftVectors: Matrix<Element>

  public var isReal: Bool { imaginary.allSatisfy { $0 == 0 } }
}

extension Matrix where Element: RealElement {
  /// Eigenvalues in ascending order (n x 1) and orthonormal eigenvectors (columns; empty unless asked
  /// for) of a symmetric matrix, of which the upper triangle is read.
  ///
  /// - Throws: `MatrixError.notSquare`, `.notFinite`, `.noConvergence`, ...
  public func symmetricEigen(vectors: Bool) throws -> (values: Matrix, vectors: Matrix) {
    try requireSquare("eig")
    try requireFinite("eig")
    if isEmpty { return (Matrix(empty: Shape(0, 1)), self) }
    let work = try workingCopy()
    let values = try Matrix(Shape(rows, 1), repeating: 0)
    let n = try LAPACK.size(rows, shape)
    let code = try LAPACK.abandonable(shape, factor: 4) {
      try LAPACK.check(
        nnsh_syev(Element.precision, vectors, n, work.storage.base, n, values.storage.base))
    }
    if code > 0 { throw MatrixError.noConvergence(operation: "eig") }
    return (values, vectors ? work : Matrix(empty: .empty))
  }

  /// The symmetric problem self * x = w * b * x with positive definite b.
  ///
  /// - Throws: `MatrixError.notPositiveDefinite` for b, besides those of `symmetricEigen`.
  public func symmetricEigen(
    _ b: Matrix, vectors: Bool
  ) throws -> (values: Matrix, vectors: Matrix) {
    try requireSquare("eig")
    guard shape == b.shape else {
      throw MatrixError.nonconformant(operation: "eig", shape, b.shape)
    }
    try requireFinite("eig")
    try b.requireFinite("eig")
    if isEmpty { return (Matrix(empty: Shape(0, 1)), self) }
    let (work, other) = (try workingCopy(), try b.workingCopy())
    let values = try Matrix(Shape(rows, 1), repeating: 0)
    let n = try LAPACK.size(rows, shape)
    let code = try LAPACK.abandonable(shape, factor: 8) {
      try LAPACK.check(
        nnsh_sygv(
          Element.precision, vectors, n, work.storage.base, n, other.storage.base, n,
          values.storage.base))
    }
    if code > n { throw MatrixError.notPositiveDefinite(Int(code - n)) }
    if code > 0 { throw MatrixError.noConvergence(operation: "eig") }
    return (values, vectors ? work : Matrix(empty: .empty))
  }

  /// Eigenvalues, and eigenvectors when asked for, of a general matrix.
  ///
  /// - Throws: `MatrixError.notSquare`, `.notFinite`, `.noConvergence`, ...
  ///
  /// - Parameter balance: rows and columns are scaled first, which helps where sizes differ much.
  public func generalEigen(
    vectors: Bool, left: Bool = false, balance: Bool = true
  ) throws -> GeneralEigen<Element> {
    try requireSquare("eig")
    try requireFinite("eig")
    if isEmpty { return GeneralEigen(real: [], imaginary: [], vectors: self, leftVectors: self) }
    let work = try workingCopy()
    let n = try LAPACK.size(rows, shape)
    let right = vectors ? try Matrix(shape, repeating: 0) : Matrix(empty: .empty)
    let other = left ? try Matrix(shape, repeating: 0) : Matrix(empty: .empty)
    let (code, real, imaginary) = try LAPACK.abandonable(shape, factor: 10) { [rows] in
      var real = [Element](repeating: 0, count: rows)
      var imaginary = real
      let code = try LAPACK.check(
        nnsh_geev(
          Element.precision, balance, n, work.storage.base, n, &real, &imaginary,
          left ? other.storage.base : nil, n, vectors ? right.storage.base : nil, n))
      return (code, real, imaginary)
    }
    if code > 0 { throw MatrixError.noConvergence(operation: "eig") }
    return GeneralEigen(real: real, imaginary: imaginary, vectors: right, leftVectors: other)
  }

  /// Eigenvalues, and eigenvectors when asked for, of the general problem self * x = w * b * x.
  ///
  /// The largest component of each vector has size 1. A singular b gives infinite eigenvalues.
  /// - Throws: `MatrixError.notSquare`, `.nonconformant`, `.notFinite`, `.noConvergence`, ...
  public func generalEigen(
    _ b: Matrix, vectors: Bool, left: Bool = false
  ) throws -> GeneralEigen<Element> {
    try requireSquare("eig")
    guard shape == b.shape else {
      throw MatrixError.nonconformant(operation: "eig", shape, b.shape)
    }
    try requireFinite("eig")
    try b.requireFinite("eig")
    if isEmpty { return GeneralEigen(real: [], imaginary: [], vectors: self, leftVectors: self) }
    let (work, other) = (try workingCopy(), try b.workingCopy())
    let n = try LAPACK.size(rows, shape)
    let rightVectors = vectors ? try Matrix(shape, repeating: 0) : Matrix(empty: .empty)
    let leftVectors = left ? try Matrix(shape, repeating: 0) : Matrix(empty: .empty)
    var (code, real, imaginary, scale) = try LAPACK.abandonable(shape, factor: 30) { [rows] in
      var real = [Element](repeating: 0, count: rows)
      var (imaginary, scale) = (real, real)
      let code = try LAPACK.check(
        nnsh_ggev(
          Element.precision, n, work.storage.base, n, other.storage.base, n, &real, &imaginary,
          &scale, left ? leftVectors.storage.base : nil, n,
          vectors ? rightVectors.storage.base : nil, n))
      return (code, real, imaginary, scale)
    }
    if code > 0 { throw MatrixError.noConvergence(operation: "eig") }
    for index in real.indices {
      real[index] /= scale[index]
      imaginary[index] = imaginary[index] == 0 ? 0 : imaginary[index] / scale[index]
    }
    return GeneralEigen(
      real: real, imaginary: imaginary, vectors: rightVectors, leftVectors: leftVectors)
  }
}
