extension Matrix where Element: RealElement {
  /// `a op b` with broadcasting.
  ///
  /// - Throws: `MatrixError.nonconformant` with the operation's symbol, `.tooLarge`, `.interrupted`.
  public static func elementwise(
    _ op: ArithmeticOperation, _ a: Matrix, _ b: Matrix
  ) throws -> Matrix {
    if a.shape == b.shape { return try combined(op, a, 1, b, 1, shape: a.shape) }
    if b.isScalar { return try combined(op, a, 1, b, 0, shape: a.shape) }
    if a.isScalar { return try combined(op, a, 0, b, 1, shape: b.shape) }
    let plan = try Broadcast(a.shape, b.shape, operation: op.symbol)
    return try Matrix(plan.shape) { y in
      guard let target = y.baseAddress else { return }
      let (p, q) = (UnsafePointer(a.storage.base), UnsafePointer(b.storage.base))
      try plan.forEachRun { i, j, k, stepA, stepB, count in
        Element.arithmetic(op, p + i, stepA, q + j, stepB, target + k, count)
      }
    }
  }

  /// `a op b` with a number.
  public static func elementwise(
    _ op: ArithmeticOperation, _ a: Matrix, _ b: Element
  ) throws -> Matrix {
    try combined(op, a, 1, Matrix(scalar: b), 0, shape: a.shape)
  }

  /// `a op b` with a number.
  public static func elementwise(
    _ op: ArithmeticOperation, _ a: Element, _ b: Matrix
  ) throws -> Matrix {
    try combined(op, Matrix(scalar: a), 0, b, 1, shape: b.shape)
  }

  private static func combined(
    _ op: ArithmeticOperation, _ a: Matrix, _ stepA: Int, _ b: Matrix, _ stepB: Int, shape: Shape
  ) throws -> Matrix {
    try Matrix(shape) { y in
      guard let target = y.baseAddress else { return }
      try combine(op, a.storage.base, stepA, b.storage.base, stepB, target, y.count)
    }
  }

  /// y = a op b over blocks that threads share when there are many.
  static func combine(
    _ op: ArithmeticOperation, _ a: UnsafePointer<Element>, _ stepA: Int,
    _ b: UnsafePointer<Element>, _ stepB: Int, _ y: UnsafeMutablePointer<Element>, _ count: Int
  ) throws {
    let size = op == .power ? 2048 : 1 << 14
    let threshold = op == .power ? 4096 : 1 << 16
    try Blocks.forEach(count: count, size: size, threshold: threshold) { range in
      let start = range.lowerBound
      Element.arithmetic(
        op, a + start * stepA, stepA, b + start * stepB, stepB, y + start, range.count)
    }
  }

  /// `self = self op b` in place when the storage is not shared; the shape may not change.
  public mutating func apply(_ op: ArithmeticOperation, _ b: Matrix) throws {
    guard b.shape == shape || b.isScalar else {
      self = try Matrix.elementwise(op, self, b)
      return
    }
    try reserveUnique(count)
    let base = storage.base
    try Matrix.combine(op, base, 1, b.storage.base, b.shape == shape ? 1 : 0, base, count)
    withExtendedLifetime((storage, b.storage)) {}
  }

  /// `self = self op b` in place when the storage is not shared.
  public mutating func apply(_ op: ArithmeticOperation, _ b: Element) throws {
    try apply(op, Matrix(scalar: b))
  }
}
