import COpenBLAS

/// What all calls of LAPACK share: checked sizes, threads, and codes turned into errors.
enum LAPACK {
  /// A dimension as LAPACK takes it.
  static func size(_ n: Int, _ shape: Shape) throws -> Int32 {
    guard let size = Int32(exactly: n) else {
      throw MatrixError.tooLarge(shape, elementBytes: 8)
    }
    return size
  }

  /// A leading dimension: at least 1.
  static func leading(_ n: Int, _ shape: Shape) throws -> Int32 { try max(1, size(n, shape)) }

  /// Throws for the codes that are no numerical results; gives the code back otherwise.
  @discardableResult
  static func check(_ code: Int32) throws -> Int32 {
    switch code {
    case NNSH_NO_LIBRARY: throw MatrixError.libraryUnavailable("OpenBLAS")
    case NNSH_NO_MEMORY: throw MatrixError.tooLarge(.empty, elementBytes: 8)
    default: return code
    }
  }

  /// Calls `body`, a factorisation that nothing can stop; see `Abandonable` for what it may touch.
  ///
  /// It runs on one thread: OpenBLAS's own threads end when the process forks, and a call that waits for
  /// them then waits for ever; and results are to be the same bits on any number of processors.
  /// - Parameters:
  ///   - shape: of the matrix that is factored, m x n.
  ///   - factor: floating-point operations divided by m n min(m, n).
  static func abandonable<Result>(
    _ shape: Shape, factor: Double = 1, _ body: @escaping () throws -> Result
  ) throws -> Result {
    let (m, n) = (Double(shape.rows), Double(shape.columns))
    return try Abandonable.run(work: factor * m * n * min(m, n), body)
  }
}

extension Matrix where Element: RealElement {
  /// Checks that the array has two dimensions.
  func requireMatrix(_ operation: String) throws {
    guard shape.isMatrix else { throw MatrixError.notTwoDimensional(operation: operation, shape) }
  }

  /// Checks that the array is a square matrix.
  func requireSquare(_ operation: String) throws {
    try requireMatrix(operation)
    guard rows == columns else { throw MatrixError.notSquare(operation: operation, shape) }
  }

  /// Checks that there is no NaN and no infinity.
  func requireFinite(_ operation: String) throws {
    guard isFinite else { throw MatrixError.notFinite(operation: operation) }
  }

  /// Whether all elements are finite.
  public var isFinite: Bool {
    withUnsafeElements { elements in elements.allSatisfy { $0.isFinite } }
  }

  /// An unshared copy, for routines that overwrite their arguments.
  func workingCopy() throws -> Matrix {
    var copy = self
    try copy.reserveUnique(count)
    return copy
  }

  /// The identity of this size.
  public static func identity(_ n: Int) throws -> Matrix {
    var result = try Matrix(Shape(n, n), repeating: 0)
    for i in 0..<n { result[i, i] = 1 }
    return result
  }
}
