import Builtins
import Evaluation
import Glibc
import Syntax
import Testing

@testable import Notebook

/// What a notebook in `Pages` is published as, to the byte. `nnsh publish` writes the expected files; read
/// them before you keep them.
struct PageTests {
  static let folder =
    String(#filePath).split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Pages"

  static func text(of name: String) -> String {
    guard let file = fopen("\(folder)/\(name)", "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func published(_ source: Source) -> PublishedNotebook {
    let notebook = Notebook(source)
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    return PublishedNotebook(notebook, runs: NotebookRunner(session: session).run(notebook.cells))
  }

  static func published(_ name: String) -> PublishedNotebook {
    published(Source(name: "\(name).nn", text: text(of: "\(name).nn")))
  }

  @Test(arguments: ["lecture", "hostile"])
  func pageIsAsItWas(name: String) {
    let notebook = Self.published(name)
    #expect(HTMLPage().text(notebook) == Self.text(of: "\(name).html"))
    #expect(MarkdownPage(notebook, stem: name).text == Self.text(of: "\(name).md"))
    #expect(JupyterPage.text(notebook) == Self.text(of: "\(name).ipynb"))
  }

  @Test(arguments: ["lecture", "hostile"])
  func markupIsWellFormed(name: String) throws {
    let page = HTMLPage().text(Self.published(name))
    let body = try #require(page.firstRange(of: "<body>"))
    let end = try #require(page.firstRange(of: "</html>"))
    #expect(MarkupReader.isWellFormed(String(page[body.lowerBound..<end.lowerBound])))
  }

  /// No text of a notebook becomes an element, an attribute or an address that acts.
  @Test func hostileNotebookDoesNothing() {
    let page = HTMLPage().text(Self.published("hostile"))
    for part in ["<script", "<img src=x", "<div onclick", "href=\"javascript", "<b>", "\u{1B}"] {
      #expect(!page.contains(part), "\(part)")
    }
    #expect(!page.contains("src=\"http"))
    #expect(page.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
    // Every alert is there to be read.
    for number in [1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 13] {
      #expect(page.contains("alert(\(number))"), "\(number)")
    }
  }

  @Test func figuresHaveWords() {
    let notebook = Notebook(Source(name: "a.nn", text: "x = 1;\n"))
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    let runner = NotebookRunner(session: session, figures: OneFigure())
    let page = HTMLPage().text(
      PublishedNotebook(notebook, runs: runner.run(notebook.cells)))
    let markdown = MarkdownPage(
      PublishedNotebook(notebook, runs: runner.run(notebook.cells)), stem: "a")
    #expect(markdown.figures.map(\.name) == ["a-1.svg"])
    #expect(markdown.text.contains("![a \"line\" \\<up\\>](<a-1.svg>)"))
    #expect(
      page.contains(
        "<figure><svg role=\"img\" aria-label=\"a &quot;line&quot; &lt;up&gt;\" viewBox=\"0 0 1 1\">"
          + "<defs><path id=\"c1o1p\"/></defs></svg></figure>"))
  }

  /// What is no picture that a page can take over still shows as one.
  @Test func otherPicturesStandAlone() {
    let notebook = Notebook(Source(name: "a.nn", text: "x = 1;\n"))
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    let runner = NotebookRunner(session: session, figures: OneFigure(svg: "<svg xmlns=\"x\"/>"))
    let page = HTMLPage().text(
      PublishedNotebook(notebook, runs: runner.run(notebook.cells)))
    #expect(
      page.contains(
        "<img alt=\"a &quot;line&quot; &lt;up&gt;\" "
          + "src=\"data:image/svg+xml;base64,PHN2ZyB4bWxucz0ieCIvPg==\">"))
  }

  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")])
  func base64(text: String, expected: String) {
    #expect(Base64.encoded(Array(text.utf8)) == expected)  // RFC 4648, section 10
  }
}

/// Draws the same figure after every cell.
final class OneFigure: FigureSource {
  let svg: String

  init(svg: String = "<svg viewBox='0 0 1 1'><defs><path id='p'/></defs></svg>") { self.svg = svg }

  func changed() -> [CellOutput.Kind] {
    [.figure(svg: svg, description: "a \"line\" <up>")]
  }
  func save() -> Any { 0 }
  func restore(_ state: Any) {}
}
