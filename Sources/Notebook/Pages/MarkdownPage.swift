import Texts

/// A notebook that has run as Markdown, with its figures in files of their own.
public struct MarkdownPage {
  /// The page.
  public let text: String
  /// The figures, by the names that the page calls them.
  public let figures: [(name: String, svg: String)]

  /// - Parameter stem: what the names of the figures begin with: `page` gives `page-1.svg`.
  public init(_ notebook: PublishedNotebook, stem: String) {
    var figures: [(name: String, svg: String)] = []
    var parts: [String] = []
    for (index, published) in notebook.cells.enumerated() {
      let words = JupyterText.markdown(of: published.cell, isFirst: index == 0)
      if !words.isEmpty { parts.append(VisibleText.plain(words)) }
      if !published.cell.code.isEmpty {
        parts.append(
          MarkdownFence.block(VisibleText.plain(published.cell.code), language: "octave"))
      }
      for output in published.outputs {
        if case .figure(let svg, let description) = output.kind {
          let name = "\(stem)-\(figures.count + 1).svg"
          figures.append((name, svg))
          parts.append("![\(Self.label(description))](<\(name)>)")
        } else {
          parts.append(Self.block(output.kind))
        }
      }
    }
    text = parts.map { $0 + "\n" }.joined(separator: "\n")
    self.figures = figures
  }

  private static func block(_ kind: CellOutput.Kind) -> String {
    switch kind {
    case .text(let text), .message(let text), .error(let text, _, _):
      MarkdownFence.block(VisibleText.plain(text))
    case .formula(let text, .markdown): text
    case .formula(let text, .latex): MarkdownFence.block(text, language: "latex")
    case .figure: ""
    }
  }

  /// A description on one line, without what would end it.
  private static func label(_ text: String) -> String {
    var label = ""
    for character in VisibleText.plain(text) {
      if "[]\\`*_<>!".contains(character) { label.append("\\") }
      label.append(character.isNewline ? " " : character)
    }
    return label
  }
}
