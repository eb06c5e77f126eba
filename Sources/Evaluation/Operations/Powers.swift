import Glibc
import Matrices

/// Powers: of numbers, of elements, of square matrices.
enum Powers {
  /// x to the power y. Results that are not real (a negative base with a fractional exponent) are NaN, with
  /// a warning.
  static func power(_ x: Double, _ y: Double, _ session: Session) throws -> Double {
    let result = Glibc.pow(x, y)
    if result.isNaN, !x.isNaN, !y.isNaN { warn(session) }
    return result
  }

  private static func warn(_ session: Session) {
    session.warn(
      "a power of a negative number is complex, which nnsh has not: the result is NaN",
      identifier: "nnsh:complex-result")
  }

  static func elementwise<Element: RealElement>(
    _ a: Matrix<Element>, _ b: Matrix<Element>, _ session: Session
  ) throws -> Matrix<Element> {
    // A square is a product: exact, and much faster than a power.
    if b.isScalar, b[0] == 2 { return try Matrix.elementwise(.multiply, a, a) }
    let result = try Matrix.elementwise(.power, a, b)
    if leavesReals(a, b, result) { warn(session) }
    return result
  }

  private static func leavesReals<Element: RealElement>(
    _ a: Matrix<Element>, _ b: Matrix<Element>, _ result: Matrix<Element>
  ) -> Bool {
    let hasNaN = result.withUnsafeElements { $0.contains { $0.isNaN } }
    guard hasNaN else { return false }
    let operandsHaveNaN =
      a.withUnsafeElements { $0.contains { $0.isNaN } }
      || b.withUnsafeElements { $0.contains { $0.isNaN } }
    return !operandsHaveNaN && a.withUnsafeElements { $0.contains { $0 < 0 } }
  }

  /// A^p of a square matrix and a scalar, or s^A.
  static func matrixPower<Element: RealElement>(
    _ a: Matrix<Element>, _ b: Matrix<Element>, _ session: Session
  ) throws -> Matrix<Element> {
    guard a.isScalar || b.isScalar else {
      throw EvaluationError("can't do A ^ B for A and B both matrices")
    }
    if a.isEmpty || b.isEmpty { return Matrix(empty: .empty) }
    guard b.isScalar, a.shape.isSquare else {
      if a.isScalar, b.shape.isSquare, let base = Double(exactly: a[0]) {
        // s^A = expm(log(s) A).
        guard base > 0 else { throw notSquare }
        let scaled = try Matrix.elementwise(.multiply, b, Element(Glibc.log(base)))
        return try scaled.exponential()
      }
      throw notSquare
    }
    guard let exponent = Int(exactly: b[0]) else {
      // Fractional powers through the eigenvalues, as long as they stay real.
      let fraction = b[0]
      guard
        let result = try a.applyingToEigenvalues({
          Element(Glibc.pow(Double($0), Double(fraction)))
        })
      else {
        throw EvaluationError("the power of this matrix is complex, which nnsh has not")
      }
      return result
    }
    let (result, rcond) = try a.power(exponent)
    Operators.warnIfSingular(Double(rcond), session)
    return result
  }

  private static var notSquare: EvaluationError {
    EvaluationError(
      "for x^y, only square matrix arguments are permitted and one argument must be scalar.  "
        + "Use .^ for elementwise power.")
  }
}
