import Evaluation
import Matrices

/// Convolution and filters.
let filters: [Builtin] = [
  Builtin(
    "conv(a, b)\nconv(a, b, shape)",
    "The convolution of vectors, or the product of polynomials; shape: \"full\", \"same\", \"valid\"",
    examples: """
      >> conv([1 2], [1 3])
      ans =

         1   5   6

      """,
    seeAlso: ["deconv", "conv2", "filter", "polyval"], one: convolution),
  Builtin(
    "[b, r] = deconv(y, a)", "The quotient and remainder of polynomials: y = conv(a, b) + r",
    examples: """
      >> deconv([1 5 6], [1 2])
      ans =

         1   3

      """,
    seeAlso: ["conv", "roots"], many: deconvolution),
  Builtin(
    "conv2(A, B)\nconv2(v1, v2, A)\nconv2(..., shape)",
    "The two-dimensional convolution; shape: \"full\", \"same\", \"valid\"",
    shapes: "A: m x n, B: p x q -> (m + p - 1) x (n + q - 1)",
    examples: """
      >> conv2([1 2; 3 4], [1 1])
      ans =

         1   3   2
         3   7   4

      """,
    seeAlso: ["conv", "filter2"], one: planeConvolution),
  Builtin(
    "filter2(b, x)\nfilter2(b, x, shape)", "The correlation of x with b; shape as for conv2",
    examples: """
      >> filter2([1 1; 1 1], [1 2; 3 4])
      ans =

         10    6
          7    4

      """,
    seeAlso: ["conv2", "filter"], one: planeFilter),
  Builtin(
    "[y, state] = filter(b, a, x)\nfilter(b, a, x, state)\nfilter(b, a, x, state, dim)",
    "The digital filter a(1) y(n) = b(1) x(n) + b(2) x(n-1) + ... - a(2) y(n-1) - ...",
    examples: """
      >> filter([0.5 0.5], 1, [1 2 3])
      ans =

         0.5000   1.5000   2.5000

      """,
    seeAlso: ["conv", "filter2"], many: digitalFilter),
]

private func requireVector(_ call: Call, _ index: Int, _ message: String) throws -> [Double] {
  guard call[index].shape.isVector, !call[index].isEmpty else { throw call.error(message) }
  return try call.matrix(index).elements
}

private func convolution(_ call: Call) throws -> Value {
  try call.expect(2...3)
  for index in 0...1 where !call[index].shape.isVector {
    throw call.error("both arguments A and B must be vectors")
  }
  let shape = call.count > 2 ? call[2].text ?? "" : "full"
  guard ["full", "same", "valid"].contains(shape.lowercased()) else {
    throw call.error("SHAPE argument must be \"full\", \"same\", or \"valid\"")
  }
  if call[0].isChar || call[1].isChar {
    throw EvaluationError("invalid conversion from string to real matrix")
  }
  let (a, b) = (try call.matrix(0).elements, try call.matrix(1).elements)
  if a.isEmpty || b.isEmpty {
    return try floating(Matrix(empty: .empty), single: isSingle(call[0], call[1]))
  }
  let full = convolved(a, b)
  let result: [Double]
  switch shape {
  case "full": result = full
  case "same":
    let start = (b.count - 1 + 1) / 2
    result = Array(full[start..<start + a.count])
  case "valid":
    result = a.count >= b.count ? Array(full[b.count - 1..<a.count]) : []
  default: throw EvaluationError("conv2: SHAPE type not valid")
  }
  // The full result lies as the longer one does, a part of it as the first.
  let model = a.count > b.count || shape != "full" ? call[0].shape : call[1].shape
  let isColumn = model.columns == 1 && model.rows > 1
  let m = try Matrix(isColumn ? Shape(result.count, 1) : Shape(1, result.count), result)
  return try floating(m, single: isSingle(call[0], call[1]))
}

/// The full convolution of two vectors. Zeros of `b` add nothing, not even to Inf and NaN.
func convolved(_ a: [Double], _ b: [Double]) -> [Double] {
  if a.isEmpty || b.isEmpty { return [] }
  var result = [Double](repeating: 0, count: a.count + b.count - 1)
  result.withUnsafeMutableBufferPointer { target in
    a.withUnsafeBufferPointer { a in
      // Block by block, so that what is added up stays in the cache.
      for start in stride(from: 0, to: target.count, by: 2048) {
        let end = min(start + 2048, target.count)
        for j in max(0, start - a.count + 1)..<min(b.count, end) where b[j] != 0 {
          let first = max(start, j)
          let last = min(end, j + a.count)
          let sums = UnsafeMutableBufferPointer(rebasing: target[first..<last])
          let terms = UnsafeBufferPointer(rebasing: a[first - j..<last - j])
          let factor = b[j]
          for i in 0..<sums.count { sums[i] += factor * terms[i] }
        }
      }
    }
  }
  return result
}

private func deconvolution(_ call: Call) throws -> [Value] {
  try call.expect(2...2)
  let dividend = call[0].shape
  if call[0].isEmpty, dividend.isMatrix, dividend.rows == 1 || dividend.columns == 1 {
    _ = try requireVector(call, 1, "Y and A must be vectors")
    return [.number(0), call[0]]
  }
  let y = try requireVector(call, 0, "Y and A must be vectors")
  let a = try requireVector(call, 1, "Y and A must be vectors")
  // The function that divides complains.
  guard a[0] != 0 else {
    throw EvaluationError("filter: the first element of A must be nonzero")
  }
  func laid(_ values: [Double], like index: Int) throws -> Value {
    let isColumn = call[index].shape.columns == 1 && call[index].shape.rows > 1
    let shape = isColumn ? Shape(values.count, 1) : Shape(1, values.count)
    return try floating(Matrix(shape, values), single: isSingle(call[0], call[1]))
  }
  guard y.count >= a.count else { return [.number(0), call[0]] }
  // Both divided by a(1): with numbers of very different sizes this loses least.
  var rest = y.map { $0 / a[0] }
  let divisor = a.map { $0 / a[0] }
  var quotient: [Double] = []
  for i in 0...y.count - a.count {
    let factor = rest[i]
    quotient.append(factor)
    for j in 1..<max(1, a.count) { rest[i + j] -= factor * divisor[j] }
    rest[i] = 0
  }
  rest = rest.map { $0 * a[0] }
  return [try laid(quotient, like: 0), try laid(rest, like: 0)]
}

/// The part of a full convolution that the shape asks for: first row or column, and how many.
private func part(_ call: Call, _ shape: String, _ a: Int, _ b: Int) throws -> (Int, Int) {
  switch shape {
  case "full": return (0, a == 0 || b == 0 ? 0 : a + b - 1)
  case "same": return (b / 2, a)
  case "valid": return (max(0, b - 1), b == 0 ? 0 : max(0, a - b + 1))
  default: throw call.error("SHAPE type not valid")
  }
}

/// The convolution of matrices, column by column of the result. Zeros of `b` add nothing, not even to Inf and NaN.
func convolved(
  _ call: Call, _ a: Matrix<Double>, _ b: Matrix<Double>, _ shape: String
) throws -> Matrix<Double> {
  let (top, rows) = try part(call, shape, a.rows, b.rows)
  let (left, columns) = try part(call, shape, a.columns, b.columns)
  if a.isEmpty || b.isEmpty { return Matrix(empty: .empty) }
  var result = try Matrix<Double>(Shape(rows, columns), repeating: 0)
  if result.isEmpty { return result }
  try result.withUnsafeMutableElements { target in
    for j in 0..<columns {
      try call.checkInterrupt()
      for q in 0..<b.columns where (0..<a.columns).contains(j + left - q) {
        for p in 0..<b.rows where b[p, q] != 0 {
          let factor = b[p, q]
          let source = (j + left - q) * a.rows - p + top
          let first = max(0, p - top)
          let last = min(rows, a.rows + p - top)
          if first < last {
            for i in first..<last { target[i + j * rows] += factor * a[source + i] }
          }
        }
      }
    }
  }
  return result
}

private func planeConvolution(_ call: Call) throws -> Value {
  try call.expect(2...4)
  var count = call.count
  var shape = "full"
  if let name = call[count - 1].text, call[count - 1].isChar {
    shape = name
    count -= 1
  }
  for i in 0..<count where !call[i].shape.isMatrix {
    throw call.error("A and B must be 1-D vectors or 2-D matrices")
  }
  if count == 3 {
    let (v1, v2) = (try call.matrix(0), try call.matrix(1))
    guard v1.shape.isVector, v2.shape.isVector else {
      throw call.error("arguments must be vectors for separable option")
    }
    let row = v2.reshaped(Shape(1, v2.count))
    let first = try convolved(call, try call.matrix(2), row, shape)
    let result = try convolved(call, first, v1.reshaped(Shape(v1.count, 1)), shape)
    return try floating(result, single: isSingle(call[0], call[1], call[2]))
  }
  guard count == 2 else { throw call.invalidCall }
  let result = try convolved(call, try call.matrix(0), try call.matrix(1), shape)
  return try floating(result, single: isSingle(call[0], call[1]))
}

private func planeFilter(_ call: Call) throws -> Value {
  try call.expect(2...3)
  let b = try call.matrix(0)
  guard b.shape.isMatrix, call[1].shape.isMatrix else {
    throw call.error("B and X must be 2-D matrices")
  }
  let turned = try Matrix(b.shape, Array(b.elements.reversed()))
  let shape = call.count > 2 ? try call.string(2) : "same"
  let result = try convolved(call, try call.matrix(1), turned, shape)
  return try floating(result, single: isSingle(call[0], call[1]))
}

private func digitalFilter(_ call: Call) throws -> [Value] {
  try call.expect(3...5)
  var b = try call.matrix(0).elements
  var a = try call.matrix(1).elements
  guard let norm = a.first, norm != 0 else {
    throw call.error("the first element of A must be nonzero")
  }
  let order = max(a.count, b.count) - 1
  a += [Double](repeating: 0, count: order + 1 - a.count)
  b += [Double](repeating: 0, count: order + 1 - b.count)
  a = a.map { $0 / norm }
  b = b.map { $0 / norm }
  var y = try call.matrix(2)
  try y.unshare()
  let axis = call.count > 4 ? try call.axis(4) : y.shape.firstNonSingleton
  let extent = y.shape[axis]
  let stride = (0..<axis).reduce(1) { $0 * y.shape[$1] }
  let lanes = y.isEmpty ? 0 : y.count / extent
  var states = [Double](repeating: 0, count: order * lanes)
  if call.count > 3, !call[3].isEmpty {
    let given = try call.matrix(3).elements
    let isLine = call[3].shape.isVector && lanes <= 1
    guard given.count == states.count, isLine || call[3].shape.rows == order else {
      throw call.error(
        "first dimension of SI must be of length max (length (a), length (b)) - 1")
    }
    states = given
  }
  for lane in 0..<lanes {
    let start = lane % stride + lane / stride * stride * extent
    var state = Array(states[lane * order..<(lane + 1) * order]) + [0]
    for i in 0..<extent {
      let x = y[start + i * stride]
      let value = state[0] + b[0] * x
      for k in 0..<order { state[k] = state[k + 1] + b[k + 1] * x - a[k + 1] * value }
      y[start + i * stride] = value
    }
    for k in 0..<order { states[lane * order + k] = state[k] }
  }
  let isFloat = isSingle(call[0], call[1], call[2])
  let final = try Matrix(Shape(order, lanes), states)
  return [try floating(y, single: isFloat), try floating(final, single: isFloat)]
}
