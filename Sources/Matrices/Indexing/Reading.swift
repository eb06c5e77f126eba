extension Matrix {
  /// `A(s)`: the elements at linear indices.
  ///
  /// A colon gives a column. The result has the shape of the index, except that a vector indexed by a
  /// vector keeps its own direction.
  @inlinable
  public func indexed(_ s: Subscript) throws -> Matrix {
    let count = self.count
    switch s {
    case .all:
      return reshaped(Shape(count, 1))
    case .scalar(let index):
      try check(index, within: count, position: 0, rank: 1)
      return Matrix(scalar: self[index])
    case .range, .list:
      try check(s.largest, within: count, position: 0, rank: 1)
      let shape = resultShape(of: s)
      return try gather(
        Selection(stride: count, columns: 1, inner: s, outer: .all), into: shape)
    }
  }

  /// `A(s1, s2, ...)`; the last subscript spans the dimensions that are left.
  @inlinable
  public func indexed(_ s: [Subscript]) throws -> Matrix {
    if s.count < 2 { return s.isEmpty ? self : try indexed(s[0]) }
    if s.count == 2, storage.shape.isMatrix { return try indexed(s[0], s[1]) }
    let extents = storage.shape.extents(for: s.count)
    for (position, one) in s.enumerated() {
      try check(one.largest, within: extents[position], position: position + 1, rank: s.count)
    }
    let shape = Shape(zip(s, extents).map { $0.count(in: $1) })
    if s.allSatisfy({ $0.isAll }) { return reshaped(shape) }
    return try gather(Selection(s, extents: extents), into: shape)
  }

  /// `A(i, j)` of a matrix of two dimensions.
  @inlinable
  func indexed(_ i: Subscript, _ j: Subscript) throws -> Matrix {
    let rows = self.rows
    let columns = self.columns
    if case .scalar(let row) = i, case .scalar(let column) = j {
      try check(row, within: rows, position: 1, rank: 2)
      try check(column, within: columns, position: 2, rank: 2)
      return Matrix(scalar: self[row, column])
    }
    try check(i.largest, within: rows, position: 1, rank: 2)
    try check(j.largest, within: columns, position: 2, rank: 2)
    let shape = Shape(i.count(in: rows), j.count(in: columns))
    if i.coversAllCheaply(of: rows), let run = j.run(in: columns) {
      if run.count == columns { return self }
      if viewPays(for: run.count) { return columnSlice(run.start..<run.start + run.count) }
      return try gather(
        Selection(stride: rows, columns: columns, inner: .all, outer: j), into: shape)
    }
    return try gather(Selection(stride: rows, columns: columns, inner: i, outer: j), into: shape)
  }

  /// Whether a slice of `columns` columns should share storage.
  ///
  /// A view makes the next write to this array copy all of it, and keeps it in memory: it pays only when
  /// the slice is most of a large array.
  @inlinable
  func viewPays(for columns: Int) -> Bool {
    columns * rows >= 4096 && columns * 2 >= self.columns
  }

  /// The shape of `A(s)` for a subscript that is no colon and no scalar.
  @inlinable
  func resultShape(of s: Subscript) -> Shape {
    let index = s.shape(in: count)
    let length = s.count(in: count)
    guard count != 1, length != 1, storage.shape.hasOneDirection, index.hasOneDirection else {
      return index
    }
    return storage.shape.withLength(length)
  }

  @inlinable
  func check(_ index: Int, within extent: Int, position: Int, rank: Int) throws {
    if index >= extent {
      throw MatrixError.indexOutOfBound(
        index: max(index, index &+ 1), position: position, rank: rank, shape: shape)
    }
  }

  /// The selected elements as an array of `shape`.
  @inlinable
  func gather(_ selection: Selection, into shape: Shape) throws -> Matrix {
    let source = UnsafePointer(storage.base)
    defer { withExtendedLifetime(storage) {} }
    return try .inOrder(shape) { end in
      guard !shape.isEmpty else { return }
      // A variable of its own, which stays in a register.
      var next = end
      defer { end = next }
      let stride = selection.stride
      if let run = selection.inner.run(in: stride), run.count != 1 {
        try selection.outer.forEachRun(run.count, in: selection.columns, of: Void.self) {
          column, piece in
          next.initialize(
            from: source + column * stride + run.start + piece.lowerBound, count: piece.count)
          next += piece.count
        }
        return
      }
      try selection.outer.forEach(in: selection.columns, writing: Void.self) { column in
        let base = source + column * stride
        try selection.inner.forEach(in: stride, writing: Void.self) { row in
          next.initialize(to: base[row])
          next += 1
        }
      }
    }
  }
}

extension Subscript {
  /// `coversAll` where no list has to be looked through.
  @inlinable
  func coversAllCheaply(of extent: Int) -> Bool {
    guard let run = run(in: extent) else { return false }
    return run.start == 0 && run.count == extent
  }
}

extension Shape {
  /// Whether exactly one dimension is not 1: a row, a column, or a line along a higher dimension.
  @inlinable
  public var hasOneDirection: Bool {
    var lines = (rows == 1 ? 0 : 1) + (columns == 1 ? 0 : 1)
    for extent in higher where extent != 1 { lines += 1 }
    return lines == 1
  }

  /// The same shape with its dimension that is not 1 replaced. - Precondition: `hasOneDirection`.
  @usableFromInline
  func withLength(_ length: Int) -> Shape {
    Shape(dimensions.map { $0 == 1 ? 1 : length })
  }
}
