import Matrices

@testable import DataFiles

/// Damages files at random, the same way for the same seed.
struct FileMutation {
  private var random: RandomStream

  init(seed: UInt64) { random = RandomStream(seed: seed) }

  /// `bytes` after one to four changes; checksums that would hide them are made right again half of the
  /// time.
  mutating func applied(to bytes: [UInt8]) throws -> [UInt8] {
    if bytes.starts(with: [0x50, 0x4B]), random.below(2) == 0 { return try insideArchive(bytes) }
    if bytes.starts(with: [0x1F, 0x8B]), random.below(2) == 0 { return try insideGzip(bytes) }
    var result = changed(bytes)
    if PngFile.isRecognised(result), random.below(2) == 0 { try mendChecksums(&result) }
    return result
  }

  private mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0...random.below(4) {
      guard !result.isEmpty else { return result }
      // Heads are short and decide most.
      let head = random.below(2) == 0
      let place = random.below(head ? min(result.count, 160) : result.count)
      let length = min(1 + random.below(16), result.count - place)
      switch random.below(8) {
      case 0: result[place] ^= 1 << UInt8(random.below(8))
      case 1: result[place] = UInt8(random.below(256))
      case 2: number(at: place, in: &result)
      case 3: digit(at: place, in: &result)
      case 4: result.removeSubrange(place..<(place + length))
      case 5: result.insert(contentsOf: result[place..<(place + length)], at: place)
      case 6:
        let from = random.below(result.count - length + 1)
        result.replaceSubrange(place..<(place + length), with: result[from..<(from + length)])
      default:
        if random.below(3) == 0 { result.removeSubrange(place...) }
      }
    }
    return result
  }

  /// A number of 1, 2, 4 or 8 bytes becomes one that is likely to be wrong.
  private mutating func number(at place: Int, in bytes: inout [UInt8]) {
    let values = [0, 1, -1, 0x7F, 0x80, 0xFF, 0x7FFF_FFFF, 0x8000_0000, Int.max, Int.min, 1 << 40]
    let size = min(1 << random.below(4), bytes.count - place)
    let value = values[random.below(values.count)]
    let isBigEndian = random.below(2) == 0
    for i in 0..<size {
      let byte = UInt8(truncatingIfNeeded: value >> (8 * i))
      bytes[place + (isBigEndian ? size - 1 - i : i)] = byte
    }
  }

  /// The next digit of a text gets more digits behind it, or another sign or mark takes its place.
  private mutating func digit(at place: Int, in bytes: inout [UInt8]) {
    guard let digit = bytes[place...].firstIndex(where: { (48...57).contains($0) }) else { return }
    let texts = [
      "99999999999999999999", "-", "0", "4611686018427387904", "1e999", "65536", "]", ",",
    ]
    bytes.replaceSubrange(digit...digit, with: Array(texts[random.below(texts.count)].utf8))
  }

  /// An archive with one of its arrays changed and its directory sound.
  private mutating func insideArchive(_ bytes: [UInt8]) throws -> [UInt8] {
    let archive = try ZipArchive(bytes, path: "sound")
    var entries = try archive.entries.map {
      (name: $0.name, contents: try archive.contents($0))
    }
    let i = random.below(entries.count)
    entries[i].contents = changed(entries[i].contents)
    return try ZipArchive.bytes(of: entries, compressed: random.below(2) == 0, path: "changed")
  }

  /// A packed file whose contents are changed and whose packing is sound.
  private mutating func insideGzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let contents = changed(try Deflate.unpackGzip(bytes, path: "sound"))
    // One stored block: its length, and that of all bits turned.
    let (low, high) = (UInt8(contents.count & 0xFF), UInt8(contents.count >> 8))
    var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1, low, high, ~low, ~high]
    packed += contents
    packed.append(Int(try Deflate.checksum(contents[...])), size: 4)
    packed.append(contents.count, size: 4)
    return packed
  }

  private func mendChecksums(_ png: inout [UInt8]) throws {
    var next = 8
    while next + 12 <= png.count {
      let length = png[next..<(next + 4)].reduce(0) { $0 << 8 | Int($1) }
      let end = next + 8 + length
      guard end + 4 <= png.count else { return }
      let sum = try Deflate.checksum(png[(next + 4)..<end])
      for i in 0..<4 { png[end + i] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * i)) }
      next = end + 4
    }
  }
}
