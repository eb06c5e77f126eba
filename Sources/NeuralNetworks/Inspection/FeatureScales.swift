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
    var sizes: [(column: Int, size: Double)] = []
    var constant: [Int] = []
    x.withUnsafeElements { x0 in
      for j in 0..<x.columns {
        var (size, isConstant) = (0.0, x.rows > 1)
        let first = x0[j * x.rows]
        for i in 0..<x.rows {
          let value = x0[j * x.rows + i]
          size = max(size, abs(Double(value)))
          if value != first { isConstant = false }
        }
        if isConstant { constant.append(j + 1) }
        if size > 0 { sizes.append((j + 1, size)) }
      }
    }
    guard let largest = sizes.max(by: { $0.size < $1.size }),
      let smallest = sizes.min(by: { $0.size < $1.size })
    else { return nil }
    (self.largest, self.smallest, self.constant) = (largest, smallest, constant)
  }
}
