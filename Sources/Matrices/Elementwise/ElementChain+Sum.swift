extension ElementChain {
  /// The sums along 0-based `axis` of the chain's result, with the bits of `Matrix.sum(axis:)`; nil when a
  /// number left the reals, or for lines that do not lie in memory one after the other.
  ///
  /// - Throws: `MatrixError.tooLarge`, `.interrupted`.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func sum(_ shape: Shape, _ arrays: Arrays, axis: Int) throws -> Matrix<Element>? {
    if shape[axis] == shape.count {
      return try total(shape.count, arrays).map { Matrix(scalar: $0) }
    }
    return axis == 0 && shape.isMatrix ? try columnSums(shape, arrays) : nil
  }

  /// The sum of all elements; nil when a number left the reals.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func total(_ count: Int, _ arrays: Arrays) throws -> Element? {
    count >= Matrix<Element>.longLine
      ? try longSum(count, arrays) : shortSum(count, arrays)
  }

  /// Parts of a long line, each added up by itself, then their sums in order.
  private func longSum(_ count: Int, _ arrays: Arrays) throws -> Element? {
    var isReal = true
    let parts = (count + Self.block - 1) / Self.block
    let sums = try Matrix<Element>(Shape(parts, 1)) { sums in
      guard let target = sums.baseAddress else { return }
      isReal = try run(count, arrays) { scratch, range in
        guard evaluate(range, scratch, into: scratch.slots) else { return false }
        target[range.lowerBound / Self.block] = Matrix<Element>.sumOfPart(
          UnsafePointer(scratch.slots), range.count
        ) { $0 }
        return true
      }
    }
    return isReal ? sums.withUnsafeElements { $0.reduce(0, +) } : nil
  }

  /// The elements from first to last.
  private func shortSum(_ count: Int, _ arrays: Arrays) -> Element? {
    var total: Element = 0
    let scratch = ownScratch(arrays)
    for start in stride(from: 0, to: count, by: Self.block) {
      let end = min(start + Self.block, count)
      if !evaluate(start..<end, scratch, into: scratch.slots) { return nil }
      for place in 0..<end - start { total += scratch.slots[place] }
    }
    return total
  }

  /// Four columns side by side, so that their additions do not wait for each other.
  private func columnSums(_ shape: Shape, _ arrays: Arrays) throws -> Matrix<Element>? {
    let failure = FailureFlag()
    let (rows, columns) = (shape.rows, shape.columns)
    let together = 4
    let result = try Matrix<Element>(Shape(1, columns)) { sums in
      guard let target = sums.baseAddress else { return }
      sums.initialize(repeating: 0)
      let size = together * max(1, Self.block * 4 / max(1, rows * together))
      let threshold = max(together, sharedFrom / max(1, rows))
      try Blocks.forEach(count: columns, size: size, threshold: threshold) { range in
        withScratch(arrays, lines: together) { scratch in
          for column in stride(from: range.lowerBound, to: range.upperBound, by: together) {
            let width = min(together, range.upperBound - column)
            if failure.isSet { return }
            if !add(column, width, rows, scratch, to: target + column) { failure.set() }
          }
        }
      }
    }
    return failure.isSet ? nil : result
  }

  private func add(
    _ first: Int, _ width: Int, _ rows: Int, _ scratch: Scratch<Element>,
    to target: UnsafeMutablePointer<Element>
  ) -> Bool {
    for start in stride(from: 0, to: rows, by: Self.block) {
      let count = min(Self.block, rows - start)
      for column in 0..<width {
        let place = (first + column) * rows + start
        let line = scratch.lines + column * Self.block
        if !evaluate(place..<place + count, scratch, into: line) { return false }
      }
      Self.add(UnsafePointer(scratch.lines), width, count, to: target)
    }
    return true
  }

  private static func add(
    _ lines: UnsafePointer<Element>, _ width: Int, _ count: Int,
    to target: UnsafeMutablePointer<Element>
  ) {
    guard width == 4 else {
      for column in 0..<width {
        var total = target[column]
        for place in 0..<count { total += lines[column * block + place] }
        target[column] = total
      }
      return
    }
    var (a, b, c, d) = (target[0], target[1], target[2], target[3])
    let (p, q, r, s) = (lines, lines + block, lines + 2 * block, lines + 3 * block)
    for place in 0..<count {
      a += p[place]
      b += q[place]
      c += r[place]
      d += s[place]
    }
    (target[0], target[1], target[2], target[3]) = (a, b, c, d)
  }
}
