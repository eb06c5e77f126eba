import CReadline
import Glibc

/// The keyboard through GNU readline: line editing, history, completion.
final class ReadlineTerminal: Terminal {
  private let complete: ([UInt8]) -> Completions

  /// - Parameter complete: gets the line up to the cursor.
  init(complete: @escaping ([UInt8]) -> Completions) {
    self.complete = complete
    // Readline cuts the line into letters by the locale; the plain one knows no letters beyond ASCII.
    if setlocale(LC_CTYPE, "") == nil || String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" {
      setlocale(LC_CTYPE, "C.UTF-8")
    }
    nnsh_readline_setup(
      answerCompletion, Unmanaged.passUnretained(self).toOpaque())
  }

  func readLine(prompt: String) -> Input {
    var line: UnsafeMutablePointer<CChar>?
    switch nnsh_readline_read(prompt, &line) {
    case NNSH_READ_LINE:
      guard let line else { return .end }
      defer { free(line) }
      return .line(String(cString: line))
    case NNSH_READ_CANCELLED: return .cancelled
    default: return .end
    }
  }

  func remember(_ entry: String) { nnsh_readline_remember(entry) }

  fileprivate func fill(
    _ answer: UnsafeMutablePointer<nnsh_completions>, line: UnsafePointer<CChar>, cursor: Int
  ) {
    let bytes = UnsafeBufferPointer(start: line, count: cursor).map { UInt8(bitPattern: $0) }
    let found = complete(bytes)
    answer.pointee.start = found.start
    answer.pointee.files = found.isFiles
    guard !found.candidates.isEmpty,
      let list = malloc(found.candidates.count * MemoryLayout<UnsafeMutablePointer<CChar>?>.stride)
    else { return }
    let candidates = list.bindMemory(
      to: UnsafeMutablePointer<CChar>?.self, capacity: found.candidates.count)
    for (index, candidate) in found.candidates.enumerated() {
      candidates[index] = strdup(candidate)
    }
    answer.pointee.count = found.candidates.count
    answer.pointee.candidates = candidates
  }
}

/// Readline's way back to the terminal object; C can hold no closure.
private func answerCompletion(
  _ line: UnsafePointer<CChar>?, _ cursor: Int, _ context: UnsafeMutableRawPointer?,
  _ answer: UnsafeMutablePointer<nnsh_completions>?
) {
  guard let line, let context, let answer else { return }
  Unmanaged<ReadlineTerminal>.fromOpaque(context).takeUnretainedValue()
    .fill(answer, line: line, cursor: cursor)
}
