import Notebook
import Texts

/// Text of a notebook for an audience: harmless, and broken between words where the terminal ends.
enum DemoText {
  /// - Parameter columns: the width of the terminal.
  static func lines(_ text: String, columns: Int) -> String {
    VisibleText.plain(text).split(separator: "\n", omittingEmptySubsequences: false)
      .map { line($0, columns: columns) }.joined(separator: "\n")
  }

  /// A line with what it is indented by before each of its parts.
  private static func line(_ line: Substring, columns: Int) -> String {
    let indent = line.prefix { $0 == " " }
    var result = String(indent)
    var column = indent.count
    for word in line.split(separator: " ") {
      let width = Glyph.all(of: String(word)).reduce(0) { $0 + $1.width }
      if column > indent.count {
        let fits = column + 1 + width <= columns
        result += fits ? " " : "\n" + indent
        column = fits ? column + 1 : indent.count
      }
      result += word
      column += width
    }
    return result
  }
}
