/// Which norm of a matrix or vector.
public enum Norm<Element: RealElement>: Sendable {
  /// The largest sum of absolute values of a column.
  case one
  /// The largest singular value.
  case two
  /// The largest sum of absolute values of a row.
  case infinity
  /// The square root of the sum of squares.
  case frobenius
}

extension Matrix where Element: RealElement {
  /// A norm of the array as a matrix; 0 for an empty one.
  ///
  /// - Throws: for the 2-norm what the singular values throw.
  public func norm(_ kind: Norm<Element>) throws -> Element {
    if isEmpty { return 0 }
    switch kind {
    case .frobenius: return withUnsafeElements { Matrix.euclidean($0) }
    case .two:
      if shape.isVector { return withUnsafeElements { Matrix.euclidean($0) } }
      guard isFinite else {
        return withUnsafeElements { $0.contains { $0.isNaN } } ? .nan : .infinity
      }
      return try singularValues()[0]
    case .one: return Matrix.largest((0..<columns).map { absoluteSum(column: $0) })
    case .infinity:
      var sums = [Element](repeating: 0, count: rows)
      for j in 0..<columns { for i in 0..<rows { sums[i] += abs(self[i, j]) } }
      return Matrix.largest(sums)
    }
  }

  private func absoluteSum(column: Int) -> Element {
    var sum: Element = 0
    for i in 0..<rows { sum += abs(self[i, column]) }
    return sum
  }

  /// The maximum, NaN when there is one.
  private static func largest(_ values: [Element]) -> Element {
    var result: Element = 0
    for value in values {
      if value.isNaN { return value }
      result = max(result, value)
    }
    return result
  }

  /// The square root of the sum of squares, scaled by the largest element seen so far so that nothing
  /// overflows (the method of LAPACK's lassq).
  public static func euclidean(_ values: some Sequence<Element>) -> Element {
    var scale: Element = 0
    var sum: Element = 1
    for value in values {
      let t = abs(value)
      if t == scale {
        if t != 0 { sum += 1 }
      } else if scale < t {
        let ratio = scale / t
        sum = sum * (ratio * ratio) + 1
        scale = t
      } else if t != 0 {
        let ratio = t / scale
        sum += ratio * ratio
      }
    }
    // The first element counted once by the starting value of the sum.
    return scale == 0 ? 0 : scale * sum.squareRoot()
  }
}
