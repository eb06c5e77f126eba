extension Matrix where Element: RealElement {
  /// Sums along 0-based `axis`; 0 where there is nothing to add.
  @inlinable
  public func sum(axis: Int) throws -> Matrix {
    if isLongLine(axis) { return Matrix(scalar: longSum { $0 }) }
    return try folded(along: axis, from: 0) { $0 + $1 }
  }

  /// Products along `axis`; 1 where there is nothing to multiply.
  @inlinable
  public func products(axis: Int) throws -> Matrix {
    try folded(along: axis, from: 1) { $0 * $1 }
  }

  /// Sums of squares along `axis`.
  @inlinable
  public func sumOfSquares(axis: Int) throws -> Matrix {
    if isLongLine(axis) { return Matrix(scalar: longSum { $0 * $0 }) }
    return try folded(along: axis, from: 0) { $0 + $1 * $1 }
  }

  @inlinable
  public func cumulativeSum(axis: Int) throws -> Matrix {
    // Nothing but -0 leaves the sign of a zero that is added.
    try scanned(along: axis, from: -Element.zero) { $0 + $1 }
  }

  @inlinable
  public func cumulativeProduct(axis: Int) throws -> Matrix {
    try scanned(along: axis, from: 1) { $0 * $1 }
  }

  /// Arithmetic means along `axis`; NaN where there is nothing.
  @inlinable
  public func mean(axis: Int) throws -> Matrix {
    var result = try sum(axis: axis)
    try result.apply(.divide, Element(shape[axis]))
    return result
  }

  /// Variances along `axis`: mean squared distance from the mean, over n - 1 (`sample`) or n.
  ///
  /// 0 for one element, NaN for none.
  @inlinable
  public func variance(axis: Int, sample: Bool = true) throws -> Matrix {
    let extent = shape[axis]
    if extent == 1 {
      return try converted { $0.isFinite ? 0 : Element.nan }
    }
    let distances = try Matrix.elementwise(.subtract, self, mean(axis: axis))
    var result = try distances.sumOfSquares(axis: axis)
    try result.apply(.divide, Element(sample && extent > 0 ? extent - 1 : extent))
    return result
  }

  /// From this length on a single line is added up in several parts side by side: faster and more exact, but
  /// with other last bits than a plain loop.
  @inlinable
  static var longLine: Int { 8192 }

  @inlinable
  func isLongLine(_ axis: Int) -> Bool {
    shape[axis] >= Self.longLine && shape.isLine(along: axis)
  }

  /// Parts of 1024 elements, each added up by itself, then their sums in order.
  @inlinable
  func longSum(_ term: (Element) -> Element) -> Element {
    let source = UnsafePointer(storage.base)
    defer { withExtendedLifetime(storage) {} }
    var total: Element = 0
    for start in stride(from: 0, to: count, by: 1024) {
      total += Self.sumOfPart(source + start, Swift.min(1024, count - start), term)
    }
    return total
  }

  @inlinable
  static func sumOfPart(
    _ source: UnsafePointer<Element>, _ count: Int, _ term: (Element) -> Element
  ) -> Element {
    var (a, b, c, d): (Element, Element, Element, Element) = (0, 0, 0, 0)
    var (e, f, g, h): (Element, Element, Element, Element) = (0, 0, 0, 0)
    let whole = count & ~7
    for place in stride(from: 0, to: whole, by: 8) {
      let p = source + place
      a += term(p[0])
      b += term(p[1])
      c += term(p[2])
      d += term(p[3])
      e += term(p[4])
      f += term(p[5])
      g += term(p[6])
      h += term(p[7])
    }
    var total = ((a + b) + (c + d)) + ((e + f) + (g + h))
    for place in whole..<count { total += term(source[place]) }
    return total
  }
}
