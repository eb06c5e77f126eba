import Evaluation
import Glibc
import Matrices

/// Square roots and logarithms of matrices.
let matrixRoots: [Builtin] = [
  Builtin(
    "sqrtm(A)", "The square root of a square matrix: sqrtm(A) * sqrtm(A) is A", shapes: "n x n",
    examples: """
      >> sqrtm([4 1; 0 9])
      ans =

         2.0000   0.2000
              0   3.0000

      """,
    seeAlso: ["expm", "logm", "sqrt"], one: { try matrixFunction($0, RootOfMatrix($0)) }),
  Builtin(
    "logm(A)", "The logarithm of a square matrix: expm(logm(A)) is A", shapes: "n x n",
    examples: """
      >> logm([1 1; 0 1])
      ans =

         0   1
         0   0

      """,
    seeAlso: ["expm", "sqrtm", "log"], one: { try matrixFunction($0, LogarithmOfMatrix($0)) }),
]

private func matrixFunction(_ call: Call, _ function: some MatrixFunction) throws -> Value {
  try call.expect(1...1)
  guard call[0].isNumeric, call[0].shape.isSquare else {
    throw call.error("A must be a square matrix")
  }
  if call[0].isEmpty { return .emptyMatrix }
  let result = try inPrecision(call, count: 1, function)[0]
  if case .diagonal = call[0], let m = try result.doubles { return .diagonal(m) }
  return result
}

private func leavesReals(_ call: Call) -> EvaluationError {
  call.error("the result is complex, which nnsh has not (A has eigenvalues that are not positive)")
}

/// The matrix with `f` of its eigenvalues, for symmetric matrices.
private func ofEigenvalues<T: RealElement>(
  _ a: Matrix<T>, _ call: Call, _ f: (Double) -> Double
) throws -> Matrix<T> {
  let (values, vectors) = try a.symmetricEigen(vectors: true)
  var scaled = vectors
  try scaled.unshare()
  for column in 0..<a.columns {
    let value = f(Double(values[column]))
    if value.isNaN { throw leavesReals(call) }
    for row in 0..<a.rows { scaled[row, column] *= T(value) }
  }
  let product = try Matrix.product(scaled, transposed: false, vectors, transposed: true)
  if a.isTriangular(upper: true), a.isTriangular(upper: false) {
    // A diagonal matrix stays one, without rounding errors beside it.
    var result = try Matrix(a.shape, repeating: T(0))
    for i in 0..<a.rows { result[i, i] = T(f(Double(a[i, i]))) }
    return result
  }
  return product
}

private func identity<T: RealElement>(_ n: Int) throws -> Matrix<T> {
  var result = try Matrix(Shape(n, n), repeating: T(0))
  for i in 0..<n { result[i, i] = 1 }
  return result
}

/// The largest difference of two matrices, beside the largest element of the second.
private func distance<T: RealElement>(_ a: Matrix<T>, _ b: Matrix<T>) -> Double {
  var (difference, size) = (0.0, 0.0)
  for i in 0..<a.count {
    difference = max(difference, abs(Double(a[i] - b[i])))
    size = max(size, abs(Double(b[i])))
    if !a[i].isFinite { return .nan }
  }
  return size == 0 ? difference : difference / size
}

/// The iteration of Denman and Beavers, Y -> (Y + Z^-1) / 2 and Z -> (Z + Y^-1) / 2 from A and the identity; it
/// converges to the root and its inverse where no eigenvalue lies on the negative axis or is zero.
private func denmanBeavers<T: RealElement>(_ a: Matrix<T>, _ call: Call) throws -> Matrix<T> {
  var y = a
  var z: Matrix<T> = try identity(a.rows)
  for _ in 0..<100 {
    try call.checkInterrupt()
    let (inverseY, inverseZ) = (try y.inverse().inverse, try z.inverse().inverse)
    var next = try Matrix.elementwise(.add, y, inverseZ)
    try next.apply(.divide, 2)
    z = try Matrix.elementwise(.add, z, inverseY)
    try z.apply(.divide, 2)
    let change = distance(y, next)
    y = next
    if change.isNaN { break }
    if change < 8 * Double(T.ulpOfOne) { return y }
  }
  throw leavesReals(call)
}

/// The root of an upper triangular matrix, a column at a time from its diagonal.
///
/// Source: A. Bjorck and S. Hammarling, "A Schur method for the square root of a matrix" (1983).
private func triangularRoot<T: RealElement>(_ a: Matrix<T>, _ call: Call) throws -> Matrix<T> {
  let n = a.rows
  var r = try Matrix(a.shape, repeating: T(0))
  for j in 0..<n {
    guard a[j, j] >= 0 else { throw leavesReals(call) }
    r[j, j] = a[j, j].squareRoot()
    for i in (0..<j).reversed() {
      var sum = a[i, j]
      for k in i + 1..<max(j, i + 1) { sum -= r[i, k] * r[k, j] }
      let divisor = r[i, i] + r[j, j]
      if divisor == 0, sum != 0 {
        throw call.error("A is singular and has no square root")
      }
      r[i, j] = divisor == 0 ? 0 : sum / divisor
    }
  }
  return r
}

private func squareRoot<T: RealElement>(_ a: Matrix<T>, _ call: Call) throws -> Matrix<T> {
  if try a.isSymmetric() { return try ofEigenvalues(a, call) { $0.squareRoot() } }
  if a.isTriangular(upper: true) { return try triangularRoot(a, call) }
  if a.isTriangular(upper: false) {
    return try triangularRoot(a.transposed(), call).transposed()
  }
  return try denmanBeavers(a, call)
}

private struct RootOfMatrix: MatrixFunction {
  let call: Call
  init(_ call: Call) { self.call = call }
  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    [try squareRoot(arguments[0], call)]
  }
}

/// Roots are taken until the matrix is near the identity; there log(A) is twice the series of the inverse
/// hyperbolic tangent of (A - I) / (A + I), and each root doubles it.
private struct LogarithmOfMatrix: MatrixFunction {
  let call: Call
  init(_ call: Call) { self.call = call }

  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    let a = arguments[0]
    if try a.isSymmetric() { return [try ofEigenvalues(a, call) { $0 > 0 ? Glibc.log($0) : .nan }] }
    let one: Matrix<T> = try identity(a.rows)
    var root = a
    var doublings = 0
    while distance(root, one) > 0.1 {
      root = try squareRoot(root, call)
      doublings += 1
      if doublings > 100 { throw leavesReals(call) }
    }
    let above = try Matrix.elementwise(.subtract, root, one)
    let below = try Matrix.elementwise(.add, root, one)
    let quotient = try below.leftDivide(above).x
    let square = try Matrix.product(quotient, quotient)
    var (power, sum) = (quotient, quotient)
    for k in stride(from: 3, through: 41, by: 2) {
      power = try Matrix.product(power, square)
      var term = power
      try term.apply(.divide, T(k))
      sum = try Matrix.elementwise(.add, sum, term)
    }
    try sum.apply(.multiply, T(Glibc.pow(2, Double(doublings + 1))))
    return [sum]
  }
}
