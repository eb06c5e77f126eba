import Testing

@testable import Shell

/// Text that comes from elsewhere, as a block.
@Suite(.serialized) struct PasteTests {
  private func cleaned(_ text: String) -> String {
    let pasted = PastedText(Array(text.utf8)) { text in
      text.hasPrefix("for") ? text.hasSuffix("end") : true
    }
    return String(decoding: pasted.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("x = 1\r\ny = 2\r\n", "x = 1\ny = 2"), ("x = 1\ry = 2", "x = 1\ny = 2"),
    ("\tx\t= 1\n\n", "\tx\t= 1"),
    ("a\u{1B}[31m\u{7}b", "a[31mb"), (">> x = 1", "x = 1"), ("octave:12> x\n", "x"),
    ("nnsh:3> x", "x"),
    ("octave.exe:1> x", "x"), (">>", ""), ("a >> b", "a >> b"), ("x > y\n> z", "x > y\n> z"),
    (">> x = 3\nx = 3\n>> y = 4;\n>> y\ny = 4", "x = 3\ny = 4;\ny"),
    (
      "nnsh:8> for l = 1:2\n      >   disp(l)\n      > end\n1\n2\nnnsh:9> x",
      "for l = 1:2\n  disp(l)\nend\nx"
    ),
    (">> for l = 1:2\n  disp(l)\nend\n1\n2", "for l = 1:2\n  disp(l)\nend"),
    ("intro = 1;\n>> x", "intro = 1;\nx"), ("octave:x> 1", "octave:x> 1"),
  ])
  func `prompts and what was printed are taken out`(text: String, expected: String) {
    #expect(cleaned(text) == expected)
  }

  private func pasting(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }

  @Test func `the terminal is asked to mark pastes`() throws {
    let user = try Keyboard()
    #expect(user.see("\u{1B}[?2004h") != nil)
    #expect(user.see("nnsh:1> ") != nil)
    user.type("x = 1\r")
    #expect(user.see("\u{1B}[?2004l") != nil, "what runs gets plain keys")
  }

  @Test func `a pasted session is one block that waits for Enter`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type(
      pasting(
        "octave:1> a = 20;\r\noctave:2> for i = 1:2\r\n> a = a + i;\r\n> end\r\noctave:3> a\r\na = 99\r\n"
      ))
    #expect(
      user.sees([
        "nnsh:1> a = 20;", "      > for i = 1:2", "      > a = a + i;", "      > end", "      > a",
      ]),
      "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("a = 23\r\n") != nil, "\(user.unseen)")
    #expect(user.see("nnsh:2> ") != nil)
    user.type("\u{1B}[A")
    #expect(
      user.sees { $0.lines.last == "      > a" && $0.lines.count == 12 }, "\(user.screen.lines)")
  }

  @Test func `commands in a pasted session are obeyed where they stand`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type(
      pasting(
        "nnsh:1> a = 1;\nnnsh:2> a = 2;\nnnsh:3> :undo\nundone: a = 2;\nnnsh:3> exist(\"a\")\n"))
    #expect(user.sees { $0.lines.last == "      > exist(\"a\")" }, "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("undone: a = 2;") != nil, "\(user.unseen)")
    #expect(user.see("ans = 1") != nil, "\(user.unseen)")
  }

  @Test func `tabs in a paste complete nothing`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type(pasting("if true\n\tvalue\t= 7\nend"))
    #expect(
      user.sees(["nnsh:1> if true", "      >         value   = 7", "      > end"]),
      "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("value = 7\r\n") != nil, "\(user.unseen)")
  }

  @Test func `what is typed behind a paste is not lost`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type(pasting("x = 40") + " + 2\r" + pasting("y = x\n") + "\rz = 5\r")
    #expect(user.see("x = 42\r\n") != nil, "\(user.unseen)")
    #expect(user.see("y = 42\r\n") != nil, "\(user.unseen)")
    #expect(user.see("z = 5\r\n") != nil, "\(user.unseen)")
  }

  @Test func `a megabyte with tabs is taken in and run`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    let line = "\tk\t=\tk + 1;\t% " + String(repeating: "-", count: 80) + "\n"
    let count = (1 << 20) / line.utf8.count + 1
    user.type("k = 0;\r")
    _ = user.see("nnsh:2> ")
    user.type(pasting(String(repeating: line, count: count) + "k\n"))
    #expect(user.sees(within: 60) { $0.lines.last == "      > k" }, "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("k = \(count)\r\n", within: 60) != nil, "\(user.unseen.suffix(300))")
  }

  @Test func `a long statement behind a prompt is taken in too`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    let body = String(repeating: "      >   k = k + 1;\n", count: 5000)
    user.type("k = 0;\r")
    _ = user.see("nnsh:2> ")
    user.type(pasting("nnsh:7> if true\n" + body + "      > end\nnnsh:8> k\n"))
    #expect(user.sees(within: 60) { $0.lines.last == "      > k" }, "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("k = 5000\r\n", within: 60) != nil, "\(user.unseen.suffix(300))")
  }

  @Test func `Ctrl-C ends a paste without an end`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("\u{1B}[200~x = 1")
    user.type("\u{3}")
    #expect(user.see("^C") != nil, "\(user.unseen)")
    user.type("y = 2\r")
    #expect(user.see("y = 2\r\n") != nil, "\(user.unseen)")
  }
}
