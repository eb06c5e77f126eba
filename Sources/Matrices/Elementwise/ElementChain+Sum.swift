extension ElementChain {
  /// The sums along 0-based `axis` of the chain's result, with the bits of `Matrix.sum(axis:)`; nil when a
  /// number left the reals, or for lines that do not lie in memory one after the other.
  ///
  /// - Throws: `MatrixError.tooLarge`, `.interrupted`.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func sum(axis: Int) throws -> Matrix<Element>? {
    let count = shape.count
    let failure = FailureFlag()
    var result: Matrix<Element>?
    if shape[axis] == count {
      let total =
        count >= Matrix<Element>.longLine
        ? try longSum(count, failure) : try shortSum(count, failure)
      result = Matrix(scalar: total)
    } else if axis == 0, shape.isMatrix {
      result = try columnSums(failure)
    }
    return failure.isSet ? nil : result
  }

  /// Parts of a long line, each added up by itself, then their sums in order.
  private func longSum(_ count: Int, _ failure: FailureFlag) throws -> Element {
    let parts = (count + Self.block - 1) / Self.block
    let sums = try Matrix<Element>(Shape(parts, 1)) { sums in
      guard let target = sums.baseAddress else { return }
      try run(count, failure) { scratch, range in
        guard evaluate(range, scratch, into: scratch.slots) else { return false }
        target[range.lowerBound / Self.block] = Matrix<Element>.sumOfPart(
          UnsafePointer(scratch.slots), range.count
        ) { $0 }
        return true
      }
    }
    return sums.withUnsafeElements { $0.reduce(0, +) }
  }

  /// The elements from first to last.
  private func shortSum(_ count: Int, _ failure: FailureFlag) throws -> Element {
    var total: Element = 0
    withScratch { scratch in
      for start in stride(from: 0, to: count, by: Self.block) {
        let end = min(start + Self.block, count)
        if !evaluate(start..<end, scratch, into: scratch.slots) {
          failure.set()
          return
        }
        for place in 0..<end - start { total += scratch.slots[place] }
      }
    }
    return total
  }

  /// Four columns side by side, so that their additions do not wait for each other.
  private func columnSums(_ failure: FailureFlag) throws -> Matrix<Element> {
    let (rows, columns) = (shape.rows, shape.columns)
    let together = 4
    return try Matrix<Element>(Shape(1, columns)) { sums in
      guard let target = sums.baseAddress else { return }
      sums.initialize(repeating: 0)
      let size = together * max(1, Self.block * 4 / max(1, rows * together))
      let threshold = max(together, sharedFrom / max(1, rows))
      try Blocks.forEach(count: columns, size: size, threshold: threshold) { range in
        withScratch(lines: together) { scratch in
          for column in stride(from: range.lowerBound, to: range.upperBound, by: together) {
            let width = min(together, range.upperBound - column)
            if failure.isSet { return }
            if !add(column, width, rows, scratch, to: target + column) { failure.set() }
          }
        }
      }
    }
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
