extension ElementChain {
  /// The sums along 0-based `axis` of the chain's result, with the bits of `Matrix.sum(axis:)`; nil when a
  /// number left the reals, for lines that do not lie in memory one after the other, or without elements.
  ///
  /// - Throws: `MatrixError.tooLarge`, `.interrupted`.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func sum(_ shape: Shape, _ arrays: Arrays, axis: Int) throws -> Matrix<Element>? {
    if shape.isEmpty { return nil }
    if shape.isLine(along: axis) {
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
      if let program = programmed() {
        let (arrays, target) = (Self.asDouble(arrays), Self.asDouble(target))
        isReal = try shared(count) { range in
          stride(from: range.lowerBound, to: range.upperBound, by: Self.block).allSatisfy { start in
            let part = start..<min(start + Self.block, range.upperBound)
            return program.sum(arrays, part, to: target + start / Self.block)
          }
        }
        return
      }
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
    if let program = programmed() {
      var total = 0.0
      guard program.add(Self.asDouble(arrays), 0..<count, to: &total) else { return nil }
      return Element(total)
    }
    var total: Element = 0
    let scratch = ownScratch(arrays)
    for start in stride(from: 0, to: count, by: Self.block) {
      let end = min(start + Self.block, count)
      if !evaluate(start..<end, scratch, into: scratch.slots) { return nil }
      for place in 0..<end - start { total += scratch.slots[place] }
    }
    return total
  }

  /// Short columns block by block, long ones four side by side.
  private func columnSums(_ shape: Shape, _ arrays: Arrays) throws -> Matrix<Element>? {
    let failure = FailureFlag()
    let (rows, columns) = (shape.rows, shape.columns)
    let together = 4
    let isShort = rows <= Self.block / together
    let step = isShort ? Self.block / max(1, rows) : together
    let result = try Matrix<Element>(Shape(1, columns)) { sums in
      guard let target = sums.baseAddress else { return }
      sums.initialize(repeating: 0)
      let size = step * max(1, Self.block * 4 / max(1, rows * step))
      let threshold = max(step, sharedFrom / max(1, rows))
      try Blocks.forEach(count: columns, size: size, threshold: threshold) { range in
        withScratch(arrays, lines: together) { scratch in
          for column in stride(from: range.lowerBound, to: range.upperBound, by: step) {
            if failure.isSet { return }
            let run = column..<min(column + step, range.upperBound)
            let isReal =
              isShort
              ? addShort(run, rows, scratch, to: target)
              : addLong(run, rows, scratch, to: target)
            if !isReal { failure.set() }
          }
        }
      }
    }
    return failure.isSet ? nil : result
  }

  /// Columns that fit a block all together.
  private func addShort(
    _ columns: Range<Int>, _ rows: Int, _ scratch: Scratch<Element>,
    to target: UnsafeMutablePointer<Element>
  ) -> Bool {
    let range = columns.lowerBound * rows..<columns.upperBound * rows
    if !evaluate(range, scratch, into: scratch.lines) { return false }
    Self.add(
      UnsafePointer(scratch.lines), apart: rows, columns.count, rows,
      to: target + columns.lowerBound)
    return true
  }

  /// Up to four columns, each a block at a time.
  private func addLong(
    _ columns: Range<Int>, _ rows: Int, _ scratch: Scratch<Element>,
    to target: UnsafeMutablePointer<Element>
  ) -> Bool {
    for start in stride(from: 0, to: rows, by: Self.block) {
      let count = min(Self.block, rows - start)
      for (line, column) in columns.enumerated() {
        let place = column * rows + start
        let block = scratch.lines + line * Self.block
        if !evaluate(place..<place + count, scratch, into: block) { return false }
      }
      Self.add(
        UnsafePointer(scratch.lines), apart: Self.block, columns.count, count,
        to: target + columns.lowerBound)
    }
    return true
  }

  /// Adds each of the lines to its target, four side by side, so that their additions do not wait for each
  /// other.
  private static func add(
    _ lines: UnsafePointer<Element>, apart stride: Int, _ width: Int, _ count: Int,
    to target: UnsafeMutablePointer<Element>
  ) {
    var line = 0
    while line + 4 <= width {
      let y = target + line
      var (a, b, c, d) = (y[0], y[1], y[2], y[3])
      let p = lines + line * stride
      let (q, r, s) = (p + stride, p + 2 * stride, p + 3 * stride)
      for place in 0..<count {
        a += p[place]
        b += q[place]
        c += r[place]
        d += s[place]
      }
      (y[0], y[1], y[2], y[3]) = (a, b, c, d)
      line += 4
    }
    while line < width {
      var total = target[line]
      for place in 0..<count { total += lines[line * stride + place] }
      target[line] = total
      line += 1
    }
  }
}
