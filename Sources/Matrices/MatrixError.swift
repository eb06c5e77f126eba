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
  /// Reading at 1-based `index`, beyond the array. `position` counts the subscripts from 1 and is 0 for the
  /// only one; `rank` is their number. The bound follows: `shape.extents(for: rank)`.
  case indexOutOfBound(index: Int, position: Int, rank: Int, shape: Shape)
  /// A number that is no index: not whole, or below 1.
  case badSubscript(Double)
  /// `A(...) = B` with sizes that do not fit; `isLinear` for one subscript.
  case assignmentMismatch(target: Shape, source: Shape, isLinear: Bool)
  /// An assignment would have to make an array larger in a way that is not determined.
  case resizeError
  /// `A(...) = []` with more than one subscript that is no colon.
  case deletionNeedsColons
  /// `A(...) = []` at 1-based `index`, beyond `bound`; `isLinear` for one subscript.
  case deletionOutOfBound(index: Int, bound: Int, isLinear: Bool)
  /// `A(:, ..., k) = []` where the array has fewer dimensions.
  case deletionBeyondDimensions
  /// The user interrupted a long operation.
  case interrupted
}
