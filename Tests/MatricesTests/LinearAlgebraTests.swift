import Matrices
import Testing

extension LibraryTests {
  @Suite struct LinearAlgebraTests {
    private static let sizes = [1, 2, 3, 10, 60, 130, 301]

    private static func random<T: RealElement>(
      _ rows: Int, _ columns: Int, _ seed: UInt64, as: T.Type = T.self
    ) throws -> Matrix<T> {
      var stream = RandomStream(seed: seed)
      return try Matrix(Shape(rows, columns), (0..<rows * columns).map { _ in T(stream.normal()) })
    }

    /// |a - b| relative to |a|, in units of n eps.
    private static func error<T: RealElement>(_ a: Matrix<T>, _ b: Matrix<T>) throws -> T {
      let difference = try Matrix.elementwise(.subtract, a, b).norm(.frobenius)
      let scale = try a.norm(.frobenius)
      return difference / (max(scale, 1) * T(max(a.rows, a.columns)) * T.ulpOfOne)
    }

    private static func checkFactorisations<T: RealElement>(_: T.Type, _ n: Int) throws {
      let a: Matrix<T> = try random(n, n, 1)
      let lu = try a.lu()
      let product = try Matrix.product(lu.lower(), lu.upper())
      let permuted = try Matrix<T>(a.shape) { buffer in
        for (i, source) in lu.permutation.enumerated() {
          for j in 0..<n { buffer[i + j * n] = a[source, j] }
        }
      }
      #expect(try error(permuted, product) < 2)

      for (m, economy) in [(n, false), (n + 7, true), (n + 7, false), (max(1, n - 4), false)] {
        let b: Matrix<T> = try random(m, n, 2)
        let qr = try b.qr()
        let q = try qr.q(economy: economy)
        #expect(try error(b, Matrix.product(q, qr.r(economy: economy))) < 4)
        let gram = try Matrix.product(q, transposed: true, q, transposed: false)
        #expect(try error(.identity(q.columns), gram) < 4)

        let (u, values, v) = try b.svd(economy: economy)
        #expect(values.elements == values.elements.sorted(by: >))
        let steps = min(m, n)
        let row = try Matrix(Shape(1, steps), values.elements)
        let leading = try Matrix(Shape(m, steps), u.elements.prefix(m * steps))
        let trailing = try Matrix(Shape(n, steps), v.elements.prefix(n * steps))
        let scaled = try Matrix.elementwise(.multiply, leading, row)
        let again = try Matrix.product(scaled, transposed: false, trailing, transposed: true)
        #expect(try error(b, again) < 8)
      }

      var positive = try Matrix.product(a, transposed: true, a, transposed: false)
      for i in 0..<n { positive[i, i] += 1 }
      let r = try positive.cholesky()
      #expect(try error(positive, Matrix.product(r, transposed: true, r, transposed: false)) < 4)
      let (w, vectors) = try positive.symmetricEigen(vectors: true)
      #expect(w.elements == w.elements.sorted())
      let left = try Matrix.product(positive, vectors)
      let right = try Matrix.elementwise(.multiply, vectors, Matrix(Shape(1, n), w.elements))
      #expect(try error(left, right) < 8)

      let x: Matrix<T> = try random(n, 3, 4)
      let solution = try positive.leftDivide(Matrix.product(positive, x))
      #expect(try error(x, solution.x) < 1 / max(solution.rcond, T.ulpOfOne))
      let (inverse, rcond) = try positive.inverse()
      #expect(try error(.identity(n), Matrix.product(inverse, positive)) < 4 / rcond)
    }

    @Test(arguments: sizes) func factorisationsGiveTheMatrixBack(n: Int) throws {
      try Self.checkFactorisations(Double.self, n)
      try Self.checkFactorisations(Float.self, n)
    }

    @Test func singularSystemsGetTheShortestFit() throws {
      let a = try Matrix<Double>(Shape(2, 2), [1, 2, 2, 4])
      let b = try Matrix<Double>(Shape(2, 1), [1, 2])
      let (x, rcond) = try a.leftDivide(b)
      #expect(Matrix.isSingular(rcond))
      #expect(abs(x[0] - 0.2) < 1e-15 && abs(x[1] - 0.4) < 1e-15)
      #expect(try a.inverse().inverse.elements == [.infinity, .infinity, .infinity, .infinity])
      #expect(try a.determinant().value == 0)
      #expect(try a.rank() == 1)
      let p = try a.pseudoInverse()
      #expect(try Self.error(a, Matrix.product(Matrix.product(a, p), a)) < 4)
    }

    @Test func rectangularSystemsAreFitted() throws {
      let a: Matrix<Double> = try Self.random(40, 3, 5)
      let b: Matrix<Double> = try Self.random(40, 1, 6)
      let x = try a.leftDivide(b).x
      let residual = try Matrix.elementwise(.subtract, Matrix.product(a, x), b)
      let normal = try Matrix.product(a, transposed: true, residual, transposed: false)
      #expect(try normal.norm(.infinity) < 1e-12)
      let wide = try a.transposed().leftDivide(Matrix(Shape(3, 1), [1, 2, 3])).x
      #expect(wide.shape == Shape(40, 1))
      #expect(try a.rightDivide(Matrix(Shape(2, 3), repeating: 1)).x.shape == Shape(2, 40))
    }

    @Test func determinantsDoNotOverflow() throws {
      var a = try Matrix<Double>(Shape(400, 400), repeating: 0)
      for i in 0..<400 { a[i, i] = i < 200 ? 1e100 : 1e-100 }
      a[0, 399] = 1
      a[399, 0] = 0.5
      #expect(abs(try a.determinant().value - 0.5) < 1e-9)
      let b = try Matrix<Double>(Shape(3, 3), [0, 1, 0, 1, 0, 0, 0, 0, 2])
      #expect(try b.determinant().value == -2)
    }

    @Test func powersAndExponentials() throws {
      let a = try Matrix<Double>(Shape(2, 2), [1, 3, 2, 4])
      #expect(try a.power(3).result.elements == [37, 81, 54, 118])
      #expect(try a.power(0).result == .identity(2))
      let inverse = try a.power(-2).result
      #expect(try Self.error(.identity(2), Matrix.product(inverse, a.power(2).result)) < 100)
      let rotation = try Matrix<Double>(Shape(2, 2), [0, 1, -1, 0]).exponential()
      #expect(abs(rotation[0] - 0.5403023058681398) < 1e-15)
      #expect(abs(rotation[1] - 0.8414709848078965) < 1e-15)
      let large = try Matrix<Double>(Shape(2, 2), [100, 0, 0, -100]).exponential()
      #expect(abs(large[0] / 2.6881171418161356e43 - 1) < 1e-13)
      #expect(try Matrix<Double>(Shape(2, 2), [0, 1, -1, 0]).applyingToEigenvalues { $0 } == nil)
    }

    @Test func generalEigenvaluesMayBeComplex() throws {
      let rotation = try Matrix<Double>(Shape(2, 2), [0, 1, -1, 0])
      #expect(try !rotation.generalEigen(vectors: false).isReal)
      let a = try Matrix<Double>(Shape(2, 2), [1, 0, 1, 2])
      let eigen = try a.generalEigen(vectors: true)
      #expect(eigen.isReal && eigen.real == [1, 2])
      let left = try Matrix.product(a, eigen.vectors)
      let right = try Matrix.elementwise(.multiply, eigen.vectors, Matrix(Shape(1, 2), eigen.real))
      #expect(try Self.error(left, right) < 4)
    }

    @Test func badArgumentsAreFacts() throws {
      let wide: Matrix<Double> = try Self.random(2, 3, 7)
      #expect(throws: MatrixError.notSquare(operation: "inverse", Shape(2, 3))) {
        try wide.inverse()
      }
      #expect(throws: MatrixError.notFinite(operation: "svd")) {
        try Matrix<Double>(Shape(2, 2), [1, .nan, 0, 1]).singularValues()
      }
      #expect(throws: MatrixError.notPositiveDefinite(2)) {
        try Matrix<Double>(Shape(2, 2), [1, 2, 2, 1]).cholesky()
      }
      let cube = try Matrix<Double>(Shape([2, 2, 2]), repeating: 1)
      #expect(throws: MatrixError.notTwoDimensional(operation: "lu", Shape([2, 2, 2]))) {
        try cube.lu()
      }
    }

    @Test func emptyMatricesHaveAnswers() throws {
      let none = Matrix<Double>(empty: .empty)
      #expect(try none.inverse().inverse.isEmpty)
      #expect(try none.determinant().value == 1)
      #expect(try none.singularValues().isEmpty)
      #expect(try none.leftDivide(none).x.isEmpty)
      #expect(try Matrix<Double>(empty: Shape(0, 3)).pseudoInverse().shape == Shape(3, 0))
      #expect(try Matrix<Double>(empty: Shape(0, 3)).svd().v.shape == Shape(3, 3))
    }

    @Test func transposesMoveEveryElement() throws {
      for (m, n) in [(1, 5), (5, 1), (0, 4), (37, 70), (16, 16), (3, 2)] {
        let a: Matrix<Float> = try Self.random(m, n, 8)
        let b = try a.transposed()
        #expect(b.shape == Shape(n, m))
        for i in 0..<m { for j in 0..<n where b[j, i] != a[i, j] { Issue.record("\(i) \(j)") } }
      }
    }

    @Test func euclideanNormNeitherOverflowsNorVanishes() {
      #expect(Matrix<Double>.euclidean([3, 4]) == 5)
      #expect(Matrix<Double>.euclidean([3e300, 4e300]) == 5e300)
      #expect(abs(Matrix<Double>.euclidean([3e-300, 4e-300]) - 5e-300) < 1e-300 * 1e-14)
      #expect(Matrix<Double>.euclidean([0, 0]) == 0)
      #expect(Matrix<Double>.euclidean([2]) == 2)
    }
  }
}
