/// A text with its name, as bytes: a script, a function file, or one input at the prompt.
public final class Source: Sendable {
  /// A file's path, or `In[3]`.
  public let name: String
  public let bytes: [UInt8]
  /// The number of its first line: 1 unless it is a part of another text.
  public let firstLine: Int
  private let lineStarts: [Int32]

  public init(name: String, bytes: [UInt8], firstLine: Int = 1) {
    self.name = name
    self.bytes = bytes
    self.firstLine = firstLine
    var starts: [Int32] = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(Int32(truncatingIfNeeded: offset + 1))
    }
    lineStarts = starts
  }

  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The line and the 0-based byte column of `offset`.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
    }
    return (low + firstLine, max(0, offset - Int(lineStarts[low])))
  }

  /// The bytes of line `line`, without its line end; none where there is no such line.
  public func line(_ line: Int) -> ArraySlice<UInt8> {
    let index = line - firstLine
    guard lineStarts.indices.contains(index) else { return [] }
    let start = Int(lineStarts[index])
    var end = index + 1 < lineStarts.count ? Int(lineStarts[index + 1]) - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return bytes[start..<max(start, end)]
  }

  /// The offset at which line `line` begins; the end of the text for lines beyond it.
  public func start(ofLine line: Int) -> Int {
    let index = line - firstLine
    return index < 0 ? 0 : index < lineStarts.count ? Int(lineStarts[index]) : bytes.count
  }

  public var lastLine: Int { firstLine + lineStarts.count - 1 }

  /// The text of `span`, clipped to the source.
  public func text(_ span: Span) -> String {
    let start = min(max(0, Int(span.start)), bytes.count)
    let end = min(max(start, Int(span.end)), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
