extension Matrix {
  /// The dimensions in another order: dimension `k` of the result is dimension `order[k]` of this array.
  /// - Precondition: `order` is a permutation of 0..<n with n at least the rank.
  public func permuted(_ order: [Int]) throws -> Matrix {
    let old = shape.extents(for: order.count)
    let extents = order.map { old[$0] }
    let turned = Shape(extents)
    if order == Array(0..<order.count) { return self }
    if order == [1, 0], shape.isMatrix { return try transposed() }
    // Moving only dimensions of extent 1 leaves the elements where they are.
    let moved = order.filter { old[$0] != 1 }
    if isEmpty || moved == moved.sorted() { return reshaped(turned) }
    var strides = [Int](repeating: 1, count: order.count)
    for axis in 1..<order.count { strides[axis] = strides[axis - 1] * old[axis - 1] }
    let steps = order.map { strides[$0] }
    let source = UnsafePointer(storage.base)
    defer { withExtendedLifetime(storage) {} }
    return try Matrix(turned) { target in
      guard let target = target.baseAddress else { return }
      try Self.gather(source, extents: extents, steps: steps, into: target)
    }
  }

  /// Fills `target` in order from elements that lie `steps[k]` apart along its dimension `k`.
  private static func gather(
    _ source: UnsafePointer<Element>, extents: [Int], steps: [Int],
    into target: UnsafeMutablePointer<Element>
  ) throws {
    let linesBetweenLooks = max(1, Interrupt.stride / max(1, extents[0]))
    var line = 0
    var next = target
    var offset = 0
    var place = [Int](repeating: 0, count: extents.count)
    while true {
      if _isPOD(Element.self) { try Interrupt.check(every: linesBetweenLooks, at: line) }
      line &+= 1
      if steps[0] == 1 {
        next.initialize(from: source + offset, count: extents[0])
      } else {
        for row in 0..<extents[0] { (next + row).initialize(to: source[offset + row * steps[0]]) }
      }
      next += extents[0]
      var axis = 1
      while axis < extents.count {
        place[axis] += 1
        offset += steps[axis]
        if place[axis] < extents[axis] { break }
        offset -= steps[axis] * extents[axis]
        place[axis] = 0
        axis += 1
      }
      if axis == extents.count { return }
    }
  }
}
