import Texts

/// A notebook as one HTML page that needs nothing else: no script, no network.
public struct HTMLPage {
  /// The picture at an address of the text as a `data:` address; nil for none.
  public var picture: (String) -> String? = { _ in nil }

  public init(picture: @escaping (String) -> String? = { _ in nil }) { self.picture = picture }

  /// Whether the library that sets texts is installed; without it texts stay as they are.
  public static var isAvailable: Bool { MarkdownText.isAvailable }

  /// Nothing but the page's own style and the pictures inside it.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    + "form-action 'none'"

  public func text(_ notebook: PublishedNotebook) -> String {
    text(notebook, policy: Self.policy, style: "", ending: "")
  }

  /// - Parameters:
  ///   - policy: what the browser lets the page do.
  ///   - style: in addition to that of every page.
  ///   - ending: what follows the contents.
  func text(
    _ notebook: PublishedNotebook, policy: String, style: String, ending: String
  ) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(policy)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="generator" content="nnsh">
    <title>\(Markup.escaped(notebook.title))</title>
    <style>
    \(PageStyle.css)
    \(style.isEmpty ? "" : style + "\n")</style>
    </head>
    <body>
    \(main(notebook))
    \(ending)</body>
    </html>

    """
  }

  /// The page without what stands around it.
  func main(_ notebook: PublishedNotebook) -> String {
    let cells = notebook.cells.enumerated().map { cell($1, number: $0 + 1) }
    return "<main>\n" + cells.joined(separator: "\n")
      + "\n<footer>Made by nnsh from \(Markup.escaped(notebook.name))</footer>\n</main>"
  }

  private var markdown: MarkdownText { MarkdownText(picture: picture) }

  func cell(_ published: PublishedCell, number: Int) -> String {
    let cell = published.cell
    var parts: [String] = []
    if let state = published.state.words { parts.append("<div class=\"state\">\(state)</div>") }
    if !cell.title.isEmpty {
      let level = number == 1 ? "h1" : "h2"
      parts.append("<\(level)>\(markdown.inlineHTML(cell.title))</\(level)>")
    }
    if !cell.text.isEmpty {
      parts.append("<div class=\"text\">\n\(markdown.html(cell.text))</div>")
    }
    if !cell.code.isEmpty {
      let code = CodeColours.html(cell.code, isVariable: published.isVariable)
      parts.append("<pre class=\"code\" tabindex=\"0\"><code>\(code)</code></pre>")
    }
    for (index, one) in published.outputs.enumerated() {
      parts.append(output(one, name: "c\(number)o\(index + 1)"))
    }
    let state =
      published.state == .current ? "" : " class=\"\(published.state)\" aria-busy=\"true\""
    return "<section id=\"cell-\(number)\"\(state)>\n" + parts.joined(separator: "\n")
      + "\n</section>"
  }

  /// - Parameter name: what names of its own begin with.
  private func output(_ output: CellOutput, name: String) -> String {
    switch output.kind {
    case .text(let text): return block(text, "output")
    case .message(let text): return block(text, "message")
    case .error(let text, _, _): return block(text, "error")
    case .figure(let svg, let description):
      let inside =
        FigureMarkup.html(svg, description: description, prefix: name)
        ?? "<img alt=\"\(Markup.escaped(description))\" src=\"data:image/svg+xml;base64,"
        + "\(Base64.encoded(svg.utf8))\">"
      return "<figure>\(inside)</figure>"
    case .formula(let text, let notation):
      let html =
        notation == .markdown ? markdown.html(text) : LatexDocument.html(text)
      return "<div class=\"output text\">\n\(html)</div>"
    }
  }

  private func block(_ text: String, _ kind: String) -> String {
    var text = VisibleText.plain(text)
    while text.last == "\n" { text.removeLast() }
    // The first line end of a block is dropped by browsers.
    let first = text.first == "\n" ? "\n" : ""
    return "<pre class=\"\(kind)\" tabindex=\"0\">\(first)\(Markup.entities(text))</pre>"
  }
}
