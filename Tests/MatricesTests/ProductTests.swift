import Matrices
import Testing

extension LibraryTests {
  @Suite struct ProductTests {
    /// C = alpha op(A) op(B) + beta C by the definition.
    private static func reference<T: RealElement>(
      _ transA: Bool, _ transB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: T, _ a: [T],
      _ lda: Int,
      _ b: [T], _ ldb: Int, _ beta: T, _ c: [T], _ ldc: Int
    ) -> [T] {
      var result = c
      for j in 0..<n {
        for i in 0..<m {
          var sum: T = 0
          for l in 0..<k {
            sum +=
              (transA ? a[l + i * lda] : a[i + l * lda])
              * (transB ? b[j + l * ldb] : b[l + j * ldb])
          }
          result[i + j * ldc] = alpha * sum + (beta == 0 ? 0 : beta * c[i + j * ldc])
        }
      }
      return result
    }

    private static func check<T: RealElement>(_: T.Type, seed: UInt64, tolerance: T) {
      var random = RandomStream(seed: seed)
      func values(_ count: Int) -> [T] { (0..<count).map { _ in T(random.uniform() * 2 - 1) } }
      func size() -> Int {
        let extents = [0, 1, 2, 3, 5, 8, 17, 40, 70]
        return random.below(4) == 0 ? random.below(130) : extents[random.below(extents.count)]
      }
      let (m, n, k) = (size(), size(), size())
      let (transA, transB) = (random.below(2) == 0, random.below(2) == 0)
      let lda = max(1, transA ? k : m) + random.below(3)
      let ldb = max(1, transB ? n : k) + random.below(3)
      let ldc = max(1, m) + random.below(3)
      let alpha: T = [1, 1, -0.5][random.below(3)]
      let beta: T = [0, 1, 0, 0.25][random.below(4)]
      let a = values(lda * max(1, transA ? m : k))
      let b = values(ldb * max(1, transB ? k : n))
      var c = values(ldc * max(1, n))
      if beta == 0 { for i in 0..<m where n > 0 { c[i] = .nan } }
      let expected = reference(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
      Gemm.multiply(
        transA: transA, transB: transB, m: m, n: n, k: k, alpha: alpha, a, lda: lda, b, ldb: ldb,
        beta: beta, &c, ldc: ldc)
      var worst: T = 0
      for i in c.indices { worst = max(worst, abs(c[i] - expected[i])) }
      // What lies between the columns of C must not change; NaN anywhere fails both.
      #expect(
        worst <= tolerance * T(max(1, k)) && !c.contains { $0.isNaN },
        "seed \(seed): \(m)x\(n)x\(k) \(transA) \(transB) \(alpha) \(beta)")
    }

    @Test func randomShapesAgreeWithTheDefinition() {
      for seed in 0..<2000 as Range<UInt64> {
        Self.check(Double.self, seed: seed, tolerance: 4e-16)
      }
      for seed in 0..<1000 as Range<UInt64> { Self.check(Float.self, seed: seed, tolerance: 2e-7) }
    }

    private func random(_ rows: Int, _ columns: Int, _ seed: UInt64) throws -> Matrix<Double> {
      var stream = RandomStream(seed: seed)
      return try Matrix(Shape(rows, columns), (0..<rows * columns).map { _ in stream.normal() })
    }

    @Test func largeProductsAreTheSameOnOneThread() throws {
      for (m, n, k) in [(5000, 25, 401), (25, 401, 5000), (300, 310, 500), (16, 4000, 30)] {
        let a = try random(m, k, 1)
        let b = try random(k, n, 2)
        let shared = try Matrix.product(a, b)
        Workers.limit(1)
        defer { Workers.limit(0) }
        let alone = try Matrix.product(a, b)
        let isSame =
          shared.elements.map { $0.bitPattern } == alone.elements.map { $0.bitPattern }
        #expect(isSame, "\(m)x\(k) times \(k)x\(n)")
        var sum = 0.0
        for l in 0..<k { sum += a[m - 1, l] * b[l, n - 1] }
        #expect(abs(shared[m - 1, n - 1] - sum) < 1e-11)
      }
    }

    @Test func productWithItsOwnTransposeIsSymmetric() throws {
      let a = try random(90, 40, 3)
      for inner in [true, false] {
        let c = try Matrix.product(a, transposed: inner, a, transposed: !inner)
        let copy = try Matrix(a.shape, a.elements)
        let plain = try Matrix.product(a, transposed: inner, copy, transposed: !inner)
        for j in 0..<c.columns {
          for i in 0..<c.rows {
            #expect(c[i, j] == c[j, i])
            #expect(abs(c[i, j] - plain[i, j]) < 1e-12)
          }
        }
      }
    }

    @Test func shapesInErrorsAreTheUsers() throws {
      let a = try Matrix<Double>(Shape(2, 3), repeating: 1)
      #expect(throws: MatrixError.nonconformant(operation: "*", Shape(3, 2), Shape(3, 2))) {
        try Matrix.product(a, transposed: true, a, transposed: true)
      }
      #expect(try Matrix.product(a, Matrix<Double>(empty: Shape(3, 0))).shape == Shape(2, 0))
      let none = Matrix<Double>(empty: Shape(2, 0))
      #expect(try Matrix.product(none, Matrix(empty: Shape(0, 2))).elements == [0, 0, 0, 0])
    }
  }
}
