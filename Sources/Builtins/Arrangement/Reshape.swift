import Evaluation
import Matrices

let reshaping: [Builtin] = [
  Builtin(
    "reshape(A, m, n, ...)\nreshape(A, [m n ...])",
    "The same elements, column by column, in another size; [] for one extent lets it follow",
    shapes: "numel(A) = m n ...",
    examples: """
      >> reshape(1:6, 2, 3)
      ans =

         1   3   5
         2   4   6

      """, seeAlso: ["permute", "vec", "squeeze"], one: reshape),
  Builtin(
    "permute(A, order)", "The dimensions in another order",
    shapes: "size(B)(k) = size(A)(order(k))",
    examples: """
      >> size(permute(ones(2, 3, 4), [3 1 2]))
      ans =

         4   2   3

      """, seeAlso: ["ipermute", "reshape"], one: { try permute($0, inverse: false) }),
  Builtin(
    "ipermute(A, order)", "The dimensions back in the order before permute",
    examples: """
      >> size(ipermute(ones(4, 2, 3), [3 1 2]))
      ans =

         2   3   4

      """, seeAlso: ["permute"], one: { try permute($0, inverse: true) }),
  Builtin(
    "squeeze(A)", "The array without its dimensions of extent 1",
    examples: """
      >> size(squeeze(ones(2, 1, 3)))
      ans =

         2   3

      """, seeAlso: ["reshape"], one: squeeze),
  Builtin(
    "vec(A, dim)", "All elements as one column (or along dim)",
    examples: """
      >> vec([1 2; 3 4])'
      ans =

         1   3   2   4

      """, seeAlso: ["reshape"], one: vectorize),
  Builtin(
    "vech(A)", "The lower triangle of a square matrix as one column",
    examples: """
      >> vech([1 2; 2 3])'
      ans =

         1   2   3

      """, seeAlso: ["vec", "tril"], one: halfVectorize),
  Builtin(
    "shiftdim(A, n)\n[B, n] = shiftdim(A)",
    "The dimensions moved n places to the left, or leading ones dropped",
    examples: """
      >> size(shiftdim(ones(1, 1, 3)))
      ans =

         3   1

      """, seeAlso: ["permute", "squeeze"], many: shiftDimensions),
]

private func reshape(_ call: Call) throws -> Value {
  try call.expect(2...)
  let extents = call.count == 2 ? try dimensionList(call) : try listedExtents(call)
  let shape = Shape(extents)
  guard shape.checkedCount == call[0].count else {
    let asked = extents.map { String($0) }.joined(separator: "x")
    throw call.error("can't reshape \(call[0].shape) array to \(asked) array")
  }
  return try call[0].rearranged(by: Reshaping(shape: shape))
}

private func dimensionList(_ call: Call) throws -> [Int] {
  let m = try call.matrix(1)
  guard m.count >= 2 else { throw call.error("SIZE must have 2 or more dimensions") }
  return try m.elements.map { try extent($0, call) }
}

private func extent(_ x: Double, _ call: Call) throws -> Int {
  if x < 0 { throw call.error("SIZE must be non-negative") }
  guard let n = Int(exactly: x.rounded(.towardZero)) else {
    return try Shape.extent(x, type: "octave_idx_type")
  }
  return n
}

private func listedExtents(_ call: Call) throws -> [Int] {
  var extents: [Int] = []
  var unknown: Int?
  for index in 1..<call.count {
    let m = try call.matrix(index)
    if m.isEmpty {
      if unknown != nil { throw call.error("only a single dimension can be unknown") }
      unknown = index - 1
      extents.append(1)
    } else if m.isScalar {
      extents.append(try extent(m[0], call))
    } else {
      throw call.error("SIZE must be non-negative")
    }
  }
  guard let unknown else { return extents }
  let known = Shape(extents).checkedCount ?? 0
  if known == 0 {
    extents[unknown] = 0
  } else if call[0].count % known != 0 {
    throw call.error(
      "SIZE is not divisible by the product of known dimensions (= \(known))")
  } else {
    extents[unknown] = call[0].count / known
  }
  return extents
}

private func permute(_ call: Call, inverse: Bool) throws -> Value {
  try call.expect(2...2)
  guard call[1].isNumeric, call[1].count >= call[0].shape.rank || call[1].count > 1 else {
    throw call.invalidCall
  }
  let order = try call.matrix(1).elements.map { x -> Int in
    guard let n = Int(exactly: x), n >= 1, n <= 64 else {
      throw call.error("permutation vector contains an invalid element")
    }
    return n - 1
  }
  guard order.count >= max(2, call[0].shape.rank) else {
    throw call.error("invalid permutation vector")
  }
  guard order.allSatisfy({ $0 < order.count }) else {
    throw call.error("permutation vector contains an invalid element")
  }
  guard Set(order).count == order.count else {
    throw call.error("permutation vector cannot contain identical elements")
  }
  var used = order
  if inverse { for (place, axis) in order.enumerated() { used[axis] = place } }
  return try call[0].rearranged(by: Permuting(order: used))
}

private func squeeze(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let shape = call[0].shape
  if shape.isMatrix { return call[0] }
  var left = shape.dimensions.filter { $0 != 1 }
  if left.count < 2 { left.append(1) }
  return try call[0].rearranged(by: Reshaping(shape: Shape(left)))
}

private func halfVectorize(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let shape = call[0].shape
  guard shape.isSquare else { throw call.error("X must be square") }
  let places = (0..<shape.rows).flatMap { column in
    (column..<shape.rows).map { $0 + column * shape.rows }
  }
  return try call[0].selected([.list(places, shape: Shape(places.count, 1))])
}

private func vectorize(_ call: Call) throws -> Value {
  try call.expect(1...2)
  var extents = [call[0].count]
  if call.count == 2 {
    guard let x = call[1].scalar, let dim = Int(exactly: x), dim >= 1, dim <= 64 else {
      throw call.error("DIM must be greater than zero")
    }
    extents = [Int](repeating: 1, count: dim - 1) + extents
  }
  return try call[0].rearranged(by: Reshaping(shape: Shape(extents)))
}

private func shiftDimensions(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  let shape = call[0].shape
  let isAutomatic = call.count == 1
  if !isAutomatic, call[1].scalar.map({ $0 != $0.rounded() }) ?? true {
    throw call.error("N must be a scalar integer")
  }
  let n = isAutomatic ? shape.firstNonSingleton : try call.integer(1)
  guard n.magnitude <= 64 else { throw call.error("N must be a scalar integer") }
  let shifted: Value
  if n >= shape.rank || n < 0 {
    if n < 0 {
      let ones = [Int](repeating: 1, count: -n)
      shifted = try call[0].rearranged(by: Reshaping(shape: Shape(ones + shape.dimensions)))
    } else {
      shifted = call[0]
    }
  } else if isAutomatic {
    shifted = try call[0].rearranged(
      by: Reshaping(shape: Shape(Array(shape.dimensions.dropFirst(n)))))
  } else {
    let order = (0..<shape.rank).map { ($0 + n) % shape.rank }
    shifted = try call[0].rearranged(by: Permuting(order: order))
  }
  return call.outputCount > 1 ? [shifted, .count(n)] : [shifted]
}
