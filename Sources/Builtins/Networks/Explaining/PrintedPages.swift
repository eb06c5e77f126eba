import Matrices
import Texts

/// An explanation for print: LaTeX, Markdown with formulas between dollars, or HTML with MathML.
enum PrintedPage: String, CaseIterable {
  case latex
  case markdown
  case html

  func text(_ explanation: Explanation) -> String {
    var parts = [paragraph(explanation.head)]
    for section in Equation.Section.allCases {
      parts.append(heading(explanation.title(section)))
      for equation in explanation.equations where equation.section == section {
        parts.append(display(equation))
      }
    }
    parts.append(paragraph(explanation.ending))
    parts.append(heading("The same for one example and for many"))
    parts.append(comparison(explanation.comparison))
    let body = parts.joined(separator: self == .markdown ? "\n\n" : "\n")
    return self == .html
      ? "<section class=\"nnsh-explanation\">\n\(body)\n</section>\n" : body + "\n"
  }

  private func paragraph(_ text: String) -> String {
    switch self {
    case .latex: Formula.latexEscaped(text) + "\n"
    case .markdown: text
    case .html: "<p>\(text.htmlEscaped)</p>"
    }
  }

  private func heading(_ text: String) -> String {
    switch self {
    case .latex: "\\subsection*{\(Formula.latexEscaped(text))}"
    case .markdown: "### \(text)"
    case .html: "<h3>\(text.htmlEscaped)</h3>"
    }
  }

  /// One equation with its numbers and shapes.
  private func display(_ equation: Equation) -> String {
    let formula = Formula.parsed(equation.text)
    let remarks = [equation.note, equation.shapes].filter { !$0.isEmpty }.joined(separator: "; ")
    if self == .html {
      let value = equation.numbers.map { "<mo>=</mo>\(PrintedPage.mathML($0))" } ?? ""
      return "<div><math display=\"block\">\(Formula.row(formula.mathML + value))</math>"
        + "<small>\(remarks.htmlEscaped)</small></div>"
    }
    let value = equation.numbers.map { " = " + PrintedPage.latex($0) } ?? ""
    let words = remarks.isEmpty ? "" : " \\quad\\text{\(Formula.latexEscaped(remarks))}"
    let body = formula.latex + value + words
    return self == .latex ? "\\[ \(body) \\]" : "$$\(body)$$"
  }

  private static func latex(_ m: Matrix<Double>) -> String {
    if m.count == 1 { return Formula.latexNumber(ShortNumber.text(m[0])) }
    var rows = Abridged.cells(m).map { $0.map(Formula.latexNumber).joined(separator: " & ") }
    if m.rows > Abridged.most { rows.append("\\vdots") }
    let matrix = "\\begin{bmatrix} " + rows.joined(separator: " \\\\ ") + " \\end{bmatrix}"
    return Abridged.isCut(m)
      ? matrix + "\\quad \\lVert\\cdot\\rVert = \(Formula.latexNumber(Abridged.norm(m)))" : matrix
  }

  private static func mathML(_ m: Matrix<Double>) -> String {
    if m.count == 1 { return "<mn>\(ShortNumber.text(m[0]))</mn>" }
    var rows = Abridged.cells(m).map { $0.map { "<mn>\($0 == "..." ? "⋯" : $0)</mn>" } }
    if m.rows > Abridged.most { rows.append(["<mo>⋮</mo>"]) }
    let norm = "<mspace width=\"1em\"/><mo>‖</mo><mo>·</mo><mo>‖</mo><mo>=</mo>"
    return Formula.table(rows)
      + (Abridged.isCut(m) ? norm + "<mn>\(Abridged.norm(m))</mn>" : "")
  }

  // MARK: - The two notations side by side

  private func comparison(_ rows: [[String]]) -> String {
    switch self {
    case .latex:
      let lines = rows.enumerated().map { index, row in
        row.map { cell($0, index) }.joined(separator: " & ") + " \\\\"
      }
      return "\\begin{tabular}{lll}\n" + lines.joined(separator: "\n") + "\n\\end{tabular}"
    case .markdown:
      var lines = rows.enumerated().map { index, row in
        "| " + row.map { cell($0, index) }.joined(separator: " | ") + " |"
      }
      lines.insert("| --- | --- | --- |", at: min(1, lines.count))
      return lines.joined(separator: "\n")
    case .html:
      let lines = rows.enumerated().map { index, row in
        "<tr>" + row.map { "<td>\(mathCell($0, index))</td>" }.joined() + "</tr>"
      }
      return "<table>\n" + lines.joined(separator: "\n") + "\n</table>"
    }
  }

  /// The first row and the rows of shapes are words, the others formulas.
  private func cell(_ text: String, _ row: Int) -> String {
    if row % 2 == 1 { return "$\(Formula.parsed(text).latex)$" }
    return self == .latex ? Formula.latexEscaped(text) : text
  }

  private func mathCell(_ text: String, _ row: Int) -> String {
    row % 2 == 1
      ? "<math>\(Formula.row(Formula.parsed(text).mathML))</math>" : text.htmlEscaped
  }
}
