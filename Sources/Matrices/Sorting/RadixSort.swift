/// What a radix sort moves: a key, perhaps with something that belongs to it.
protocol RadixItem: BitwiseCopyable {
  var key: UInt64 { get }
}

extension UInt64: RadixItem {
  var key: UInt64 { self }
}

/// Sorting by digits of the keys, the lowest first: stable, with a few passes over memory.
///
/// Of numbers that spread over many more values than there are numbers the upper digits tell nearly the whole
/// order, and insertion does the rest; where it has too much to do, all digits that differ are sorted by.
enum RadixSort<Item: RadixItem> {
  typealias Items = UnsafeMutablePointer<Item>

  /// Below this count comparing is faster.
  private static var fewest: Int { 192 }
  /// Bits of the keys from which the upper ones are tried alone, and how many of them.
  private static var tried: Int { 33 }

  /// Puts `items` in the order of their keys; gives where they are then, which may be `spare`.
  ///
  /// - Parameter spare: as much room.
  /// - Throws: `MatrixError.interrupted`; the items are then in no order, and some may be lost.
  static func sort(_ items: Items, _ spare: Items, _ count: Int) throws -> Items {
    if count < fewest {
      _ = insert(items, count, moves: .max)
      return items
    }
    let differing = try differingBits(items, count)
    if differing == 0 { return items }
    let low = differing.trailingZeroBitCount
    let high = 64 - differing.leadingZeroBitCount
    if high - low > tried {
      let place = try passes(items, spare, count, from: high - tried, to: high)
      if insert(place, count, moves: 2 * count) { return place }
      let other = place == items ? spare : items
      return try passes(place, other, count, from: low, to: high)
    }
    return try passes(items, spare, count, from: low, to: high)
  }

  /// The bits in which keys differ; 0 also when the items are in order already.
  private static func differingBits(_ items: Items, _ count: Int) throws -> UInt64 {
    let first = items[0].key
    var differing: UInt64 = 0
    var falls = 0
    try Interrupt.pieces(1..<count, writing: Item.self) { piece in
      for index in piece {
        let key = items[index].key
        differing |= key ^ first
        falls &+= items[index &- 1].key > key ? 1 : 0
      }
    }
    return falls == 0 ? 0 : differing
  }

  /// Insertion sort that gives up, with all items still there, when it has moved more than `moves` of them.
  private static func insert(_ items: Items, _ count: Int, moves: Int) -> Bool {
    var left = moves
    for index in 1..<max(1, count) {
      let item = items[index]
      let key = item.key
      if items[index &- 1].key <= key { continue }
      var place = index
      repeat {
        items[place] = items[place &- 1]
        place &-= 1
      } while place > 0 && items[place &- 1].key > key
      items[place] = item
      left -= index - place
      if left < 0 { return false }
    }
    return true
  }

  /// Sorts by the bits `low..<high` of the keys; gives where the items are then.
  private static func passes(
    _ items: Items, _ spare: Items, _ count: Int, from low: Int, to high: Int
  ) throws -> Items {
    let most = count < 4096 ? 8 : 11
    let passes = (high - low + most - 1) / most
    let bits = (high - low + passes - 1) / passes
    let width = 1 << bits
    return try withUnsafeTemporaryAllocation(of: Int.self, capacity: passes * width) { buffer in
      guard let starts = buffer.baseAddress else { return items }
      buffer.initialize(repeating: 0)
      try countDigits(items, count, low, bits, passes, starts)
      var (source, target) = (items, spare)
      for pass in 0..<passes {
        let places = starts + pass * width
        if !becomeStarts(places, width, count) { continue }
        try move(source, target, count, UInt64(low + pass * bits), UInt64(width - 1), places)
        swap(&source, &target)
      }
      return source
    }
  }

  private static func countDigits(
    _ items: Items, _ count: Int, _ low: Int, _ bits: Int, _ passes: Int,
    _ counts: UnsafeMutablePointer<Int>
  ) throws {
    let mask = UInt64(1 << bits - 1)
    try Interrupt.pieces(0..<count, writing: Item.self) { piece in
      for index in piece {
        var rest = items[index].key &>> UInt64(low)
        var digits = counts
        for _ in 0..<passes {
          digits[Int(truncatingIfNeeded: rest & mask)] &+= 1
          rest &>>= UInt64(bits)
          digits += 1 << bits
        }
      }
    }
  }

  /// Turns how often digits occur into where they start; false when all items have the same digit.
  private static func becomeStarts(
    _ counts: UnsafeMutablePointer<Int>, _ width: Int, _ count: Int
  ) -> Bool {
    var sum = 0
    for digit in 0..<width {
      let here = counts[digit]
      if here == count { return false }
      counts[digit] = sum
      sum &+= here
    }
    return true
  }

  private static func move(
    _ source: Items, _ target: Items, _ count: Int, _ shift: UInt64, _ mask: UInt64,
    _ starts: UnsafeMutablePointer<Int>
  ) throws {
    try Interrupt.pieces(0..<count, writing: Item.self) { piece in
      for index in piece {
        let item = source[index]
        let digit = Int(truncatingIfNeeded: (item.key &>> shift) & mask)
        target[starts[digit]] = item
        starts[digit] &+= 1
      }
    }
  }
}
