import Evaluation

/// What `help` prints, put together from a builtin's entry.
enum HelpText {
  static func page(_ builtin: Builtin) -> String {
    var parts = [
      builtin.signature.split(separator: "\n").map { "  \($0)\n" }.joined(),
      wrapped(builtin.summary, indent: "    "),
    ]
    var facts = ""
    if !builtin.shapes.isEmpty { facts += labelled("shapes", builtin.shapes) }
    if !builtin.math.isEmpty { facts += labelled("formula", builtin.math) }
    if !builtin.options.isEmpty {
      facts += labelled("options", builtin.options.joined(separator: ", "))
    }
    parts.append(facts)
    parts.append(
      builtin.examples.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined())
    if !builtin.seeAlso.isEmpty {
      parts.append(labelled("see also", builtin.seeAlso.joined(separator: ", ")))
    }
    let shown = parts.filter { $0.contains { !$0.isWhitespace } }
    return shown.map(withoutEmptyEnd).joined(separator: "\n")
  }

  /// The names in as many columns as fit, sorted downwards.
  static func columns(_ names: [String], width: Int) -> String {
    let cell = (names.map(\.count).max() ?? 0) + 2
    let columns = max(1, (width - 2) / cell)
    let rows = (names.count + columns - 1) / columns
    var text = ""
    for row in 0..<rows {
      var line = "  "
      for index in stride(from: row, to: names.count, by: rows) {
        line += names[index] + String(repeating: " ", count: cell - names[index].count)
      }
      while line.last == " " { line.removeLast() }
      text += line + "\n"
    }
    return text
  }

  /// `text` in lines of at most 80 characters.
  static func wrapped(_ text: String, indent: String) -> String {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, indent.count + last.count + word.count + 1 <= 80 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { indent + $0 + "\n" }.joined()
  }

  private static func labelled(_ label: String, _ text: String) -> String {
    let lines = text.split(separator: "\n")
    let blank = String(repeating: " ", count: label.count)
    return lines.enumerated().map { index, line in
      "    \(index == 0 ? label : blank)\(index == 0 ? ":" : " ") \(line)\n"
    }.joined()
  }

  private static func withoutEmptyEnd(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }
}
