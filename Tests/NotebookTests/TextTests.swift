import Testing

@testable import Notebook

struct TextTests {
  @Test(arguments: [
    ("a $x_1$ b", ["a ", "$x_1$", " b"]), ("$$\nx\n$$", ["$$\nx\n$$"]),
    ("it costs $5 and $6", ["it costs $5 and $6"]), ("$x$5 and $y$", ["$x$5 and ", "$y$"]),
    ("\\$x$ y", ["\\$x$ y"]), ("`$x$` $y$", ["`$x$` ", "$y$"]),
    ("```\n$x$\n```\n$y$", ["```\n$x$\n```\n", "$y$"]), ("$ x$", ["$ x$"]),
    ("$a\n\nb$", ["$a\n\nb$"]), ("$a\nb$", ["$a\nb$"]), ("$\\$$", ["$\\$$"]), ("$$$$", ["$$$$"]),
    ("``a ` $x$`` $y$", ["``a ` $x$`` ", "$y$"]), ("~~~\n$x$", ["~~~\n$x$"]), ("$", ["$"]),
    ("$$a$", ["$$a$"]), ("\\", ["\\"]), ("`$x$", ["`", "$x$"]),
  ])
  func formulas(text: String, expected: [String]) {
    let pieces = FormulaScanner.pieces(of: text).map { piece in
      switch piece {
      case .text(let text): text
      case .formula(let formula): formula.marked
      }
    }
    #expect(pieces.filter { !$0.isEmpty } == expected)
  }

  @Test(arguments: [
    ("a *b* `c`", "a <em>b</em> <code>c</code>"), ("1. x", "1. x"), ("C #", "C #"),
    ("- a", "- a"), ("<b>", "&lt;b&gt;"), ("", ""), ("# x", "# x"),
    ("a\u{E000}0\u{E001}", "a\u{FFFD}0\u{FFFD}"),
  ])
  func titles(text: String, expected: String) {
    #expect(MarkdownText().inlineHTML(text) == expected)
  }

  @Test func picturesAreCarriedAlongOrLinked() {
    let text = MarkdownText { $0 == "a.png" ? "data:image/png;base64,AA==" : nil }
    #expect(
      text.html("![A](a.png) ![B *c*](b.png)")
        == "<p><img src=\"data:image/png;base64,AA==\" alt=\"A\" /> "
        + "<a href=\"b.png\">B <em>c</em></a></p>\n")
    #expect(
      text.html("[![B](b.png)](c) ![](d)")
        == "<p><a href=\"c\">B</a> <a href=\"d\">d</a></p>\n")
  }

  @Test func formulasInCodeAreCode() {
    let html = MarkdownText().html("    $x$ indented\n\n<b $x$>\n\n[a](b$x$ \"t\")")
    #expect(html.contains("<code>$x$ indented"))
    #expect(html.contains("&lt;b "))
    #expect(!html.contains("\u{E000}"))
  }
}
