import Evaluation
import Matrices

let correlation: [Builtin] = [
  Builtin(
    "cov(x, y, opt)", "The covariance of the columns of x (with those of y)",
    math: "(x - mean(x))' * (y - mean(y)) / (n - 1)",
    examples: """
      >> cov([1 2 3]', [2 4 7]')
      ans = 2.5000
      """, seeAlso: ["corr", "corrcoef", "var"], one: covariance),
  Builtin(
    "corr(x, y)", "The correlation of the columns of x with those of y",
    math: "cov(x, y) / (std(x)' * std(y))",
    examples: """
      >> corr([1 2 3]', [2 4 6]')
      ans = 1
      """, seeAlso: ["cov", "corrcoef"], one: correlate),
  Builtin(
    "corrcoef(x, y)", "The matrix of correlation coefficients of the columns",
    examples: """
      >> corrcoef([1 2 3], [2 4 6])
      ans =

         1   1
         1   1

      """, seeAlso: ["corr", "cov"], one: correlationCoefficients),
]

/// The columns minus their means; a row counts as a column.
private func centered(_ m: Matrix<Double>) throws -> Matrix<Double> {
  let columns = m.rows == 1 ? try m.transposed() : m
  return try Matrix.elementwise(.subtract, columns, columns.mean(axis: 0))
}

private func covariance(
  _ x: Matrix<Double>, _ y: Matrix<Double>, divisor: (Int) -> Int
) throws -> Matrix<Double> {
  let (a, b) = (try centered(x), try centered(y))
  var result = try Matrix.product(a, transposed: true, b)
  try result.apply(.divide, Double(divisor(a.rows)))
  return result
}

private func covariance(_ call: Call) throws -> Value {
  try call.expect(1...3)
  let x = try call.numericMatrix(0, "X and Y must be numeric matrices or vectors")
  var y = x
  var option = 0.0
  if call.count > 1 {
    let second = try call.numericMatrix(1, "X and Y must be numeric matrices or vectors")
    // cov (x, 0) and cov (x, 1) mean an option, anything else a second array.
    if call.count == 2, second.isScalar, !x.isScalar || second[0] != x[0] {
      option = second[0]
    } else {
      y = second
    }
  }
  if call.count == 3 { option = try call.scalar(2) }
  guard option == 0 || option == 1 else {
    throw call.error("normalization OPT must be 0 or 1")
  }
  guard x.shape.isMatrix, y.shape.isMatrix else {
    throw call.error("X and Y must be 2-D matrices or vectors")
  }
  let rows = x.rows == 1 ? x.columns : x.rows
  guard rows == (y.rows == 1 ? y.columns : y.rows) else {
    throw call.error("X and Y must have the same number of observations")
  }
  if x.isEmpty { return .number(.nan) }
  return try call.inClass(
    of: 0, covariance(x, y) { option == 0 && $0 > 1 ? $0 - 1 : $0 })
}

/// Covariances over the product of the deviations.
private func correlations(_ x: Matrix<Double>, _ y: Matrix<Double>) throws -> Matrix<Double> {
  var result = try covariance(x, y) { max(1, $0 - 1) }
  func deviations(_ m: Matrix<Double>) throws -> [Double] {
    let columns = m.rows == 1 ? try m.transposed() : m
    return try columns.variance(axis: 0).elements.map { $0.squareRoot() }
  }
  let (s, t) = (try deviations(x), try deviations(y))
  for column in 0..<t.count {
    for row in 0..<s.count { result[row, column] /= s[row] * t[column] }
  }
  return result
}

private func correlate(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let x = try call.numericMatrix(0, "X and Y must be numeric matrices or vectors")
  let y =
    call.count == 2 ? try call.numericMatrix(1, "X and Y must be numeric matrices or vectors") : x
  guard x.shape.isMatrix, y.shape.isMatrix else {
    throw call.error("X and Y must be 2-D matrices or vectors")
  }
  let rows = x.rows == 1 ? x.columns : x.rows
  guard rows == (y.rows == 1 ? y.columns : y.rows) else {
    throw call.error("X and Y must have the same number of observations")
  }
  if x.isScalar { return .number(.nan) }
  return try call.inClass(of: 0, correlations(x, y))
}

private func correlationCoefficients(_ call: Call) throws -> Value {
  try call.expect(1...2)
  var x = try call.numericMatrix(0, "X must be a 2-D matrix or vector")
  guard x.shape.isMatrix else { throw call.error("X must be a 2-D matrix or vector") }
  if x.shape.isVector { x = x.reshaped(Shape(x.count, 1)) }
  if call.count == 2 {
    let y = try call.numericMatrix(1, "Y must be a 2-D matrix or vector")
    guard x.count == y.count else {
      throw call.error("X and Y must be the same size")
    }
    x = try Matrix.concatenated(
      [x.reshaped(Shape(x.count, 1)), y.reshaped(Shape(y.count, 1))], axis: 1)
  }
  if x.isScalar { return .number(.nan) }
  var result = try correlations(x, x)
  for index in 0..<result.rows where !result[index, index].isNaN { result[index, index] = 1 }
  return try call.inClass(of: 0, result)
}
