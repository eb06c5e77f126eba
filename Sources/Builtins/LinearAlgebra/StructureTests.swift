import Evaluation
import Matrices

/// Questions about the structure of a matrix.
let structureTests: [Builtin] = [
  Builtin(
    "issymmetric(A)\nissymmetric(A, tol)", "Whether a square matrix equals its transpose",
    examples: """
      >> issymmetric([1 2; 2 1])
      ans = 1
      """,
    seeAlso: ["ishermitian", "isdefinite"], one: isSymmetric),
  Builtin(
    "ishermitian(A)\nishermitian(A, tol)", "Whether a square matrix equals its transpose",
    examples: """
      >> ishermitian([1 2; 3 1])
      ans = 0
      """,
    seeAlso: ["issymmetric"], one: isSymmetric),
  Builtin(
    "isdefinite(A)\nisdefinite(A, tol)", "Whether a symmetric matrix is positive definite",
    examples: """
      >> isdefinite([2 1; 1 2])
      ans = 1
      """,
    seeAlso: ["chol", "eig"], one: isDefinite),
  banded(
    "isdiag", "Whether all elements off the diagonal are zero", ">> isdiag(eye(2))\nans = 1", 0, 0),
  banded(
    "istril", "Whether all elements above the diagonal are zero",
    ">> istril([1 0; 2 3])\nans = 1", .max, 0),
  banded(
    "istriu", "Whether all elements below the diagonal are zero",
    ">> istriu([1 0; 2 3])\nans = 0", 0, .max),
  Builtin(
    "isbanded(A, lower, upper)", "Whether all elements outside a band around the diagonal are zero",
    examples: """
      >> isbanded([1 1; 0 1], 0, 1)
      ans = 1
      """,
    seeAlso: ["istril", "istriu", "isdiag"],
    one: { call in
      try call.expect(3...3)
      let (lower, upper) = (try call.integer(1), try call.integer(2))
      if lower < 0 || upper < 0 {
        throw call.error("LOWER and UPPER must be non-negative integers")
      }
      return try isBanded(call, lower, upper)
    }),
]

private func banded(
  _ name: String, _ summary: String, _ example: String, _ lower: Int, _ upper: Int
) -> Builtin {
  Builtin(
    "\(name)(A)", summary, examples: example,
    seeAlso: ["isdiag", "istril", "istriu", "isbanded"].filter { $0 != name },
    one: { call in
      try call.expect(1...1)
      return try isBanded(call, lower, upper)
    })
}

private func isBanded(_ call: Call, _ lower: Int, _ upper: Int) throws -> Value {
  guard call[0].isNumeric || call[0].isLogical, call[0].shape.isMatrix else { return .bool(false) }
  let m = try call.matrix(0)
  return .bool(
    m.isBanded(lower: min(lower, m.rows), upper: min(upper, m.columns)))
}

private func isSymmetric(_ call: Call) throws -> Value {
  try call.expect(1...3)
  let value = call[0]
  if call.name == "ishermitian", !(value.isNumeric || value.isLogical) { return .bool(false) }
  guard value.isNumeric || value.isLogical || value.isChar else {
    throw call.error("A must be a numeric, logical, or character matrix")
  }
  var isSkew = false
  var tolerance = 0.0
  for option in call.arguments.dropFirst() {
    if call.count == 3 || option.isChar, let name = option.text {
      guard name == "skew" || name == "nonskew" else {
        throw call.error("SKEWOPT must be 'skew' or 'nonskew'")
      }
      isSkew = name == "skew"
    } else if option.isNumeric || option.isLogical {
      let number = option.scalar ?? -1
      if !(number >= 0) { throw call.error("TOL must be a scalar >= 0") }
      tolerance = number
    } else if call.count == 3 {
      throw call.error("TOL must be a scalar >= 0")
    } else {
      throw call.error(
        "second argument must be a non-negative scalar TOL, or one of the strings: 'skew' / 'nonskew'"
      )
    }
  }
  guard value.shape.isSquare else { return .bool(false) }
  let m = try call.matrix(0)
  return .bool(try isSkew ? isSkewSymmetric(m, tolerance) : m.isSymmetric(tolerance: tolerance))
}

/// Whether A = -A', within `tolerance` times the infinity norm.
private func isSkewSymmetric(_ m: Matrix<Double>, _ tolerance: Double) throws -> Bool {
  if m.isEmpty { return true }
  let sum = try Matrix.elementwise(.add, m, m.transposed())
  let (difference, norm) = (try sum.norm(.infinity), try m.norm(.infinity))
  return tolerance == 0 ? difference == 0 : difference <= tolerance * norm
}

private func isDefinite(_ call: Call) throws -> Value {
  try call.expect(1...2)
  guard call[0].isNumeric || call[0].isLogical else { return .bool(false) }
  if call.count > 1, !((call[1].isNumeric ? call[1].scalar ?? -1 : -1) >= 0) {
    throw call.error("TOL must be a scalar >= 0")
  }
  var a = try call.matrix(0)
  try a.unshare()
  let eps = isSingle(call[0]) ? Double(Float.ulpOfOne) : Double.ulpOfOne
  let tolerance = call.count > 1 ? try call.scalar(1) : 100 * eps * (try a.norm(.frobenius))
  guard a.shape.isSquare, try a.isSymmetric(tolerance: tolerance) else { return .bool(false) }
  for i in 0..<a.rows { a[i, i] -= tolerance }
  return .bool(try a.choleskyAttempt().failedAt == 0)
}
