import Evaluation
import Matrices

let diagonals: [Builtin] = [
  Builtin(
    "tril(A, k)", "The part on and below the k-th diagonal, the rest zero",
    examples: """
      >> tril(ones(3), -1)
      ans =

         0   0   0
         1   0   0
         1   1   0

      """, seeAlso: ["triu", "diag"], one: { try triangle($0, isLower: true) }),
  Builtin(
    "triu(A, k)", "The part on and above the k-th diagonal, the rest zero",
    examples: """
      >> triu(ones(3), 1)
      ans =

         0   1   1
         0   0   1
         0   0   0

      """, seeAlso: ["tril", "diag"], one: { try triangle($0, isLower: false) }),
  Builtin(
    "diag(v, k)\ndiag(A, k)\ndiag(v, m, n)",
    "A matrix with v on its k-th diagonal, or the k-th diagonal of a matrix as a column",
    examples: """
      >> diag([1 2; 3 4])
      ans =

         1
         4

      >> diag([1 2])
      ans =

      Diagonal Matrix

         1   0
         0   2

      """, seeAlso: ["eye", "tril", "triu"], one: diagonal),
  Builtin(
    "kron(A, B, ...)", "The Kronecker product", shapes: "A: r x c, B: p x q -> rp x cq",
    math: "every element of A times the whole of B",
    examples: """
      >> kron([1 2], [1; 1])
      ans =

         1   2
         1   2

      """, seeAlso: ["repmat"], one: kroneckerProduct),
  Builtin(
    "blkdiag(A, B, ...)", "The matrices along the diagonal of one, zeros elsewhere",
    examples: """
      >> blkdiag([1 2], 3)
      ans =

         1   2   0
         0   0   3

      """, seeAlso: ["diag"], one: blockDiagonal),
]

private func triangle(_ call: Call, isLower: Bool) throws -> Value {
  var call = call
  if call.arguments.last?.isChar == true, call.count > 1 { call.arguments.removeLast() }
  try call.expect(1...2)
  guard call[0].shape.isMatrix else { throw call.error("need a 2-D matrix") }
  let k = call.count == 2 ? try call.integer(1) : 0
  guard
    let result = try call[0].changed(
      by: TakingTriangle(isLower: isLower, diagonal: k))
  else { throw call.error("wrong type argument '\(call[0].typeName)'") }
  return result
}

private func diagonal(_ call: Call) throws -> Value {
  try call.expect(1...3)
  guard call[0].shape.isMatrix else { throw EvaluationError("Matrix must be 2-dimensional") }
  let isLine = call[0].shape.isVector
  if call.count == 3 { return try sizedDiagonal(call) }
  var k = 0
  if call.count == 2 {
    guard !call[1].isChar, let x = call[1].scalar, let n = Int(exactly: x.rounded(.towardZero))
    else {
      throw call.error("invalid argument K")
    }
    k = n
  }
  if call[0].shape == .empty { return call[0] }
  guard isLine else { return try call[0].rearranged(by: TakingDiagonal(diagonal: k)) }
  let (side, overflow) = call[0].count.addingReportingOverflow(
    k == Int.min ? Int.max : abs(k))
  if overflow { throw MatrixError.tooLarge(Shape(Int.max, 1), elementBytes: 8) }
  return try put(call, on: k, Shape(side, side))
}

private func sizedDiagonal(_ call: Call) throws -> Value {
  guard call[0].shape.isVector else { throw call.error("V must be a vector") }
  if try call.scalar(1) < 0 || call.scalar(2) < 0 {
    throw call.error("invalid dimensions M, N")
  }
  let m = try Shape.extent(call.scalar(1), type: "int64_t")
  let n = try Shape.extent(call.scalar(2), type: "int64_t")
  return try put(call, on: 0, Shape(m, n))
}

private func put(_ call: Call, on k: Int, _ shape: Shape) throws -> Value {
  guard let result = try call[0].changed(by: PuttingOnDiagonal(diagonal: k, shape: shape)) else {
    throw call.error("wrong type argument '\(call[0].typeName)'")
  }
  // Octave keeps the main diagonal of doubles as a diagonal matrix.
  if k == 0, case .double(let m) = result, !m.isEmpty { return .diagonal(m) }
  return result
}

private func kroneckerProduct(_ call: Call) throws -> Value {
  try call.expect(2...)
  let isSingle = call.arguments.contains { $0.valueClass == .single }
  var result = try call.matrix(0)
  for index in 1..<call.count { result = try result.kronecker(call.matrix(index)) }
  return isSingle ? .single(try result.converted { Float($0) }) : .matrix(result)
}

private func blockDiagonal(_ call: Call) throws -> Value {
  try call.expect(1...)
  let parts = try call.arguments.map { value -> Matrix<Double> in
    guard !value.isChar, let m = try value.doubles else {
      throw call.error("all arguments must be numeric")
    }
    guard m.shape.isMatrix else {
      throw call.error("all arguments must be two-dimensional matrices")
    }
    return m
  }
  let shape = Shape(parts.reduce(0) { $0 + $1.rows }, parts.reduce(0) { $0 + $1.columns })
  var result = try Matrix(shape, repeating: 0.0)
  var (row, column) = (0, 0)
  for part in parts {
    let rows = Subscript.range(start: row, step: 1, count: part.rows)
    let columns = Subscript.range(start: column, step: 1, count: part.columns)
    if !part.isEmpty { try result.assign(part, at: [rows, columns], fill: 0) }
    row += part.rows
    column += part.columns
  }
  let value = Value.matrix(result)
  return try value.converted(to: call[0].valueClass) ?? value
}
