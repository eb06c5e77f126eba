import Notebook
import Syntax
import Testing

struct CellTests {
  private func cells(_ text: String) -> [NotebookCell] {
    Notebook(Source(name: "a.nn", text: text)).cells
  }

  @Test func titleTextAndCode() {
    let all = cells(
      "x = 1;\n\n%% == One ==\n% Text with $a_1$.\n%\n% More.\n\n% no text\ny = 2\n\n%%\nz\n")
    #expect(all.map(\.title) == ["", "One", ""])
    #expect(all.map(\.text) == ["", "Text with $a_1$.\n\nMore.", ""])
    #expect(all.map(\.code) == ["x = 1;", "% no text\ny = 2", "z"])
    #expect(all.map(\.line) == [1, 8, 12])
    #expect(all.map(\.isMarked) == [false, true, true])
  }

  @Test func blockOfText() {
    let all = cells("%% A\n%{\nfirst *line*\n\n  second\n%}\nx = 1\n%% B\n% {\n% brace\ny\n")
    #expect(all.map(\.text) == ["first *line*\n\n  second", "{\nbrace"])
    #expect(all.map(\.code) == ["x = 1", "y"])
  }

  /// A `%%` inside a block is a comment, unless the block is never closed.
  @Test func openBlocksEndAtTheNextCell() {
    #expect(cells("%% A\nif 1\n%% inside\nx = 1\nend\n%% B\ny\n").count == 2)
    let broken = cells("%% A\nif 1\nx = 1\n%% B\ny = 2\n%% C\nz = [1 2\n%% D\nw = 3\n")
    #expect(broken.map(\.title) == ["A", "B", "C", "D"])
    #expect(broken.map { $0.program.diagnostics.isEmpty } == [false, true, false, true])
    #expect(broken.map(\.code) == ["if 1\nx = 1", "y = 2", "z = [1 2", "w = 3"])
    #expect(broken.map(\.line) == [2, 5, 7, 9])
  }

  @Test func emptyCellsAreLeftOut() {
    #expect(cells("").isEmpty)
    #expect(cells("\n\n%%\n\n%% \n%% =====\n  \n").isEmpty)
  }

  @Test func otherLineEnds() {
    #expect(cells("%% A\r\n% text\r\nx = 1\r\n%% B\r\ny\r\n").map(\.code) == ["x = 1", "y"])
    #expect(cells("%% A\r% text\rx = 1\r%% B\ry\r").map(\.code) == ["x = 1", "y"])
    #expect(cells("\u{FEFF}x = 1\n").map(\.code) == ["x = 1"])
  }

  /// A cell's own text has nothing but its code, however far down it stands, and the numbers that its lines have in
  /// the file.
  @Test func aCellByItself() throws {
    let cell = try #require(cells(String(repeating: "%% A\nx\n", count: 50) + "y\n  z\n").last)
    let source = cell.source
    #expect(source.bytes == Array("x\ny\n  z".utf8))
    #expect(source.position(of: 4).line == 102 && source.position(of: 4).column == 0)
    #expect(source.line(102) == Array("  z".utf8)[...] && source.line(103).isEmpty)
    #expect(source.line(1).isEmpty && source.line(99).isEmpty && source.lastLine == 102)
    #expect([1, 100, 101, 102, 103].map { source.start(ofLine: $0) } == [0, 0, 2, 4, 7])
  }

  @Test func manyBrokenCells() {
    let text = String(repeating: "%% T\nx = [1 2\n", count: 5000)
    #expect(cells(text).count == 101)
  }
}
