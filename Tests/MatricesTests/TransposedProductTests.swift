import Matrices
import Testing

@Suite struct TransposedProductTests {
  private func random(_ rows: Int, _ columns: Int, _ seed: UInt64) throws -> Matrix<Double> {
    var stream = RandomStream(seed: seed)
    return try Matrix(Shape(rows, columns), (0..<rows * columns).map { _ in stream.normal() })
  }

  @Test(arguments: [(5, 3), (300, 400), (70_001, 2), (3, 50_003), (1023, 65), (65, 1025)])
  func `the transpose has rows for columns`(_ m: Int, _ n: Int) throws {
    let a = try Matrix(Shape(m, n), (0..<m * n).map(Double.init))
    let b = try a.transposed()
    #expect(b.shape == Shape(n, m))
    let wrong = (0..<m * n).first { b[$0] != a[$0 / n + $0 % n * m] }
    #expect(wrong == nil)
  }

  @Test(arguments: [(25, 401, 700), (401, 1, 700), (3, 40, 2), (90, 100, 80), (1, 7, 9)])
  func flagsGiveWhatTransposesGive(_ m: Int, _ n: Int, _ k: Int) throws {
    let (a, b) = (try random(m, k, 1), try random(k, n, 2))
    let expected = try Matrix.product(a, b)
    let (left, right) = (try a.transposed(), try b.transposed())
    for (x, transX) in [(a, false), (left, true)] {
      for (y, transY) in [(b, false), (right, true)] {
        let c = try Matrix.product(x, transposed: transX, y, transposed: transY)
        let error = try Matrix.elementwise(.subtract, c, expected).norm(.frobenius)
        #expect(error < 1e-12 * Double(k))
      }
    }
  }
}
