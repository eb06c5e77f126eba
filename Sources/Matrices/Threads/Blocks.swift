import CSystem

/// Cutting a run of elements into blocks that threads share.
@usableFromInline
enum Blocks {
  /// Calls `body` for the pieces of 0..<count, on all threads when there is enough work.
  ///
  /// - Parameters:
  ///   - size: elements of a block; a multiple of 64 bytes keeps threads off each other's cache lines.
  ///   - threshold: from this count on, threads share the blocks.
  /// - Throws: `MatrixError.interrupted` when the user asked to stop; blocks not yet begun are left out.
  @usableFromInline
  static func forEach(
    count: Int, size: Int, threshold: Int, _ body: (Range<Int>) -> Void
  ) throws {
    if count <= size {
      body(0..<count)
      return
    }
    let blocks = (count + size - 1) / size
    func block(_ i: Int) {
      if !nnsh_interrupt_requested() { body(i * size..<min(count, (i + 1) * size)) }
    }
    if count < threshold {
      for i in 0..<blocks { block(i) }
    } else {
      Workers.run(blocks, block)
    }
    if nnsh_interrupt_requested() { throw MatrixError.interrupted }
  }
}
