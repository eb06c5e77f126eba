/// Where a scan reads from: one byte is looked at before it is taken.
protocol ByteSource: AnyObject {
  /// The next byte, not yet taken; nil at the end.
  func peek() -> UInt8?
  /// Takes the byte that `peek` showed.
  func advance()
  /// How many bytes were taken.
  var taken: Int { get }
}

/// Text in memory as a source.
final class TextSource: ByteSource {
  private let text: [UInt8]
  private(set) var taken = 0

  init(_ text: [UInt8]) { self.text = text }

  func peek() -> UInt8? { taken < text.count ? text[taken] : nil }
  func advance() { taken += 1 }
}
