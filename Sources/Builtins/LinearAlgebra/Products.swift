import Evaluation
import Matrices

/// Products of vectors along a dimension.
let vectorProducts: [Builtin] = [
  Builtin(
    "dot(x, y)\ndot(x, y, dim)", "The scalar product of vectors, or of columns",
    examples: """
      >> dot([1 2 3], [4 5 6])
      ans = 32
      """,
    seeAlso: ["cross", "mtimes"], one: dot),
  Builtin(
    "cross(x, y)\ncross(x, y, dim)", "The vector product of vectors of three elements",
    examples: """
      >> cross([1 0 0], [0 1 0])
      ans =

         0   0   1

      """,
    seeAlso: ["dot"], one: cross),
]

/// The vectors of an array along `axis`: their length, the distance of their elements and where they start.
private struct Lanes {
  let length: Int
  let stride: Int
  let starts: [Int]

  init(_ shape: Shape, axis: Int) {
    let length = shape[axis]
    let stride = (0..<axis).reduce(1) { $0 * shape[$1] }
    let outer = shape.isEmpty ? 0 : shape.count / max(1, length * stride)
    self.length = length
    self.stride = stride
    starts = (0..<outer).flatMap { block in (0..<stride).map { $0 + block * stride * length } }
  }
}

private func dot(_ call: Call) throws -> Value {
  try call.expect(2...3)
  for i in 0...1 where !call[i].isNumeric {
    throw call.error("X and Y must be numeric")
  }
  var (x, y) = (try call.matrix(0), try call.matrix(1))
  if x.shape.isVector, y.shape.isVector, call.count < 3 {
    guard x.count == y.count else { throw call.error("sizes of X and Y must match") }
    (x, y) = (x.reshaped(Shape(x.count, 1)), y.reshaped(Shape(y.count, 1)))
  }
  guard x.shape == y.shape else { throw call.error("sizes of X and Y must match") }
  let axis = call.count > 2 ? try call.axis(2) : x.shape.firstNonSingleton
  // The products of integers saturate in their class; the sum is a double.
  let kind = try integerClass(call, call[0], call[1])
  if kind != nil, x.shape == .empty { return .number(0) }
  let lanes = Lanes(x.shape, axis: axis)
  let shape = x.shape.replacing(axis, with: 1)
  let sums =
    x.isEmpty
    ? [Double](repeating: 0, count: shape.count)
    : lanes.starts.map { start in
      (0..<lanes.length).reduce(0.0) { sum, i in
        let product = x[start + i * lanes.stride] * y[start + i * lanes.stride]
        return sum + (kind.map { $0.double($0.stored(product)) } ?? product)
      }
    }
  return try floating(Matrix(shape, sums), single: isSingle(call[0], call[1]))
}

private func cross(_ call: Call) throws -> Value {
  try call.expect(2...3)
  var (x, y) = (try call.matrix(0), try call.matrix(1))
  if x.shape.isVector, y.shape.isVector, x.shape != y.shape, x.count == 3, y.count == 3 {
    call.session.warn("cross: taking cross product of column by row")
    (x, y) = (x.reshaped(Shape(3, 1)), y.reshaped(Shape(3, 1)))
  }
  if call.count == 2, !x.shape.dimensions.contains(3) || !y.shape.dimensions.contains(3) {
    throw call.error("must have at least one dimension with 3 elements")
  }
  guard x.shape == y.shape else {
    throw call.error("X and Y must have the same dimensions")
  }
  let dimensions = x.shape.dimensions
  let axis = call.count > 2 ? try call.axis(2) : dimensions.firstIndex(of: 3) ?? -1
  guard axis >= 0, x.shape[axis] == 3 else {
    throw call.error(
      call.count > 2
        ? "dimension DIM must have three elements"
        : "must have at least one dimension with 3 elements")
  }
  let lanes = Lanes(x.shape, axis: axis)
  // Products and differences of integers saturate in their class.
  let kind = try integerClass(call, call[0], call[1])
  func held(_ number: Double) -> Double { kind.map { $0.double($0.stored(number)) } ?? number }
  let result = try Matrix<Double>(x.shape) { buffer in
    for start in lanes.starts {
      for i in 0..<3 {
        let (j, k) = ((i + 1) % 3, (i + 2) % 3)
        let (p, q) = (start + j * lanes.stride, start + k * lanes.stride)
        buffer[start + i * lanes.stride] = held(x[p] * y[q]) - held(x[q] * y[p])
      }
    }
  }
  if let kind { return .integer(try result.converted { kind.stored($0) }, kind) }
  return try floating(result, single: isSingle(call[0], call[1]))
}
