extension Matrix where Element: RealElement {
  /// `a op b` with broadcasting.
  ///
  /// - Throws: `MatrixError.nonconformant` with the operation's symbol, `.tooLarge`, `.interrupted`.
  public static func compare(
    _ op: ComparisonOperation, _ a: Matrix, _ b: Matrix
  ) throws -> Matrix<Bool> {
    if a.shape == b.shape { return try compared(op, a, 1, b, 1, shape: a.shape) }
    if b.isScalar { return try compared(op, a, 1, b, 0, shape: a.shape) }
    if a.isScalar { return try compared(op, a, 0, b, 1, shape: b.shape) }
    let plan = try Broadcast(a.shape, b.shape, operation: op.symbol)
    return try Matrix<Bool>(plan.shape) { y in
      guard let target = y.baseAddress else { return }
      let (p, q) = (UnsafePointer(a.storage.base), UnsafePointer(b.storage.base))
      try plan.forEachRun { i, j, k, stepA, stepB, count in
        Element.compare(op, p + i, stepA, q + j, stepB, target + k, count)
      }
    }
  }

  /// `a op b` with a number.
  public static func compare(
    _ op: ComparisonOperation, _ a: Matrix, _ b: Element
  ) throws -> Matrix<Bool> {
    try compared(op, a, 1, Matrix(scalar: b), 0, shape: a.shape)
  }

  /// `a op b` with a number.
  public static func compare(
    _ op: ComparisonOperation, _ a: Element, _ b: Matrix
  ) throws -> Matrix<Bool> {
    try compared(op, Matrix(scalar: a), 0, b, 1, shape: b.shape)
  }

  private static func compared(
    _ op: ComparisonOperation, _ a: Matrix, _ stepA: Int, _ b: Matrix, _ stepB: Int, shape: Shape
  ) throws -> Matrix<Bool> {
    try Matrix<Bool>(shape) { y in
      guard let target = y.baseAddress else { return }
      let (p, q) = (UnsafePointer(a.storage.base), UnsafePointer(b.storage.base))
      try Blocks.forEach(count: y.count, size: 1 << 15, threshold: 1 << 17) { range in
        let start = range.lowerBound
        Element.compare(
          op, p + start * stepA, stepA, q + start * stepB, stepB, target + start, range.count)
      }
    }
  }
}
