import Glibc

/// A place in a text that lies in memory; lines and numbers are read from there on.
struct TextCursor {
  /// The text with a zero byte at its end, where `strtod` stops.
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: [UInt8]) { bytes = text + [0] }

  var left: Int { bytes.count - 1 - position }
  var isAtEnd: Bool { left <= 0 }
  var current: UInt8 { bytes[position] }

  mutating func skip(_ count: Int) { position = min(position + count, bytes.count - 1) }

  /// The rest of the line, without its end, which is passed; nil at the end of the text.
  mutating func line() -> ArraySlice<UInt8>? {
    guard !isAtEnd else { return nil }
    let end = bytes[position..<(bytes.count - 1)].firstIndex(of: 10) ?? bytes.count - 1
    var line = bytes[position..<end]
    position = min(end + 1, bytes.count - 1)
    if line.last == 13 { line.removeLast() }
    return line
  }

  /// The next `count` bytes; nil when there are fewer.
  mutating func take(_ count: Int) -> [UInt8]? {
    guard count >= 0, count <= left else { return nil }
    defer { position += count }
    return Array(bytes[position..<(position + count)])
  }

  /// The number that follows white space; nil when something else does.
  mutating func number() -> Double? {
    let plain = bytes.withUnsafeBufferPointer {
      PlainDecimal.read(UnsafeBufferPointer(rebasing: $0[position...]))
    }
    if let plain {
      position += plain.end
      return plain.value
    }
    return bytes.withUnsafeBytes { raw -> Double? in
      guard let base = raw.bindMemory(to: CChar.self).baseAddress else { return nil }
      let start = base + position
      var end: UnsafeMutablePointer<CChar>?
      let value = strtod(start, &end)
      guard let end, UnsafePointer(end) > start else {
        return missing(start, base)
      }
      position = UnsafePointer(end) - base
      return value
    }
  }

  /// `NA`, which is NaN here.
  private mutating func missing(
    _ start: UnsafePointer<CChar>, _ base: UnsafePointer<CChar>
  ) -> Double? {
    var next = start
    while [9, 10, 13, 32].contains(next.pointee) { next += 1 }
    guard next[0] == 78, next[1] == 65 else { return nil }
    position = next + 2 - base
    return .nan
  }

  mutating func skipLineEnd() {
    if current == 13 { skip(1) }
    if current == 10 { skip(1) }
  }

  mutating func skipBlankLines() {
    while !isAtEnd, [9, 10, 13, 32].contains(current) { skip(1) }
  }
}
