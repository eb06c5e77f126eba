import Texts

/// A Jupyter notebook, read for the code and the text in it.
public struct JupyterNotebook {
  /// Why a file cannot be read as a notebook.
  public struct Failure: Error, Equatable {
    public let reason: String
  }

  enum Part: Equatable {
    case text(String)
    case code(String)
  }

  let parts: [Part]
  /// The language that the notebook says its code is in; empty when it says none.
  public let language: String

  public init(_ bytes: [UInt8]) throws(Failure) {
    let json: JSON
    do throws(JSONReader.Failure) {
      json = try JSONReader.value(of: bytes)
    } catch {
      throw Failure(reason: "is no Jupyter notebook (\(error.reason), line \(error.line))")
    }
    guard let cells = json["cells"]?.list else {
      let isOld = json["worksheets"] != nil
      throw Failure(
        reason: isOld
          ? "is a notebook of an old format; `jupyter nbconvert --to notebook` renews it"
          : "is no Jupyter notebook (it has no cells)")
    }
    var parts: [Part] = []
    for (index, cell) in cells.enumerated() {
      guard let source = Self.source(of: cell) else {
        throw Failure(reason: "is no Jupyter notebook (cell \(index + 1) has no text)")
      }
      guard let part = Self.part(cell, source) else {
        throw Failure(
          reason: "has a control character in cell \(index + 1), which no program holds")
      }
      parts.append(part)
    }
    self.parts = parts
    let metadata = json["metadata"]
    language =
      metadata?["language_info"]?["name"]?.text ?? metadata?["kernelspec"]?["language"]?.text ?? ""
  }

  /// A text, or a list of its lines; line ends are `\n` afterwards.
  private static func source(of cell: JSON) -> String? {
    let text: String
    switch cell["source"] {
    case .text(let whole)?: text = whole
    case .list(let lines)?:
      let texts = lines.compactMap(\.text)
      guard texts.count == lines.count else { return nil }
      text = texts.joined()
    default: return nil
    }
    return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  /// Nil for characters that a program's file may not hold.
  private static func part(_ cell: JSON, _ source: String) -> Part? {
    let isStrange = source.unicodeScalars.contains {
      $0.value < 0x20 && !"\t\n\u{C}\u{1B}".unicodeScalars.contains($0)
    }
    if isStrange { return nil }
    switch cell["cell_type"]?.text {
    case "code": return .code(source)
    case "markdown": return .text(source)
    // What is neither stays as it is, to be read and not to be run.
    default: return .text(fenced(source))
    }
  }

  private static func fenced(_ source: String) -> String {
    let fence = MarkdownFence.fence(for: source)
    return "\(fence)\n\(source)\n\(fence)"
  }

  // MARK: - The program

  /// The notebook as a program with cells: every Markdown cell and every code cell without one above it
  /// begins with `%%`.
  public var program: String {
    var result = ""
    var awaitsCode = false
    for (index, part) in parts.enumerated() {
      switch part {
      case .text(let markdown):
        if index > 0 { result += "\n" }
        result += Self.head(markdown, isFirst: index == 0)
        awaitsCode = true
      case .code(let code):
        let lines = Self.withoutBlankLines(code)
        guard !lines.isEmpty else { continue }
        if !awaitsCode { result += (index > 0 ? "\n" : "") + "%%\n" }
        // The empty line keeps comments of the code from being text.
        result += "\n" + lines.joined(separator: "\n") + "\n"
        awaitsCode = false
      }
    }
    return result
  }

  /// The `%%` line of a Markdown cell and its text as comments.
  private static func head(_ markdown: String, isFirst: Bool) -> String {
    let (title, text) = JupyterText.parts(of: markdown, isFirst: isFirst)
    let lines = text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false)
    return (title.isEmpty ? "%%" : "%% " + title) + "\n"
      + lines.map { ($0.isEmpty ? "%" : "% " + $0) + "\n" }.joined()
  }

  private static func withoutBlankLines(_ code: String) -> ArraySlice<Substring> {
    func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }
    var lines = code.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let first = lines.first, isBlank(first) { lines.removeFirst() }
    while let last = lines.last, isBlank(last) { lines.removeLast() }
    return lines
  }
}
