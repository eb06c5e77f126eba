extension Matrix where Element: RealElement {
  /// f of every element; on all threads when there are many.
  ///
  /// - Throws: `MatrixError.tooLarge`, `.interrupted`.
  public func mapped(_ f: MathFunction) throws -> Matrix {
    try Matrix(shape) { y in
      guard let target = y.baseAddress else { return }
      try Matrix.map(f, storage.base, target, y.count)
    }
  }

  /// f of every element in place when the storage is not shared.
  public mutating func map(_ f: MathFunction) throws {
    try reserveUnique(count)
    try Matrix.map(f, storage.base, storage.base, count)
    withExtendedLifetime(storage) {}
  }

  private static func map(
    _ f: MathFunction, _ x: UnsafePointer<Element>, _ y: UnsafeMutablePointer<Element>, _ count: Int
  ) throws {
    try Blocks.forEach(count: count, size: 4096, threshold: f.sharedFrom) { range in
      Element.map(f, x + range.lowerBound, y + range.lowerBound, range.count)
    }
  }
}
