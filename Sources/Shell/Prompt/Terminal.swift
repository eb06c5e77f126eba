import CSystem

/// What came from the keyboard.
enum Input: Equatable {
  case line(String)
  /// Ctrl-C: the line typed so far is thrown away.
  case cancelled
  /// Ctrl-D on an empty line.
  case end
  /// The terminal is gone: its window was closed, or the connection broke.
  case lost
}

/// Somebody who types. The prompt knows the keyboard only through this; tests put a list of lines in its place.
protocol Terminal: AnyObject {
  /// One line, whatever is in it.
  func readLine(prompt: String) -> Input
  /// As many lines as the input needs to be complete.
  func readInput(prompt: String, isComplete: @escaping (String) -> Bool) -> Input
  /// Adds an entry, possibly of several lines, to what the arrow keys bring back.
  func remember(_ entry: String)
}

extension Terminal {
  /// What the user answers a running program; nil when there is no answer. Ctrl-C means the program.
  func answer(to prompt: String) -> String? {
    switch readLine(prompt: prompt) {
    case .line(let text): return text
    case .cancelled:
      nnsh_interrupt_set(true)
      return nil
    case .end, .lost: return nil
    }
  }

  /// Line by line: what was typed before is not to be changed any more.
  func readInput(prompt: String, isComplete: @escaping (String) -> Bool) -> Input {
    var text = ""
    while true {
      let isFirst = text.isEmpty
      switch readLine(prompt: isFirst ? prompt : continuation(of: prompt)) {
      case .cancelled: return .cancelled
      case .lost: return .lost
      case .end: return isFirst ? .end : .line(text)
      case .line(let line):
        text += isFirst ? line : "\n" + line
        if text.trimmingBlanks.isEmpty || isComplete(text) { return .line(text) }
      }
    }
  }
}

/// What stands before the further lines of an input, as wide as its prompt.
func continuation(of prompt: String) -> String {
  String(repeating: " ", count: max(0, prompt.count - 2)) + "> "
}
