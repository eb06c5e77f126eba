/// What can be wrong with the operands of an array operation: facts, no words.
public enum MatrixError: Error, Equatable, Sendable {
  /// The shapes do not fit together for `operation` (`*`, `+`, `horizontal`, `vertical`, ...).
  case nonconformant(operation: String, Shape, Shape)
  /// More elements or bytes than the machine or an index can hold.
  case tooLarge(Shape, elementBytes: Int)
  /// The operation wants a square matrix.
  case notSquare(operation: String, Shape)
  /// The matrix is not positive definite (Cholesky); the order of the leading minor that failed.
  case notPositiveDefinite(Int)
  /// An iterative method of LAPACK did not converge.
  case noConvergence(operation: String)
  /// The operation is not defined for arrays of more than two dimensions.
  case notTwoDimensional(operation: String, Shape)
  /// The matrix is not symmetric, and its eigenvalues may not be real.
  case notSymmetric(operation: String, Shape)
  /// NaN or Inf where the method cannot work with it.
  case notFinite(operation: String)
  /// The linear-algebra library could not be loaded.
  case libraryUnavailable(String)
  /// The user interrupted a long operation.
  case interrupted
}
