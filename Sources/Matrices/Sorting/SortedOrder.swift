import CSystem

/// Stable orders of keys: the permutation that sorts.
public enum SortedOrder {
  @usableFromInline
  struct Record {
    @usableFromInline var key: UInt64
    @usableFromInline var index: Int
    @usableFromInline
    init(key: UInt64, index: Int) {
      self.key = key
      self.index = index
    }
  }

  /// The positions of `keys` from the smallest to the largest (or, `descending`, the other way round);
  /// positions of equal keys stay in order.
  public static func of(_ keys: [UInt64], descending: Bool = false) -> [Int] {
    var records: [Record] = []
    records.reserveCapacity(keys.count)
    for (index, key) in keys.enumerated() {
      records.append(Record(key: descending ? ~key : key, index: index))
    }
    if records.count < 128 {
      records.sort { $0.key == $1.key ? $0.index < $1.index : $0.key < $1.key }
    } else {
      sortByDigits(&records)
    }
    return records.map(\.index)
  }

  /// Radix sort by bytes, the lowest first; bytes that all keys share cost nothing.
  private static func sortByDigits(_ records: inout [Record]) {
    var differing: UInt64 = 0
    let first = records[0].key
    for record in records { differing |= record.key ^ first }
    var spare = records
    for shift in stride(from: UInt64(0), to: 64, by: 8) where (differing >> shift) & 0xff != 0 {
      // Whoever asked for the order asks again, and throws.
      if nnsh_interrupt_requested() { return }
      var starts = [Int](repeating: 0, count: 257)
      records.withUnsafeBufferPointer { source in
        spare.withUnsafeMutableBufferPointer { target in
          starts.withUnsafeMutableBufferPointer { starts in
            for record in source { starts[Int((record.key >> shift) & 0xff) + 1] += 1 }
            for digit in 1..<256 { starts[digit] += starts[digit - 1] }
            for record in source {
              let digit = Int((record.key >> shift) & 0xff)
              target[starts[digit]] = record
              starts[digit] += 1
            }
          }
        }
      }
      swap(&records, &spare)
    }
  }

  /// Radix sort by 11 bits, the lowest first; digits that all keys share cost nothing.
  static func sort(_ keys: inout [UInt64], _ spare: inout [UInt64]) {
    let (bits, width) = (UInt64(11), 1 << 11)
    var differing: UInt64 = 0
    for key in keys { differing |= key ^ keys[0] }
    for shift in stride(from: UInt64(0), to: 64, by: 11)
    where (differing >> shift) & (1 << bits - 1) != 0 {
      if nnsh_interrupt_requested() { return }
      var starts = [Int](repeating: 0, count: width + 1)
      keys.withUnsafeBufferPointer { source in
        spare.withUnsafeMutableBufferPointer { target in
          starts.withUnsafeMutableBufferPointer { starts in
            for key in source { starts[Int((key >> shift) & (1 << bits - 1)) + 1] += 1 }
            for digit in 1..<width { starts[digit] += starts[digit - 1] }
            for key in source {
              let digit = Int((key >> shift) & (1 << bits - 1))
              target[starts[digit]] = key
              starts[digit] += 1
            }
          }
        }
      }
      swap(&keys, &spare)
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
      let keys = line.map(\.orderedKey)
      _ = order.initialize(from: SortedOrder.of(keys, descending: descending))
    }
    if nnsh_interrupt_requested() { throw MatrixError.interrupted }
    let layout = AxisLayout(shape, axis: axis)
    let values = try Matrix(shape) { target in
      guard !target.isEmpty else { return }
      for index in 0..<target.count {
        let line = index / layout.block * layout.block + index % layout.inner
        target[index] = self[line + positions[index] * layout.inner]
      }
    }
    return (values, positions)
  }

  /// The elements of each line along `axis` in order, by their keys alone; nil where equal keys stand for
  /// elements that differ, or where lines are short or do not lie in memory one after the other.
  @specialized(where Element == Double)
  public func sortedValues(axis: Int, descending: Bool = false) throws -> Matrix? {
    let length = shape[axis]
    guard axis == 0 || shape.count == length, length >= 64,
      withUnsafeElements({ !$0.contains(where: \.sharesKey) })
    else { return nil }
    guard let first = withUnsafeElements(\.first), Element.element(withKey: first.orderedKey) != nil
    else { return nil }
    return try Matrix(shape) { target in
      try withUnsafeElements { source in
        var keys = [UInt64](repeating: 0, count: length)
        var spare = keys
        for start in stride(from: 0, to: source.count, by: length) {
          for place in 0..<length {
            let key = source[start + place].orderedKey
            keys[place] = descending ? ~key : key
          }
          SortedOrder.sort(&keys, &spare)
          for place in 0..<length {
            let key = descending ? ~keys[place] : keys[place]
            target[start + place] = Element.element(withKey: key) ?? source[start + place]
          }
          if nnsh_interrupt_requested() { throw MatrixError.interrupted }
        }
      }
    }
  }

  /// The order that sorts the rows of a matrix: by the first of `columns` (0-based), then the second, ...;
  /// descending where `descending` says so.
  /// - Precondition: two dimensions; as many `descending` as `columns`, which exist.
  public func rowOrder(by columns: [Int], descending: [Bool]) -> [Int] {
    var order = Array(0..<rows)
    for (column, down) in zip(columns, descending).reversed() {
      let keys = order.map { self[$0, column].orderedKey }
      order = SortedOrder.of(keys, descending: down).map { order[$0] }
    }
    return order
  }
}
