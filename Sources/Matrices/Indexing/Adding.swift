extension Matrix where Element: RealElement {
  /// `A(subscripts) += B` where every index counts as often as it occurs: the transpose of reading
  /// `A(subscripts)`.
  ///
  /// - Precondition: every index lies within the array, and B has as many elements as they are.
  public mutating func add(_ b: Matrix, atAll subscripts: [Subscript]) throws {
    if b.isEmpty { return }
    try reserveUnique(count)
    let target = storage.base
    var next = UnsafePointer(b.storage.base)
    defer { withExtendedLifetime(b.storage) {} }
    let selection = Selection(all: subscripts, of: shape)
    let stride = selection.stride
    selection.outer.forEachIndex(in: selection.columns) { column in
      let base = target + column * stride
      if let run = selection.inner.run(in: stride) {
        Element.arithmetic(
          .add, UnsafePointer(base + run.start), 1, next, 1, base + run.start, run.count)
        next += run.count
      } else {
        selection.inner.forEachIndex(in: stride) {
          base[$0] += next.pointee
          next += 1
        }
      }
    }
  }

  /// Moves the elements at the subscripts out, last first, and leaves zeros: of an index that occurs more
  /// than once the last occurrence takes the element and the others zero. The transpose of assigning.
  ///
  /// - Precondition: every index lies within the array.
  public mutating func takeElements(atAll subscripts: [Subscript]) throws -> [Element] {
    try reserveUnique(count)
    var places: [Int] = []
    let selection = Selection(all: subscripts, of: shape)
    selection.outer.forEachIndex(in: selection.columns) { column in
      selection.inner.forEachIndex(in: selection.stride) {
        places.append($0 + column * selection.stride)
      }
    }
    var taken = [Element](repeating: 0, count: places.count)
    for number in places.indices.reversed() {
      taken[number] = storage.base[places[number]]
      storage.base[places[number]] = 0
    }
    return taken
  }
}

extension Selection {
  /// What one subscript or several pick of an array of this shape.
  init(all subscripts: [Subscript], of shape: Shape) {
    if subscripts.count == 1 {
      self.init(stride: shape.count, columns: 1, inner: subscripts[0], outer: .all)
    } else {
      self.init(subscripts, extents: shape.extents(for: subscripts.count))
    }
  }
}
