import CSystem
import Evaluation
import Glibc

/// Standard output and standard error of the process.
///
/// Results are collected, so that a loop that prints costs few system calls; they are handed on when
/// the buffer is full, a message follows, or the last time was a tenth of a second ago (so that progress shows, dot by
/// dot and through a pipe), and on a terminal at every line end.
final class StandardOutput: Output {
  private var buffer: [UInt8] = []
  private var lastFlush = 0.0
  /// How many bytes were handed on, messages included: whether anything came after a figure.
  private(set) var sentCount = 0
  /// What was handed on after the last line end: a terminal's cursor stands behind it.
  private(set) var openLine: [UInt8] = []
  let isTerminal = isatty(STDOUT_FILENO) == 1
  /// Whether results have colours on a terminal.
  var hasColours = false
  private static let capacity = 1 << 16
  /// What is handed over at once; a slow terminal takes milliseconds for it.
  private static let pieceSize = 1 << 14
  /// How much of a line without an end is known.
  private static let longestLine = 4096

  init() { buffer.reserveCapacity(Self.capacity) }

  /// The width of the terminal, asked for anew each time; 0 stands for the usual 80.
  var terminalColumns: () -> Int = { 0 }

  var columns: Int {
    let width = terminalColumns()
    return width >= 20 ? width : 80
  }

  func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity || isDue(after: bytes) { flush() }
  }

  func write(_ text: [UInt8], coloured: () -> [UInt8]) {
    write(isTerminal && hasColours ? coloured() : text)
  }

  func writeMessage(_ text: String) {
    flush()
    send(Array(text.utf8), to: STDERR_FILENO)
  }

  func flush() {
    guard !buffer.isEmpty else { return }
    send(buffer, to: STDOUT_FILENO)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Who wants no hints has a terminal that reads aloud what changes.
  private(set) lazy var rewritesLines =
    isTerminal && TerminalKind.own.movesCursor && TerminalKind.hintsAreWanted

  /// A terminal without abilities shows what it shows.
  func clearScreen() {
    guard isTerminal, TerminalKind.own.movesCursor else { return }
    write("\u{1B}[H\u{1B}[2J")
    flush()
    openLine.removeAll()
  }

  /// Knows that the terminal's cursor stands at the beginning of a line.
  func beginLine() { openLine.removeAll() }

  private func noteOpenLine(_ bytes: [UInt8]) {
    if let end = bytes.lastIndex(of: UInt8(ascii: "\n")) {
      openLine = Array(bytes[(end + 1)...].suffix(Self.longestLine))
    } else {
      openLine = (openLine + bytes).suffix(Self.longestLine)
    }
  }

  private func isDue(after bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if isTerminal, bytes.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      return true
    }
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    let now = Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    if lastFlush == 0 { lastFlush = now }
    guard now - lastFlush > 0.1 else { return false }
    lastFlush = now
    return true
  }

  private func send(_ bytes: [UInt8], to descriptor: Int32) {
    sentCount += bytes.count
    if isTerminal { noteOpenLine(bytes) }
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var sent = 0
      while sent < bytes.count {
        // Of a long text the rest is left out on Ctrl-C.
        if sent > 0, nnsh_interrupt_requested() { return }
        let count = Glibc.write(descriptor, base + sent, min(bytes.count - sent, Self.pieceSize))
        if count > 0 {
          sent += count
        } else if count < 0, errno == EAGAIN {
          var file = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&file, 1, -1)
        } else if count < 0, errno != EINTR {
          Self.stopAfterLostOutput(descriptor, code: errno)
          return
        }
      }
    }
  }

  /// Nobody reads on (`nnsh ... | head`): ends as programs do that the signal kills, but quietly. A full disk
  /// is told. Lost messages do not stop a program.
  private static func stopAfterLostOutput(_ descriptor: Int32, code: Int32) {
    guard descriptor == STDOUT_FILENO else { return }
    if code == EPIPE { _exit(128 + SIGPIPE) }
    let text = "nnsh: cannot write the output: \(systemReason(code))\n"
    _ = text.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
    _exit(1)
  }
}
