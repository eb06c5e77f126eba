import Syntax
import Texts

/// What a page says that each cell gave: to find out whether it still does.
public struct StoredPage: Equatable {
  /// A cell as the page has it.
  public struct Part: Equatable {
    public var code: String
    /// What it gave, line by line.
    public var outputs: [String]
  }

  public let parts: [Part]

  public enum Format: Sendable {
    case html
    case markdown
    case jupyter
  }

  /// Reads a page that nnsh wrote; nil for anything else.
  public init?(_ page: String, format: Format) {
    switch format {
    case .html:
      guard page.contains("<meta name=\"generator\" content=\"nnsh\">") else { return nil }
      parts = Self.htmlParts(page)
    case .jupyter:
      guard let cells = (try? JSONReader.value(of: Array(page.utf8)))?["cells"]?.list else {
        return nil
      }
      parts = cells.compactMap(Self.jupyterPart)
    case .markdown:
      // Nothing there tells a cell's own words from its outputs: the page is looked at as a whole.
      let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
      parts = [Part(code: "", outputs: lines.map(String.init))]
    }
  }

  // MARK: - HTML

  private static func htmlParts(_ page: String) -> [Part] {
    var parts: [Part] = []
    for section in page.split(separator: "<section id=\"cell-").dropFirst() {
      let body = section.firstRange(of: "\n</section>").map { section[..<$0.lowerBound] } ?? section
      guard let start = body.firstRange(of: "<pre class=\"code\""),
        let end = body[start.upperBound...].firstRange(of: "</code></pre>")
      else { continue }
      let outputs = body[end.upperBound...].split(separator: "\n")
      parts.append(
        Part(
          code: plain(body[start.upperBound..<end.lowerBound].drop { $0 != "<" }),
          outputs: outputs.map(plain)))
    }
    return parts
  }

  /// Markup as the text that it shows; pictures stay as they are.
  private static func plain(_ markup: Substring) -> String {
    if markup.contains("<img ") || markup.contains("<svg ") { return String(markup) }
    var text = ""
    var isTag = false
    for character in markup {
      switch character {
      case "<": isTag = true
      case ">" where isTag: isTag = false
      default: if !isTag { text.append(character) }
      }
    }
    let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"]
    for (entity, character) in entities { text = text.replacing(entity, with: character) }
    return text.replacing("&amp;", with: "&")
  }

  // MARK: - Jupyter

  private static func jupyterPart(_ cell: JSON) -> Part? {
    guard cell["cell_type"]?.text == "code" else { return nil }
    let outputs = (cell["outputs"]?.list ?? []).flatMap { output in
      [output["text"], output["traceback"], output["data"]].compactMap { $0 }.flatMap(lines)
    }
    return Part(code: lines(cell["source"] ?? .null).joined(separator: "\n"), outputs: outputs)
  }

  /// The lines of a text or of a list of texts; of other values what is written.
  private static func lines(_ value: JSON) -> [String] {
    switch value {
    case .text(let text): [text.hasSuffix("\n") ? String(text.dropLast()) : text]
    case .list(let list): list.flatMap(lines)
    case .object(let members): members.flatMap { [$0.key] + lines($0.value) }
    case .null, .truth, .number: []
    }
  }

  // MARK: - Differences

  /// A cell that gives something else now.
  public struct Difference: Equatable {
    /// The number of the cell among those with code, from 0 on.
    public let index: Int
    /// Whether its code is another.
    public let isOtherCode: Bool
    /// The lines that differ, without those before and after that are the same.
    public let stored: [String]
    public let now: [String]
  }

  /// What differs from `page`, which was made now.
  public func differences(from page: StoredPage) -> [Difference] {
    zip(parts, page.parts).enumerated().compactMap { index, pair in
      let (stored, now) = pair
      if stored.code != now.code {
        return Difference(index: index, isOtherCode: true, stored: [], now: [])
      }
      guard stored.outputs != now.outputs else { return nil }
      var (old, new) = (stored.outputs[...], now.outputs[...])
      while let first = old.first, first == new.first {
        old.removeFirst()
        new.removeFirst()
      }
      while let last = old.last, last == new.last {
        old.removeLast()
        new.removeLast()
      }
      return Difference(index: index, isOtherCode: false, stored: Array(old), now: Array(new))
    }
  }
}
