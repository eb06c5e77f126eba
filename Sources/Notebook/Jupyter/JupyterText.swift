/// Titles and texts of cells as the Markdown of a Jupyter notebook, and back.
enum JupyterText {
  /// The Markdown cell above a code cell: the title as a heading, then the text. Empty for none.
  static func markdown(of cell: NotebookCell, isFirst: Bool) -> String {
    let heading = cell.title.isEmpty ? "" : (isFirst ? "# " : "## ") + cell.title
    return [heading, cell.text].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The title and the text of a Markdown cell. A heading that no `%%` line can hold stays in the text.
  static func parts(of markdown: String, isFirst: Bool) -> (title: String, text: String) {
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    let mark = isFirst ? "# " : "## "
    guard let first = lines.first, first.hasPrefix(mark) else { return ("", markdown) }
    let title = String(first.dropFirst(mark.count))
    guard title == trimmed(title), !title.isEmpty else { return ("", markdown) }
    guard lines.count > 1 else { return (title, "") }
    // The text follows after one empty line, or the whole stays text.
    guard lines.count > 2, lines[1].isEmpty, !lines[2].isEmpty else { return ("", markdown) }
    return (title, lines.dropFirst(2).joined(separator: "\n"))
  }

  /// A title as it is read from a `%%` line.
  private static func trimmed(_ title: String) -> String {
    func isDecoration(_ character: Character) -> Bool { " \t=-".contains(character) }
    guard let start = title.firstIndex(where: { !isDecoration($0) }),
      let end = title.lastIndex(where: { !isDecoration($0) })
    else { return "" }
    return String(title[start...end])
  }
}
