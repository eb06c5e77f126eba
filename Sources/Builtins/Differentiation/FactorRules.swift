import Evaluation
import Matrices

/// Derivatives of the factors of a matrix: LU, QR, Cholesky.
///
/// Each factor has an edge of its own: what they say of the matrix adds up. Where a factor is zero or one whatever the
/// matrix is, its adjoint plays no part in the formulas.
enum FactorRules {
  static let rules: [String: DerivativeRule] = [
    "lu": .rule(triangular), "qr": .rule(orthogonal), "chol": .rule(cholesky),
  ]

  // MARK: - LU

  /// With P A = L U: P' inv(L)' (the lower triangle of L' dL without its diagonal + the upper one of dU U') inv(U)'.
  private static func triangular(_ call: FollowedCall) throws -> [Value] {
    let shape = call[0].shape
    guard shape.isSquare else { throw call.cannot("only of a square matrix") }
    var results = try call.results()
    let factors = try call.results(of: [call[0].untracked], outputs: 3)
    guard factors.count == 3, let l = try factors[0].doubles, let u = try factors[1].doubles,
      let p = try factors[2].doubles
    else { return results }
    func share(_ middle: Matrix<Double>) throws -> Matrix<Double> {
      let left = try l.transposed().leftDivide(middle).x
      let both = try u.leftDivide(try left.transposed()).x.transposed()
      return try Matrix.product(p, transposed: true, both, transposed: false)
    }
    func ofLower(_ adjoint: Matrix<Double>) throws -> Matrix<Double> {
      try triangle(Matrix.product(l, transposed: true, adjoint, transposed: false)) { $0 > $1 }
    }
    func ofUpper(_ adjoint: Matrix<Double>) throws -> Matrix<Double> {
      try triangle(Matrix.product(adjoint, transposed: false, u, transposed: true)) { $0 <= $1 }
    }
    if results.count == 1 {
      // L and U in one, without the ones.
      let edge = Edge(call[0]) { adjoint in
        try share(try .elementwise(.add, try ofLower(adjoint), try ofUpper(adjoint)))
      }
      return [try Tape.record(results[0], edge)]
    }
    let isPermuted = results.count == 2
    results[0] = try Tape.record(
      results[0],
      Edge(call[0]) { adjoint in
        let own =
          isPermuted
          ? try Matrix.product(p, transposed: false, adjoint, transposed: false) : adjoint
        return try share(try ofLower(own))
      })
    results[1] = try Tape.record(results[1], Edge(call[0]) { try share(try ofUpper($0)) })
    return results
  }

  // MARK: - QR

  /// A P = Q R with as many columns of Q as there are diagonal elements of R.
  private struct Orthogonal {
    let a, q, r, p: Matrix<Double>
    /// The square part of R.
    let square: Matrix<Double>

    init?(_ call: FollowedCall) throws {
      let outputs = max(2, call.call.outputCount)
      let results = try call.results(
        of: [call[0].untracked, .string("econ"), .string("matrix")], outputs: outputs)
      guard let q = try results[0].doubles, let r = try results[1].doubles else { return nil }
      (self.q, self.r) = (q, r)
      let n = r.columns
      let permutation = outputs > 2 ? try results[2].doubles : try Matrix<Double>.identity(n)
      guard let permutation else { return nil }
      p = permutation
      a = try Matrix.product(
        try call.numbers(0), transposed: false, permutation, transposed: false)
      square = try part(r, rows: q.columns, columns: 0..<min(q.columns, n))
    }

    /// With M = R dR' - dQ' Q and S the symmetric matrix with the lower triangle of M: (dQ + Q S) inv(R)', of the
    /// columns that make Q (Walter and Lehmann 2010; Seeger and others 2017).
    private func leading(q dq: Matrix<Double>?, r dr: Matrix<Double>?) throws -> Matrix<Double> {
      var m = try Matrix<Double>(square.shape, repeating: 0)
      if let dr { m = try Matrix.product(square, transposed: false, dr, transposed: true) }
      if let dq {
        m = try .elementwise(
          .subtract, m, try Matrix.product(dq, transposed: true, q, transposed: false))
      }
      for j in 0..<m.columns {
        for i in 0..<j { m[i, j] = m[j, i] }
      }
      var sum = try Matrix.product(q, transposed: false, m, transposed: false)
      if let dq { sum = try .elementwise(.add, sum, dq) }
      return try square.leftDivide(try sum.transposed()).x.transposed()
    }

    /// What the adjoint of Q says of A.
    func share(q adjoint: Matrix<Double>) throws -> Matrix<Double> {
      try unpivoted(try leading(q: adjoint, r: nil), nil)
    }

    /// What the adjoint of R says of A; columns beyond those that make Q are Q' A.
    func share(r adjoint: Matrix<Double>) throws -> Matrix<Double> {
      let k = q.columns
      let own = try part(adjoint, rows: k, columns: 0..<k)
      guard r.columns > k else { return try unpivoted(try leading(q: nil, r: own), nil) }
      let others = try part(adjoint, rows: k, columns: k..<r.columns)
      let rest = try part(a, rows: a.rows, columns: k..<r.columns)
      let dq = try Matrix.product(rest, transposed: false, others, transposed: true)
      return try unpivoted(
        try leading(q: dq, r: own),
        try Matrix.product(q, transposed: false, others, transposed: false))
    }

    /// The columns side by side, in the order of A.
    private func unpivoted(
      _ first: Matrix<Double>, _ rest: Matrix<Double>?
    ) throws -> Matrix<Double> {
      var all = try Matrix<Double>(a.shape, repeating: 0)
      for j in 0..<a.columns {
        for i in 0..<a.rows {
          if j < first.columns {
            all[i, j] = first[i, j]
          } else if let rest {
            all[i, j] = rest[i, j - first.columns]
          }
        }
      }
      return try Matrix.product(all, transposed: false, p, transposed: true)
    }
  }

  private static func orthogonal(_ call: FollowedCall) throws -> [Value] {
    for index in 1..<max(1, call.count) where !call[index].isChar && call[index].scalar != 0 {
      throw call.cannot("only of one matrix")
    }
    var results = try call.results()
    guard let factors = try Orthogonal(call) else { return results }
    let place = results.count > 1 ? 1 : 0
    results[place] = try Tape.record(
      results[place], Edge(call[0]) { try factors.share(r: $0) })
    if place == 1 {
      let edge = Edge(call[0]) { adjoint in
        let k = factors.q.columns
        let beyond = try part(adjoint, rows: adjoint.rows, columns: k..<adjoint.columns)
        guard beyond.elements.allSatisfy({ $0 == 0 }) else {
          throw call.cannot("only the columns of Q that A has; see qr(A, \"econ\")")
        }
        return try factors.share(
          q: try part(adjoint, rows: adjoint.rows, columns: 0..<k))
      }
      results[0] = try Tape.record(results[0], edge)
    }
    return results
  }

  // MARK: - Cholesky

  /// A = R'R reads the upper triangle of A alone. With L = R' and P the lower triangle with half the diagonal,
  /// S = inv(L)' P(L' G') inv(L) (Murray 2016); an entry above the diagonal takes S(i, j) + S(j, i). For
  /// A = L L' all is transposed.
  private static func cholesky(_ call: FollowedCall) throws -> [Value] {
    let isLower = call.count > 1 && call[1].text?.lowercased() == "lower"
    var results = try call.results()
    if results.count > 1, results[1].scalar != 0 {
      throw call.cannot("the matrix is not positive definite")
    }
    guard let factor = try results.first?.doubles else { return results }
    let r = isLower ? try factor.transposed() : factor
    let edge = Edge(call[0]) { adjoint in
      var middle = try Matrix.product(r, transposed: false, adjoint, transposed: !isLower)
      for j in 0..<r.rows {
        for i in 0..<r.rows {
          if i < j { middle[i, j] = 0 } else if i == j { middle[i, j] *= 0.5 }
        }
      }
      let s = try r.leftDivide(try r.leftDivide(try middle.transposed()).x.transposed()).x
      var share = try Matrix<Double>(r.shape, repeating: 0)
      for j in 0..<r.rows {
        for i in 0...j { share[i, j] = i == j ? s[i, i] : s[i, j] + s[j, i] }
      }
      return isLower ? try share.transposed() : share
    }
    results[0] = try Tape.record(results[0], edge)
    return results
  }

  // MARK: - Parts

  /// The elements whose row and column are as `isKept` wants them, 0 for the others.
  private static func triangle(
    _ m: Matrix<Double>, _ isKept: (Int, Int) -> Bool
  ) throws -> Matrix<Double> {
    var kept = m
    try kept.unshare()
    for j in 0..<m.columns {
      for i in 0..<m.rows where !isKept(i, j) { kept[i, j] = 0 }
    }
    return kept
  }

  /// The first rows of some columns.
  private static func part(
    _ m: Matrix<Double>, rows: Int, columns: Range<Int>
  ) throws -> Matrix<Double> {
    var part = try Matrix<Double>(Shape(rows, columns.count), repeating: 0)
    for j in columns {
      for i in 0..<rows { part[i, j - columns.lowerBound] = m[i, j] }
    }
    return part
  }
}
