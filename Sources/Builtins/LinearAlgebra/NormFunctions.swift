import Evaluation
import Glibc
import Matrices

/// Norms of vectors and matrices.
let normFunctions: [Builtin] = [
  Builtin(
    "norm(A)\nnorm(A, p)\nnorm(A, p, opt)",
    "The p-norm of a vector or matrix: p is 2 (default), 1, Inf, \"fro\" or another number, at least 1 for matrices",
    shapes: "A: m x n -> scalar; opt \"rows\" or \"columns\": a norm for each",
    examples: """
      >> norm([3 4])
      ans = 5
      >> norm([1 2; 3 4], "fro")
      ans = 5.4772
      """,
    seeAlso: ["vecnorm", "abs", "svd"], one: norm),
  Builtin(
    "vecnorm(A)\nvecnorm(A, p)\nvecnorm(A, p, dim)",
    "The p-norm of each column, or along dimension dim",
    examples: """
      >> vecnorm([3 6; 4 8])
      ans =

          5   10

      """,
    seeAlso: ["norm"], one: vectorNorms),
]

private func norm(_ call: Call) throws -> Value {
  try call.expect(1...3)
  let value = call[0]
  guard value.valueClass == .double || value.valueClass == .single || value.isLogical else {
    throw EvaluationError(
      "xnorm: wrong type argument '\(call[0].isChar ? call[0].indexedTypeName : call[0].typeName)'")
  }
  guard value.shape.isMatrix else { throw call.error("only valid for 2-D objects") }
  let directions = ["rows", "row", "columns", "column", "cols"]
  let last = call.count > 1 ? call[call.count - 1].text?.lowercased() : nil
  if let last, directions.contains(last) {
    let p = call.count > 2 && !call[1].isEmpty ? call[1] : .number(2)
    if let other = p.text?.lowercased(), directions.contains(other) {
      throw call.error("invalid combination of options")
    }
    return try eachVector(call, axis: last.hasPrefix("row") ? 1 : 0, p)
  }
  let p = call.count > 1 && !call[1].isEmpty ? call[1] : .number(2)
  let m = try call.matrix(0)
  let isFloat = isSingle(value)
  let result =
    try m.shape.isVector
    ? vectorNorm(call, m.elements, p) : matrixNorm(call, m, p, isSingle: isFloat)
  return try floating(Matrix(scalar: result), single: isFloat)
}

/// The p-norm of a vector.
func vectorNorm(_ call: Call, _ x: [Double], _ p: Value) throws -> Double {
  let exponent: Double
  switch p.text?.lowercased() {
  case "fro": exponent = 2
  case "inf": exponent = .infinity
  case "-inf": exponent = -.infinity
  case .some(let name): throw call.error("unrecognized option: \(name)")
  case nil:
    guard let number = p.scalar else { throw call.error("P must be a string or numeric") }
    exponent = number
  }
  if x.contains(where: { $0.isNaN }) { return .nan }
  switch exponent {
  case 2: return Matrix<Double>.euclidean(x)
  case .infinity: return x.reduce(0) { max($0, abs($1)) }
  case -.infinity: return x.reduce(.infinity) { min($0, abs($1)) }
  case 1: return x.reduce(0) { $0 + abs($1) }
  case 0: return Double(x.filter { $0 != 0 }.count)
  default:
    // Scaled by the largest element so that the powers stay in range.
    let scale = x.reduce(0) { max($0, abs($1)) }
    if scale == 0 || scale.isInfinite { return scale }
    let sum = x.reduce(0) { $0 + Glibc.pow(abs($1) / scale, exponent) }
    return scale * Glibc.pow(sum, 1 / exponent)
  }
}

/// The p-norm of a matrix.
func matrixNorm(
  _ call: Call, _ m: Matrix<Double>, _ p: Value, isSingle: Bool
) throws -> Double {
  switch p.text?.lowercased() {
  case "fro": return try m.norm(.frobenius)
  case "inf": return try m.norm(.infinity)
  case "-inf": throw EvaluationError("xnorm: p must be >= 1")
  case .some(let name): throw call.error("unrecognized option: \(name)")
  case nil: break
  }
  switch p.scalar {
  case 1: return try m.norm(.one)
  case 2: return try m.norm(.two)
  case .some(.infinity): return try m.norm(.infinity)
  case .some(let p) where p > 1: return m.isEmpty ? 0 : try powerNorm(m, p)
  case .some: throw EvaluationError("xnorm: p must be >= 1")
  case nil: throw call.error("P must be a string or numeric")
  }
}

/// The p-norm of a matrix for 1 < p < Inf by the power method, from the best of many directions in the plane
/// of each further coordinate.
///
/// Source: N. J. Higham, "Estimating the matrix p-norm", Numerische Mathematik 62 (1992).
private func powerNorm(_ m: Matrix<Double>, _ p: Double) throws -> Double {
  let q = p / (p - 1)
  var x = startOfPowerMethod(m, p)
  var best = 0.0
  let columns = m.columns
  for _ in 0..<256 {
    let image = product(m, x)
    let value = length(image, p)
    guard value > 0, value.isFinite else { return value }
    let rough = dual(image, p)
    let back = (0..<columns).map { column in
      (0..<m.rows).reduce(0.0) { $0 + m[$1, column] * rough[$1] }
    }
    let isDone = abs(value - best) <= 1e-12 * value
    best = max(best, value)
    if isDone { break }
    x = dual(back, q)
  }
  return best
}

private func product(_ m: Matrix<Double>, _ x: [Double]) -> [Double] {
  (0..<m.rows).map { row in (0..<m.columns).reduce(0.0) { $0 + m[row, $1] * x[$1] } }
}

private func length(_ x: [Double], _ p: Double) -> Double {
  let scale = x.reduce(0) { max($0, abs($1)) }
  guard scale > 0, scale.isFinite else { return scale }
  return scale * Glibc.pow(x.reduce(0) { $0 + Glibc.pow(abs($1) / scale, p) }, 1 / p)
}

/// The vector of dual norm 1 whose product with `x` is the p-norm of x.
private func dual(_ x: [Double], _ p: Double) -> [Double] {
  let raw = x.map { ($0 < 0 ? -1 : 1) * Glibc.pow(abs($0), p - 1) }
  let size = length(raw, p / (p - 1))
  return size > 0 ? raw.map { $0 / size } : raw
}

private func startOfPowerMethod(_ m: Matrix<Double>, _ p: Double) -> [Double] {
  var x = [1.0] + [Double](repeating: 0, count: m.columns - 1)
  var image = product(m, x)
  for column in 1..<max(1, m.columns) {
    let next = (0..<m.rows).map { m[$0, column] }
    var best = (value: -1.0, along: 1.0, across: 0.0)
    for step in 0..<32 {
      let angle = Double.pi * Double(step) / 32
      var (along, across) = (Glibc.cos(angle), Glibc.sin(angle))
      let size = length([along, across], p)
      (along, across) = (along / size, across / size)
      let value = length(zip(image, next).map { along * $0 + across * $1 }, p)
      if value > best.value { best = (value, along, across) }
    }
    for index in 0..<column { x[index] *= best.along }
    x[column] = best.across
    image = zip(image, next).map { best.along * $0 + best.across * $1 }
  }
  return x
}

private func eachVector(_ call: Call, axis: Int, _ p: Value) throws -> Value {
  let m = try call.matrix(0)
  let shape = m.shape
  let extent = shape[axis]
  let stride = (0..<axis).reduce(1) { $0 * shape[$1] }
  let result = shape.replacing(axis, with: 1)
  let norms = try (0..<result.count).map { index in
    let start = index % stride + index / stride * stride * extent
    return try vectorNorm(call, (0..<extent).map { m[start + $0 * stride] }, p)
  }
  return try floating(Matrix(result, norms), single: isSingle(call[0]))
}

private func vectorNorms(_ call: Call) throws -> Value {
  try call.expect(1...3)
  guard call[0].isNumeric else { throw call.error("A must be numeric") }
  let p = call.count > 1 && !call[1].isEmpty ? call[1] : .number(2)
  guard let number = p.scalar, number > 0 else {
    throw call.error("P must be positive real scalar or Inf")
  }
  if call.count > 2, (try? call.axis(2)) == nil {
    throw call.error("DIM must be a positive integer")
  }
  if call[0].shape == .empty, call.count < 3 {
    return number.isInfinite ? .emptyMatrix : .number(0)
  }
  // The first dimension with several elements: that of an empty one may be another than that of a sum.
  let shape = call[0].shape
  let axis =
    call.count > 2 ? try call.axis(2) : (0..<shape.rank).first { shape[$0] > 1 } ?? 0
  if number == 2 {
    let m = try call.matrix(0)
    let squares = try Matrix.elementwise(.multiply, m, m)
    let sums = try squares.sum(axis: axis)
    return try floating(try sums.mapped(.sqrt), single: isSingle(call[0]))
  }
  return try eachVector(call, axis: axis, p)
}
