extension Matrix {
  /// Every line along `axis` folded into one value, in order: `axis` gets extent 1.
  ///
  /// Lines that lie in memory one after the other are folded four at a time, others row by row, so that
  /// neighbouring additions do not wait for each other; each line is still added up from its first element
  /// to its last, which gives the same bits as a plain loop.
  @inlinable
  public func folded<Result>(
    along axis: Int, from initial: Result, _ combine: (Result, Element) -> Result
  ) throws -> Matrix<Result> {
    let layout = AxisLayout(shape, axis: axis)
    let source = UnsafePointer(storage.base)
    defer { withExtendedLifetime(storage) {} }
    return try Matrix<Result>(shape.replacing(axis, with: 1)) { target in
      guard let target = target.baseAddress else { return }
      if layout.inner == 1 {
        return try Self.foldColumns(
          source, layout.length, layout.outer, target, initial, combine)
      }
      target.initialize(repeating: initial, count: layout.inner &* layout.outer)
      if layout.length == 0 { return }
      for outer in 0..<layout.outer {
        let line = target + outer * layout.inner
        try Interrupt.pieces(
          0..<layout.length, of: max(1, Interrupt.stride / max(1, layout.inner)),
          writing: Result.self
        ) { positions in
          for position in positions {
            let row = source + outer * layout.block + position * layout.inner
            for place in 0..<layout.inner { line[place] = combine(line[place], row[place]) }
          }
        }
      }
    }
  }

  @inlinable
  static func foldColumns<Result>(
    _ source: UnsafePointer<Element>, _ rows: Int, _ columns: Int,
    _ target: UnsafeMutablePointer<Result>, _ initial: Result,
    _ combine: (Result, Element) -> Result
  ) throws {
    var column = 0
    while column + 4 <= columns {
      let (p, q) = (source + column * rows, source + (column + 1) * rows)
      let (r, s) = (source + (column + 2) * rows, source + (column + 3) * rows)
      var (a, b, c, d) = (initial, initial, initial, initial)
      try Interrupt.pieces(0..<rows, writing: Result.self) { piece in
        for row in piece {
          a = combine(a, p[row])
          b = combine(b, q[row])
          c = combine(c, r[row])
          d = combine(d, s[row])
        }
      }
      (target + column).initialize(to: a)
      (target + column + 1).initialize(to: b)
      (target + column + 2).initialize(to: c)
      (target + column + 3).initialize(to: d)
      column += 4
    }
    while column < columns {
      let p = source + column * rows
      var a = initial
      try Interrupt.pieces(0..<rows, writing: Result.self) { piece in
        for row in piece { a = combine(a, p[row]) }
      }
      (target + column).initialize(to: a)
      column += 1
    }
  }

  /// The running values of the fold along `axis`; the shape stays.
  @inlinable
  public func scanned<Result>(
    along axis: Int, from initial: Result, _ combine: (Result, Element) -> Result
  ) throws -> Matrix<Result> {
    let layout = AxisLayout(shape, axis: axis)
    let source = UnsafePointer(storage.base)
    defer { withExtendedLifetime(storage) {} }
    return try Matrix<Result>(shape) { target in
      guard let target = target.baseAddress, !shape.isEmpty else { return }
      for outer in 0..<layout.outer {
        let from = source + outer * layout.block
        let to = target + outer * layout.block
        for place in 0..<layout.inner {
          (to + place).initialize(to: combine(initial, from[place]))
        }
        try Interrupt.pieces(
          layout.inner..<max(layout.inner, layout.block), writing: Result.self
        ) { piece in
          for place in piece {
            (to + place).initialize(to: combine(to[place - layout.inner], from[place]))
          }
        }
      }
    }
  }

  /// Every line along `axis` handed to `body` as a buffer (a copy when it does not lie in one piece), with
  /// room for `length` results, which become the line along `axis` of the answer.
  @inlinable
  public func mappedLines<Result>(
    along axis: Int, to length: Int,
    _ body: (UnsafeBufferPointer<Element>, UnsafeMutableBufferPointer<Result>) throws -> Void
  ) throws -> Matrix<Result> where Element: BitwiseCopyable, Result: BitwiseCopyable {
    let layout = AxisLayout(shape, axis: axis)
    let source = UnsafePointer(storage.base)
    defer { withExtendedLifetime(storage) {} }
    return try Matrix<Result>(shape.replacing(axis, with: length)) { target in
      guard let target = target.baseAddress else { return }
      let lines = layout.inner &* layout.outer
      if layout.inner == 1 {
        for line in 0..<lines {
          try Interrupt.check(every: 64, at: line)
          try body(
            UnsafeBufferPointer(start: source + line * layout.length, count: layout.length),
            UnsafeMutableBufferPointer(start: target + line * length, count: length))
        }
        return
      }
      guard let input = Buffers.allocate(layout.length, of: Element.self),
        let output = Buffers.allocate(length, of: Result.self)
      else { throw MatrixError.tooLarge(shape, elementBytes: MemoryLayout<Element>.stride) }
      defer {
        Buffers.release(input, layout.length)
        Buffers.release(output, length)
      }
      for line in 0..<lines {
        try Interrupt.check(every: 64, at: line)
        let (outer, place) = line.quotientAndRemainder(dividingBy: layout.inner)
        let from = source + outer * layout.block + place
        for position in 0..<layout.length { input[position] = from[position * layout.inner] }
        try body(
          UnsafeBufferPointer(start: input, count: layout.length),
          UnsafeMutableBufferPointer(start: output, count: length))
        let to = target + outer * layout.inner * length + place
        for position in 0..<length { to[position * layout.inner] = output[position] }
      }
    }
  }
}
