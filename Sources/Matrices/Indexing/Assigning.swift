extension Matrix {
  /// `A(s) = value` for one element value.
  @inlinable
  public mutating func assign(scalar value: Element, at s: Subscript, fill: Element) throws {
    if case .scalar(let index) = s, index < count {
      try reserveUnique(count)
      storage.base[index] = value
      return
    }
    try growVector(s, fill: fill)
    let count = self.count
    try scatter(value, Selection(stride: count, columns: 1, inner: s, outer: .all))
  }

  /// `A(s) = B`: as many elements as indices, or one for all of them. A vector grows as needed.
  ///
  /// - Throws: `.assignmentMismatch`, `.resizeError` when the array is no vector and too small.
  @inlinable
  public mutating func assign(_ b: Matrix, at s: Subscript, fill: Element) throws {
    if b.isScalar { return try assign(scalar: b[0], at: s, fill: fill) }
    let length = s.count(in: count)
    guard length == b.count else {
      throw MatrixError.assignmentMismatch(
        target: Shape(length, 1), source: b.shape, isLinear: true)
    }
    if s.isAll { return try assignAll(b) }
    try growVector(s, fill: fill)
    let count = self.count
    try scatter(b, Selection(stride: count, columns: 1, inner: s, outer: .all))
  }

  /// `A(s1, s2, ...) = value` for one element value.
  @inlinable
  public mutating func assign(scalar value: Element, at s: [Subscript], fill: Element) throws {
    if s.count == 2, case .scalar(let row) = s[0], case .scalar(let column) = s[1],
      row < rows, column < columns, storage.shape.isMatrix
    {
      try reserveUnique(count)
      storage.base[row + column * rows] = value
      return
    }
    if s.count == 1 { return try assign(scalar: value, at: s[0], fill: fill) }
    if s.isEmpty { throw MatrixError.resizeError }
    let extents = try grow(for: s, source: .scalar, fill: fill)
    try scatter(value, Selection(s, extents: extents))
  }

  /// `A(s1, s2, ...) = B`: the lengths of the subscripts and the size of B agree but for ones, or B has one
  /// element. The array grows as needed; in a 0x0 array colons take their length from B.
  @inlinable
  public mutating func assign(_ b: Matrix, at s: [Subscript], fill: Element) throws {
    if b.isScalar { return try assign(scalar: b[0], at: s, fill: fill) }
    if s.count == 1 { return try assign(b, at: s[0], fill: fill) }
    if s.isEmpty { throw MatrixError.resizeError }
    let extents = try grow(for: s, source: b.shape, fill: fill)
    if s.allSatisfy({ $0.isAll }), count == b.count { return try assignAll(b) }
    if b.isEmpty { return }
    try scatter(b, Selection(s, extents: extents))
  }

  /// `A(subscripts) = B` for one subscript or several.
  @inlinable
  public mutating func assign(_ b: Matrix, atAll subscripts: [Subscript], fill: Element) throws {
    if subscripts.count == 1 {
      try assign(b, at: subscripts[0], fill: fill)
    } else {
      try assign(b, at: subscripts, fill: fill)
    }
  }

  /// The leading part of that shape. - Precondition: it lies within this array.
  public mutating func shrink(to shape: Shape) throws {
    if shape == self.shape { return }
    self = try indexed(
      shape.dimensions.map { .range(start: 0, step: 1, count: $0) }
    ).reshaped(shape)
  }

  /// Replaces all elements by those of `b`, keeping the shape. - Precondition: equal counts.
  @inlinable
  mutating func assignAll(_ b: Matrix) throws {
    if b.shape == shape || !isUnique {
      self = b.shape == shape ? b : b.reshaped(shape)
      return
    }
    storage.base.update(from: b.storage.base, count: count)
  }

  /// Grows a vector so that `s` lies within it.
  @usableFromInline
  mutating func growVector(_ s: Subscript, fill: Element) throws {
    let needed = try s.extent(atLeast: count)
    if needed == count { return }
    guard let shape = storage.shape.grownVector(needed) else { throw MatrixError.resizeError }
    try grow(to: shape, fill: fill)
  }

  /// Checks that `source` fits the subscripts, grows the array so that they lie within it, and returns the
  /// extents they then see.
  @usableFromInline
  mutating func grow(for s: [Subscript], source: Shape, fill: Element) throws -> [Int] {
    let present = shape.extents(for: s.count)
    let needed = try storage.shape.extents(for: s, source: source, present: present)
    let target = zip(s, needed).map { $0.count(in: $1) }
    guard source.isScalar || source.matches(target) else {
      if target.contains(0), source.isNothing(for: target) { return present }
      throw MatrixError.assignmentMismatch(
        target: Shape(target), source: source.asCompared(with: s.count), isLinear: false)
    }
    if needed != present {
      guard s.count >= shape.rank else { throw MatrixError.resizeError }
      try grow(to: Shape(needed), fill: fill)
    }
    return needed
  }

  // Ctrl-C may end an assignment when only a part of the elements is written, as it may end a loop.
  @inlinable
  mutating func scatter(_ value: Element, _ selection: Selection) throws {
    if selection.isEmpty { return }
    try reserveUnique(count)
    let target = storage.base
    let stride = selection.stride
    if let run = selection.inner.run(in: stride), run.count != 1 {
      try selection.outer.forEachRun(run.count, in: selection.columns, of: Element.self) {
        column, piece in
        (target + column * stride + run.start + piece.lowerBound).update(
          repeating: value, count: piece.count)
      }
      return
    }
    try selection.outer.forEach(in: selection.columns, writing: Element.self) { column in
      let base = target + column * stride
      try selection.inner.forEach(in: stride, writing: Element.self) { base[$0] = value }
    }
  }

  @inlinable
  mutating func scatter(_ b: Matrix, _ selection: Selection) throws {
    if selection.isEmpty { return }
    try reserveUnique(count)
    let target = storage.base
    let stride = selection.stride
    var next = UnsafePointer(b.storage.base)
    defer { withExtendedLifetime(b.storage) {} }
    if let run = selection.inner.run(in: stride), run.count != 1 {
      try selection.outer.forEachRun(run.count, in: selection.columns, of: Element.self) {
        column, piece in
        (target + column * stride + run.start + piece.lowerBound).update(
          from: next, count: piece.count)
        next += piece.count
      }
      return
    }
    try selection.outer.forEach(in: selection.columns, writing: Element.self) { column in
      let base = target + column * stride
      try selection.inner.forEach(in: stride, writing: Element.self) {
        base[$0] = next.pointee
        next += 1
      }
    }
  }
}

extension Shape {
  /// Whether a source of this shape fills `target` when dimensions of length 1 are left out on both sides.
  @usableFromInline
  func matches(_ target: [Int]) -> Bool {
    dimensions.filter { $0 != 1 } == target.filter { $0 != 1 }
  }

  /// How Octave tells the size of a source that does not fit: without its ones when there are more than two
  /// subscripts.
  @usableFromInline
  func asCompared(with subscripts: Int) -> Shape {
    if subscripts <= 2 { return Shape(rows, columns) }
    return Shape(dimensions.filter { $0 != 1 })
  }

  /// Whether a source that does not fit an empty target holds nothing: of more than two subscripts Octave looks
  /// from the first dimension on that does not fit.
  @usableFromInline
  func isNothing(for target: [Int]) -> Bool {
    if target.count <= 2 { return isEmpty }
    var own = dimensions.filter { $0 != 1 }[...]
    for extent in target where extent != 1 {
      guard let first = own.first else { return false }
      own.removeFirst()
      if first != extent { break }
    }
    return own.contains(0)
  }

  /// The extents an array of this shape must have for the subscripts of an assignment from `source`.
  @usableFromInline
  func extents(for s: [Subscript], source: Shape, present: [Int]) throws -> [Int] {
    guard dimensions.allSatisfy({ $0 == 0 }) else {
      return try zip(s, present).map { try $0.extent(atLeast: $1) }
    }
    var needed = try s.map { try $0.extent(atLeast: 0) }
    // In an array of no size colons ask the source for their length: dimension by dimension where the
    // subscripts that are no single numbers are as many as its dimensions, else past its ones.
    let open = s.indices.filter { !s[$0].isScalar }
    if s.allSatisfy({ $0.isAll }) {
      if source.rank <= s.count { return source.extents(for: s.count) }
      let squeezed = source.dimensions.filter { $0 != 1 }
      return s.indices.map { $0 < squeezed.count ? squeezed[$0] : 1 }
    }
    let exact = open.count == source.rank
    let lengths = exact ? source.dimensions : source.dimensions.filter { $0 != 1 }
    var next = 0
    for position in open {
      if s[position].isAll { needed[position] = next < lengths.count ? lengths[next] : 1 }
      // Two subscripts count past a vector of indices, more than two do not (as Octave has it).
      if s[position].isAll || exact || s.count == 2 { next += 1 }
    }
    return needed
  }
}
