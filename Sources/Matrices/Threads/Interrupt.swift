import CSystem

/// Ctrl-C in loops over many elements: each looks now and then whether the user wants to stop.
///
/// A look costs next to nothing, but a loop that looks at every element is not vectorised; one that looks
/// every some ten thousand elements ends within a few milliseconds.
public enum Interrupt {
  /// Elements between two looks where each costs a few nanoseconds.
  @inlinable public static var stride: Int { 1 << 16 }

  /// Whether the user asked to stop, or has stopped waiting for this thread.
  @inlinable public static var isRequested: Bool {
    nnsh_interrupt_requested() || nnsh_thread_is_abandoned()
  }

  /// Throws `MatrixError.interrupted` when the user asked to stop.
  @inlinable
  public static func check() throws {
    if isRequested { throw MatrixError.interrupted }
  }

  /// Throws as `check` does, looking only at every `stride`-th `index`.
  @inlinable
  public static func check(every stride: Int, at index: Int) throws {
    if index % stride == 0 { try check() }
  }

  /// Calls `body` for the pieces of `range`, from the first to the last, and looks before each.
  ///
  /// - Parameters:
  ///   - size: elements of a piece; fewer where each element costs much. `Int.max` asks for no look.
  ///   - element: the type that the loop writes into fresh memory. Where it holds references the loop cannot
  ///     end half-way, which would lose them: there is one piece and no look. `Void` where they are not lost.
  /// - Throws: `MatrixError.interrupted`, and what `body` throws.
  @inlinable @inline(__always)
  public static func pieces<Element>(
    _ range: Range<Int>, of size: Int = stride, writing element: Element.Type,
    _ body: (Range<Int>) throws -> Void
  ) throws {
    if !_isPOD(element) || size == .max { return try body(range) }
    var start = range.lowerBound
    while start < range.upperBound {
      try check()
      let end = range.upperBound - start > size ? start + size : range.upperBound
      try body(start..<end)
      start = end
    }
  }
}

extension UnsafeMutablePointer {
  /// Initialises `count` elements with `value` and moves on behind them, looking for Ctrl-C now and then.
  @inlinable
  mutating func append(repeating value: Pointee, count: Int) throws {
    try forEachPiece(count) { next, count, _ in next.initialize(repeating: value, count: count) }
  }

  /// Initialises `count` elements with those at `source`, in the same way.
  @inlinable
  mutating func append(from source: UnsafePointer<Pointee>, count: Int) throws {
    try forEachPiece(count) { next, count, offset in
      next.initialize(from: source + offset, count: count)
    }
  }

  @inlinable @inline(__always)
  mutating func forEachPiece(
    _ count: Int, _ fill: (UnsafeMutablePointer, _ count: Int, _ offset: Int) -> Void
  ) throws {
    var done = 0
    while done < count {
      if count >= Interrupt.stride { try Interrupt.check() }
      let piece = Swift.min(count - done, 1 << 18)
      fill(self, piece, done)
      self += piece
      done += piece
    }
  }
}
