import Matrices

/// How large the columns of the data are, by their largest absolute values.
public struct FeatureScales: Sendable {
  /// 1-based columns of the largest and the smallest numbers, columns of zeros left out.
  public let largest: (column: Int, size: Double)
  public let smallest: (column: Int, size: Double)
  /// 1-based columns that say the same for every example.
  public let constant: [Int]

  /// How many times larger the largest column is than the smallest.
  public var ratio: Double { largest.size / smallest.size }

  /// nil where no column has a number other than 0.
  public init?<T: RealElement>(_ x: Matrix<T>) {
    guard x.shape.isMatrix, x.rows > 0 else { return nil }
    let columns = FeatureScales.columns(x)
    constant = columns.indices.filter { columns[$0].isConstant && x.rows > 1 }.map { $0 + 1 }
    let sizes = columns.enumerated().compactMap { index, column in
      column.size > 0 ? (column: index + 1, size: column.size) : nil
    }
    guard let largest = sizes.max(by: { $0.size < $1.size }),
      let smallest = sizes.min(by: { $0.size < $1.size })
    else { return nil }
    (self.largest, self.smallest) = (largest, smallest)
  }

  /// The largest absolute value of each column, NaN left out, and whether all its numbers are the same.
  @specialized(where T == Double)
  @specialized(where T == Float)
  private static func columns<T: RealElement>(
    _ x: Matrix<T>
  ) -> [(size: Double, isConstant: Bool)] {
    let rows = x.rows
    return x.withUnsafeElements { elements in
      (0..<x.columns).map { column in
        let numbers = elements[column * rows..<(column + 1) * rows]
        let first = elements[column * rows]
        var (size, isConstant) = (T.zero, true)
        for number in numbers {
          if number.magnitude > size { size = number.magnitude }
          if number != first { isConstant = false }
        }
        return (Double(size), isConstant)
      }
    }
  }
}
