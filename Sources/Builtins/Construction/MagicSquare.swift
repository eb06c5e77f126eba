import Evaluation
import Matrices

/// A magic square: every row, column and diagonal of 1...n^2 has the same sum.
func magicSquare(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let x = try call.scalar(0)
  guard x > -0x1p31, x < 0x1p31 else {
    throw MatrixError.tooLarge(Shape(Int.max, 1), elementBytes: 8)
  }
  let n = Int(x.rounded(.towardZero))
  if n < 0 { throw call.error("N must be non-negative") }
  if n == 0 { return .emptyMatrix }
  if n == 1 { return .number(1) }
  if n == 2 { return .matrix(try Matrix(Shape(2, 2), [4, 1, 3, 2])) }
  switch n % 4 {
  case 0: return .matrix(try doublyEven(n))
  case 2: return .matrix(try singlyEven(n))
  default: return .matrix(try oddMagic(n))
  }
}

/// The Siamese method in closed form.
private func oddMagic(_ n: Int) throws -> Matrix<Double> {
  try Matrix(Shape(n, n)) { target in
    for column in 0..<n {
      for row in 0..<n {
        let first = (row + column + 2 + n - (n + 3) / 2) % n
        let second = (row + 2 * column + 1) % n
        target[row + column * n] = Double(first * n + second + 1)
      }
    }
  }
}

/// Rows counted up; two of every four cells in each direction are counted down instead.
private func doublyEven(_ n: Int) throws -> Matrix<Double> {
  try Matrix(Shape(n, n)) { target in
    for column in 0..<n {
      for row in 0..<n {
        let counted = row * n + column + 1
        let isOuterRow = row % 4 == 0 || row % 4 == 3
        let isOuterColumn = column % 4 == 0 || column % 4 == 3
        target[row + column * n] = Double(
          isOuterRow == isOuterColumn ? n * n + 1 - counted : counted)
      }
    }
  }
}

/// Four odd squares, with cells of the left half exchanged (Strachey's method).
private func singlyEven(_ n: Int) throws -> Matrix<Double> {
  let half = n / 2
  let quarter = try oddMagic(half)
  let step = Double(half * half)
  var square = try Matrix<Double>(Shape(n, n)) { target in
    for column in 0..<half {
      for row in 0..<half {
        let x = quarter[row, column]
        target[row + column * n] = x
        target[row + half + (column + half) * n] = x + step
        target[row + (column + half) * n] = x + 2 * step
        target[row + half + column * n] = x + 3 * step
      }
    }
  }
  let k = (half - 1) / 2
  func exchange(_ row: Int, _ column: Int) {
    let upper = square[row, column]
    square[row, column] = square[row + half, column]
    square[row + half, column] = upper
  }
  for row in 0..<half {
    for column in 0..<n {
      let isLeft = column < k
      let isRight = column >= n - k + 1
      var swaps = isLeft || isRight
      if row == k, column == 0 { swaps = false }
      if row == k, column == k { swaps = true }
      if swaps { exchange(row, column) }
    }
  }
  return square
}
