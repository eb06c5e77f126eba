/// Where a session writes. `Evaluation` knows no terminal and no files: the shell, or a test, hands it one.
public protocol Output: AnyObject {
  /// Results and printed text (standard output).
  func write(_ bytes: UnsafeBufferPointer<UInt8>)
  /// Writes `coloured()` where a person watches on a terminal with colours, else `text`, which says the same.
  func write(_ text: [UInt8], coloured: () -> [UInt8])
  /// Warnings and errors (standard error).
  func writeMessage(_ text: String)
  /// Hands on what was written so far.
  func flush()
  /// The width to which displayed matrices are split; 80 unless a terminal says otherwise.
  var columns: Int { get }
  /// Whether a person watches.
  var isTerminal: Bool { get }
  /// Whether what was written may be written over, as progress does with its line: not where it is read aloud.
  var rewritesLines: Bool { get }
  /// Empties the screen, where there is one.
  func clearScreen()
}

extension Output {
  public var isTerminal: Bool { false }

  public var rewritesLines: Bool { isTerminal }

  public func clearScreen() {}

  public func write(_ text: [UInt8], coloured: () -> [UInt8]) { write(text) }

  public func write(_ text: String) {
    var text = text
    text.withUTF8 { write($0) }
  }

  public func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { write($0) }
  }
}

/// An output that keeps everything, for tests and for `evalc`.
public final class BufferOutput: Output {
  public private(set) var bytes: [UInt8] = []
  public private(set) var messages = ""
  public let columns: Int
  private let keepsMessages: Bool

  /// - Parameter keepsMessages: whether messages are kept in one row with what is printed.
  public init(columns: Int = 80, keepsMessages: Bool = false) {
    (self.columns, self.keepsMessages) = (columns, keepsMessages)
  }

  public func write(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes.append(contentsOf: bytes) }
  public func writeMessage(_ text: String) {
    if keepsMessages { bytes += text.utf8 } else { messages += text }
  }
  public func flush() {}

  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
