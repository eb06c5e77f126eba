import Texts

/// A printed explanation in LaTeX as HTML: its headings, displayed formulas, tables and words.
enum LatexDocument {
  static func html(_ source: String) -> String {
    var parts: [String] = []
    var table: [[String]]?
    for line in source.split(separator: "\n") {
      if line.hasPrefix("\\begin{tabular}") {
        table = []
      } else if line.hasPrefix("\\end{tabular}") {
        parts.append(tableHTML(table ?? []))
        table = nil
      } else if table != nil {
        table?.append(cells(line))
      } else {
        parts.append(block(line))
      }
    }
    return parts.map { $0 + "\n" }.joined()
  }

  private static func block(_ line: Substring) -> String {
    if let formula = inside(line, "\\[", "\\]") {
      return "<div>\(LatexFormula.html(formula, isDisplay: true))</div>"
    }
    if let heading = inside(line, "\\subsection*{", "}") {
      return "<h3>\(words(heading))</h3>"
    }
    return "<p>\(words(String(line)))</p>"
  }

  private static func words(_ source: String) -> String {
    Markup.escaped(LatexText.plain(source) ?? source)
  }

  private static func inside(_ line: Substring, _ start: String, _ end: String) -> String? {
    guard line.hasPrefix(start), line.hasSuffix(end), line.count >= start.count + end.count else {
      return nil
    }
    return String(line.dropFirst(start.count).dropLast(end.count))
  }

  /// What stands between the `&` outside of formulas.
  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isFormula = false
    for character in line.hasSuffix("\\\\") ? line.dropLast(2) : line {
      if character == "$" { isFormula.toggle() }
      if character == "&", !isFormula {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  private static func tableHTML(_ rows: [[String]]) -> String {
    let lines = rows.map { row in
      "<tr>" + row.map { "<td>\(cellHTML($0))</td>" }.joined() + "</tr>"
    }
    return "<table>\n" + lines.joined(separator: "\n") + "\n</table>"
  }

  private static func cellHTML(_ cell: String) -> String {
    let text = cell.split(separator: " ").joined(separator: " ")
    if let formula = inside(text[...], "$", "$"), !formula.contains("$") {
      return formula.isEmpty ? "" : LatexFormula.html(formula, isDisplay: false)
    }
    return words(text)
  }
}
