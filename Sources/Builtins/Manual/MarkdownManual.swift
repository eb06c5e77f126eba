import Evaluation

/// The manual as Markdown.
enum MarkdownManual {
  static var page: String {
    var text = "# The language of nnsh\n\n\(Manual.introduction)\n\n"
    text += "- [The language](#the-language)\n"
    for topic in builtinTopics {
      text += "- [\(topic.title)](#\(Manual.anchor(topic.title)))\n"
    }
    text += "\n## The language\n"
    for section in LanguageSummary.sections {
      text += "\n### \(section.title)\n\n\(section.text)\n\n\(block(section.example))"
    }
    for topic in builtinTopics {
      text += "\n## \(topic.title)\n"
      for builtin in topic.builtins { text += "\n" + entry(builtin) }
    }
    return text
  }

  private static func entry(_ builtin: Builtin) -> String {
    var text = "### `\(builtin.name)`\n\n\(block(builtin.signature))\n\(builtin.summary)\n"
    for fact in Manual.facts(builtin) { text += "\n\(fact.label): `\(fact.text)`\n" }
    if !builtin.examples.isEmpty { text += "\n" + block(builtin.examples) }
    if !builtin.seeAlso.isEmpty {
      text += "\nSee also: " + builtin.seeAlso.map { "`\($0)`" }.joined(separator: ", ") + "\n"
    }
    return text
  }

  /// Text as it is, fenced by more backquotes than stand in it.
  private static func block(_ text: String) -> String {
    var (run, longest) = (0, 2)
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence)text\n\(text.hasSuffix("\n") ? text : text + "\n")\(fence)\n"
  }
}
