import Matrices

/// Examples of one set that stand in another too.
public struct SharedExamples: Sendable {
  /// Rows of the second set that the first has.
  public let count: Int
  /// The share of rows of the second set.
  public let share: Double
  /// The share of rows of the first set that stand in it twice: what is usual for such data.
  public let usual: Double

  /// Whether many more are shared than such data has anyway.
  public var isSuspicious: Bool { share > 0.05 + 2 * usual }

  public init<T: RealElement>(_ x: Matrix<T>, _ other: Matrix<T>) {
    var seen: Set<[T]> = []
    var twice = 0
    for i in 0..<x.rows where !seen.insert(SharedExamples.row(x, i)).inserted { twice += 1 }
    var count = 0
    if x.columns == other.columns {
      for i in 0..<other.rows where seen.contains(SharedExamples.row(other, i)) { count += 1 }
    }
    self.count = count
    share = Double(count) / Double(max(1, other.rows))
    usual = Double(twice) / Double(max(1, x.rows))
  }

  private static func row<T: RealElement>(_ x: Matrix<T>, _ i: Int) -> [T] {
    (0..<x.columns).map { x[i, $0] }
  }
}
