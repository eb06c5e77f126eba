import Matrices
import NeuralNetworks

/// Networks and data for tests, all drawn from a seed.
enum Samples {
  static func matrix<T: RealElement>(
    _ rows: Int, _ columns: Int, _ seed: UInt64, from low: Double = -1, to high: Double = 1
  ) throws -> Matrix<T> {
    var random = RandomStream(seed: seed)
    return try Matrix(
      Shape(rows, columns),
      (0..<rows * columns).map { _ in T(low + (high - low) * random.uniform()) })
  }

  static func labels<T: RealElement>(
    _ count: Int, classes: Int, _ seed: UInt64
  ) throws -> Matrix<T> {
    var random = RandomStream(seed: seed)
    return try Matrix(Shape(count, 1), (0..<count).map { _ in T(random.below(classes) + 1) })
  }

  static func rows<T: RealElement>(_ m: Matrix<T>) -> [[Double]] {
    (0..<m.rows).map { row in (0..<m.columns).map { Double(m[row, $0]) } }
  }

  static func column<T: RealElement>(_ values: [T]) throws -> Matrix<T> {
    try Matrix(Shape(values.count, 1), values)
  }

  /// The largest difference, relative to the largest magnitude.
  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    let scale = b.reduce(1e-300) { max($0, abs($1)) }
    return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) } / scale
  }
}
