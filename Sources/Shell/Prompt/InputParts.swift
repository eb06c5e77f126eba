/// A block that has commands of the shell among its statements, as a pasted session may: cut where somebody who types
/// would have pressed Enter, so that `:undo` takes back what it took back there.
enum InputParts {
  /// The inputs, none of them blank; a block without commands is one.
  ///
  /// - Parameter isComplete: a line that goes on with a statement is no command, whatever it begins with.
  static func parts(of text: String, isComplete: (String) -> Bool) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 1, lines.contains(where: { $0.hasPrefix(":") }) else { return [text] }
    var parts: [String] = []
    var open: [Substring] = []
    for (index, line) in lines.enumerated() {
      open.append(line)
      let part = open.joined(separator: "\n")
      guard index == lines.count - 1 || part.hasPrefix(":") || isComplete(part) else { continue }
      if !part.trimmingBlanks.isEmpty { parts.append(part) }
      open = []
    }
    return parts
  }
}
