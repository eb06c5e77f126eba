import Evaluation

let fullMatrices: [Builtin] = [
  Builtin(
    "full(A)", "The array with all elements stored, also where A is a range or diagonal matrix",
    examples: """
      >> full(eye(2))
      ans =

         1   0
         0   1

      """,
    seeAlso: ["eye", "colon"], one: full)
]

private func full(_ call: Call) throws -> Value {
  try call.expect(1...1)
  switch call[0] {
  case .range(let r): return .matrix(try r.matrix())
  case .diagonal(let m): return .matrix(m)
  case .cell, .structure, .function, .network, .map:
    throw call.error("wrong type argument '\(Call.description(call[0]))'")
  default: return call[0]
  }
}
