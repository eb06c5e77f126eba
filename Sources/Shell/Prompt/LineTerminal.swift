import CSystem
import Glibc

/// A terminal without abilities (`TERM=dumb`, an editor's window): prompts and whole lines, nothing else.
final class LineTerminal: Terminal {
  private var pending: [UInt8] = []

  func readLine(prompt: String) -> Input {
    write(prompt)
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = pending[..<end]
        pending.removeSubrange(...end)
        return .line(String(decoding: line, as: UTF8.self))
      }
      if Int(nnsh_wait_for_input(STDIN_FILENO, -1)) & Int(NNSH_WAIT_INTERRUPT) != 0 {
        nnsh_interrupt_set(false)
        pending.removeAll()
        write("\n")
        return .cancelled
      }
      guard readMore() else { return rest() }
    }
  }

  func remember(_ entry: String) {}

  private func readMore() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &chunk, chunk.count)
    if count > 0 { pending.append(contentsOf: chunk[..<count]) }
    return count > 0 || (count < 0 && errno == EINTR)
  }

  /// At the end of the input: what was typed without a line end, or the end.
  private func rest() -> Input {
    if isatty(STDIN_FILENO) == 0, errno == EIO { return .lost }
    guard !pending.isEmpty else { return .end }
    defer { pending.removeAll() }
    return .line(String(decoding: pending, as: UTF8.self))
  }

  private func write(_ text: String) {
    _ = text.withCString { Glibc.write(STDOUT_FILENO, $0, strlen($0)) }
  }
}
