/// How the elements along one dimension lie in memory: `length` of them, `inner` apart; such lines start at
/// each of the `inner` first places of each of `outer` blocks.
public struct AxisLayout: Sendable {
  public let inner: Int
  public let length: Int
  public let outer: Int

  @inlinable
  public init(_ shape: Shape, axis: Int) {
    var inner = 1
    var outer = 1
    for position in 0..<shape.rank {
      if position < axis { inner &*= shape[position] }
      if position > axis { outer &*= shape[position] }
    }
    self.inner = inner
    self.outer = outer
    length = shape[axis]
  }

  /// Elements from one block to the next.
  @inlinable public var block: Int { inner &* length }
}
