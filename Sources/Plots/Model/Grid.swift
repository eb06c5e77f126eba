/// Numbers over a rectangle, in columns: `values[row + column * rows]`.
public struct Grid: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  public let values: [Double]

  /// - Precondition: `values.count == rows * columns`.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(values.count == rows * columns)
    (self.rows, self.columns, self.values) = (rows, columns, values)
  }

  public subscript(row: Int, column: Int) -> Double { values[row + column * rows] }

  /// Least and greatest finite value; nil without any.
  public var range: ClosedRange<Double>? { finiteRange(of: values) }
}

/// Least and greatest finite number; nil without any.
public func finiteRange(of numbers: [Double]) -> ClosedRange<Double>? {
  var (low, high) = (Double.infinity, -Double.infinity)
  for number in numbers where number.isFinite {
    low = min(low, number)
    high = max(high, number)
  }
  return low <= high ? low...high : nil
}
