import Evaluation
import Matrices

/// Inverses, determinants and linear systems.
let solving: [Builtin] = [
  Builtin(
    "inv(A)\n[B, rcond] = inv(A)", "The inverse of a square matrix",
    shapes: "A: n x n -> n x n",
    examples: """
      >> inv([2 0; 0 4])
      ans =

         0.5000        0
              0   0.2500

      """,
    seeAlso: ["pinv", "mldivide", "det", "rcond"], many: inverse),
  Builtin(
    "inverse(A)\n[B, rcond] = inverse(A)", "The inverse of a square matrix",
    shapes: "A: n x n -> n x n",
    examples: """
      >> inverse(4)
      ans = 0.2500
      """,
    seeAlso: ["inv"], many: inverse),
  Builtin(
    "det(A)\n[d, rcond] = det(A)", "The determinant of a square matrix",
    shapes: "A: n x n -> scalar",
    examples: """
      >> det([2 0; 1 3])
      ans = 6
      """,
    seeAlso: ["inv", "rank", "trace"], many: determinant),
  Builtin(
    "rcond(A)",
    "The reciprocal condition number in the 1-norm: near 0 for a nearly singular matrix",
    examples: """
      >> rcond(eye(2))
      ans = 1
      """,
    seeAlso: ["cond", "inv"], one: reciprocalCondition),
  Builtin(
    "pinv(A)\npinv(A, tol)",
    "The Moore-Penrose inverse; singular values up to tol count as zero",
    shapes: "A: m x n -> n x m",
    examples: """
      >> pinv([1; 1])
      ans =

         0.5000   0.5000

      """,
    seeAlso: ["inv", "mldivide", "svd"], one: pseudoInverse),
  Builtin(
    "linsolve(A, B)\nlinsolve(A, B, opts)",
    "The solution of A * X = B; opts.TRANSA solves A' * X = B, opts.LT and opts.UT use a triangle",
    examples: """
      >> linsolve([2 0; 0 4], [2; 4])
      ans =

         1
         1

      """,
    seeAlso: ["mldivide", "inv"], one: linearSolve),
  Builtin(
    "lscov(A, b)\nlscov(A, b, w)", "Least squares, with weights of the rows",
    examples: """
      >> round(100 * lscov([1; 1], [1; 3])) / 100
      ans = 2
      """,
    seeAlso: ["mldivide", "polyfit"], one: weightedLeastSquares),
]

private struct Inverting: MatrixFunction {
  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    let (inverse, rcond) = try arguments[0].inverse()
    return [inverse, Matrix(scalar: rcond)]
  }
}

private func inverse(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  if call[0].isChar { throw EvaluationError("invalid conversion from string to real matrix") }
  if call[0].isCell { throw call.error("wrong type argument 'cell'") }
  try requireFloating(call, call[0])
  if call[0].shape.isMatrix, call[0].isEmpty {
    return call.outputCount > 1 ? [.emptyMatrix, .number(.infinity)] : [.emptyMatrix]
  }
  try requireSquare(
    call, 0, "inverse: A must be a square matrix", ofPages: "inverse requires square matrix")
  if case .number(let x) = call[0] {
    if call.outputCount < 2, x == 0 { Operators.warnIfSingular(0, call.session) }
    let condition = x.isNaN ? .nan : x == 0 || x.isInfinite ? 0.0 : 1
    let results: [Value] = [.number(1 / x), .number(condition)]
    return Array(results.prefix(max(1, call.outputCount)))
  }
  if case .diagonal(let m) = call[0] { return try invertedDiagonal(call, m) }
  let results = try inPrecision(call, count: 1, Inverting())
  if call.outputCount > 1 { return results }
  warnIfSingular(call, results[1], isSingle: isSingle(call[0]))
  return [results[0]]
}

private func invertedDiagonal(_ call: Call, _ m: Matrix<Double>) throws -> [Value] {
  var result = m
  try result.unshare()
  let diagonal = (0..<m.rows).map { m[$0, $0] }
  if diagonal.allSatisfy({ $0 == 0 }) {
    throw EvaluationError("inverse of the null matrix not defined")
  }
  let isSingular = diagonal.contains(0)
  for i in 0..<m.rows { result[i, i] = isSingular ? .infinity : 1 / m[i, i] }
  let inverted = Value.diagonal(result)
  if call.outputCount > 1 {
    return [inverted, .number(isSingular ? 0 : try m.reciprocalCondition())]
  }
  if isSingular { Operators.warnIfSingular(0, call.session) }
  return [inverted]
}

/// Octave's warning for a condition that the precision cannot tell from singular.
func warnIfSingular(_ call: Call, _ rcond: Value, isSingle: Bool) {
  guard let value = rcond.scalar else { return }
  if isSingle ? !Matrix<Float>.isSingular(Float(value)) : !Matrix<Double>.isSingular(value) {
    return
  }
  Operators.warnIfSingular(value, call.session)
}

private struct Determining: MatrixFunction {
  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    let (value, rcond) = try arguments[0].determinant()
    return [Matrix(scalar: value), Matrix(scalar: rcond)]
  }
}

private func determinant(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  try requireFloating(call, call[0])
  if call[0].isEmpty { return [.number(1), .number(1)] }
  try requireSquare(call, 0, "det: A must be a square matrix")
  let results = try inPrecision(call, count: 1, Determining())
  return call.outputCount > 1 ? results : [results[0]]
}

private struct Conditioning: MatrixFunction {
  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    [Matrix(scalar: try arguments[0].reciprocalCondition())]
  }
}

private func reciprocalCondition(_ call: Call) throws -> Value {
  try call.expect(1...1)
  try requireFloating(call, call[0])
  try requireSquare(call, 0, "rcond: A must be a square matrix")
  return try inPrecision(call, count: 1, Conditioning())[0]
}

private struct PseudoInverting: MatrixFunction {
  let tolerance: Double?

  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    [try arguments[0].pseudoInverse(tolerance: tolerance.map { T($0) })]
  }
}

private func pseudoInverse(_ call: Call) throws -> Value {
  try call.expect(1...2)
  if !(call[0].isNumeric || call[0].isLogical) { throw call.error("X must be a numeric matrix") }
  try requireMatrix(call, 0, "X must be a 2-D matrix")
  let tolerance = call.count > 1 ? try call.scalar(1) : nil
  if case .diagonal(let m) = call[0] {
    return .diagonal(try m.pseudoInverse(tolerance: tolerance))
  }
  return try inPrecision(call, count: 1, PseudoInverting(tolerance: tolerance))[0]
}

private struct Dividing: MatrixFunction {
  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    let (x, rcond) = try arguments[0].leftDivide(arguments[1])
    return [x, Matrix(scalar: rcond)]
  }
}

private struct Substituting: MatrixFunction {
  let upper: Bool
  let transposed: Bool

  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    let (x, rcond) = try arguments[0].solveTriangular(
      arguments[1], upper: upper, transposed: transposed)
    return [x, Matrix(scalar: rcond)]
  }
}

private func linearSolve(_ call: Call) throws -> Value {
  try call.expect(2...3)
  for i in 0...1 where !(call[i].isNumeric || call[i].isLogical) {
    throw call.error("A and B must be numeric")
  }
  func option(_ name: String) throws -> Bool {
    guard call.count > 2 else { return false }
    guard case .structure(let options) = call[2] else {
      throw call.error("OPTS must be a structure")
    }
    guard let value = options[name] else { return false }
    return (value.scalar ?? 0) != 0
  }
  var call = call
  let transposed = try option("TRANSA")
  let (upper, lower) = (try option("UT"), try option("LT"))
  let results: [Value]
  if upper || lower, call[0].shape.isSquare, call[0].shape.rows == call[1].shape.rows,
    call[1].shape.isMatrix, !call[0].isEmpty
  {
    results = try inPrecision(call, count: 2, Substituting(upper: upper, transposed: transposed))
  } else {
    if transposed { call.arguments[0] = try Operators.transpose(call[0]) }
    results = try inPrecision(call, count: 2, Dividing())
  }
  warnIfSingular(call, results[1], isSingle: isSingle(call[0], call[1]))
  return results[0]
}

private func weightedLeastSquares(_ call: Call) throws -> Value {
  try call.expect(2...3)
  var (a, b) = (try call.matrix(0), try call.matrix(1))
  guard a.shape.isMatrix, b.shape.isMatrix, a.rows == b.rows else {
    throw call.error("A and B must have the same number of rows")
  }
  if call.count > 2 {
    let weights = try call.matrix(2)
    guard weights.count == a.rows else {
      throw call.error("W must be a vector of weights with one element for each row of A")
    }
    let roots = try weights.mapped(.sqrt).reshaped(Shape(a.rows, 1))
    a = try Matrix.elementwise(.multiply, a, roots)
    b = try Matrix.elementwise(.multiply, b, roots)
  }
  if a.isEmpty || b.isEmpty {
    return .matrix(try Matrix(Shape(a.columns, b.columns), repeating: 0))
  }
  return .matrix(try a.leastSquares(b).x)
}
