import CCmark
import Glibc
import Texts

/// Markdown with formulas as HTML, through cmark. HTML in it is shown and not obeyed.
struct MarkdownText {
  /// The picture at an address as a `data:` address; nil for none.
  var picture: (String) -> String? = { _ in nil }

  /// Whether cmark is installed.
  static var isAvailable: Bool { nnsh_cmark_available() }

  /// The blocks of a text.
  func html(_ markdown: String) -> String {
    let (marked, formulas) = Self.marked(markdown)
    return MarkdownTables.pieces(of: marked).map { piece in
      switch piece {
      case .text(let text): html(text, formulas)
      case .table(let table): table.html { inlineHTML(marked: $0, formulas) }
      }
    }.joined()
  }

  /// One line of text, such as a title, without a block around it.
  func inlineHTML(_ markdown: String) -> String {
    let line = markdown.split(whereSeparator: \.isNewline).joined(separator: " ")
    let (marked, formulas) = Self.marked(line)
    return inlineHTML(marked: marked, formulas)
  }

  private func inlineHTML(marked line: String, _ formulas: [FormulaScanner.Formula]) -> String {
    // As a heading nothing in it begins a list or a quotation, and a last `#` would belong to the mark.
    let line = line.hasSuffix("#") && !line.hasSuffix("\\#") ? line.dropLast() + "\\#" : line[...]
    let html = self.html("# " + line, formulas)
    guard let start = html.firstRange(of: "<h1>"), let end = html.firstRange(of: "</h1>") else {
      return ""
    }
    return String(html[start.upperBound..<end.lowerBound])
  }

  /// The text with marks in the places of its formulas.
  private static func marked(
    _ markdown: String
  ) -> (text: String, formulas: [FormulaScanner.Formula]) {
    var marked = ""
    var formulas: [FormulaScanner.Formula] = []
    for piece in FormulaScanner.pieces(of: withoutMarks(VisibleText.plain(markdown))) {
      switch piece {
      case .text(let text): marked += text
      case .formula(let formula):
        marked += "\(NNSH_CMARK_OPEN)\(formulas.count)\(NNSH_CMARK_CLOSE)"
        formulas.append(formula)
      }
    }
    return (marked, formulas)
  }

  /// Without the characters that stand for formulas below.
  private static func withoutMarks(_ text: String) -> String {
    guard text.contains(NNSH_CMARK_OPEN) || text.contains(NNSH_CMARK_CLOSE) else { return text }
    let marks = NNSH_CMARK_OPEN.unicodeScalars.first
    let ends = NNSH_CMARK_CLOSE.unicodeScalars.first
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(scalar == marks || scalar == ends ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }

  private func html(_ marked: String, _ formulas: [FormulaScanner.Formula]) -> String {
    let strings: [UnsafeMutablePointer<CChar>?] = formulas.flatMap { formula in
      let html = LatexFormula.html(formula.source, isDisplay: formula.isDisplay)
      return [strdup(html), strdup(formula.marked)]
    }
    defer { for string in strings { free(string) } }
    let entries = stride(from: 0, to: strings.count, by: 2).map {
      nnsh_cmark_formula(html: strings[$0], source: strings[$0 + 1])
    }
    let pictures = PictureSource(picture)
    var marked = marked
    let html = marked.withUTF8 { bytes in
      entries.withUnsafeBufferPointer { entries in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          var text = nnsh_cmark_text(
            markdown: characters.baseAddress, length: characters.count,
            formulas: entries.baseAddress, formula_count: entries.count,
            picture: answerPicture, context: Unmanaged.passUnretained(pictures).toOpaque())
          return withExtendedLifetime(pictures) { nnsh_cmark_html(&text) }
        }
      }
    }
    guard let html else { return "" }
    defer { free(html) }
    return String(cString: html)
  }
}

/// What C calls for a picture.
private final class PictureSource {
  let picture: (String) -> String?
  init(_ picture: @escaping (String) -> String?) { self.picture = picture }
}

private func answerPicture(
  _ context: UnsafeMutableRawPointer?, _ url: UnsafePointer<CChar>?
) -> UnsafeMutablePointer<CChar>? {
  guard let context, let url else { return nil }
  let source = Unmanaged<PictureSource>.fromOpaque(context).takeUnretainedValue()
  return source.picture(String(cString: url)).flatMap { strdup($0) }
}
