import Evaluation
import Glibc
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
    "[r, p, low, high] = corrcoef(x, y, \"alpha\", 0.05, \"rows\", \"all\")",
    "The correlation coefficients of the columns, their probability by chance, confidence limits",
    examples: """
      >> corrcoef([1 2 3], [2 4 6])
      ans =

         1   1
         1   1

      """, seeAlso: ["corr", "cov"], many: correlationCoefficients),
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
  // One observation, whatever it is, does not vary.
  if x.isEmpty || x.isScalar && y.isScalar {
    let side = { (m: Matrix<Double>) in m.rows == 1 || m.shape == .empty ? m.rows : m.columns }
    return try call.inClass(of: 0, Matrix(Shape(side(x), side(y)), repeating: 0))
  }
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
  // A single observation, whatever it is, goes with itself.
  if call[0].isScalar { return try call.inClass(of: 0, Matrix(scalar: 1)) }
  // Octave's corr leaves the checks to its cov.
  let checks = Call(
    name: "cov", arguments: call.arguments, outputCount: 1, session: call.session)
  let complaint = "X and Y must be numeric matrices or vectors"
  let x = try checks.numericMatrix(0, complaint)
  let y = call.count == 2 ? try checks.numericMatrix(1, complaint) : x
  guard x.shape.isMatrix, y.shape.isMatrix else {
    throw checks.error("X and Y must be 2-D matrices or vectors")
  }
  let rows = x.rows == 1 ? x.columns : x.rows
  guard rows == (y.rows == 1 ? y.columns : y.rows) else {
    throw checks.error("X and Y must have the same number of observations")
  }
  return try call.inClass(of: 0, correlations(x, y))
}

private func correlationCoefficients(_ call: Call) throws -> [Value] {
  var call = call
  let options = try CorrelationOptions(&call)
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
  if x.isScalar || x.isEmpty {
    return [.number(.nan), .number(.nan), .number(.nan), .number(.nan)]
  }
  var result = try Matrix(Shape(x.columns, x.columns), repeating: 1.0)
  var counts = try Matrix(Shape(x.columns, x.columns), repeating: Double(x.rows))
  let complete = (0..<x.rows).filter { row in
    (0..<x.columns).allSatisfy { !x[row, $0].isNaN }
  }
  for i in 0..<x.columns {
    for j in 0..<x.columns {
      let rows =
        switch options.rows {
        case "complete": complete
        case "pairwise": (0..<x.rows).filter { !x[$0, i].isNaN && !x[$0, j].isNaN }
        default: Array(0..<x.rows)
        }
      counts[i, j] = Double(rows.count)
      let r = coefficient(rows.map { x[$0, i] }, rows.map { x[$0, j] })
      result[i, j] = i == j ? (x.columns == 1 && r.isNaN ? .nan : 1) : r
    }
  }
  return try [result].map { try call.inClass(of: 0, $0) }
    + (call.outputCount > 1 ? significance(result, counts, options.alpha, call) : [])
}

/// The correlation of two lists of equal length.
private func coefficient(_ x: [Double], _ y: [Double]) -> Double {
  let n = Double(x.count)
  let (a, b) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
  var (xy, xx, yy) = (0.0, 0.0, 0.0)
  for (u, v) in zip(x, y) {
    xy += (u - a) * (v - b)
    xx += (u - a) * (u - a)
    yy += (v - b) * (v - b)
  }
  let r = xy / (xx * yy).squareRoot()
  return r.isNaN ? r : min(1, max(-1, r))
}

/// The probability of such coefficients by chance (Student's t), and the ends of the confidence intervals
/// by Fisher's transformation.
private func significance(
  _ r: Matrix<Double>, _ counts: Matrix<Double>, _ alpha: Double, _ call: Call
) throws -> [Value] {
  let p = try Matrix.combining(r, counts, operation: "operator +") { r, n -> Double in
    if abs(r) == 1 { return 0 }
    let t = r * ((n - 2) / (1 - r * r)).squareRoot()
    return studentTail(abs(t), n - 2) * 2
  }
  var probabilities = p
  try probabilities.unshare()
  for i in 0..<r.rows { probabilities[i, i] = 1 }
  let quantile = 2.0.squareRoot() * inverseErf(1 - alpha)
  func bound(_ sign: Double) throws -> Matrix<Double> {
    try Matrix.combining(r, counts, operation: "operator +") { r, n in
      if abs(r) == 1 { return r }
      return tanh(atanh(r) + sign * quantile / (n - 3).squareRoot())
    }
  }
  return [.matrix(probabilities), .matrix(try bound(-1)), .matrix(try bound(1))]
}

/// The quantile of erf by Newton's method, from 0.
private func inverseErf(_ y: Double) -> Double {
  if y >= 1 { return .infinity }
  var x = 0.0
  for _ in 0..<100 {
    let step = (erf(x) - y) * exp(x * x) * Double.pi.squareRoot() / 2
    x -= step
    if abs(step) < 1e-16 * max(1, abs(x)) { break }
  }
  return x
}

/// The probability that Student's t with `freedom` degrees of freedom exceeds `t` >= 0: the integral of its
/// density over the angle atan(t / sqrt(freedom)), by Simpson's rule.
private func studentTail(_ t: Double, _ freedom: Double) -> Double {
  if t.isNaN || freedom <= 0 { return .nan }
  let scale = exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2)) / Double.pi.squareRoot()
  let (low, high) = (atan2(t, freedom.squareRoot()), Double.pi / 2)
  let steps = 2000
  let width = (high - low) / Double(steps)
  var sum = 0.0
  for k in 0...steps {
    let weight: Double = k == 0 || k == steps ? 1 : k % 2 == 1 ? 4 : 2
    sum += weight * pow(max(0, cos(low + Double(k) * width)), freedom - 1)
  }
  return scale * sum * width / 3
}

/// The names and values after the data of `corrcoef`.
private struct CorrelationOptions {
  var alpha = 0.05
  var rows = "all"

  /// Takes the options off the call's arguments.
  init(_ call: inout Call) throws {
    try call.expect(1...)
    let first = call.count > 1 && !call[1].isChar ? 2 : 1
    let words = Array(call.arguments.dropFirst(first))
    call.arguments.removeLast(words.count)
    for index in stride(from: 0, to: words.count, by: 2) {
      guard words[index].isChar, let name = words[index].text else {
        throw call.error("parameter \(index / 2 + 1) must be a string")
      }
      guard index + 1 < words.count else {
        throw call.error("parameter \"\(name)\" missing value")
      }
      try take(name, words[index + 1], call)
    }
  }

  private mutating func take(_ name: String, _ value: Value, _ call: Call) throws {
    switch name.lowercased() {
    case "alpha":
      guard value.isNumeric, let number = value.scalar else {
        throw call.error("\"alpha\" must be a scalar")
      }
      guard number >= 0, number <= 1 else {
        throw call.error("\"alpha\" must be a scalar between 0 and 1")
      }
      alpha = number
    case "rows":
      guard let word = value.text, ["all", "complete", "pairwise"].contains(word) else {
        throw call.error("\"rows\" must be \"all\", \"complete\", or \"pairwise\"")
      }
      rows = word
    default: throw call.error("Unknown option \"\(name)\"")
    }
  }
}
