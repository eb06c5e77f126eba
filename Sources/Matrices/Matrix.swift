/// A dense column-major array of two or more dimensions with value semantics.
///
/// Copies share their storage until one is written (copy on write). Element access by linear 0-based
/// index is *unchecked*: callers check indices that come from a user before they come here.
public struct Matrix<Element> {
  /// For the evaluator's registers, which look at storage without copying the reference.
  public var storage: Storage<Element>

  @inlinable
  public init(storage: Storage<Element>) { self.storage = storage }

  /// An array whose elements `fill` must initialise, all of them, before it returns.
  ///
  /// - Throws: `MatrixError.tooLarge` when the memory cannot be had, and what `fill` throws: the buffer is then
  ///   released without deinitialising elements.
  @inlinable
  public init(
    _ shape: Shape, uninitialized fill: (UnsafeMutableBufferPointer<Element>) throws -> Void
  ) throws {
    guard let count = shape.checkedCount,
      let base = Buffers.allocate(count, of: Element.self)
    else { throw MatrixError.tooLarge(shape, elementBytes: MemoryLayout<Element>.stride) }
    do {
      try fill(UnsafeMutableBufferPointer(start: base, count: count))
    } catch {
      Buffers.release(base, count)
      throw error
    }
    storage = Storage(shape: shape, base: base, capacity: max(1, count), owner: nil)
  }

  /// An array whose elements `fill` initialises in their order, all of them, with `next` behind the last one
  /// that is there at any time it throws: those are then released.
  ///
  /// - Throws: `MatrixError.tooLarge` when the memory cannot be had, and what `fill` throws.
  @inlinable
  public static func inOrder(
    _ shape: Shape, _ fill: (_ next: inout UnsafeMutablePointer<Element>) throws -> Void
  ) throws -> Matrix {
    guard let count = shape.checkedCount,
      let base = Buffers.allocate(count, of: Element.self)
    else { throw MatrixError.tooLarge(shape, elementBytes: MemoryLayout<Element>.stride) }
    var next = base
    do {
      try fill(&next)
    } catch {
      _ = Storage(shape: Shape(next - base, 1), base: base, capacity: max(1, count), owner: nil)
      throw error
    }
    return Matrix(
      storage: Storage(shape: shape, base: base, capacity: max(1, count), owner: nil))
  }

  @inlinable
  public init(_ shape: Shape, repeating value: Element) throws {
    self = try .inOrder(shape) { try $0.append(repeating: value, count: shape.count) }
  }

  /// - Precondition: `elements.count == shape.count` (a bug of the caller otherwise).
  @inlinable
  public init(_ shape: Shape, _ elements: some Collection<Element>) throws {
    precondition(elements.count == shape.count)
    try self.init(shape) { buffer in
      var next = 0
      for element in elements {
        buffer.initializeElement(at: next, to: element)
        next += 1
      }
    }
  }

  /// A 1x1 array.
  @inlinable
  public init(scalar: Element) {
    // One element always fits: `malloc` of a few bytes fails only when the process cannot go on anyway.
    let base = UnsafeMutablePointer<Element>.allocateForScalar()
    base.initialize(to: scalar)
    storage = Storage(shape: .scalar, base: base, capacity: 1, owner: nil)
  }

  /// An array with no elements. - Precondition: `shape.isEmpty`.
  @inlinable
  public init(empty shape: Shape = .empty) {
    precondition(shape.isEmpty)
    let base = UnsafeMutablePointer<Element>.allocateForScalar()
    storage = Storage(shape: shape, base: base, capacity: 1, owner: nil)
  }

  @inlinable public var shape: Shape { storage.shape }
  @inlinable public var rows: Int { storage.shape.rows }
  @inlinable public var columns: Int { storage.shape.columns }
  @inlinable public var count: Int { storage.count }
  @inlinable public var isEmpty: Bool { storage.shape.isEmpty }
  @inlinable public var isScalar: Bool { storage.shape.isScalar }

  /// The element at 0-based column-major position `index`, unchecked on reading. Writing copies shared
  /// storage first; loops write through `withUnsafeMutableElements` instead.
  @inlinable
  public subscript(index: Int) -> Element {
    get { storage.base[index] }
    set {
      makeUnique()
      storage.base[index] = newValue
    }
  }

  /// The element at 0-based (row, column), unchecked on reading.
  @inlinable
  public subscript(row: Int, column: Int) -> Element {
    get { storage.base[row + column * storage.shape.rows] }
    set { self[row + column * storage.shape.rows] = newValue }
  }

  /// The elements, column by column. The pointer is valid only during `body`.
  @inlinable
  public func withUnsafeElements<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeBufferPointer(start: storage.base, count: storage.shape.count))
  }

  /// The elements for writing, after shared storage was copied. The pointer is valid only during `body`.
  @inlinable
  public mutating func withUnsafeMutableElements<Result>(
    _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    makeUnique()
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeMutableBufferPointer(start: storage.base, count: storage.shape.count))
  }

  /// All elements as a Swift array, column by column.
  public var elements: [Element] { withUnsafeElements { Array($0) } }

  /// Whether nobody else refers to this storage, so that writing happens in place.
  @inlinable
  public var isUnique: Bool {
    mutating get { isKnownUniquelyReferenced(&storage) && storage.owner == nil }
  }

  @inlinable
  mutating func makeUnique() {
    if !(isKnownUniquelyReferenced(&storage) && storage.owner == nil) { copyStorage() }
  }

  /// Replaces shared storage by a copy with the same elements.
  ///
  /// Traps when the copy cannot be allocated. What writes to an array that may be shared calls `unshare`
  /// before, which throws.
  @usableFromInline
  mutating func copyStorage() {
    do {
      try reserveUnique(storage.shape.count, endingOnInterrupt: false)
    } catch {
      preconditionFailure("out of memory")
    }
  }

  /// Copies shared storage, so that writing to the elements needs no more memory.
  ///
  /// - Throws: `MatrixError.tooLarge`, `.interrupted`.
  @inlinable
  public mutating func unshare() throws { try reserveUnique(storage.shape.count) }

  /// Makes the storage unshared with room for `capacity` elements, keeping the elements.
  ///
  /// - Throws: `MatrixError.tooLarge`, and `.interrupted` unless told otherwise.
  @inlinable
  public mutating func reserveUnique(_ capacity: Int, endingOnInterrupt: Bool = true) throws {
    let unique = isKnownUniquelyReferenced(&storage) && storage.owner == nil
    if unique, storage.capacity >= capacity { return }
    let count = storage.shape.count
    let room = max(capacity, count, 1)
    guard let base = Buffers.allocate(room, of: Element.self) else {
      throw MatrixError.tooLarge(storage.shape, elementBytes: MemoryLayout<Element>.stride)
    }
    if endingOnInterrupt {
      var next = base
      do {
        try next.append(from: storage.base, count: count)
      } catch {
        _ = Storage(shape: Shape(next - base, 1), base: base, capacity: room, owner: nil)
        throw error
      }
    } else {
      base.initialize(from: storage.base, count: count)
    }
    storage = Storage(shape: storage.shape, base: base, capacity: room, owner: nil)
  }

  /// The same elements in another shape, without copying. - Precondition: equal counts.
  @inlinable
  public func reshaped(_ shape: Shape) -> Matrix {
    precondition(shape.count == storage.shape.count)
    return Matrix(view: storage, offset: 0, shape: shape)
  }

  /// Columns `range` of a matrix (or, with more dimensions, of its 2-D unfolding), without copying.
  /// - Precondition: the range lies within the columns.
  @inlinable
  public func columnSlice(_ range: Range<Int>) -> Matrix {
    let rows = storage.shape.rows
    return Matrix(view: storage, offset: range.lowerBound * rows, shape: Shape(rows, range.count))
  }

  @inlinable
  init(view parent: Storage<Element>, offset: Int, shape: Shape) {
    storage = Storage(
      shape: shape, base: parent.base + offset, capacity: 0, owner: parent.owner ?? parent)
  }
}

extension Matrix {
  /// Whether both are the same storage: a cheap test for "certainly equal".
  @inlinable
  public func isIdentical(to other: Matrix) -> Bool { storage === other.storage }

  /// Where the elements are kept, and how many bytes that takes: views have the memory of what they look at.
  public var memory: (block: UInt, bytes: Int) {
    let whole = storage.owner as? Storage<Element> ?? storage
    return (UInt(bitPattern: whole.base), whole.capacity * MemoryLayout<Element>.stride)
  }

  /// Appends to a row or column vector (or an empty array) in place, doubling the capacity.
  /// - Precondition: `shape` is a vector or 0x0; `isRow` says which way a 0x0 or 1x1 grows.
  public mutating func append(_ element: Element, asRow isRow: Bool) throws {
    let count = storage.shape.count
    let unique = isKnownUniquelyReferenced(&storage) && storage.owner == nil
    if !unique || storage.capacity <= count {
      try reserveUnique(count + max(count, 8))
    }
    (storage.base + count).initialize(to: element)
    storage.shape = isRow ? Shape(1, count + 1) : Shape(count + 1, 1)
  }
}

extension Matrix: @unchecked Sendable where Element: Sendable {}

extension Matrix: Equatable where Element: Equatable {
  public static func == (left: Matrix, right: Matrix) -> Bool {
    guard left.shape == right.shape else { return false }
    return left.withUnsafeElements { a in right.withUnsafeElements { b in a.elementsEqual(b) } }
  }
}
