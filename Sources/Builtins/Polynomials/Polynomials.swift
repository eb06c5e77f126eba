import Evaluation
import Glibc
import Matrices

/// Polynomials as vectors of coefficients, highest power first.
let polynomials: [Builtin] = [
  Builtin(
    "polyval(p, x)\n[y, dy] = polyval(p, x, S)\npolyval(p, x, [], mu)",
    "The values of a polynomial",
    math: "p(1) x^n + p(2) x^(n-1) + ... + p(n+1)",
    examples: """
      >> polyval([1 0 -1], 3)
      ans = 8
      """,
    seeAlso: ["polyfit", "roots", "polyder"], many: polynomialValues),
  Builtin(
    "p = polyfit(x, y, n)\n[p, S] = polyfit(x, y, n)\n[p, S, mu] = polyfit(x, y, n)",
    "The polynomial of degree n that fits the points best in the least-squares sense",
    examples: """
      >> p = polyfit([0 1 2], [1 3 5], 1);
      >> round(p * 1000) / 1000
      ans =

         2   1

      """,
    seeAlso: ["polyval", "mldivide"], many: fitPolynomial),
  Builtin(
    "roots(p)", "The real roots of a polynomial; an error when some are complex",
    examples: """
      >> roots([1 -3 2])
      ans =

         2
         1

      """,
    seeAlso: ["poly", "polyval", "fzero"], one: polynomialRoots),
  Builtin(
    "poly(x)",
    "The polynomial with the roots x, or the characteristic polynomial of a square matrix",
    examples: """
      >> poly([1 2])
      ans =

         1  -3   2

      """,
    seeAlso: ["roots", "eig"], one: characteristicPolynomial),
  Builtin(
    "polyder(p)\npolyder(a, b)\n[q, d] = polyder(b, a)",
    "The derivative of a polynomial, of a product, or of a quotient",
    examples: """
      >> polyder([1 2 3])
      ans =

         2   2

      """,
    seeAlso: ["polyint", "polyval"], many: differentiatePolynomial),
  Builtin(
    "polyint(p)\npolyint(p, k)", "The integral of a polynomial with the constant k",
    examples: """
      >> polyint([2 2], 3)
      ans =

         1   2   3

      """,
    seeAlso: ["polyder", "polyval"], one: integratePolynomial),
  Builtin(
    "polyreduce(p)", "The coefficients without leading zeros",
    examples: """
      >> polyreduce([0 0 1 2])
      ans =

         1   2

      """,
    seeAlso: ["polyval"],
    one: { call in
      try call.expect(1...1)
      let p = try coefficients(call, 0, "C must be a non-empty vector")
      if p.isEmpty { throw call.error("C must be a non-empty vector") }
      return try laidOut(reduced(p), like: call[0])
    }),
  Builtin(
    "polyout(p)\npolyout(p, x)", "The polynomial as text in the variable x (\"s\" by default)",
    examples: """
      >> polyout([1 -2 3], "x")
      1*x^2 - 2*x^1 + 3
      """,
    seeAlso: ["polyval"], many: polynomialText),
  Builtin(
    "polyaffine(f, mu)", "The polynomial g with g(x) = f((x - mu(1)) / mu(2))",
    examples: """
      >> polyaffine([1 0], [1 2])
      ans =

         0.5000  -0.5000

      """,
    seeAlso: ["polyval", "polyfit"], one: affinePolynomial),
]

/// Argument `index` as coefficients; a vector or empty.
func coefficients(_ call: Call, _ index: Int, _ message: String) throws -> [Double] {
  guard index < call.count else { throw call.invalidCall }
  guard call[index].shape.isVector || call[index].isEmpty,
    call[index].isNumeric || call[index].isLogical
  else { throw call.error(message) }
  return try call.matrix(index).elements
}

/// Without leading zeros, but with one coefficient at least.
func reduced(_ p: [Double]) -> [Double] {
  let first = p.firstIndex { $0 != 0 } ?? max(0, p.count - 1)
  return Array(p[min(first, p.count)...])
}

/// A row, or a column when the model is one.
func laidOut(_ values: [Double], like model: Value) throws -> Value {
  let isColumn = model.shape.columns == 1 && model.shape.rows > 1
  let shape = isColumn ? Shape(values.count, 1) : Shape(1, values.count)
  return try floating(Matrix(shape, values), single: isSingle(model))
}

private func polynomialValues(_ call: Call) throws -> [Value] {
  try call.expect(2...4)
  guard call[0].valueClass.isFloat, call[0].shape.isVector || call[0].isEmpty else {
    throw call.error("P must be a numeric floating point vector")
  }
  let p = try call.matrix(0).elements
  guard call[1].valueClass.isFloat else {
    throw call.error("X must be numeric floating point")
  }
  if call.outputCount > 1 {
    if call.count < 3 { throw call.invalidCall }
    if call[2].isEmpty { throw call.error("S input is required for DY output argument") }
    guard call[2].isStruct else { throw call.error("S input must be a structure") }
  }
  var x = try call.matrix(1)
  if x.isEmpty { return [.double(x)] }
  if call.count > 3 {
    guard call[3].isNumeric, call[3].count == 2 else {
      throw call.error("MU must be numeric floating point with 2 values")
    }
    let mu = try call.matrix(3)
    x = try x.converted { ($0 - mu[0]) / mu[1] }
  }
  let result: Value
  if isSingle(call[0], call[1]) {
    result = .single(try horner(p.map { Float($0) }, x.converted { Float($0) }))
  } else {
    result = .matrix(try horner(p, x))
  }
  guard call.outputCount > 1 else { return [result] }
  return [result, .matrix(try predictionErrors(call, x, degree: p.count - 1))]
}

/// The values of a polynomial whose first coefficient is that of the highest power, each 0 for none.
private func horner<T: BinaryFloatingPoint>(_ p: [T], _ x: Matrix<T>) throws -> Matrix<T> {
  try x.converted { t in p.dropFirst().reduce(p.first ?? 0) { $0 * t + $1 } }
}

/// The standard errors of predictions from the QR factor that polyfit left in S.
private func predictionErrors(
  _ call: Call, _ x: Matrix<Double>, degree: Int
) throws -> Matrix<Double> {
  guard call.count > 2, case .structure(let s) = call[2], let r = try s["R"]?.doubles,
    let df = s["df"]?.scalar, let normr = s["normr"]?.scalar, r.rows == r.columns,
    r.columns == degree + 1
  else { throw call.error("S input is missing required fields") }
  let powers = try vandermonde(x.elements, degree)
  let rows = try r.rightDivide(powers).x
  return try Matrix(
    x.shape,
    (0..<x.count).map { i in
      let sum = (0..<rows.columns).reduce(1.0) { $0 + rows[i, $1] * rows[i, $1] }
      return sum.squareRoot() * normr / df.squareRoot()
    })
}

/// Rows x^n ... x 1.
func vandermonde(_ x: [Double], _ degree: Int) throws -> Matrix<Double> {
  var result = try Matrix<Double>(Shape(x.count, degree + 1), repeating: 1)
  for j in stride(from: degree - 1, through: 0, by: -1) {
    for i in 0..<x.count { result[i, j] = result[i, j + 1] * x[i] }
  }
  return result
}

private func fitPolynomial(_ call: Call) throws -> [Value] {
  try call.expect(3...3)
  guard call[0].count == call[1].count else {
    throw call.error("X and Y must have the same number of points")
  }
  let (degree, powers) = try wantedPowers(call)
  if degree >= call[0].count {
    call.session.warn(
      "polyfit: degree of polynomial N is >= number of data points; solution is not unique")
  }
  var x = try call.matrix(0).elements
  let y = try call.matrix(1)
  var mu = (mean: 0.0, deviation: 1.0)
  if call.outputCount > 2 {
    mu.mean = x.reduce(0, +) / Double(x.count)
    let squares = x.reduce(0.0) { $0 + ($1 - mu.mean) * ($1 - mu.mean) }
    mu.deviation = (squares / Double(max(1, x.count - 1))).squareRoot()
    x = x.map { ($0 - mu.mean) / mu.deviation }
  }
  var a = try vandermonde(x, degree)
  let whole = a
  if powers.count <= degree {
    a = try a.indexed([.all, .list(powers, shape: Shape(1, powers.count))])
  }
  let b = y.reshaped(Shape(y.count, 1))
  let factors = try a.qr()
  let (q, small) = (try factors.q(economy: true), try factors.r(economy: true))
  let right = try Matrix.product(q, transposed: true, b, transposed: false)
  let (solution, rcond) = try small.leftDivide(right)
  let p = try spread(solution, powers, degree)
  var r = small
  if call.outputCount < 2, r.rows == r.columns { Operators.warnIfSingular(rcond, call.session) }
  let single = isSingle(call[0], call[1])
  let row = try floating(p.reshaped(Shape(1, p.count)), single: single)
  guard call.outputCount > 1 else { return [row] }
  var c = try covariance(r)
  if powers.count <= degree {
    a = whole
    for row in 0..<a.rows { for k in 0...degree where !powers.contains(k) { a[row, k] = 0 } }
    r = try spread(r, powers, degree, columnsToo: true)
    c = try spread(c, powers, degree, columnsToo: true)
  }
  let fit = try Matrix.product(a, p)
  let residual = try Matrix.elementwise(.subtract, b, fit)
  let s = StructArray([
    ("yf", .matrix(fit.reshaped(y.shape))), ("X", .matrix(a)),
    ("R", .matrix(r)), ("C", .matrix(c)),
    ("df", .number(Double(max(0, y.count - powers.count)))),
    ("normr", .number(Matrix<Double>.euclidean(residual.elements))),
  ])
  return [row, .structure(s), try .row([mu.mean, mu.deviation])]
}

/// The degree that N asks for, and which of its coefficients (from the highest power) are fitted.
private func wantedPowers(_ call: Call) throws -> (degree: Int, powers: [Int]) {
  if call[2].isLogical, call[2].count > 1, let mask = try call[2].doubles {
    return (mask.count - 1, mask.elements.indices.filter { mask[$0] != 0 })
  }
  guard let n = call[2].scalar, n >= 0, let degree = Int(exactly: n), degree < 10_000 else {
    throw call.error("N must be a non-negative integer")
  }
  return (degree, Array(0...degree))
}

/// The rows (and columns) of the fitted coefficients at their places among all, the others zero.
private func spread(
  _ m: Matrix<Double>, _ powers: [Int], _ degree: Int, columnsToo: Bool = false
) throws -> Matrix<Double> {
  if powers.count > degree { return m }
  let columns = columnsToo ? degree + 1 : m.columns
  var result = try Matrix(Shape(degree + 1, columns), repeating: 0.0)
  for (row, place) in powers.enumerated() where row < m.rows {
    for column in 0..<m.columns {
      result[place, columnsToo ? powers[column] : column] = m[row, column]
    }
  }
  return result
}

/// The unscaled covariance inv(R' R).
private func covariance(_ r: Matrix<Double>) throws -> Matrix<Double> {
  guard r.rows == r.columns, !r.isEmpty else { return Matrix(empty: .empty) }
  let inverse = try r.inverse().inverse
  return try Matrix.product(inverse, transposed: false, inverse, transposed: true)
}

private func polynomialRoots(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard call[0].shape.isVector || call[0].isEmpty else {
    throw call.invalidCall
  }
  let p = try call.matrix(0).elements
  if p.contains(where: { !$0.isFinite }) { throw call.error("inputs must not contain Inf or NaN") }
  // Coefficients that are nothing beside the largest one would make roots at infinity.
  let largest = p.reduce(0) { max($0, abs($1)) }
  guard let first = p.firstIndex(where: { abs($0) > largest * Double.leastNonzeroMagnitude }),
    let last = p.lastIndex(where: { $0 != 0 })
  else { return .emptyMatrix }
  let zeros = [Double](repeating: 0, count: p.count - 1 - last)
  let kept = Array(p[first...last])
  let n = kept.count - 1
  if n == 0, zeros.isEmpty { return .matrix(Matrix(empty: Shape(0, 1))) }
  var companion = try Matrix<Double>(Shape(n, n), repeating: 0)
  for i in 0..<n {
    companion[0, i] = -kept[i + 1] / kept[0]
    if i > 0 { companion[i, i - 1] = 1 }
  }
  let eigen = try companion.generalEigen(vectors: false)
  guard eigen.isReal else {
    throw call.error("some roots are complex, which nnsh has not")
  }
  let all = eigen.real + zeros
  if all.isEmpty { return .emptyMatrix }
  return try floating(Matrix(Shape(all.count, 1), all), single: isSingle(call[0]))
}

private func characteristicPolynomial(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let m = try call.matrix(0)
  if m.isEmpty { return .number(1) }
  var roots = m.elements
  if !m.shape.isVector {
    guard m.shape.isSquare else {
      throw call.error("input must be numeric vector or square matrix")
    }
    if try m.isSymmetric() {
      roots = try m.symmetricEigen(vectors: false).values.elements
    } else {
      return try complexPairs(call, m.generalEigen(vectors: false))
    }
  }
  return try floating(
    Matrix(Shape(1, roots.count + 1), fromRoots(roots)), single: isSingle(call[0]))
}

private func fromRoots(_ roots: [Double]) -> [Double] {
  var p = [1.0]
  for root in roots {
    p.append(0)
    for i in stride(from: p.count - 1, through: 1, by: -1) { p[i] -= root * p[i - 1] }
  }
  return p
}

/// Conjugate pairs multiply to real quadratic factors.
private func complexPairs(_ call: Call, _ eigen: GeneralEigen<Double>) throws -> Value {
  var p = [1.0]
  var i = 0
  while i < eigen.real.count {
    let (a, b) = (eigen.real[i], eigen.imaginary[i])
    p = convolved(p, b == 0 ? [1, -a] : [1, -2 * a, a * a + b * b])
    i += b == 0 ? 1 : 2
  }
  return try floating(Matrix(Shape(1, p.count), p), single: isSingle(call[0]))
}

private func derivative(_ p: [Double]) -> [Double] {
  if p.count < 2 { return [0] }
  return (0..<p.count - 1).map { p[$0] * Double(p.count - 1 - $0) }
}

private func differentiatePolynomial(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  let message = "argument must be a vector"
  let p = try coefficients(call, 0, message)
  if call[0].isEmpty {
    // An empty row or column is a vector all the same.
    let isVector = call[0].shape.rows == 1 || call[0].shape.columns == 1
    guard isVector, call.count == 1 else { throw call.error(message) }
    return [.emptyMatrix]
  }
  if call.count == 1 { return [try laidRow(derivative(p), call)] }
  let q = try coefficients(call, 1, message)
  if call.outputCount < 2 { return [try laidRow(reduced(derivative(convolved(p, q))), call)] }
  // (p / q)' = (p' q - p q') / q^2
  let (left, right) = (convolved(derivative(p), q), convolved(p, derivative(q)))
  let count = max(left.count, right.count)
  func padded(_ x: [Double]) -> [Double] { [Double](repeating: 0, count: count - x.count) + x }
  let numerator = zip(padded(left), padded(right)).map { $0 - $1 }
  return [try laidRow(reduced(numerator), call), try laidRow(convolved(q, q), call)]
}

private func laidRow(_ p: [Double], _ call: Call) throws -> Value {
  try floating(Matrix(Shape(1, p.count), p), single: isSingle(call[0]))
}

private func integratePolynomial(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let p = try coefficients(call, 0, "argument must be a vector")
  if p.isEmpty { return .emptyMatrix }
  let constant = call.count > 1 ? try call.scalar(1) : 0
  let integral = p.enumerated().map { $1 / Double(p.count - $0) } + [constant]
  return try laidRow(integral, call)
}

private func polynomialText(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  let p = try coefficients(call, 0, "first argument must be a vector")
  if p.isEmpty { throw call.error("first argument must be a vector") }
  let variable = call.count > 1 ? try call.string(1) : "s"
  func number(_ x: Double) -> String {
    String(decoding: NumberText.double("%*.*g", precision: 5, x), as: UTF8.self)
  }
  var text = ""
  for (i, c) in p.enumerated() {
    let degree = p.count - 1 - i
    let magnitude = number(i == 0 ? c : abs(c))
    text += i == 0 ? "" : c < 0 ? " - " : " + "
    text += degree > 0 ? "\(magnitude)*\(variable)^\(degree)" : magnitude
  }
  if call.outputCount > 0 { return [.string(text)] }
  call.session.output.write(text + "\n")
  return []
}

private func affinePolynomial(_ call: Call) throws -> Value {
  try call.expect(2...2)
  let f = try coefficients(call, 0, "F must be a vector")
  let mu = try call.matrix(1)
  guard mu.count == 2 else { throw call.error("MU must be a two-element vector") }
  // Horner's rule with the polynomial (x - mu1) / mu2 in place of x.
  let inner = [1 / mu[1], -mu[0] / mu[1]]
  var result: [Double] = [0]
  for c in f {
    result = convolved(result, inner)
    result[result.count - 1] += c
  }
  let kept = Array(result.suffix(max(1, f.count)))
  return try laidOut(kept, like: call[0])
}
