import Evaluation
import Matrices

let catenating: [Builtin] = [
  Builtin(
    "cat(dim, A, B, ...)", "The arrays one after the other along a dimension",
    examples: """
      >> size(cat(3, ones(2), ones(2)))
      ans =

         2   2   2

      """, seeAlso: ["horzcat", "vertcat"],
    one: { call in
      try call.expect(1...)
      guard let x = call[0].scalar, let dim = Int(exactly: x) else {
        throw call.error("DIM must be an integer")
      }
      guard dim >= 1, dim <= 64 else { throw call.error("DIM must be a valid dimension") }
      let parts = Array(call.arguments.dropFirst())
      try requireFitting(shapesBesideCells(parts) ?? parts.map(\.shape), axis: dim - 1)
      return try joined(parts, dim - 1)
    }),
  Builtin(
    "horzcat(A, B, ...)", "The arrays side by side, as [A, B, ...]",
    examples: """
      >> horzcat([1; 2], [3; 4])
      ans =

         1   3
         2   4

      """, seeAlso: ["vertcat", "cat"],
    one: { try joined($0.arguments, 1) }),
  Builtin(
    "vertcat(A, B, ...)", "The arrays one under the other, as [A; B; ...]",
    examples: """
      >> vertcat([1 2], [3 4])
      ans =

         1   2
         3   4

      """, seeAlso: ["horzcat", "cat"],
    one: { try joined($0.arguments, 0) }),
]

/// The shapes in which values stand beside a cell, each as one element of it; nil where there is no cell.
private func shapesBesideCells(_ parts: [Value]) -> [Shape]? {
  guard parts.contains(where: \.isCell) else { return nil }
  return parts.map { part in
    if part.isCell { return part.shape }
    return part.isEmpty ? .empty : .scalar
  }
}

/// Brackets leave empty rows and columns out; `cat` only what is 0x0.
private func requireFitting(_ shapes: [Shape], axis: Int) throws {
  let parts = shapes.filter { $0 != .empty }
  guard let first = parts.first else { return }
  for part in parts.dropFirst() {
    for dimension in 0..<max(first.rank, part.rank)
    where dimension != axis && first[dimension] != part[dimension] {
      throw EvaluationError("cat: dimension mismatch")
    }
  }
}

private func joined(_ values: [Value], _ axis: Int) throws -> Value {
  do {
    return try Concatenation.joined(values, axis: axis)
  } catch MatrixError.nonconformant {
    throw EvaluationError("cat: dimension mismatch")
  }
}
