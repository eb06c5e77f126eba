/// Stable orders of keys: the permutation that sorts.
public enum SortedOrder {
  private struct Record: RadixItem {
    var key: UInt64
    var index: Int
  }

  /// The positions of `keys` from the smallest to the largest (or, `descending`, the other way round);
  /// positions of equal keys stay in order.
  ///
  /// - Throws: `MatrixError.tooLarge`, `.interrupted`.
  public static func of(_ keys: [UInt64], descending: Bool = false) throws -> [Int] {
    try keys.withUnsafeBufferPointer { try of($0, descending: descending) { $0 } }
  }

  /// The order of elements by their keys.
  static func of<Element>(
    _ elements: UnsafeBufferPointer<Element>, descending: Bool, _ key: (Element) -> UInt64
  ) throws -> [Int] {
    let count = elements.count
    guard let records = Buffers.allocate(count, of: Record.self) else {
      throw MatrixError.tooLarge(Shape(count, 1), elementBytes: MemoryLayout<Record>.stride)
    }
    defer { Buffers.release(records, count) }
    guard let spare = Buffers.allocate(count, of: Record.self) else {
      throw MatrixError.tooLarge(Shape(count, 1), elementBytes: MemoryLayout<Record>.stride)
    }
    defer { Buffers.release(spare, count) }
    let turn: UInt64 = descending ? .max : 0
    try Interrupt.pieces(0..<count, writing: Record.self) { piece in
      for index in piece {
        (records + index).initialize(to: Record(key: key(elements[index]) ^ turn, index: index))
      }
    }
    let sorted = try RadixSort.sort(records, spare, count)
    return try [Int](unsafeUninitializedCapacity: count) { order, size in
      try Interrupt.pieces(0..<count, writing: Int.self) { piece in
        for index in piece { order.initializeElement(at: index, to: sorted[index].index) }
      }
      size = count
    }
  }

  /// The positions `0..<count` in the order of `areInOrder` (a strict order), equal ones as they were.
  public static func of(_ count: Int, _ areInOrder: (Int, Int) -> Bool) -> [Int] {
    (0..<count).sorted {
      if areInOrder($0, $1) { return true }
      return areInOrder($1, $0) ? false : $0 < $1
    }
  }
}

extension Matrix where Element: SortableElement {
  /// The elements of each line along `axis` in order, and the 0-based positions they came from.
  ///
  /// Stable. NaN comes last, or first when `descending`.
  public func sorted(
    axis: Int, descending: Bool = false
  ) throws -> (values: Matrix, positions: Matrix<Int>) {
    let positions: Matrix<Int> = try mappedLines(along: axis, to: shape[axis]) { line, order in
      let places = try SortedOrder.of(line, descending: descending, \.orderedKey)
      _ = order.initialize(from: places)
    }
    let layout = AxisLayout(shape, axis: axis)
    let values = try Matrix(shape) { target in
      guard !target.isEmpty else { return }
      try Interrupt.pieces(0..<target.count, writing: Element.self) { piece in
        for index in piece {
          let line = index / layout.block * layout.block + index % layout.inner
          target[index] = self[line + positions[index] * layout.inner]
        }
      }
    }
    return (values, positions)
  }

  /// The order that sorts the rows of a matrix: by the first of `columns` (0-based), then the second, ...;
  /// descending where `descending` says so.
  /// - Precondition: two dimensions; as many `descending` as `columns`, which exist.
  public func rowOrder(by columns: [Int], descending: [Bool]) throws -> [Int] {
    var order = Array(0..<rows)
    for (column, down) in zip(columns, descending).reversed() {
      let keys = order.map { self[$0, column].orderedKey }
      order = try SortedOrder.of(keys, descending: down).map { order[$0] }
    }
    return order
  }
}

extension Matrix<Double> {
  /// The elements of each line along `axis` in order; nil where equal ones differ (NaN, zeros of either sign),
  /// or where lines do not lie in memory one after the other.
  ///
  /// - Throws: `MatrixError.tooLarge`, `.interrupted`.
  public func sortedValues(axis: Int, descending: Bool = false) throws -> Matrix? {
    let length = shape[axis]
    guard axis == 0 || shape.count == length, length > 1 else { return nil }
    let turn: UInt64 = descending ? .max : 0
    var isUnambiguous = true
    let spare = try Matrix<UInt64>(Shape(length, 1)) { _ in }
    let result = try Matrix(shape) { target in
      guard let base = target.baseAddress else { return }
      let keys = UnsafeMutableRawPointer(base).bindMemory(to: UInt64.self, capacity: count)
      isUnambiguous = try fillKeys(keys, turn)
      if isUnambiguous {
        for start in stride(from: 0, to: count, by: length) {
          let (line, other) = (keys + start, spare.storage.base)
          let sorted = try RadixSort.sort(line, other, length)
          try Interrupt.pieces(0..<length, writing: UInt64.self) { piece in
            for index in piece {
              let key = sorted[index] ^ turn
              let sign = UInt64(bitPattern: Int64(bitPattern: ~key) &>> 63)
              line[index] = key ^ (sign | 1 << 63)
            }
          }
        }
      }
      UnsafeMutableRawPointer(base).bindMemory(to: Double.self, capacity: count)
    }
    return isUnambiguous ? result : nil
  }

  /// The keys of all elements; false where two different ones may have the same.
  private func fillKeys(_ keys: UnsafeMutablePointer<UInt64>, _ turn: UInt64) throws -> Bool {
    var ambiguous = 0
    try withUnsafeElements { source in
      try Interrupt.pieces(0..<source.count, writing: UInt64.self) { piece in
        for index in piece {
          let x = source[index]
          let bits = x.bitPattern
          ambiguous |= x == x && bits != 1 << 63 ? 0 : 1
          // All bits turn where the sign is set, the sign alone elsewhere.
          let sign = UInt64(bitPattern: Int64(bitPattern: bits) &>> 63)
          keys[index] = bits ^ (sign | 1 << 63) ^ turn
        }
      }
    }
    return ambiguous == 0
  }
}
