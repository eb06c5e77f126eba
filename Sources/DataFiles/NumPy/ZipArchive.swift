import Matrices

/// A zip archive in memory: as much of the format as archives of arrays use, entries stored or deflated,
/// also of more than 4 GB.
///
/// Source: PKWARE's APPNOTE.TXT 6.3. The directory at the end is believed only as far as it fits the
/// file: entries must lie inside of it and may not overlap.
struct ZipArchive {
  struct Entry {
    let name: String
    let isDeflated: Bool
    let checksum: UInt32
    /// Bytes in the file, and of what they stand for.
    let packed: Int
    let size: Int
    /// Where the entry's own head begins.
    let offset: Int
  }

  private let reader: ByteReader
  private let path: String
  let entries: [Entry]

  init(_ bytes: [UInt8], path: String) throws {
    reader = ByteReader(bytes: bytes)
    self.path = path
    entries = try ZipArchive.directory(reader, path: path)
    try checkOverlap()
  }

  /// What an entry holds, unpacked and checked.
  func contents(_ entry: Entry) throws -> [UInt8] {
    let data = try packedBytes(entry)
    let bytes: [UInt8]
    if entry.isDeflated {
      bytes = try Deflate.unpack(data, size: entry.size, path: path)
    } else {
      guard entry.packed == entry.size else { throw damaged(entry) }
      bytes = Array(data)
    }
    guard try Deflate.checksum(bytes[...]) == entry.checksum else {
      throw DataFileError.malformed(
        path: path, detail: "the checksum of '\(entry.name)' is wrong")
    }
    return bytes
  }

  private func damaged(_ entry: Entry) -> DataFileError {
    .malformed(path: path, detail: "the entry '\(entry.name)' is damaged")
  }

  private func packedBytes(_ entry: Entry) throws -> ArraySlice<UInt8> {
    guard reader.number(4, at: entry.offset) == 0x0403_4B50,
      let name = reader.number(2, at: entry.offset + 26),
      let extra = reader.number(2, at: entry.offset + 28),
      let data = reader.slice(entry.offset + 30 + name + extra, entry.packed)
    else { throw damaged(entry) }
    return data
  }

  private func checkOverlap() throws {
    var end = 0
    for entry in entries.sorted(by: { $0.offset < $1.offset }) {
      let data = try packedBytes(entry)
      guard entry.offset >= end else {
        throw DataFileError.malformed(path: path, detail: "its entries overlap")
      }
      end = data.endIndex
    }
  }

  private static func directory(_ reader: ByteReader, path: String) throws -> [Entry] {
    func damaged() -> DataFileError {
      .malformed(path: path, detail: "the directory of the archive is cut short or damaged")
    }
    guard let end = endRecord(reader), var count = reader.number(2, at: end + 10),
      var offset = reader.number(4, at: end + 16)
    else { throw damaged() }
    if count == 0xFFFF || offset == 0xFFFF_FFFF, reader.number(4, at: end - 20) == 0x0706_4B50 {
      guard let large = reader.number(8, at: end - 12), large <= end,
        reader.number(4, at: large) == 0x0606_4B50,
        let total = reader.number(8, at: large + 32), let start = reader.number(8, at: large + 48)
      else { throw damaged() }
      count = total
      offset = start
    }
    // An entry of the directory takes 46 bytes at least.
    guard offset <= end, count <= (end - offset) / 46 else { throw damaged() }
    var entries: [Entry] = []
    for _ in 0..<count {
      guard let (entry, next) = try entry(reader, at: offset, path: path) else { throw damaged() }
      entries.append(entry)
      offset = next
    }
    return entries
  }

  /// Where the record begins that ends the archive, a comment behind it or not.
  private static func endRecord(_ reader: ByteReader) -> Int? {
    let last = reader.bytes.count - 22
    guard last >= 0 else { return nil }
    return stride(from: last, through: max(0, last - 0xFFFF), by: -1).first {
      reader.bytes[$0] == 0x50 && reader.number(4, at: $0) == 0x0605_4B50
        && reader.number(2, at: $0 + 20) == last - $0
    }
  }

  private static func entry(
    _ reader: ByteReader, at start: Int, path: String
  ) throws -> (Entry, next: Int)? {
    guard reader.number(4, at: start) == 0x0201_4B50, let flags = reader.number(2, at: start + 8),
      let method = reader.number(2, at: start + 10), let sum = reader.number(4, at: start + 16),
      let packed = reader.number(4, at: start + 20), let size = reader.number(4, at: start + 24),
      let nameLength = reader.number(2, at: start + 28),
      let extraLength = reader.number(2, at: start + 30),
      let commentLength = reader.number(2, at: start + 32),
      let offset = reader.number(4, at: start + 42),
      let name = reader.slice(start + 46, nameLength),
      let extra = reader.slice(start + 46 + nameLength, extraLength)
    else { return nil }
    guard flags & 1 == 0 else {
      throw DataFileError.unsupported(path: path, what: "an encrypted archive")
    }
    guard method == 0 || method == 8 else {
      throw DataFileError.unsupported(path: path, what: "the compression method \(method)")
    }
    let wide = try wideNumbers([size, packed, offset], extra, reader, path)
    let entry = Entry(
      name: String(decoding: name, as: UTF8.self), isDeflated: method == 8,
      checksum: UInt32(sum), packed: wide[1], size: wide[0], offset: wide[2])
    return (entry, start + 46 + nameLength + extraLength + commentLength)
  }

  /// The numbers with those that are too large for four bytes taken from the extra field that has them.
  private static func wideNumbers(
    _ numbers: [Int], _ extra: ArraySlice<UInt8>, _ reader: ByteReader, _ path: String
  ) throws -> [Int] {
    guard numbers.contains(0xFFFF_FFFF) else { return numbers }
    var next = extra.startIndex
    while next + 4 <= extra.endIndex, let tag = reader.number(2, at: next),
      let length = reader.number(2, at: next + 2), next + 4 + length <= extra.endIndex
    {
      if tag == 1 {
        var place = next + 4
        return try numbers.map { number in
          guard number == 0xFFFF_FFFF else { return number }
          defer { place += 8 }
          guard place + 8 <= next + 4 + length, let wide = reader.number(8, at: place) else {
            throw DataFileError.malformed(path: path, detail: "the sizes of an entry are missing")
          }
          return wide
        }
      }
      next += 4 + length
    }
    return numbers
  }
}
