/// A block cut where it has commands of the shell, which a pasted session may have among its statements.
enum InputParts {
  /// The statements between commands, and the commands, each an input of its own; none is blank.
  ///
  /// - Parameter isComplete: a line that goes on with a statement is no command, whatever it begins with.
  static func parts(of text: String, isComplete: (String) -> Bool) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 1, lines.contains(where: { $0.hasPrefix(":") }) else { return [text] }
    var parts: [String] = []
    var open: [Substring] = []
    func close() {
      let part = open.joined(separator: "\n")
      if !part.trimmingBlanks.isEmpty { parts.append(part) }
      open = []
    }
    for line in lines {
      if line.hasPrefix(":"), isComplete(open.joined(separator: "\n")) {
        close()
        parts.append(String(line))
      } else {
        open.append(line)
      }
    }
    close()
    return parts
  }
}
