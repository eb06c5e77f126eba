extension Matrix {
  /// Makes the array larger, keeping every element at its subscripts; new elements are `fill`.
  ///
  /// Elements that keep their linear position stay where they are, and room is taken ahead, so that
  /// growing a vector by one element or a matrix by one column costs constant time on average.
  /// - Precondition: no dimension of `shape` is smaller than now.
  @usableFromInline
  mutating func grow(to shape: Shape, fill: Element) throws {
    guard let count = shape.checkedCount else {
      throw MatrixError.tooLarge(shape, elementBytes: MemoryLayout<Element>.stride)
    }
    let old = storage.shape
    if old == shape { return }
    guard old.isPrefix(of: shape) else {
      self = try resized(to: shape, fill: fill)
      return
    }
    let present = old.count
    if !isUnique || storage.capacity < count {
      try reserve(count, ahead: count - present <= present)
    }
    (storage.base + present).initialize(repeating: fill, count: count - present)
    storage.shape = shape
  }

  /// Takes room for `count` elements, and for half as many again when `ahead` and memory allows.
  @usableFromInline
  mutating func reserve(_ count: Int, ahead: Bool) throws {
    if ahead, count < Int.max / 2, (try? reserveUnique(count + count / 2 + 8)) != nil { return }
    do {
      try reserveUnique(count)
    } catch {
      throw MatrixError.tooLarge(Shape(1, count), elementBytes: MemoryLayout<Element>.stride)
    }
  }

  /// The array cut or filled up to another shape: elements keep their subscripts.
  public func resized(to shape: Shape, fill: Element) throws -> Matrix {
    if shape == storage.shape { return self }
    let rank = max(shape.rank, self.shape.rank)
    let old = self.shape.extents(for: rank)
    let new = shape.extents(for: rank)
    let kept = min(old[0], new[0])
    defer { withExtendedLifetime(storage) {} }
    let source = storage.base
    return try Matrix(shape) { target in
      guard let base = target.baseAddress, !target.isEmpty else { return }
      var next = base
      var place = [Int](repeating: 0, count: rank)
      for _ in 0..<target.count / new[0] {
        let column = Self.offset(of: place, in: old)
        let copied = column == nil ? 0 : kept
        if let column { next.initialize(from: source + column, count: kept) }
        (next + copied).initialize(repeating: fill, count: new[0] - copied)
        next += new[0]
        Self.advance(&place, in: new)
      }
    }
  }

  /// The linear position of subscripts `place` (whose first is 0), or nil when they lie outside.
  private static func offset(of place: [Int], in extents: [Int]) -> Int? {
    var offset = 0
    var stride = extents[0]
    for axis in 1..<place.count {
      if place[axis] >= extents[axis] { return nil }
      offset += place[axis] * stride
      stride *= extents[axis]
    }
    return offset
  }

  /// Steps to the next column.
  private static func advance(_ place: inout [Int], in extents: [Int]) {
    for axis in 1..<place.count {
      place[axis] += 1
      if place[axis] < extents[axis] { return }
      place[axis] = 0
    }
  }
}

extension Shape {
  /// Whether an array of this shape keeps the linear positions of its elements when it grows to `larger`:
  /// only the last dimension that is not 1 grows.
  @usableFromInline
  func isPrefix(of larger: Shape) -> Bool {
    if isEmpty { return true }
    let rank = max(self.rank, larger.rank)
    let old = extents(for: rank)
    let new = larger.extents(for: rank)
    guard let axis = (0..<rank).first(where: { old[$0] != new[$0] }) else { return true }
    return old[(axis + 1)...].allSatisfy { $0 == 1 }
  }

  /// The shape that a vector grows to when it is assigned to at linear index `count - 1`: rows, scalars and
  /// arrays without rows become rows, columns stay columns; nil for everything else.
  @usableFromInline
  func grownVector(_ count: Int) -> Shape? {
    guard isMatrix else { return nil }
    if rows <= 1 { return Shape(1, count) }
    return columns == 1 ? Shape(count, 1) : nil
  }
}
