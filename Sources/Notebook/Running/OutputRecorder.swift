import Evaluation

/// Keeps what a cell writes, results and messages in their order.
final class OutputRecorder: Output {
  /// A cell that prints more is cut off there: nobody reads on, and no browser shows it.
  let capacity: Int
  /// The capacity for cells of files.
  static let largest = 4 << 20

  let columns = 80
  private(set) var outputs: [CellOutput] = []
  /// The line of the statement that runs.
  var line = 0
  private var notation: CellOutput.Notation?
  private var bytes: [UInt8] = []
  private var size = 0
  private var isCut = false

  init(capacity: Int = OutputRecorder.largest) { self.capacity = capacity }

  func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    let room = max(0, capacity - size)
    self.bytes.append(contentsOf: bytes.prefix(room))
    size += bytes.count
    if bytes.count > room { isCut = true }
  }

  func writeMessage(_ text: String) {
    endText()
    guard size < capacity else { return }
    size += text.utf8.count
    if case .message(let earlier)? = outputs.last?.kind, outputs.last?.line == line {
      outputs[outputs.count - 1] = CellOutput(.message(earlier + text), line: line)
    } else {
      outputs.append(CellOutput(.message(text), line: line))
    }
  }

  func flush() {}

  /// Begins the outputs of a statement on `line`, which prints formulas in `notation` if that is not nil.
  func begin(line: Int, notation: CellOutput.Notation?) {
    endText()
    self.line = line
    self.notation = notation
  }

  /// All that came, and begins anew.
  func take() -> [CellOutput] {
    endText()
    if isCut {
      let note = "(further output of this cell is left out)\n"
      outputs.append(CellOutput(.message(note), line: line))
    }
    defer {
      outputs = []
      notation = nil
      size = 0
      isCut = false
    }
    return outputs
  }

  private func endText() {
    guard !bytes.isEmpty else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    outputs.append(
      CellOutput(notation.map { .formula(text, notation: $0) } ?? .text(text), line: line))
    bytes = []
  }
}
