import Evaluation
import Matrices

let linearIndices: [Builtin] = [
  Builtin(
    "sub2ind(dims, i, j, ...)", "Linear indices of subscripts in an array of size dims",
    examples: """
      >> sub2ind([3 4], 2, 3)
      ans = 8
      """, seeAlso: ["ind2sub"], one: linearIndex),
  Builtin(
    "[i, j, ...] = ind2sub(dims, ind)", "Subscripts of linear indices in an array of size dims",
    examples: """
      >> [r, c] = ind2sub([3 4], 8)
      r = 2
      c = 3
      """, seeAlso: ["sub2ind"], many: subscriptsOfIndex),
]

private func dimensions(_ call: Call) throws -> Shape {
  let m = try call.matrix(0)
  guard m.count >= 1, m.shape.isVector else {
    throw call.error("DIMS must contain at least 2 elements")
  }
  return Shape(
    try m.elements.map { x in
      guard let n = Int(exactly: x), n >= 0 else {
        throw call.error("dimension vector DIMS must contain integers")
      }
      return n
    })
}

private func linearIndex(_ call: Call) throws -> Value {
  try call.expect(2...)
  let shape = try dimensions(call)
  let extents = shape.extents(for: call.count - 1)
  let rank = call.count - 1
  let first = try call.matrix(1)
  var sum = try Matrix(first.shape, repeating: 0.0)
  var stride = 1.0
  for (position, extent) in extents.enumerated() {
    let m = try call.matrix(position + 1)
    guard m.shape == first.shape else {
      throw call.error("all subscripts must be of the same size")
    }
    for index in 0..<m.count {
      let x = m[index]
      guard let n = Int(exactly: x), n >= 1 else { throw badIndex(x, position, rank) }
      guard n <= extent else {
        throw MatrixError.indexOutOfBound(
          index: n, position: position + 1, rank: rank, shape: shape)
      }
      sum[index] += (x - 1) * stride
    }
    stride *= Double(extent)
  }
  return .matrix(try sum.converted { $0 + 1 })
}

private func badIndex(_ x: Double, _ position: Int, _ rank: Int) -> EvaluationError {
  var places = [String](repeating: "_", count: rank)
  places[position] = NumberText.index(x)
  return EvaluationError(
    "index (\(places.joined(separator: ","))): subscripts must be either integers 1 to (2^63)-1 "
      + "or logicals", identifier: "Octave:invalid-index")
}

private func subscriptsOfIndex(_ call: Call) throws -> [Value] {
  try call.expect(2...2)
  let shape = try dimensions(call)
  var m = try call.matrix(1)
  if call[1].isLogical {
    // A mask means the places where it is true.
    let places = m.elements.indices.filter { m[$0] != 0 }.map { Double($0 + 1) }
    let isNone = m.isScalar && places.isEmpty
    let isRow = m.shape.isMatrix && m.rows == 1
    m = try Matrix(
      isNone ? .empty : isRow ? Shape(1, places.count) : Shape(places.count, 1), places)
  }
  let extents = shape.extents(for: max(1, call.outputCount))
  for x in m.elements {
    guard Int(exactly: x) ?? 0 >= 1 else {
      throw call.error(
        "invalid index index \(NumberText.index(x)): subscripts must be either integers 1 to (2^63)-1 "
          + "or logicals")
    }
  }
  if m.elements.contains(where: { $0 > Double(shape.count) }) {
    throw call.error("index out of range")
  }
  var stride = 1
  return try extents.map { extent in
    defer {
      let (next, overflow) = stride.multipliedReportingOverflow(by: extent)
      stride = overflow ? Int.max : next
    }
    return .matrix(try m.converted { Double((Int($0) - 1) / stride % extent + 1) })
  }
}
