import Builtins
import Evaluation
import Syntax
import Testing

@testable import Notebook

/// Notebooks of Jupyter, written and read.
struct JupyterTests {
  private func notebook(_ cells: String, metadata: String = "{}") throws -> JupyterNotebook {
    try JupyterNotebook(
      Array("{\"cells\": [\(cells)], \"metadata\": \(metadata), \"nbformat\": 4}".utf8))
  }

  private func cell(_ kind: String, _ source: String) -> String {
    "{\"cell_type\": \"\(kind)\", \"source\": \(source)}"
  }

  @Test func readsCodeAndText() throws {
    let all = try notebook(
      [
        cell(
          "markdown", "[\"# Title\\n\", \"\\n\", \"a *b*  \\n\", \"%% c\\r\\n\", \"\\n\", \"d\"]"),
        cell("code", "\"\\n% no text\\nx = 1\\n\\n\""), cell("code", "\"y = 2\""),
        cell("markdown", "\"## Second\""), cell("code", "\"\""), cell("raw", "\"a\\n```\\nb\""),
        cell("markdown", "\"## - decorated -\\n\\ntext\""),
        cell("code", "\"\\u00e9\\ud83d\\ude00\""),
      ].joined(separator: ",\n"), metadata: "{\"language_info\": {\"name\": \"octave\"}}")
    #expect(all.language == "octave")
    #expect(
      all.program == """
        %% Title
        % a *b*\u{20}\u{20}
        % %% c
        %
        % d

        % no text
        x = 1

        %%

        y = 2

        %% Second

        %%
        % ````
        % a
        % ```
        % b
        % ````

        %%
        % ## - decorated -
        %
        % text

        é😀

        """)
    let cells = Notebook(Source(name: "a.nn", text: all.program)).cells
    #expect(cells.map(\.title) == ["Title", "", "Second", "", ""])
    #expect(cells[0].text == "a *b*  \n%% c\n\nd")
    #expect(cells[0].code == "% no text\nx = 1")
    #expect(cells[4].text == "## - decorated -\n\ntext")
  }

  @Test(arguments: [
    ("", "a value is missing, line 1"), ("[1,\n2", "',' or ']' is missing, line 2"),
    ("{\"a\":1} x", "something follows the value"), ("{\"cells\": \"x\"}", "it has no cells"),
    ("{\"cells\": [{}]}", "cell 1 has no text"), ("{\"cells\": [1]}", "cell 1 has no text"),
    ("{\"worksheets\": []}", "old format"),
    ("{\"cells\": [{\"source\": [1]}]}", "cell 1 has no text"),
    ("{\"a\": \"\\x\"}", "unknown escape"), ("{\"a\": \"\\u12\"}", "hexadecimal"), ("\"", "no end"),
    ("\"\\", "no end"), ("{1:2}", "a key is missing"), ("{\"a\" 1}", "':' is missing"),
    (
      "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"a\\u0000b\"}]}",
      "control character in cell 1"
    ),
    ("nul", "a value is missing"), ("\"\n\"", "a control character"), ("[1 2]", "is missing"),
  ])
  func refuses(text: String, reason: String) {
    do throws(JupyterNotebook.Failure) {
      _ = try JupyterNotebook(Array(text.utf8))
      Issue.record("\(text) was read")
    } catch {
      #expect(error.reason.contains(reason))
    }
  }

  @Test func deepNestingIsRefused() {
    for part in ["[", "{\"a\":"] {
      let text = String(repeating: part, count: 100_000)
      #expect(throws: JupyterNotebook.Failure.self) { try JupyterNotebook(Array(text.utf8)) }
    }
  }

  // MARK: - There and back

  /// Cells as text and code, those that only text or only code divides put together: what a notebook of
  /// Jupyter keeps.
  private func contents(_ notebook: Notebook) -> [String] {
    notebook.cells.enumerated().flatMap { index, cell in
      [JupyterText.markdown(of: cell, isFirst: index == 0), cell.code].filter { !$0.isEmpty }
    }
  }

  private func backAgain(_ notebook: Notebook) throws -> Notebook {
    let text = JupyterPage.text(PublishedNotebook(notebook, runs: []))
    let program = try JupyterNotebook(Array(text.utf8)).program
    return Notebook(Source(name: "a.nn", text: program))
  }

  @Test(arguments: ["lecture", "hostile"])
  func pagesComeBack(name: String) throws {
    let notebook = Notebook(Source(name: "a.nn", text: PageTests.text(of: "\(name).nn")))
    #expect(contents(try backAgain(notebook)) == contents(notebook))
  }

  /// Random notebooks: all code and text is there again, and coming back twice changes nothing more.
  @Test func randomNotebooksComeBack() throws {
    var random = SystemRandomNumberGenerator()
    // Blocks are closed: what one cell opens and another closes belongs to one cell.
    let lines = [
      "x = 1;", "% comment", "%{\nblock %% of\n\ntext\n%}", "if x\n%% inside\n  y\nend", "", "",
      "%%",
      "%% Title", "%% # T #", "%", "% - list", "%   indented", "y = 'a % b';", "# other", "%%%",
      "%% == A ==", "% # Heading", "% ## Second", "% {", "z = [1 2\n3];", "  z", "% a  ", "%%%% x",
      "function f()\n  % help\nend", "disp(\"\\n\")",
    ]
    for _ in 0..<500 {
      let count = Int.random(in: 0...20, using: &random)
      let text = (0..<count).map { _ in lines.randomElement(using: &random) ?? "" }
        .joined(separator: "\n")
      let notebook = Notebook(Source(name: "a.nn", text: text))
      let once = try backAgain(notebook)
      #expect(contents(once) == contents(notebook), "\(text)")
      #expect(try backAgain(once).source.bytes == once.source.bytes, "\(text)")
    }
  }
}
