extension Matrix {
  /// The order along 0-based `axis` reversed.
  public func flipped(_ axis: Int) throws -> Matrix {
    let extent = shape[axis]
    if extent <= 1 { return self }
    return try indexed(along: axis, .range(start: extent - 1, step: -1, count: extent))
  }

  /// The elements moved on by `distance` places along `axis`; what falls off one end comes in at the other.
  public func shifted(by distance: Int, axis: Int) throws -> Matrix {
    let extent = shape[axis]
    if extent <= 1 { return self }
    let start = (extent - distance % extent) % extent
    if start == 0 { return self }
    let order = Array(start..<extent) + Array(0..<start)
    return try indexed(along: axis, .list(order, shape: Shape(1, extent)))
  }

  /// Turned counterclockwise by `quarters` times 90 degrees. - Throws: `.notTwoDimensional`.
  public func rotated(quarters: Int) throws -> Matrix {
    switch ((quarters % 4) + 4) % 4 {
    case 1: try transposed().flipped(0)
    case 2: try flipped(0).flipped(1)
    case 3: try flipped(0).transposed()
    default: self
    }
  }

  /// `A(:, ..., s, ..., :)` with `s` at 0-based `axis`.
  public func indexed(along axis: Int, _ s: Subscript) throws -> Matrix {
    var all = [Subscript](repeating: .all, count: max(shape.rank, axis + 1))
    all[axis] = s
    return try indexed(all)
  }
}
