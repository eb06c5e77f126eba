import Evaluation
import Matrices

/// The halves of arrays changed for each other, as spectra are shown.
let halfShifts: [Builtin] = [
  Builtin(
    "fftshift(x, dim)", "The halves changed for each other: element 1 comes to the middle",
    shapes: "x: any size -> the same size",
    examples: """
      >> fftshift(1:5)
      ans =

         4   5   1   2   3

      """, seeAlso: ["ifftshift", "circshift"], one: { try shiftHalves($0) { $0 / 2 } }),
  Builtin(
    "ifftshift(x, dim)", "The inverse of fftshift: the middle element comes first",
    shapes: "x: any size -> the same size",
    examples: """
      >> ifftshift(fftshift(1:5))
      ans =

         1   2   3   4   5

      """, seeAlso: ["fftshift", "circshift"], one: { try shiftHalves($0) { ($0 + 1) / 2 } }),
]

/// - Parameter distance: how far the elements go in a dimension of this extent.
private func shiftHalves(_ call: Call, by distance: (Int) -> Int) throws -> Value {
  try call.expect(1...2)
  let x = call[0]
  guard x.isNumeric || x.isLogical || x.isChar else {
    throw call.error("X must be a vector or matrix")
  }
  var axes = Array(0..<x.shape.rank)
  if call.count == 2 {
    guard let dim = call[1].scalar, dim >= 1, let n = Int(exactly: dim) else {
      throw call.error("dimension DIM must be a positive integer")
    }
    guard n <= x.shape.rank else {
      throw call.error("dimension DIM must be one of the \(x.shape.rank) of X")
    }
    axes = [n - 1]
  }
  if x.isEmpty { return x }
  return try x.rearranged(
    by: Shifting(distances: axes.map { (distance(x.shape[$0]), $0) }))
}
