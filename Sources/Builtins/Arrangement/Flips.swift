import Evaluation
import Matrices

let flips: [Builtin] = [
  Builtin(
    "flip(A, dim)", "The elements in reverse order along a dimension",
    examples: """
      >> flip([1 2 3])
      ans =

         3   2   1

      """, seeAlso: ["fliplr", "flipud", "rot90"], one: flip),
  Builtin(
    "fliplr(A)", "The columns in reverse order",
    examples: """
      >> fliplr([1 2; 3 4])
      ans =

         2   1
         4   3

      """, seeAlso: ["flipud", "flip"],
    one: { call in
      try call.expect(1...1)
      return try call[0].rearranged(by: Flipping(axis: 1))
    }),
  Builtin(
    "flipud(A)", "The rows in reverse order",
    examples: """
      >> flipud([1 2; 3 4])
      ans =

         3   4
         1   2

      """, seeAlso: ["fliplr", "flip"],
    one: { call in
      try call.expect(1...1)
      return try call[0].rearranged(by: Flipping(axis: 0))
    }),
  Builtin(
    "rot90(A, k)", "The matrix turned counterclockwise by k quarter turns",
    examples: """
      >> rot90([1 2; 3 4])
      ans =

         2   4
         1   3

      """, seeAlso: ["flip", "rotdim"], one: rotate),
  Builtin(
    "rotdim(A, n, plane)", "The array turned by n quarter turns in the plane of two dimensions",
    examples: """
      >> rotdim([1 2; 3 4])
      ans =

         2   4
         1   3

      """, seeAlso: ["rot90"], one: rotateInPlane),
  Builtin(
    "circshift(A, n, dim)", "The elements moved n places on, around the end",
    examples: """
      >> circshift([1 2 3], 1)
      ans =

         3   1   2

      """, seeAlso: ["flip", "shift"], one: shiftAround),
  Builtin(
    "shift(A, n, dim)", "The elements moved n places on, around the end",
    examples: """
      >> shift([1 2 3], 1)
      ans =

         3   1   2

      """, seeAlso: ["circshift"], one: shiftAround),
]

private func flip(_ call: Call) throws -> Value {
  try call.expect(1...2)
  var axis = call[0].shape.firstNonSingleton
  if call.count == 2 {
    guard let x = call[1].scalar, let n = Int(exactly: x), n >= 1 else {
      throw call.error("DIM must be a positive integer")
    }
    axis = n - 1
  }
  return try call[0].rearranged(by: Flipping(axis: axis))
}

private func rotate(_ call: Call) throws -> Value {
  try call.expect(1...2)
  var quarters = 1
  if call.count == 2 {
    guard let x = call[1].scalar, let n = Int(exactly: x) else {
      throw call.error("K must be a single real integer")
    }
    quarters = n
  }
  return try call[0].rearranged(by: Turning(quarters: quarters))
}

private func rotateInPlane(_ call: Call) throws -> Value {
  try call.expect(1...3)
  let shape = call[0].shape
  let quarters = call.count > 1 && !call[1].isEmpty ? try call.integer(1) : 1
  var plane = (0..<shape.rank).filter { shape[$0] != 1 }
  if plane.count < 2 { plane = [0, 1] }
  if call.count == 3 {
    plane = try call.matrix(2).elements.compactMap { Int(exactly: $0 - 1) }
    guard plane.count == 2, plane[0] != plane[1], plane.allSatisfy({ $0 >= 0 && $0 < shape.rank })
    else { throw call.error("PLANE must be a 2 element integer vector defining a valid PLANE") }
  }
  // The plane's dimensions are brought to the front, turned, and put back.
  let order = [plane[0], plane[1]] + (0..<shape.rank).filter { !plane.contains($0) }
  var back = order
  for (place, axis) in order.enumerated() { back[axis] = place }
  return try call[0].rearranged(by: Permuting(order: order))
    .rearranged(by: Turning(quarters: quarters)).rearranged(by: Permuting(order: back))
}

/// The checks that `shift` makes and `circshift` does not.
private func checkShift(_ call: Call) throws {
  if call[0].isEmpty { throw call.error("X must not be empty") }
  guard let distance = call[1].scalar, distance == distance.rounded() else {
    throw call.error("B must be an integer")
  }
  guard call.count == 3 else { return }
  guard let dim = call[2].scalar, dim == dim.rounded(), dim >= 1,
    dim <= Double(call[0].shape.rank)
  else { throw call.error("DIM must be an integer and a valid dimension") }
}

private func shiftAround(_ call: Call) throws -> Value {
  try call.expect(2...3)
  let shape = call[0].shape
  if call.name == "shift" { try checkShift(call) }
  if shape.isEmpty { return call[0] }
  let distances = try call.matrix(1).elements.map { x -> Int in
    guard let n = Int(exactly: x) else { throw call.error("all values of N must be integers") }
    return n
  }
  if call.count == 3 {
    guard let dim = call[2].scalar, let n = Int(exactly: dim), n >= 1 else {
      throw call.error("DIM must be an integer and a valid dimension")
    }
    let axis = n - 1
    guard distances.count == 1 else {
      throw call.error("N must be a scalar when DIM is also specified")
    }
    guard axis < shape.rank else {
      throw call.error("N must be a vector, no longer than the number of dimensions in X")
    }
    return try call[0].rearranged(by: Shifting(distances: [(distances[0], axis)]))
  }
  if distances.count == 1 {
    return try call[0].rearranged(
      by: Shifting(distances: [(distances[0], shape.firstNonSingleton)]))
  }
  guard distances.count <= shape.rank else {
    throw call.error("N must be a vector, no longer than the number of dimensions in X")
  }
  return try call[0].rearranged(
    by: Shifting(distances: distances.enumerated().map { ($1, $0) }))
}
