import Evaluation
import Matrices

let specialMatrices: [Builtin] = [
  Builtin(
    "eye(n)\neye(m, n, class)", "The identity matrix",
    examples: """
      >> eye(2)
      ans =

      Diagonal Matrix

         1   0
         0   1

      """, seeAlso: ["diag", "ones"], one: identity),
  Builtin(
    "magic(n)", "A magic square of the numbers 1 to n^2",
    examples: """
      >> magic(3)
      ans =

         8   1   6
         3   5   7
         4   9   2

      """, seeAlso: ["hilb"], one: magicSquare),
  Builtin(
    "hilb(n)", "The Hilbert matrix", math: "H(i,j) = 1 / (i + j - 1)",
    examples: """
      >> hilb(2)
      ans =

         1.0000   0.5000
         0.5000   0.3333

      """, seeAlso: ["invhilb", "magic"], one: hilbert),
  Builtin(
    "invhilb(n)", "The exact inverse of the Hilbert matrix",
    examples: """
      >> invhilb(2)
      ans =

          4   -6
         -6   12

      """, seeAlso: ["hilb"], one: inverseHilbert),
  Builtin(
    "vander(c, n)", "The Vandermonde matrix of powers of c", math: "A(i,j) = c(i)^(n - j)",
    examples: """
      >> vander([1 2 3])
      ans =

         1   1   1
         4   2   1
         9   3   1

      """, seeAlso: ["polyfit", "toeplitz"], one: vandermonde),
  Builtin(
    "toeplitz(c, r)", "A matrix constant along its diagonals: first column c, first row r",
    examples: """
      >> toeplitz([1 2 3])
      ans =

         1   2   3
         2   1   2
         3   2   1

      """, seeAlso: ["hankel", "vander"], one: toeplitzMatrix),
  Builtin(
    "hankel(c, r)", "A matrix constant along its antidiagonals: first column c, last row r",
    examples: """
      >> hankel([1 2 3])
      ans =

         1   2   3
         2   3   0
         3   0   0

      """, seeAlso: ["toeplitz"], one: hankelMatrix),
  Builtin(
    "pascal(n)", "The matrix of Pascal's triangle", math: "P(i,j) = P(i,j-1) + P(i-1,j)",
    examples: """
      >> pascal(3)
      ans =

         1   1   1
         1   2   3
         1   3   6

      """, seeAlso: ["hilb"], one: pascalMatrix),
  Builtin(
    "wilkinson(n)", "Wilkinson's tridiagonal matrix, whose larger eigenvalues come in close pairs",
    math: "W(i,i) = |i - (n + 1) / 2|, W(i,i+1) = W(i+1,i) = 1",
    examples: """
      >> wilkinson(3)
      ans =

         1   1   0
         1   0   1
         0   1   1

      """, seeAlso: ["rosser", "eig"], one: wilkinsonMatrix),
  Builtin(
    "rosser()", "Rosser's 8 x 8 matrix, a test for programs that find eigenvalues",
    examples: """
      >> rosser()(1:2, 1:2)
      ans =

         611   196
         196   899

      """, seeAlso: ["wilkinson", "eig"], one: rosserMatrix),
]

private func wilkinsonMatrix(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard let x = call[0].scalar, x >= 0, x == x.rounded() else {
    throw call.error("N must be a non-negative integer")
  }
  let n = try Shape.extent(x, type: "int64_t")
  let middle = Double(n - 1) / 2
  return try square(n) { row, column in
    if row == column { return (Double(row) - middle).magnitude }
    return (row - column).magnitude == 1 ? 1 : 0
  }
}

/// J. B. Rosser's matrix of 1951, whose eigenvalues lie close together or apart by every order: hard to compute.
private func rosserMatrix(_ call: Call) throws -> Value {
  try call.expect(0...0)
  let lower: [Double] = [
    611,
    196, 899,
    -192, 113, 899,
    407, -192, 196, 611,
    -8, -71, 61, 8, 411,
    -52, -43, 49, 44, -599, 411,
    -49, -8, 8, 59, 208, 208, 99,
    29, -44, 52, -23, 208, 208, -911, 99,
  ]
  return try square(8) { row, column in
    let (low, high) = (min(row, column), max(row, column))
    return lower[high * (high + 1) / 2 + low]
  }
}

private func identity(_ call: Call) throws -> Value {
  let request = try ArrayRequest(call, sizeType: "int64_t")
  let dimensions = call.arguments.filter { !$0.isChar }
  guard dimensions.count <= 2, request.shape.isMatrix else { throw call.invalidCall }
  let shape = request.shape
  let ones = try Matrix(Shape(min(shape.rows, shape.columns), 1), repeating: 1.0)
  let m = try ones.onDiagonal(0, of: shape, zero: 0)
  if request.target != .double {
    return try Value.matrix(m).converted(to: request.target) ?? .matrix(m)
  }
  return shape.isScalar || shape.isEmpty ? .matrix(m) : .diagonal(m)
}

/// A square matrix from a formula of 0-based row and column.
private func square(
  _ n: Int, _ formula: (Int, Int) -> Double
) throws -> Value {
  .matrix(
    try Matrix(Shape(n, n)) { target in
      for column in 0..<n {
        for row in 0..<n { target[row + column * n] = formula(row, column) }
      }
    })
}

private func size(_ call: Call, _ text: String) throws -> Int {
  try call.expect(1...1)
  guard let x = call[0].scalar else { throw call.error(text) }
  return try Shape.extent(x.rounded(.towardZero), type: "int64_t")
}

private func hilbert(_ call: Call) throws -> Value {
  let n = try size(call, "N must be a scalar integer")
  return try square(n) { 1 / Double($0 + $1 + 1) }
}

private func inverseHilbert(_ call: Call) throws -> Value {
  let n = try size(call, "N must be a scalar integer")
  if n > 1 << 20 { throw MatrixError.tooLarge(Shape(n, n), elementBytes: 8) }
  // Element (i,j) is p(i) p(j) / (i + j - 1), where p comes from a product of small whole numbers.
  var p: [Double] = []
  for k in 1...max(1, n) {
    let previous = p.last ?? Double(-n)
    let factor = Double(n - k + 1) * Double(n + k - 1) / (Double(k - 1) * Double(k - 1))
    p.append(k == 1 ? Double(n) : -previous * factor)
  }
  return try square(n) { (p[$0] * p[$1] / Double($0 + $1 + 1)).rounded() }
}

private func vandermonde(_ call: Call) throws -> Value {
  try call.expect(1...2)
  guard call[0].shape.isVector, !call[0].isCell else {
    throw call.error("polynomial C must be a vector")
  }
  let c = try call.matrix(0)
  let n = call.count == 2 ? max(0, try call.integer(1)) : c.count
  let powers = try Matrix(Shape(c.count, n)) { target in
    for row in 0..<c.count {
      var power = 1.0
      for column in (0..<n).reversed() {
        target[row + column * c.count] = power
        power = rounded(power * c[row], as: call[0])
      }
    }
  }
  switch call[0] {
  case .integer(_, let kind): return .integer(try powers.converted { kind.stored($0) }, kind)
  case _ where call[0].isLogical: return .truths(try powers.converted { $0 != 0 })
  default: return try floating(powers, single: isSingle(call[0]))
  }
}

/// A number as the class of `value` holds it.
private func rounded(_ x: Double, as value: Value) -> Double {
  switch value {
  case .integer(_, let kind): kind.double(kind.stored(x))
  case .single: Double(Float(x))
  default: x
  }
}

private func toeplitzMatrix(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let text = call.count == 2 ? "C and R must be vectors" : "C must be a vector"
  let column = try line(call, 0, text)
  let row = call.count == 2 ? try line(call, 1, text) : column
  if let a = column.first, let b = row.first, a != b {
    call.session.warn("toeplitz: column wins diagonal conflict")
  }
  return try keepingClass(call) {
    try Matrix(Shape(column.count, row.count)) { target in
      for j in 0..<row.count {
        for i in 0..<column.count {
          target[i + j * column.count] = i >= j ? column[i - j] : row[j - i]
        }
      }
    }
  }
}

private func hankelMatrix(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let text = call.count == 2 ? "C and R must be vectors" : "C must be a vector"
  let column = try line(call, 0, text)
  let row = call.count == 2 ? try line(call, 1, text) : nil
  if let row, let a = column.last, let b = row.first, a != b {
    call.session.warn("hankel: column wins anti-diagonal conflict")
  }
  let width = row?.count ?? column.count
  let matrix = try Matrix(Shape(column.count, width)) { target in
    for j in 0..<width {
      for i in 0..<column.count {
        let k = i + j
        target[i + j * column.count] =
          k < column.count ? column[k] : row?[k - column.count + 1] ?? 0
      }
    }
  }
  // Below the antidiagonal of one truth after another stand numbers.
  if row == nil, call[0].isLogical { return .matrix(matrix) }
  return try keepingClass(call) { matrix }
}

private func pascalMatrix(_ call: Call) throws -> Value {
  let n = try size(call, "N must be a scalar integer")
  var table = try Matrix(Shape(n, n), repeating: 1.0)
  for j in 1..<max(1, n) {
    for i in 1..<max(1, n) { table[i, j] = table[i - 1, j] + table[i, j - 1] }
  }
  return .matrix(table)
}

private func line(_ call: Call, _ index: Int, _ text: String) throws -> [Double] {
  let m = try call.matrix(index)
  guard m.shape.isVector else { throw call.error(text) }
  return m.elements
}

/// The matrix in the class of the first argument.
private func keepingClass(_ call: Call, _ make: () throws -> Matrix<Double>) throws -> Value {
  let result = Value.matrix(try make())
  return try result.converted(to: call[0].valueClass) ?? result
}
