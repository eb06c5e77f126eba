extension Matrix {
  /// `A(s) = []`: a vector keeps its direction, anything else becomes a row (a column when the indices are
  /// a list); a colon leaves 0x0.
  ///
  /// - Throws: `.deletionOutOfBound`.
  public mutating func delete(_ s: Subscript) throws {
    let count = self.count
    if s.isAll {
      self = Matrix(empty: .empty)
      return
    }
    if s.count(in: count) == 0 { return }
    let largest = s.largest
    guard largest < count else {
      throw MatrixError.deletionOutOfBound(
        index: max(largest, largest &+ 1), bound: count, isLinear: true)
    }
    guard let run = s.run(in: count) ?? Self.leadingRun(s, in: count) else {
      let kept = try Self.complement(s, in: count)
      let column = Subscript.list(kept, shape: Shape(kept.count, 1))
      self = try indexed(column)
      return
    }
    let isColumn = shape.isMatrix && columns == 1 && rows != 1
    if isUnique {
      removeRun(run)
    } else {
      let kept = try Self.complement(s, in: count)
      self = try indexed(.list(kept, shape: Shape(1, kept.count)))
    }
    storage.shape = isColumn ? Shape(self.count, 1) : Shape(1, self.count)
  }

  /// The first elements, as a mask of many of them gives them: Octave deletes them like a range, so that a
  /// row is left.
  private static func leadingRun(_ s: Subscript, in extent: Int) -> (start: Int, count: Int)? {
    guard case .list(let indices, let shape) = s, shape.columns == 1, shape.isMatrix,
      indices.count > extent / 16, indices.elementsEqual(0..<indices.count)
    else { return nil }
    return (0, indices.count)
  }

  /// `A(s1, s2, ...) = []`: all subscripts but one are colons. Only colons leave no rows.
  ///
  /// - Throws: `.deletionNeedsColons`, `.deletionOutOfBound`, `.deletionBeyondDimensions`.
  public mutating func delete(_ s: [Subscript]) throws {
    if s.count == 1 { return try delete(s[0]) }
    let chosen = s.indices.filter { !s[$0].isAll }
    guard let axis = chosen.first else {
      self = Matrix(empty: shape.replacing(0, with: 0))
      return
    }
    if chosen.count > 1 {
      if changesNothing(s) { return }
      throw MatrixError.deletionNeedsColons
    }
    guard axis < shape.rank else { throw MatrixError.deletionBeyondDimensions }
    let extent = shape[axis]
    if s[axis].count(in: extent) == 0 { return }
    let largest = s[axis].largest
    guard largest < extent else {
      throw MatrixError.deletionOutOfBound(
        index: max(largest, largest &+ 1), bound: extent, isLinear: false)
    }
    var all = [Subscript](repeating: .all, count: shape.rank)
    all[axis] = try Self.kept(without: s[axis], in: extent)
    self = try indexed(all)
  }

  /// Whether one of several subscripts is empty, with at most one before it that leaves elements out.
  private func changesNothing(_ s: [Subscript]) -> Bool {
    var partial = 0
    for (axis, item) in s.enumerated() {
      let extent = axis < shape.rank ? shape[axis] : 1
      if item.count(in: extent) == 0 { return true }
      let isWhole = item.isAll || item.run(in: extent).map { $0 == (0, extent) } ?? false
      partial += isWhole ? 0 : 1
      if partial == 2 { return false }
    }
    return false
  }

  /// Takes a run of elements out of unshared storage; the shape is for the caller to set.
  private mutating func removeRun(_ run: (start: Int, count: Int)) {
    let count = self.count
    let after = run.start + run.count
    (storage.base + run.start).deinitialize(count: run.count)
    (storage.base + run.start).moveInitialize(from: storage.base + after, count: count - after)
    storage.shape = Shape(1, count - run.count)
  }

  /// What is left of `0..<extent`, as a run where it is one.
  private static func kept(without s: Subscript, in extent: Int) throws -> Subscript {
    if let run = s.run(in: extent) {
      if run.start == 0 { return .range(start: run.count, step: 1, count: extent - run.count) }
      if run.start + run.count == extent { return .range(start: 0, step: 1, count: run.start) }
    }
    let kept = try complement(s, in: extent)
    return .list(kept, shape: Shape(1, kept.count))
  }

  /// The indices of `0..<extent` that are not in `s`, in order.
  private static func complement(_ s: Subscript, in extent: Int) throws -> [Int] {
    var isKept = try Matrix<Bool>(Shape(extent, 1), repeating: true)
    try isKept.withUnsafeMutableElements { isKept in
      try s.forEach(in: extent, writing: Bool.self) { isKept[$0] = false }
    }
    return try isKept.truePositions()
  }
}
