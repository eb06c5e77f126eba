/// Resolved 0-based indices for one position of an index expression.
///
/// No index is negative; whether an index lies within the array is for reading and deleting to check,
/// and for assignment to grow by.
public enum Subscript: Sendable, Equatable {
  /// A colon: every index of the position.
  case all
  case scalar(Int)
  /// `start`, `start + step`, ...: `count` of them. `step` may be negative, no index is.
  case range(start: Int, step: Int, count: Int)
  /// Any indices; `shape` is that of the index array they were taken from.
  case list([Int], shape: Shape)
}

extension Subscript {
  /// The positions of the true elements of `mask`, with the shape that Octave gives them: a row for a
  /// row, a column for anything else, and 0x0 for a single false.
  public init(mask: Matrix<Bool>) throws {
    if mask.isScalar {
      self = mask[0] ? .scalar(0) : .list([], shape: .empty)
      return
    }
    let indices = try mask.truePositions()
    let isRow = mask.rows == 1 && mask.shape.isMatrix
    self = .list(indices, shape: isRow ? Shape(1, indices.count) : Shape(indices.count, 1))
  }

  /// The indices in `positions` (1-based, as a user writes them).
  ///
  /// - Throws: `MatrixError.badSubscript` with the first value that is no whole number from 1 up.
  public init(oneBased positions: Matrix<Double>) throws {
    if positions.isScalar {
      self = .scalar(try Subscript.index(positions[0]))
      return
    }
    let indices = try positions.withUnsafeElements { source in
      try [Int](unsafeUninitializedCapacity: source.count) { target, filled in
        try Interrupt.pieces(0..<source.count, writing: Int.self) { piece in
          for place in piece {
            target.initializeElement(at: place, to: try Subscript.index(source[place]))
          }
        }
        filled = source.count
      }
    }
    self = .list(indices, shape: positions.shape)
  }

  /// The 0-based index that the number `position` means.
  @inlinable
  public static func index(_ position: Double) throws -> Int {
    guard let index = Int(exactly: position), index >= 1 else {
      throw MatrixError.badSubscript(position)
    }
    return index - 1
  }

  /// How many indices there are when the position has `extent` of them.
  @inlinable
  public func count(in extent: Int) -> Int {
    switch self {
    case .all: extent
    case .scalar: 1
    case .range(_, _, let count): count
    case .list(let indices, _): indices.count
    }
  }

  /// The shape of the index array: a column for a colon, a row for a range.
  @inlinable
  public func shape(in extent: Int) -> Shape {
    switch self {
    case .all: Shape(extent, 1)
    case .scalar: .scalar
    case .range(_, _, let count): Shape(1, count)
    case .list(_, let shape): shape
    }
  }

  /// The largest index; -1 when there is none (a colon has none: it never leaves the array).
  @inlinable
  public var largest: Int {
    switch self {
    case .all: return -1
    case .scalar(let index): return index
    case .range(let start, let step, let count):
      if count == 0 { return -1 }
      let (span, overflow) = step.multipliedReportingOverflow(by: count - 1)
      if overflow { return Int.max }
      let (last, beyond) = start.addingReportingOverflow(span)
      return beyond ? Int.max : max(start, last)
    case .list(let indices, _):
      return indices.withUnsafeBufferPointer { buffer in
        var largest = -1
        for index in buffer where index > largest { largest = index }
        return largest
      }
    }
  }

  /// The extent the position needs so that every index lies within it.
  @inlinable
  public func extent(atLeast extent: Int) throws -> Int {
    let last = largest
    if last == Int.max {
      throw MatrixError.tooLarge(Shape(1, Int.max), elementBytes: 1)
    }
    return max(extent, last + 1)
  }

  /// The indices as one run without gaps: where it starts and how long it is; nil when they are not.
  @inlinable
  public func run(in extent: Int) -> (start: Int, count: Int)? {
    switch self {
    case .all: (0, extent)
    case .scalar(let index): (index, 1)
    case .range(let start, let step, let count):
      step == 1 || count == 1 ? (start, count) : count == 0 ? (0, 0) : nil
    case .list(let indices, _): indices.isEmpty ? (0, 0) : nil
    }
  }

  /// Whether these are all indices of the position in order, as a colon says it.
  @inlinable
  public func coversAll(of extent: Int) -> Bool {
    if case .list(let indices, _) = self {
      return indices.count == extent && indices.elementsEqual(0..<extent)
    }
    guard let run = run(in: extent) else { return false }
    return run.start == 0 && run.count == extent
  }

  /// Whether this is one index, written as a number (not a colon that happens to meet one).
  @inlinable
  public var isScalar: Bool {
    if case .scalar = self { true } else { false }
  }

  @inlinable
  public var isAll: Bool {
    if case .all = self { true } else { false }
  }

  /// Calls `body` with each index in order.
  @inlinable
  func forEachIndex(in extent: Int, _ body: (Int) -> Void) {
    switch self {
    case .all: for index in 0..<extent { body(index) }
    case .scalar(let index): body(index)
    case .range(let start, let step, let count):
      for place in 0..<count { body(start &+ place &* step) }
    case .list(let indices, _): for index in indices { body(index) }
    }
  }

  /// Calls `body` with each index in order; Ctrl-C ends it where `Interrupt.pieces` allows.
  @inlinable
  @inline(__always)
  func forEach<Element>(
    in extent: Int, writing element: Element.Type, _ body: (Int) throws -> Void
  ) throws {
    switch self {
    case .all:
      try Interrupt.pieces(0..<extent, writing: element) { piece in
        for index in piece { try body(index) }
      }
    case .scalar(let index):
      try body(index)
    case .range(let start, let step, let count):
      try Interrupt.pieces(0..<count, writing: element) { piece in
        var index = start &+ piece.lowerBound &* step
        for _ in piece {
          try body(index)
          index &+= step
        }
      }
    case .list(let indices, _):
      try indices.withUnsafeBufferPointer { buffer in
        try Interrupt.pieces(0..<buffer.count, writing: element) { piece in
          for place in piece { try body(buffer[place]) }
        }
      }
    }
  }

  /// Calls `body` with each index and the pieces of 0..<`count`, for copies of whole runs.
  @inlinable
  @inline(__always)
  func forEachRun<Element>(
    _ count: Int, in extent: Int, of element: Element.Type, _ body: (Int, Range<Int>) -> Void
  ) throws {
    try forEach(in: extent, writing: element) { index in
      if count < Interrupt.stride { return body(index, 0..<count) }
      try Interrupt.pieces(0..<count, of: 1 << 20, writing: element) { body(index, $0) }
    }
  }
}
