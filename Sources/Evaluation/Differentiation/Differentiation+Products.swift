import Matrices

extension Differentiation {
  /// The product of transposed or negated factors as they lie; nil when neither is followed, or the factors are
  /// no matrices.
  static func product(_ left: Value, _ right: Value, _ flags: ProductFlags) throws -> Value? {
    guard left.isTracked || right.isTracked, left.shape.isMatrix, right.shape.isMatrix,
      !left.isScalar, !right.isScalar, left.isDifferentiable, right.isDifferentiable
    else { return nil }
    guard case .double(let a) = left.primal, case .double(let b) = right.primal else { return nil }
    let y = try signedProduct(
      a, flags.contains(.transposesLeft), b, flags.contains(.transposesRight),
      isNegated: flags.contains(.negatesLeft))
    return try product(.matrix(y), left, right, flags)
  }

  /// op(A) op(B), or -op(A) op(B): then the smallest of the three changes its signs.
  private static func signedProduct(
    _ a: Matrix<Double>, _ transA: Bool, _ b: Matrix<Double>, _ transB: Bool, isNegated: Bool
  ) throws -> Matrix<Double> {
    var (a, b) = (a, b)
    let (count, overflow) = (transA ? a.columns : a.rows).multipliedReportingOverflow(
      by: transB ? b.rows : b.columns)
    let negatesProduct = !overflow && count <= min(a.count, b.count)
    if isNegated, !negatesProduct {
      if a.count <= b.count { try a.map(.negate) } else { try b.map(.negate) }
    }
    var y = try Matrix.product(a, transposed: transA, b, transposed: transB)
    if isNegated, negatesProduct { try y.map(.negate) }
    return y
  }

  /// Y = A B: G B' and A' G; with transposed factors the transposes of these.
  static func product(
    _ y: Value, _ left: Value, _ right: Value, _ flags: ProductFlags
  ) throws -> Value {
    let (a, b) = (left.primal, right.primal)
    let isLeft = flags.contains(.transposesLeft)
    let isRight = flags.contains(.transposesRight)
    let isNegated = flags.contains(.negatesLeft)
    return try Tape.record(
      y,
      Edge(left) { adjoint in
        let b = try numbers(b)
        return try isLeft
          ? signedProduct(b, isRight, adjoint, true, isNegated: isNegated)
          : signedProduct(adjoint, false, b, !isRight, isNegated: isNegated)
      },
      Edge(right) { adjoint in
        let a = try numbers(a)
        return try isRight
          ? signedProduct(adjoint, true, a, isLeft, isNegated: isNegated)
          : signedProduct(a, !isLeft, adjoint, false, isNegated: isNegated)
      })
  }

  /// Y = A \ B: A' \ G for B, and for A what follows from the derivative of the inverse.
  static func solveLeft(_ y: Value, _ left: Value, _ right: Value) throws -> Value {
    let (a, b) = (try numbers(left), try numbers(right))
    return try Tape.record(
      y, Edge(left) { try quotientShare(a, b, try numbers(y), $0) },
      Edge(right) { adjoint in try solveTransposed(a, adjoint) })
  }

  /// Y = A / B = (B' \ A')'.
  static func solveRight(_ y: Value, _ left: Value, _ right: Value) throws -> Value {
    let (a, b) = (try numbers(left), try numbers(right))
    return try Tape.record(
      y,
      Edge(left) { adjoint in
        try solveTransposed(try b.transposed(), try adjoint.transposed()).transposed()
      },
      Edge(right) { adjoint in
        try quotientShare(
          try b.transposed(), try a.transposed(), try numbers(y).transposed(),
          try adjoint.transposed()
        ).transposed()
      })
  }

  /// A' \ G of a square A; of any other the transpose of its pseudoinverse times G.
  private static func solveTransposed(
    _ a: Matrix<Double>, _ adjoint: Matrix<Double>
  ) throws -> Matrix<Double> {
    if a.shape.isSquare { return try a.transposed().leftDivide(adjoint).x }
    return try transposedTimes(try a.pseudoInverse(), adjoint)
  }

  /// The share of A in X = A \ B: -(A' \ G) X' when A is square. Otherwise X = P B with the pseudoinverse P, and
  /// with R = B - A X the share is -P'G X' + R G'P P' + P'X G'(I - P A) (Golub and Pereyra 1973).
  private static func quotientShare(
    _ a: Matrix<Double>, _ b: Matrix<Double>, _ x: Matrix<Double>, _ adjoint: Matrix<Double>
  ) throws -> Matrix<Double> {
    if a.shape.isSquare {
      let share = try timesTransposed(try solveTransposed(a, adjoint), x)
      return try share.mapped(.negate)
    }
    return try pseudoInverseShare(a, try a.pseudoInverse(), b, x, adjoint)
  }

  static func pseudoInverseShare(
    _ a: Matrix<Double>, _ p: Matrix<Double>, _ b: Matrix<Double>, _ x: Matrix<Double>,
    _ adjoint: Matrix<Double>
  ) throws -> Matrix<Double> {
    let first = try timesTransposed(try transposedTimes(p, adjoint), x)
    let rest = try Matrix.elementwise(.subtract, b, try Matrix.product(a, x))
    let second = try Matrix.product(
      rest, try timesTransposed(try transposedTimes(adjoint, p), p))
    let projector = try Matrix.elementwise(
      .subtract, try Matrix.identity(a.columns), try Matrix.product(p, a))
    let third = try Matrix.product(
      try timesTransposed(try transposedTimes(p, x), adjoint), projector)
    var share = try Matrix.elementwise(.subtract, second, first)
    try share.apply(.add, third)
    return share
  }

  /// A B'.
  static func timesTransposed(
    _ a: Matrix<Double>, _ b: Matrix<Double>
  ) throws -> Matrix<Double> {
    try Matrix.product(a, transposed: false, b, transposed: true)
  }

  /// A' B.
  static func transposedTimes(
    _ a: Matrix<Double>, _ b: Matrix<Double>
  ) throws -> Matrix<Double> {
    try Matrix.product(a, transposed: true, b, transposed: false)
  }

  /// Y = A^n: the sum of (A')^k G (A')^(n-1-k) over k; of a negative n through the inverse.
  static func matrixPower(_ y: Value, _ left: Value, _ right: Value) throws -> Value {
    guard !right.isTracked, !left.isScalar, let exponent = right.scalar,
      let n = Int(exactly: exponent), n.magnitude <= 1000
    else {
      throw EvaluationError(
        "grad: of the powers of matrices only whole ones (up to 1000) can be differentiated")
    }
    let a = try numbers(left)
    return try Tape.record(
      y,
      Edge(left) { adjoint in
        if n == 0 { return try Matrix(a.shape, repeating: 0) }
        if n > 0 { return try powerShare(a, n, adjoint) }
        let inverse = try a.inverse().inverse
        let share = try powerShare(inverse, -n, adjoint)
        return try inverseShare(inverse, share)
      })
  }

  /// Y = inv(A): -Y' G Y'.
  static func inverseShare(_ y: Matrix<Double>, _ adjoint: Matrix<Double>) throws -> Matrix<Double>
  {
    try timesTransposed(try transposedTimes(y, adjoint), y).mapped(.negate)
  }

  private static func powerShare(
    _ a: Matrix<Double>, _ n: Int, _ adjoint: Matrix<Double>
  ) throws -> Matrix<Double> {
    // Horner's scheme for the sum, from the right: S = G; S = A' S + G (A')^k.
    var right = adjoint
    var sum = adjoint
    for _ in 1..<max(1, n) {
      right = try timesTransposed(right, a)
      sum = try transposedTimes(a, sum)
      try sum.apply(.add, right)
    }
    return sum
  }
}
