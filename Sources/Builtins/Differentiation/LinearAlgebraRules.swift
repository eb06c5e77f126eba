import Evaluation
import Matrices
import Syntax

/// Derivatives of functions of matrices.
enum LinearAlgebraRules {
  static let rules: [String: DerivativeRule] = [
    "inv": .rule(inverse), "det": .rule(determinant), "pinv": .rule(pseudoInverse),
    "trace": .formula("@(A) sum(diag(A))"),
    "kron": .rule(kronecker), "expm": .rule(exponential),
    "svd": .rule(singularValues), "eig": .rule(eigenvalues),
    "linsolve": .rule { call in
      guard call.count == 2 else { throw call.cannot("not with options") }
      return [try Operators.binary(.matrixLeftDivide, call[0], call[1], call.call.session)]
    },
    "cross": .formula(
      "@(a, b) a([2 3 1]) .* b([3 1 2]) - a([3 1 2]) .* b([2 3 1])"),
    "vecnorm": .rule { call in
      guard call.count == 1 || call[1].scalar == 2 else { throw call.cannot("only with p = 2") }
      return [try call.call("sqrt", try call.session("sumsq", [call[0]] + call.arguments(from: 2)))]
    },
  ]

  /// -Y' G Y'.
  private static func inverse(_ call: FollowedCall) throws -> [Value] {
    let results = try call.results()
    guard let y = results.first, let inverse = try y.doubles else { return results }
    let edge = Edge(call[0]) { adjoint in
      try times(try times(inverse, adjoint, flipsLeft: true), inverse, flipsRight: true)
        .mapped(.negate)
    }
    return [try Tape.record(y, edge)] + results.dropFirst()
  }

  /// G times the cofactors, by the singular values: det(U V) U diag(products of the others) V'.
  private static func determinant(_ call: FollowedCall) throws -> [Value] {
    let results = try call.results()
    guard let y = results.first else { return results }
    let a = try call.numbers(0)
    let edge = Edge(call[0]) { adjoint in
      let (u, s, v) = try a.svd()
      let sign = try u.determinant().value * v.determinant().value
      var scaled = u
      try scaled.unshare()
      for k in 0..<s.count {
        var others = sign * adjoint[0]
        for other in 0..<s.count where other != k { others *= s[other] }
        for row in 0..<u.rows { scaled[row, k] = u[row, k] * others }
      }
      return try times(scaled, v, flipsRight: true)
    }
    return [try Tape.record(y, edge)] + results.dropFirst()
  }

  /// As X = A \ I by the pseudoinverse.
  private static func pseudoInverse(_ call: FollowedCall) throws -> [Value] {
    guard call.count == 1 else { throw call.cannot("not with a tolerance") }
    let identity = try Matrix<Double>.identity(call[0].shape.rows)
    if call[0].shape.isSquare { return [try call.call("inv", call[0])] }
    return [
      try Operators.binary(.matrixLeftDivide, call[0], .matrix(identity), call.call.session)
    ]
  }

  /// Block (i, j) of the result is a(i, j) B.
  private static func kronecker(_ call: FollowedCall) throws -> [Value] {
    guard call.count == 2 else { throw call.cannot("only of two matrices") }
    let y = try call.result()
    let (a, b) = (try call.numbers(0), try call.numbers(1))
    func share(_ adjoint: Matrix<Double>, ofFirst: Bool) throws -> Matrix<Double> {
      var sum = try Matrix<Double>((ofFirst ? a : b).shape, repeating: 0)
      for j in 0..<a.columns {
        for i in 0..<a.rows {
          for l in 0..<b.columns {
            for k in 0..<b.rows {
              let g = adjoint[i * b.rows + k, j * b.columns + l]
              if ofFirst { sum[i, j] += g * b[k, l] } else { sum[k, l] += g * a[i, j] }
            }
          }
        }
      }
      return sum
    }
    return [
      try Tape.record(
        y, Edge(call[0]) { try share($0, ofFirst: true) },
        Edge(call[1]) { try share($0, ofFirst: false) })
    ]
  }

  /// The upper right block of the exponential of [A' G; 0 A'] (Najfeld and Havel 1995).
  private static func exponential(_ call: FollowedCall) throws -> [Value] {
    let a = try call.numbers(0)
    let n = a.rows
    let edge = Edge(call[0]) { adjoint in
      var block = try Matrix<Double>(Shape(2 * n, 2 * n), repeating: 0)
      for j in 0..<n {
        for i in 0..<n {
          block[i, j] = a[j, i]
          block[n + i, n + j] = a[j, i]
          block[i, n + j] = adjoint[i, j]
        }
      }
      let both = try block.exponential()
      return try both.indexed([
        .range(start: 0, step: 1, count: n), .range(start: n, step: 1, count: n),
      ])
    }
    return [try Tape.record(try call.result(), edge)]
  }

  /// U diag(G) V'.
  private static func singularValues(_ call: FollowedCall) throws -> [Value] {
    guard call.count == 1, call.call.outputCount <= 1 else { throw call.cannot("only s = svd(A)") }
    let a = try call.numbers(0)
    let edge = Edge(call[0]) { adjoint in
      let (u, s, v) = try a.svd(economy: true)
      var scaled = u
      try scaled.unshare()
      for k in 0..<s.count {
        for row in 0..<u.rows { scaled[row, k] = u[row, k] * adjoint[k] }
      }
      return try times(scaled, v, flipsRight: true)
    }
    return [try Tape.record(try call.result(), edge)]
  }

  /// Of a symmetric matrix: V diag(G) V'.
  private static func eigenvalues(_ call: FollowedCall) throws -> [Value] {
    let a = try call.numbers(0)
    guard call.count == 1, call.call.outputCount <= 1, try a.isSymmetric() else {
      throw call.cannot("only the eigenvalues of a symmetric matrix")
    }
    let edge = Edge(call[0]) { adjoint in
      let v = try a.symmetricEigen(vectors: true).vectors
      var scaled = v
      try scaled.unshare()
      for k in 0..<v.columns {
        for row in 0..<v.rows { scaled[row, k] = v[row, k] * adjoint[k] }
      }
      return try times(scaled, v, flipsRight: true)
    }
    return [try Tape.record(try call.result(), edge)]
  }

  private static func times(
    _ a: Matrix<Double>, _ b: Matrix<Double>, flipsLeft: Bool = false, flipsRight: Bool = false
  ) throws -> Matrix<Double> {
    try Matrix.product(a, transposed: flipsLeft, b, transposed: flipsRight)
  }
}
