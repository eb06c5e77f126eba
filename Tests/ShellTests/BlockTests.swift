import Testing

@testable import Shell

/// Inputs of several lines, typed, recalled and edited on a real terminal.
@Suite(.serialized) struct BlockTests {
  private let loop = "for i = 1:2\r  printf(\"<%d>\", i)\rend\r"

  @Test func `Up brings a block back as one, and Enter runs it`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type(loop)
    #expect(user.see("<1><2>") != nil)
    #expect(user.see("nnsh:2> ") != nil)
    user.type("\u{1B}[A")
    #expect(
      user.sees(["nnsh:2> for i = 1:2", "      >   printf(\"<%d>\", i)", "      > end"]),
      "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("<1><2>") != nil, "\(user.unseen)")
  }

  @Test func `lines of a block are edited where they stand`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type(loop)
    #expect(user.see("<1><2>") != nil)
    #expect(user.see("nnsh:2> ") != nil)
    // To the first line, its end, and another count.
    user.type("\u{1B}[A\u{1B}[A\u{1B}[A\u{5}\u{8}3")
    #expect(
      user.sees(["nnsh:2> for i = 1:3", "      >   printf(\"<%d>\", i)", "      > end"]),
      "\(user.screen.lines)")
    #expect(user.screen.row == user.screen.lines.count - 3)
    user.type("\r")
    #expect(user.see("<1><2><3>") != nil, "\(user.unseen)")
  }

  @Test func `Up and Down move inside a block and through the history at its edges`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("before = 1;\r")
    _ = user.see("nnsh:2> ")
    user.type("if true\r  x = 2;\rend\r")
    #expect(user.see("nnsh:3> ") != nil)
    user.type("\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A")
    #expect(user.sees(["nnsh:3> before = 1;"]), "\(user.screen.lines)")
    user.type("\u{1B}[B")
    #expect(user.sees(["nnsh:3> if true", "      >   x = 2;", "      > end"]))
    user.type("\u{1B}[B")
    #expect(user.sees(["nnsh:3>"]), "\(user.screen.lines)")
  }

  @Test func `Enter in an incomplete block adds a line at the cursor`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("y = [1\r4];")
    #expect(user.sees(["nnsh:1> y = [1", "      > 4];"]))
    user.type("\u{1B}[A\u{5}\u{1B}\r")
    #expect(user.sees(["nnsh:1> y = [1", "      >", "      > 4];"]), "\(user.screen.lines)")
    user.type("2 + 1\rsize(y), y'\r")
    #expect(user.see("1   3   4") != nil, "\(user.unseen)")
  }

  @Test func `long lines wrap, and the cursor is where the next letter goes`() throws {
    let user = try Keyboard(columns: 20)
    #expect(user.see("nnsh:1> ") != nil)
    user.type("abc = 1234567890123")
    #expect(user.sees(["nnsh:1> abc = 123456", "7890123"]), "\(user.screen.lines)")
    user.type("\u{1}x")
    #expect(user.sees(["nnsh:1> xabc = 12345", "67890123"]), "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("xabc = 1234567890123") != nil, "\(user.unseen)")
  }

  @Test func `the cursor leaves a row that is just full`() throws {
    let user = try Keyboard(columns: 20)
    _ = user.see("nnsh:1> ")
    user.type("x = '日本';y")
    #expect(user.sees { $0.row == $0.lines.count && $0.column == 0 }, "\(user.screen.lines)")
    #expect(user.screen.lines.last == "nnsh:1> x = '日本';y")
    user.type("=1")
    #expect(user.sees(["nnsh:1> x = '日本';y", "=1"]), "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("y = 1") != nil, "\(user.unseen)")
  }

  @Test func `a wide letter that does not fit goes to the next row`() throws {
    let user = try Keyboard(columns: 20)
    _ = user.see("nnsh:1> ")
    user.type("xyz = '日本語e\u{302}';")
    #expect(user.sees(["nnsh:1> xyz = '日本", "語e\u{302}';"]), "\(user.screen.lines)")
    #expect(user.screen.column == 5)
    user.type("\u{1B}[D\u{1B}[D\u{8}\rnumel(xyz)\r")
    #expect(user.see("ans = 9") != nil, "\(user.unseen)")
  }

  /// The terminal of the tests takes one column for each of them.
  @Test(arguments: [("😀", 2), ("👍🏽", 4), ("👩\u{200D}💻", 4), ("❤\u{FE0F}", 1), ("🇩🇪", 2)])
  func `what terminals disagree about does not move what follows`(
    picture: String, width: Int
  ) throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("s = '\(picture)ab'")
    #expect(
      user.sees { $0.lines.last?.hasSuffix("ab'") == true && $0.column == 16 + width },
      "\(user.screen.lines), column \(user.screen.column)")
    let row = user.screen.lines.last ?? ""
    #expect(row.unicodeScalars.count >= 16 + width, "\(row)")
    user.type("\u{1B}[D\u{1B}[D\u{1B}[Dx")
    #expect(user.sees { $0.lines.last?.hasSuffix("xab'") == true && $0.column == 14 + width })
    user.type("\r")
    #expect(user.see("s = \(picture)xab\r\n") != nil, "\(user.unseen)")
  }

  @Test(arguments: [["LANG=C"], ["LC_ALL=C"], ["LC_ALL=POSIX", "LANG=C.UTF-8"], ["LANG="]])
  func `letters are letters in any locale`(environment: [String]) throws {
    let user = try Keyboard(environment: environment)
    _ = user.see("nnsh:1> ")
    user.type("s = 'é日本x'\u{1B}[D\u{1B}[D\u{8}Θ")
    #expect(user.sees(["nnsh:1> s = 'é日Θx'"]), "\(user.screen.lines)")
    #expect(user.screen.column == 17)
    user.type("\r")
    #expect(user.see("s = é日Θx\r\n") != nil, "\(user.unseen)")
    user.type("getenv('LC_ALL')\r")
    let own = environment.first { $0.hasPrefix("LC_ALL=") }.map { $0.dropFirst(7) } ?? ""
    #expect(user.see("ans = \(own)\r\n") != nil, "\(user.unseen)")
  }

  @Test func `tabs and control characters are shown and stay what they are`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("double('\u{16}\t\u{16}\u{1}')")
    #expect(
      user.sees(["nnsh:1> double('" + String(repeating: " ", count: 8) + "^A')"]),
      "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("9   1") != nil, "\(user.unseen)")
  }

  @Test func `a narrower terminal draws the input anew`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("value = 1 + 2 + 3 + 4")
    #expect(user.sees(["nnsh:1> value = 1 + 2 + 3 + 4"]))
    user.resize(to: 20)
    #expect(user.sees(["nnsh:1> value = 1 +", "2 + 3 + 4"]), "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("value = 10") != nil)
  }

  @Test func `a block higher than the screen shows the lines around the cursor`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    let body = (1...40).map { "  x\($0) = \($0);" }.joined(separator: "\r")
    user.type("if true\r\(body)\r")
    #expect(user.sees(within: 20) { $0.last(2) == ["      >   x40 = 40;", "      >"] })
    #expect(user.screen.lines.count == 24)
    for _ in 0..<42 { user.type("\u{1B}[A") }
    #expect(user.sees { $0.lines.first == "nnsh:1> if true" && $0.row == 0 })
    user.type("\u{1B}[B\u{1B}[B\u{5}%")
    #expect(user.sees { $0.lines[2] == "      >   x2 = 2;%" }, "\(user.screen.lines)")
  }

  @Test func `searching shows readline's prompt and finds blocks`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type(loop)
    #expect(user.see("nnsh:2> ") != nil)
    user.type("\u{12}prin")
    #expect(
      user.sees([
        "(reverse-i-search)`prin': for i = 1:2", "      >   printf(\"<%d>\", i)", "      > end",
      ]), "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("<1><2>") != nil, "\(user.unseen)")
  }

  @Test func `Ctrl-C leaves a block below its last line`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("if true\r  x = 3;\r\u{1B}[A\u{1B}[A")
    #expect(user.sees { $0.row == $0.lines.count - 3 })
    user.type("\u{3}")
    #expect(
      user.sees(["nnsh:1> if true", "      >   x = 3;", "      > ^C", "nnsh:1>"]),
      "\(user.screen.lines)")
  }

  @Test func `the prompt begins a line, and input goes on behind what was printed`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("printf(\"open\")\r")
    #expect(user.sees(["open", "nnsh:2>"]), "\(user.screen.lines)")
    user.type("printf(\"Age: \"); age = input(\"\")\r")
    #expect(user.sees { $0.lines.last == "Age:" && $0.column == 5 }, "\(user.screen.lines)")
    user.type("42\u{1}\u{5}\r")
    #expect(user.sees(["Age: 42", "age = 42", "nnsh:3>"]), "\(user.screen.lines)")
  }

  @Test func `a line that another command ends stays on the screen`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("x = 1\r")
    _ = user.see("nnsh:2> ")
    user.type("y = 2\r")
    _ = user.see("nnsh:3> ")
    // Ctrl-O runs the line and brings the next one of the history.
    user.type("\u{1B}[A\u{1B}[A\u{F}")
    #expect(user.sees(["nnsh:3> x = 1", "x = 1", "nnsh:4> y = 2"]), "\(user.screen.lines)")
    user.type("\r")
    #expect(user.sees(["nnsh:4> y = 2", "y = 2", "nnsh:5>"]), "\(user.screen.lines)")
    user.type("\u{4}")
    #expect(user.exitStatus() == 0)
    #expect(user.screen.row == user.screen.lines.count)
  }

  @Test func `a session that was stopped goes on where it was`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("x = [6 7")
    #expect(user.sees(["nnsh:1> x = [6 7"]))
    user.stopAndContinue()
    #expect(user.see("nnsh:1> x = [6 7") != nil, "\(user.unseen)")
    user.type("]\r")
    #expect(user.see("6   7") != nil, "\(user.unseen)")
    #expect(!user.screen.lines.contains { $0.hasPrefix("     ") && $0.hasSuffix("[6 7]") })
  }

  @Test func `clearing the screen keeps the input`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("if true\rx = 5")
    #expect(user.sees(["nnsh:1> if true", "      > x = 5"]))
    user.type("\u{C}")
    #expect(user.sees { $0.lines == ["nnsh:1> if true", "      > x = 5"] }, "\(user.screen.lines)")
  }

  @Test func `killing takes the line, and Ctrl-Y brings it back`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("if true\rx = 5\u{15}")
    #expect(user.sees(["nnsh:1> if true", "      >"]), "\(user.screen.lines)")
    user.type("\u{19}2\u{1}\u{B}\u{19}\rend, x\r")
    #expect(user.see("x = 52") != nil, "\(user.unseen)")
  }
}
