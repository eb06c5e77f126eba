extension Matrix where Element: RealElement {
  /// Differences of neighbours along `axis`, one fewer than elements.
  @inlinable
  public func differences(axis: Int) throws -> Matrix {
    let extent = shape[axis]
    if extent <= 1 || isEmpty {
      return Matrix(empty: shape.replacing(axis, with: max(0, extent - 1)))
    }
    let later = try indexed(along: axis, .range(start: 1, step: 1, count: extent - 1))
    let earlier = try indexed(along: axis, .range(start: 0, step: 1, count: extent - 1))
    return try Matrix.elementwise(.subtract, later, earlier)
  }

  /// Sums of products along `axis` of two arrays of one shape.
  @inlinable
  public static func dot(_ a: Matrix, _ b: Matrix, axis: Int) throws -> Matrix {
    try elementwise(.multiply, a, b).sum(axis: axis)
  }
}
