import Texts

/// A notebook that has run as a Jupyter notebook, format 4.5 (nbformat's `notebook.v4.schema.json`).
public enum JupyterPage {
  public static func text(_ notebook: PublishedNotebook) -> String {
    var cells: [JSON] = []
    var executions = 0
    for (index, published) in notebook.cells.enumerated() {
      let cell = published.cell
      let words = JupyterText.markdown(of: cell, isFirst: index == 0)
      if !words.isEmpty { cells.append(markdownCell(words, id: "text-\(index + 1)")) }
      guard !cell.code.isEmpty else { continue }
      executions += 1
      cells.append(codeCell(published, id: "code-\(index + 1)", number: executions))
    }
    let language = object([
      ("name", .text("octave")), ("file_extension", .text(".nn")),
      ("mimetype", .text("text/x-octave")),
    ])
    return object([
      ("cells", .list(cells)), ("metadata", object([("language_info", language)])),
      ("nbformat", .number("4")), ("nbformat_minor", .number("5")),
    ]).written
  }

  static func object(_ members: [(String, JSON)]) -> JSON {
    .object(members.map { JSON.Member(key: $0.0, value: $0.1) })
  }

  /// A text as Jupyter keeps it: a list of its lines, each with its line end.
  static func lines(_ text: String) -> JSON {
    var lines: [JSON] = []
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      line.append(scalar)
      if scalar == "\n" {
        lines.append(.text(String(line)))
        line = String.UnicodeScalarView()
      }
    }
    if !line.isEmpty { lines.append(.text(String(line))) }
    return .list(lines)
  }

  private static func markdownCell(_ text: String, id: String) -> JSON {
    object([
      ("cell_type", .text("markdown")), ("id", .text(id)), ("metadata", object([])),
      ("source", lines(text)),
    ])
  }

  private static func codeCell(_ published: PublishedCell, id: String, number: Int) -> JSON {
    let count: JSON = published.run == nil ? .null : .number("\(number)")
    return object([
      ("cell_type", .text("code")), ("execution_count", count), ("id", .text(id)),
      ("metadata", object([])), ("outputs", .list(published.outputs.map(output))),
      ("source", lines(published.cell.code)),
    ])
  }

  private static func output(_ output: CellOutput) -> JSON {
    switch output.kind {
    case .text(let text): return stream("stdout", text)
    case .message(let text): return stream("stderr", text)
    case .figure(let svg, let description):
      return display([("image/svg+xml", lines(svg)), ("text/plain", lines(description))])
    case .formula(let text, let notation):
      let type = notation == .markdown ? "text/markdown" : "text/latex"
      return display([(type, lines(text)), ("text/plain", lines(text))])
    case .error(let text, let message, let identifier):
      var traceback = VisibleText.plain(text).split(
        separator: "\n", omittingEmptySubsequences: false)
      if traceback.last == "" { traceback.removeLast() }
      return object([
        ("ename", .text(identifier.isEmpty ? "error" : VisibleText.plain(identifier))),
        ("evalue", .text(VisibleText.plain(message))), ("output_type", .text("error")),
        ("traceback", .list(traceback.map { .text(String($0)) })),
      ])
    }
  }

  /// What was printed, with control characters shown: Jupyter would obey some of them.
  private static func stream(_ name: String, _ text: String) -> JSON {
    object([
      ("name", .text(name)), ("output_type", .text("stream")),
      ("text", lines(VisibleText.plain(text))),
    ])
  }

  private static func display(_ data: [(String, JSON)]) -> JSON {
    object([
      ("data", object(data)), ("metadata", object([])), ("output_type", .text("display_data")),
    ])
  }
}
