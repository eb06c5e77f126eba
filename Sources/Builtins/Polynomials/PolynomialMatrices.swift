import Evaluation
import Matrices

/// Polynomials of matrices, and matrices of polynomials.
let polynomialMatrices: [Builtin] = [
  Builtin(
    "polyvalm(p, A)", "The polynomial of a square matrix, with products of matrices",
    shapes: "A: n x n -> n x n", math: "p(1) A^n + ... + p(n) A + p(n+1) I",
    examples: """
      >> polyvalm([1 0 1], [0 1; 0 0])
      ans =

         1   0
         0   1

      """, seeAlso: ["polyval", "expm"],
    one: { call in
      try call.expect(2...2)
      let (p, a) = (try call.matrix(0), try call.matrix(1))
      guard p.shape.isVector || p.isEmpty else {
        throw call.error("first argument must be a vector")
      }
      guard a.shape.isSquare else { throw call.error("second argument must be a square matrix") }
      var result = try Matrix<Double>(a.shape, repeating: 0)
      for coefficient in p.elements {
        try call.checkInterrupt()
        result = try Matrix.product(result, a)
        for i in 0..<a.rows { result[i, i] += coefficient }
      }
      return .matrix(result)
    }),
  Builtin(
    "compan(p)", "The companion matrix of a polynomial: its eigenvalues are the roots",
    examples: """
      >> compan([1 2 3])
      ans =

        -2  -3
         1   0

      """, seeAlso: ["roots", "poly", "eig"],
    one: { call in
      try call.expect(1...1)
      let p = try call.matrix(0)
      guard p.shape.isVector, p.count > 0 else { throw call.error("C must be a vector") }
      let n = p.count - 1
      var result = try Matrix<Double>(Shape(n, n), repeating: 0)
      for k in 0..<n {
        result[0, k] = -p[k + 1] / p[0]
        if k > 0 { result[k, k - 1] = 1 }
      }
      return .matrix(result)
    }),
]
