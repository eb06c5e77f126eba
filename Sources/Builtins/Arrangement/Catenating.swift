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
      return try joined(Array(call.arguments.dropFirst()), dim - 1)
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

private func joined(_ values: [Value], _ axis: Int) throws -> Value {
  do {
    return try Concatenation.joined(values, axis: axis)
  } catch MatrixError.nonconformant {
    throw EvaluationError("cat: dimension mismatch")
  }
}
