import Evaluation
import Matrices

/// Rank, bases of subspaces and reduced forms.
let subspaces: [Builtin] = [
  Builtin(
    "rank(A)\nrank(A, tol)", "The number of singular values above tol",
    examples: """
      >> rank([1 2; 2 4])
      ans = 1
      """,
    seeAlso: ["svd", "null", "orth"],
    one: { call in
      try call.expect(1...2)
      // The words are those of the function that computes it.
      let svd = Call(
        name: "svd", arguments: call.arguments, outputCount: 1, session: call.session)
      if call[0].isChar { throw EvaluationError("invalid conversion from string to real matrix") }
      if case .integer = call[0] {} else { try requireFloating(svd, call[0]) }
      let a = try call.matrix(0)
      try requireMatrix(svd, 0, "A must be a 2-D matrix")
      let isFloat = isSingle(call[0]) && call.count == 1
      if isFloat, let single = try call[0].singles { return .count(try single.rank()) }
      return .count(try a.rank(tolerance: call.count > 1 ? try call.scalar(1) : nil))
    }),
  Builtin(
    "trace(A)", "The sum of the diagonal",
    examples: """
      >> trace([1 2; 3 4])
      ans = 5
      """,
    seeAlso: ["det", "rank"], one: trace),
  subspace(
    "null", "An orthonormal basis of the vectors x with A * x = 0",
    """
    >> abs(null([1 0]))
    ans =

       0
       1

    """),
  subspace(
    "orth", "An orthonormal basis of the columns of A",
    ">> abs(orth([3; 0]))\nans =\n\n   1\n   0\n\n"),
  Builtin(
    "[r, k] = rref(A)\nrref(A, tol)", "The reduced row echelon form, and the columns of its pivots",
    examples: """
      >> rref([1 2; 3 4])
      ans =

         1   0
         0   1

      """,
    seeAlso: ["rank", "lu"], many: reducedRows),
  Builtin(
    "cond(A)\ncond(A, p)",
    "The condition number: the ratio of the largest to the smallest singular value",
    examples: """
      >> cond([2 0; 0 1])
      ans = 2
      """,
    seeAlso: ["rcond", "norm", "svd"], one: condition),
  Builtin(
    "[c, s] = givens(x, y)\nG = givens(x, y)",
    "The plane rotation G that makes y zero: G * [x; y] = [r; 0]",
    examples: """
      >> givens(1, 1)
      ans =

         0.7071   0.7071
        -0.7071   0.7071

      """,
    seeAlso: ["qr"], many: planeRotation),
]

private func subspace(_ name: String, _ summary: String, _ example: String) -> Builtin {
  Builtin(
    "\(name)(A)\n\(name)(A, tol)", summary, examples: example,
    seeAlso: ["null", "orth", "svd", "rank"].filter { $0 != name },
    one: { call in
      try call.expect(1...2)
      if call[0].isEmpty { return .emptyMatrix }
      if call.count > 1, call[1].isChar {
        throw call.error("option for rational not yet implemented")
      }
      let tolerance = call.count > 1 ? try call.scalar(1) : nil
      return try inPrecision(
        call, count: 1, Basis(ofColumns: name == "orth", tolerance: tolerance))[0]
    })
}

private struct Basis: MatrixFunction {
  let ofColumns: Bool
  let tolerance: Double?

  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    let limit = tolerance.map { T($0) }
    if ofColumns {
      // The other way round than the left singular vectors, as Octave has it.
      let columns = try arguments[0].columnSpace(tolerance: limit)
      return [try columns.converted { -$0 }]
    }
    // Rounding errors where a zero belongs would be shown as numbers.
    let basis = try arguments[0].nullSpace(tolerance: limit)
    return [try Matrix(basis.shape, basis.elements.map { abs($0) < T.ulpOfOne ? 0 : $0 })]
  }
}

private func trace(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let shape = call[0].shape
  guard shape.isMatrix else { throw call.error("only valid on 2-D objects") }
  if shape.isEmpty { return .number(0) }
  let m = try call.matrix(0)
  if shape.isVector { return try call[0].selected([.scalar(0)]) }
  let sum = (0..<min(m.rows, m.columns)).reduce(0.0) { $0 + m[$1, $1] }
  return try floating(Matrix(scalar: sum), single: isSingle(call[0]))
}

private func reducedRows(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  guard call[0].shape.isMatrix else { throw call.error("A must be a 2-dimensional matrix") }
  var a = try call.matrix(0)
  try a.unshare()
  let eps = isSingle(call[0]) ? Double(Float.ulpOfOne) : Double.ulpOfOne
  let tolerance =
    call.count > 1
    ? try call.scalar(1) : eps * Double(max(a.rows, a.columns)) * (try a.norm(.infinity))
  var pivots: [Double] = []
  var row = 0
  for column in 0..<a.columns where row < a.rows {
    let best = (row..<a.rows).max { abs(a[$0, column]) < abs(a[$1, column]) } ?? row
    if abs(a[best, column]) <= tolerance {
      for i in row..<a.rows { a[i, column] = 0 }
      continue
    }
    pivots.append(Double(column + 1))
    let pivot = a[best, column]
    for j in column..<a.columns {
      let value = a[best, j] / pivot
      a[best, j] = a[row, j]
      a[row, j] = value
    }
    for i in 0..<a.rows where i != row {
      let factor = a[i, column]
      for j in column..<a.columns { a[i, j] -= factor * a[row, j] }
    }
    row += 1
  }
  return [try floating(a, single: isSingle(call[0])), try .row(pivots)]
}

private func condition(_ call: Call) throws -> Value {
  try call.expect(1...2)
  try requireMatrix(call, 0, "A must be a 2-D matrix")
  let isTwo = call.count < 2 || call[1].scalar == 2
  let a = try call.matrix(0)
  if !isTwo {
    if a.rows != a.columns { throw EvaluationError("inverse: A must be a square matrix") }
    let inverse = try a.inverse().inverse
    let first = try matrixNorm(call, a, call[1], isSingle: false)
    let second = try matrixNorm(call, inverse, call[1], isSingle: false)
    return try floating(Matrix(scalar: first * second), single: isSingle(call[0]))
  }
  if a.isEmpty { return .number(0) }
  if !a.isFinite { throw call.error("A must not contain Inf or NaN values") }
  let values = try a.singularValues()
  let (largest, smallest) = (values[0], values[values.count - 1])
  let result = largest == 0 || smallest == 0 ? Double.infinity : largest / smallest
  return try floating(Matrix(scalar: result), single: isSingle(call[0]))
}

private func planeRotation(_ call: Call) throws -> [Value] {
  try call.expect(2...2)
  let (x, y) = (try call.scalar(0), try call.scalar(1))
  let r = (x * x + y * y).squareRoot()
  let (c, s) = y == 0 ? (1.0, 0.0) : x == 0 ? (0.0, 1.0) : (x / r, y / r)
  if call.outputCount > 1 { return [.number(c), .number(s)] }
  return [.matrix(try Matrix(Shape(2, 2), [c, -s, s, c]))]
}
