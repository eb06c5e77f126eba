import Notebook
import Texts

/// Text of a notebook for an audience: harmless, its formulas in characters, and broken between words where the
/// terminal ends.
enum DemoText {
  /// - Parameter columns: the width of the terminal.
  static func lines(_ text: String, columns: Int) -> String {
    paragraphs(VisibleText.plain(LatexLine.text(text))).map { line($0, columns: columns) }.joined(
      separator: "\n")
  }

  /// The lines, those of a paragraph as one. An empty line, an indent and what begins a list or a heading divide.
  private static func paragraphs(_ text: String) -> [Substring] {
    var paragraphs: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let goesOn = line.first.map { $0.isLetter || $0.isNumber || "$`(".contains($0) } ?? false
      let isItem =
        line.prefix { $0.isNumber }.isEmpty ? false : line.drop { $0.isNumber }.hasPrefix(". ")
      if let last = paragraphs.last, !last.isEmpty, last.first != " ", last.first != "#", goesOn,
        !isItem
      {
        paragraphs[paragraphs.count - 1] += " " + line
      } else {
        paragraphs.append(line)
      }
    }
    return paragraphs
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
