import Evaluation

/// The language on one page, put together from the entries of the builtins.
public enum Manual {
  public enum Form {
    case markdown, html
  }

  public static func page(_ form: Form) -> String {
    switch form {
    case .markdown: MarkdownManual.page
    case .html: HTMLManual.page
    }
  }

  /// What `help NAME` prints; nil for a name that means no builtin.
  public static func entry(_ name: String) -> String? {
    allBuiltins.first { $0.name == name }.map(HelpText.page)
  }

  /// The builtin that a misspelt name probably means.
  public static func nameNear(_ name: String) -> String? {
    NameSuggestions.closest(to: name, among: allBuiltins.map(\.name))
  }

  static let introduction = """
    nnsh runs the language of GNU Octave, with functions for neural networks. First the language in short, then \
    every function by topic.
    """

  /// The anchor of a topic: its letters, with hyphens for the rest.
  static func anchor(_ title: String) -> String {
    String(title.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
  }

  /// The lines of a builtin's entry that carry a label.
  static func facts(_ builtin: Builtin) -> [(label: String, text: String)] {
    [
      ("Shapes", builtin.shapes), ("Formula", builtin.math),
      ("Options", builtin.options.joined(separator: ", ")),
    ].filter { !$0.1.isEmpty }
  }
}
