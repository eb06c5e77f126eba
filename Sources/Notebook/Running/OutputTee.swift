import Evaluation

/// An output that hands everything on and keeps what came since the last `begin`: a prompt shows results and
/// can publish them later.
public final class OutputTee: Output {
  private let base: any Output
  private let recorder = OutputRecorder(capacity: 256 << 10)
  private var isRecording = false

  public init(_ base: any Output) { self.base = base }

  public var columns: Int { base.columns }
  public var isTerminal: Bool { base.isTerminal }
  public var rewritesLines: Bool { base.rewritesLines }
  public func clearScreen() { base.clearScreen() }
  public func flush() { base.flush() }

  public func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    base.write(bytes)
    if isRecording { recorder.write(bytes) }
  }

  public func write(_ text: [UInt8], coloured: () -> [UInt8]) {
    base.write(text, coloured: coloured)
    if isRecording { recorder.write(text) }
  }

  public func writeMessage(_ text: String) {
    base.writeMessage(text)
    if isRecording { recorder.writeMessage(text.withoutColours) }
  }

  public func begin() {
    _ = recorder.take()
    isRecording = true
  }

  /// What came since `begin`.
  public func take() -> [CellOutput] {
    isRecording = false
    return recorder.take()
  }
}

extension String {
  /// Without the sequences that colour messages on a terminal (`ESC [ 1;31 m`).
  fileprivate var withoutColours: String {
    guard unicodeScalars.contains("\u{1B}") else { return self }
    var result = UnicodeScalarView()
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\u{1B}", rest.first == "[" {
        let tail = rest.dropFirst().drop { $0 == ";" || ("0"..."9").contains($0) }
        if tail.first == "m" {
          rest = tail.dropFirst()
          continue
        }
      }
      result.append(scalar)
    }
    return String(result)
  }
}
