import Evaluation
import Matrices
import Syntax

/// LU, QR, Cholesky and singular-value decompositions.
let decompositions: [Builtin] = [
  Builtin(
    "[L, U, P] = lu(A)\n[L, U] = lu(A)\nY = lu(A)\n[L, U, p] = lu(A, \"vector\")",
    "Triangular factors with L * U = P * A", shapes: "A: m x n",
    examples: """
      >> [L, U, P] = lu([1 2; 4 4]);
      >> L * U
      ans =

         4   4
         1   2

      """,
    seeAlso: ["chol", "qr", "det", "inv"], many: triangularFactors),
  Builtin(
    "[Q, R] = qr(A)\n[Q, R, P] = qr(A)\n[Q, R] = qr(A, 0)\n[Q, R] = qr(A, \"econ\")\nR = qr(A)",
    "Orthogonal Q and upper triangular R with Q * R = A (or A * P)", shapes: "A: m x n",
    examples: """
      >> [Q, R] = qr([3; 4]);
      >> abs(R(1))
      ans = 5
      """,
    seeAlso: ["lu", "chol", "svd", "orth"], many: orthogonalFactors),
  Builtin(
    "R = chol(A)\n[R, p] = chol(A)\nL = chol(A, \"lower\")",
    "The upper triangular R with R' * R = A for a positive definite A", shapes: "A: n x n -> n x n",
    examples: """
      >> chol([4 2; 2 5])
      ans =

         2   1
         0   2

      """,
    seeAlso: ["lu", "isdefinite", "eig"], many: choleskyFactor),
  Builtin(
    "s = svd(A)\n[U, S, V] = svd(A)\n[U, S, V] = svd(A, \"econ\")\n[U, S, V] = svd(A, 0)",
    "Singular values, or A = U * S * V'", shapes: "A: m x n -> s: min(m, n) x 1",
    examples: """
      >> svd([3 0; 0 4])
      ans =

         4
         3

      """,
    seeAlso: ["eig", "pinv", "rank", "norm"], many: singularValues),
]

private func isOption(_ call: Call, _ index: Int, _ name: String) -> Bool {
  index < call.count && call[index].text?.lowercased() == name
}

private struct Triangular: MatrixFunction {
  let packed: Bool
  let outputs: Int

  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    let factors = try arguments[0].lu()
    if packed { return [factors.packed] }
    let order = factors.permutation
    let lower = try factors.lower()
    let upper = try factors.upper()
    if outputs < 3 {
      // Without P, its inverse goes into L.
      var result = lower
      try result.unshare()
      for (i, row) in order.enumerated() {
        for j in 0..<lower.columns { result[row, j] = lower[i, j] }
      }
      return [result, upper]
    }
    return [lower, upper, try Matrix(Shape(1, order.count), order.map { T($0 + 1) })]
  }
}

private func triangularFactors(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  try requireMatrix(call, 0, "A must be a 2-D matrix")
  if call.count > 1, !call[1].isChar {
    throw call.error("can not define pivoting threshold THRESH for full matrices")
  }
  let outputs = call.outputCount
  var results = try inPrecision(
    call, count: 1, Triangular(packed: outputs < 2, outputs: outputs))
  guard outputs > 2, let order = try results[2].doubles else { return results }
  results[2] =
    isOption(call, 1, "vector")
    ? .matrix(order.reshaped(Shape(order.count, 1))) : .double(try rowPermutation(order))
  return results
}

/// The matrix whose row i picks row order[i] (1-based).
private func rowPermutation(_ order: Matrix<Double>) throws -> Matrix<Double> {
  var result = try Matrix<Double>(Shape(order.count, order.count), repeating: 0)
  for i in 0..<order.count { result[i, Int(order[i]) - 1] = 1 }
  return result
}

private struct Orthogonal: MatrixFunction {
  let economy: Bool
  let outputs: Int

  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    let factors = try arguments[0].qr(pivoting: outputs > 2)
    let r = try factors.r(economy: economy)
    if outputs < 2 { return [r] }
    let order = factors.permutation.map { T($0 + 1) }
    return [try factors.q(economy: economy), r, try Matrix(Shape(1, order.count), order)]
  }
}

private func orthogonalFactors(_ call: Call) throws -> [Value] {
  try call.expect(1...3)
  try requireMatrix(call, 0, "A must be a 2-D matrix")
  var economy = false
  var asVector = false
  var product: Value?
  for option in call.arguments.dropFirst() {
    if let name = option.text {
      switch name.lowercased() {
      case "econ", "0":
        economy = true
        asVector = asVector || name == "0"
      case "vector": asVector = true
      case "matrix": asVector = false
      default:
        throw call.error("type for P must be 'matrix' or 'vector', not \(name)")
      }
    } else if option.scalar == 0 {
      economy = true
      asVector = true
    } else {
      product = option
    }
  }
  let outputs = call.outputCount
  if let product { return try appliedFactors(call, product, economy: economy) }
  var results = try inPrecision(
    call, count: 1, Orthogonal(economy: economy, outputs: outputs))
  if outputs > 2, !asVector, let order = try results[2].doubles {
    results[2] = .double(try rowPermutation(order).transposed())
  }
  return Array(results.prefix(max(1, outputs)))
}

/// Q' * B and R for `[C, R] = qr(A, B)`.
private func appliedFactors(_ call: Call, _ b: Value, economy: Bool) throws -> [Value] {
  guard call.outputCount < 3 else {
    throw call.error("too many output arguments for dense A with B")
  }
  guard b.shape.isMatrix, b.shape.rows == call[0].shape.rows else {
    throw call.error("dimensions of A and B are not consistent")
  }
  let factors = try inPrecision(call, count: 1, Orthogonal(economy: economy, outputs: 2))
  let product = try Operators.binary(
    .matrixMultiply, Operators.transpose(factors[0]), b, call.session)
  return call.outputCount < 2 ? [factors[1]] : [product, factors[1]]
}

private struct Cholesky: MatrixFunction {
  let lower: Bool

  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    let (factor, failedAt) = try arguments[0].choleskyAttempt(lower: lower)
    return [factor, Matrix(scalar: T(failedAt))]
  }
}

private func choleskyFactor(_ call: Call) throws -> [Value] {
  try call.expect(1...3)
  var lower = false
  for option in call.arguments.dropFirst() {
    switch option.text?.lowercased() {
    case "lower": lower = true
    case "upper": lower = false
    case "vector": throw call.error("A must be sparse for the \"vector\" option")
    case nil: throw call.error("optional arguments must be strings")
    default:
      throw call.error("optional argument must be one of \"vector\", \"lower\", or \"upper\"")
    }
  }
  if call.outputCount > 2 {
    throw call.error("using three output arguments, matrix A must be sparse")
  }
  try requireFloating(call, call[0])
  let problem = "chol: requires square matrix"
  try requireSquare(call, 0, problem, ofPages: problem)
  let results = try inPrecision(call, count: 1, Cholesky(lower: lower))
  let failedAt = results[1].scalar ?? 0
  if call.outputCount > 1 { return [results[0], .number(failedAt)] }
  if failedAt > 0 { throw call.error("input matrix must be positive definite") }
  return [results[0]]
}

private struct Singular: MatrixFunction {
  let economy: Bool
  let outputs: Int

  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    // Minus zero is no size.
    if outputs < 2 { return [try arguments[0].singularValues().mapped(.abs)] }
    let (u, values, v) = try arguments[0].svd(economy: economy)
    return [u, try diagonalMatrix(values, u.columns, v.columns), v]
  }
}

private func singularValues(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  try requireMatrix(call, 0, "A must be a 2-D matrix")
  // With 0, only a tall matrix gets a smaller U; "econ" shortens both.
  let isZero = call.count > 1 && call[1].scalar == 0 && !call[1].isChar
  let economy = call.count > 1 && !(isZero && call[0].shape.rows < call[0].shape.columns)
  var results: [Value]
  do {
    results = try inPrecision(
      call, count: 1, Singular(economy: economy, outputs: call.outputCount))
  } catch MatrixError.notFinite {
    throw call.error("cannot take SVD of matrix containing Inf or NaN values")
  }
  if results.count > 1, case .double(let s) = results[1] { results[1] = .diagonal(s) }
  return Array(results.prefix(max(1, call.outputCount)))
}
