/// Little-endian numbers at checked places of a file in memory.
struct ByteReader {
  let bytes: [UInt8]

  /// The unsigned number of `size` bytes (8 at most) at `offset`; nil outside of the file or of `Int`.
  func number(_ size: Int, at offset: Int) -> Int? {
    guard let slice = slice(offset, size) else { return nil }
    return Int(exactly: slice.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  /// `count` bytes from `offset` on; nil when they do not lie in the file.
  func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
      return nil
    }
    return bytes[offset..<(offset + count)]
  }
}

extension [UInt8] {
  /// Appends the `size` low bytes of `number`, the lowest first.
  mutating func append(_ number: Int, size: Int) {
    for i in 0..<size { append(UInt8(truncatingIfNeeded: number >> (8 * i))) }
  }
}
