extension Matrix {
  /// The parts side by side along 0-based `axis` (0 stacks rows, 1 puts columns in a row).
  ///
  /// Parts of size 0x0 are left out, and so are 1x0 and 0x1 ones beside matrices unless `strictly`, as
  /// brackets do it in Octave but `cat` does not.
  /// - Throws: `MatrixError.nonconformant` with the operation `vertical`, `horizontal` or `concatenation`,
  ///   the size so far and that of the first part that does not fit.
  public static func concatenated(
    _ parts: [Matrix], axis: Int, strictly: Bool = false
  ) throws -> Matrix {
    guard var shape = parts.first?.shape else { return Matrix(empty: .empty) }
    do {
      for part in parts.dropFirst() {
        shape = try shape.joined(with: part.shape, axis: axis, strictly: strictly)
      }
    } catch {
      // Several 0x0 parts may have become a stack of nothing, which nothing else fits on.
      let rest = parts.filter { $0.shape != .empty }
      guard axis > 1, rest.count < parts.count else { throw error }
      return try concatenated(rest, axis: axis, strictly: strictly)
    }
    let filled = parts.filter { !$0.isEmpty }
    if filled.count == 1, filled[0].shape == shape { return filled[0] }
    var inner = 1
    for position in 0..<axis { inner *= shape[position] }
    let blocks = filled.map { $0.shape[axis] * inner }
    let perPass = inner * shape[axis]
    if _isPOD(Element.self), let count = shape.checkedCount,
      count >= sharedCopyBytes / MemoryLayout<Element>.stride
    {
      return try copied(filled, blocks, perPass, shape)
    }
    return try .inOrder(shape) { next in
      guard !shape.isEmpty else { return }
      let passesBetweenLooks = max(1, Interrupt.stride / perPass)
      for pass in 0..<shape.count / perPass {
        try Interrupt.check(every: passesBetweenLooks, at: pass)
        for (part, block) in zip(filled, blocks) {
          try next.append(from: part.storage.base + pass * block, count: block)
        }
      }
    }
  }

  /// From so many bytes on threads share the copying.
  private static var sharedCopyBytes: Int { 1 << 20 }
  /// Bytes that a thread copies at a time.
  private static var copyPiece: Int { 1 << 18 }

  /// The same for elements that can be copied as bytes, by all threads: of each pass a block of each part.
  private static func copied(
    _ parts: [Matrix], _ blocks: [Int], _ perPass: Int, _ shape: Shape
  ) throws -> Matrix {
    try Matrix(shape) { buffer in
      guard let target = buffer.baseAddress else { return }
      let piece = copyPiece / MemoryLayout<Element>.stride
      let passes = buffer.count / perPass
      if passes > 1, perPass <= piece {
        try Blocks.forEach(count: passes, size: max(1, piece / perPass), threshold: 0) { range in
          for pass in range {
            var next = target + pass * perPass
            for (part, block) in zip(parts, blocks) {
              next.initialize(from: part.storage.base + pass * block, count: block)
              next += block
            }
          }
        }
        return
      }
      var next = target
      for pass in 0..<passes {
        for (part, block) in zip(parts, blocks) {
          let source = part.storage.base + pass * block
          try Blocks.forEach(count: block, size: piece, threshold: 0) { range in
            (next + range.lowerBound).initialize(
              from: source + range.lowerBound, count: range.count)
          }
          next += block
        }
      }
    }
  }
}

extension Shape {
  /// The shape of an array of this shape followed by one of shape `next` along `axis`.
  ///
  /// - Throws: `MatrixError.nonconformant`, `.tooLarge`.
  public func joined(with next: Shape, axis: Int, strictly: Bool = false) throws -> Shape {
    let rank = max(rank, next.rank, axis + 1)
    let fits = (0..<rank).allSatisfy { $0 == axis || self[$0] == next[$0] }
    if fits {
      let (extent, overflow) = self[axis].addingReportingOverflow(next[axis])
      if overflow { throw MatrixError.tooLarge(self, elementBytes: 1) }
      return replacing(axis, with: extent)
    }
    if next == .empty { return self }
    if self == .empty { return next }
    if !strictly, isMatrix, next.isMatrix {
      if next.isHollowLine { return isHollowLine ? .empty : self }
      if isHollowLine { return next }
    }
    let names = ["vertical", "horizontal"]
    throw MatrixError.nonconformant(
      operation: axis < 2 ? names[axis] : "concatenation", self, next)
  }

  /// 1x0 or 0x1.
  private var isHollowLine: Bool { isMatrix && isEmpty && rows <= 1 && columns <= 1 }
}
