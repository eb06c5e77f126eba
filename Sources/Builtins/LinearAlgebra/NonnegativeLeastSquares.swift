import Evaluation
import Matrices

/// Least squares with x >= 0.
let nonnegativeLeastSquares: [Builtin] = [
  Builtin(
    "[x, resnorm, residual] = lsqnonneg(C, d)",
    "The x >= 0 for which C * x is nearest to d",
    shapes: "C: m x n; d: m x 1 -> x: n x 1",
    examples: """
      >> lsqnonneg([1 0; 0 1], [1; -2])
      ans =

         1
         0

      """, seeAlso: ["mldivide", "fminsearch"], many: solveNonnegative)
]

/// The active-set method of C. L. Lawson and R. J. Hanson, *Solving Least Squares Problems* (1974), chapter 23.
private func solveNonnegative(_ call: Call) throws -> [Value] {
  try call.expect(2...4)
  let (c, d) = (try call.matrix(0), try call.matrix(1))
  guard c.shape.isMatrix, d.shape.isMatrix, d.columns == 1, d.rows == c.rows else {
    throw call.error("C must be a matrix and D a column with as many rows")
  }
  let n = c.columns
  var x = [Double](repeating: 0, count: n)
  var isFree = [Bool](repeating: false, count: n)
  func residual() -> [Double] {
    (0..<c.rows).map { row in d[row] - (0..<n).reduce(0.0) { $0 + c[row, $1] * x[$1] } }
  }
  let scale = try c.norm(.one) * Double(max(c.rows, n)) * Double.ulpOfOne * 10
  for _ in 0..<max(1000, 10 * n) {
    try call.checkInterrupt()
    let left = residual()
    let gain = (0..<n).map { column in
      isFree[column] ? -Double.infinity : (0..<c.rows).reduce(0.0) { $0 + c[$1, column] * left[$1] }
    }
    guard let best = gain.indices.max(by: { gain[$0] < gain[$1] }), gain[best] > scale else {
      break
    }
    isFree[best] = true
    while true {
      let free = (0..<n).filter { isFree[$0] }
      let part = try c.indexed([.all, .list(free, shape: Shape(1, free.count))])
      let fit = try part.leastSquares(d).x
      guard (0..<free.count).contains(where: { fit[$0] <= 0 }) else {
        for (place, index) in free.enumerated() { x[index] = fit[place] }
        break
      }
      // As far towards the fit as nothing becomes negative.
      var step = 1.0
      for (place, index) in free.enumerated() where fit[place] <= 0 {
        step = min(step, x[index] / (x[index] - fit[place]))
      }
      for (place, index) in free.enumerated() {
        x[index] += step * (fit[place] - x[index])
        if x[index] <= scale {
          x[index] = 0
          isFree[index] = false
        }
      }
      if !isFree.contains(true) { break }
    }
  }
  let left = residual()
  return [
    try .column(x), .number(left.reduce(0) { $0 + $1 * $1 }), try .column(left),
  ]
}
