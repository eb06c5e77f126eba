import Testing

@testable import Shell

/// Colours and hints of what is typed.
@Suite(.serialized) struct TypingColourTests {
  private static let words: [String: NameMeaning] = [
    "x": .variable, "Theta1": .variable, "sum": .function, "disp": .function, "hold": .function,
    "train": .function,
  ]

  /// The coloured pieces as `style:text`.
  private func pieces(_ text: String, cursor: Int? = nil) -> [String] {
    let bytes = Array(text.utf8)
    return InputColours { Self.words[$0] ?? .nothing }.styles(of: bytes, cursor: cursor).map {
      "\($0.style):" + String(decoding: bytes[$0.range], as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("if x > 2", ["keyword:if", "number:2"]),
    ("sum('a') % so", ["function:sum", "string:'a'", "comment:% so"]),
    ("x' + y", ["wrong:y"]), ("hold on", ["function:hold", "string:on"]),
    ("x.field + s.x", ["wrong:s"]), ("y = 3; y + x", ["number:3"]),
    ("[h, a] = sum(x); h + a", ["function:sum"]), ("[h, a", []),
    ("y(2, 1) = x;", ["number:2", "number:1"]),
    ("for k = 1:3\n  disp(k)", ["keyword:for", "number:1", "number:3", "function:disp"]),
    ("f = @(a, b) a + b + c;", ["wrong:c"]),
    ("function r = f(a)\n r = a + q;\nend", ["keyword:function", "wrong:q", "keyword:end"]),
    ("train(x, rate=0.1)", ["function:train", "number:0.1"]),
    ("disp(\"open", ["function:disp", "string:\"open"]), (":undo 2", []), ("Θ1 = x ⊙ x;", []),
    (
      "try\n x\ncatch err\n disp(err)\nend",
      ["keyword:try", "keyword:catch", "function:disp", "keyword:end"]
    ),
  ])
  func `each piece has the colour of what it is`(text: String, expected: [String]) {
    #expect(pieces(text) == expected)
  }

  @Test func `a name that is being typed is not wrong yet`() {
    #expect(pieces("x + Thet", cursor: 8) == [])
    #expect(pieces("x + Thet ", cursor: 9) == ["wrong:Thet"])
  }

  @Test(arguments: [
    ("sum(x)", 6, ["function:sum", "bracket:(", "bracket:)"]),
    ("sum(x)", 3, ["function:sum", "bracket:(", "bracket:)"]),
    ("sum(x]", 6, ["function:sum", "loneBracket:]"]),
    ("x)", 2, ["loneBracket:)"]), ("sum(x", 5, ["function:sum"]),
    ("sum(')')", 8, ["function:sum", "bracket:(", "string:')'", "bracket:)"]),
  ])
  func `the bracket at the cursor and its partner are marked`(
    text: String, cursor: Int, expected: [String]
  ) {
    #expect(pieces(text, cursor: cursor) == expected)
  }

  @Test func `colours appear while typing and stay in the transcript`() throws {
    let user = try Keyboard(terminal: "xterm-256color", hasColours: true)
    _ = user.see("nnsh:1> ")
    user.type("if true, disp('yes'), nowhere, end")
    #expect(
      user.sees { $0.styles(of: "if true") == ["35", "35", "", "94", "94", "94", "94"] },
      "\(user.screen.lines)")
    #expect(user.screen.styles(of: "'yes'")?.allSatisfy { $0 == "32" } == true)
    #expect(user.screen.styles(of: "nowhere")?.allSatisfy { $0 == "31" } == true)
    user.type("\r")
    #expect(user.see("nowhere") != nil)
    #expect(user.screen.styles(of: "'yes'")?.allSatisfy { $0 == "32" } == true)
  }

  @Test(arguments: ["xterm", "dumb"])
  func `without colours nothing but the text is written`(terminal: String) throws {
    let user = try Keyboard(terminal: terminal)
    _ = user.see("nnsh:1> ")
    user.type("x = sum(3)\r")
    let shown = user.see("x = 3\r\n")
    #expect(shown?.contains("\u{1B}[3") == false)
  }

  @Test func `a hint tells the rest of the last line alike, and Right takes it`() throws {
    let user = try Keyboard(terminal: "xterm-256color", hasColours: true)
    _ = user.see("nnsh:1> ")
    user.type("alpha = 6 * 7\r")
    #expect(user.see("alpha = 42") != nil)
    _ = user.see("nnsh:2> ")
    user.type("al")
    #expect(user.sees(["nnsh:2> alpha = 6 * 7"]), "\(user.screen.lines)")
    #expect(user.screen.styles(of: "pha = 6 * 7")?.allSatisfy { $0 == "90" } == true)
    #expect(user.screen.column == 10)
    user.type("\u{1B}[C\r")
    #expect(user.see("alpha = 42\r\n") != nil, "\(user.unseen)")
    _ = user.see("nnsh:3> ")
    // What is not taken is gone from the transcript.
    user.type("al\r")
    #expect(user.sees { $0.lines.contains("nnsh:3> al") }, "\(user.screen.lines)")
  }

  @Test func `a hint tells how the function is called`() throws {
    let user = try Keyboard(terminal: "xterm-256color", hasColours: true)
    _ = user.see("nnsh:1> ")
    user.type("function r = area(width, height), r = width * height; end\r")
    _ = user.see("nnsh:2> ")
    user.type("3 + area(2, ")
    #expect(user.sees(["nnsh:2> 3 + area(2,   area(width, height)"]), "\(user.screen.lines)")
    user.type("5)")
    #expect(user.sees(["nnsh:2> 3 + area(2, 5)"]), "\(user.screen.lines)")
    user.type("\rJ = cost(")
    #expect(user.sees { $0.lines.last?.contains("cost(net, X, y, lambda)") == true })
  }

  @Test func `hints are off where nobody wants them`() throws {
    let home = temporaryFolder()
    write("alpha = 6 * 7\n", to: home + "/.nnsh_history")
    let plain = try Keyboard(home: home)
    _ = plain.see("nnsh:1> ")
    plain.type("al")
    #expect(plain.sees(["nnsh:1> al"]))
    #expect(!plain.sees(within: 0.3) { $0.lines.last != "nnsh:1> al" })
    let off = try Keyboard(
      terminal: "xterm", home: home, hasColours: true, environment: ["NNSH_HINTS=off"])
    _ = off.see("nnsh:1> ")
    off.type("al")
    #expect(off.sees(["nnsh:1> al"]))
    #expect(!off.sees(within: 0.3) { $0.lines.last != "nnsh:1> al" })
  }

  @Test func `names are listed with their shapes, those that fit first`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("Theta1 = ones(2, 3); Apart = ones(5); Zfits = ones(3, 4);\r")
    _ = user.see("nnsh:2> ")
    user.type("Theta1 * \t")
    #expect(
      user.sees(["nnsh:2> Theta1 *", "Zfits    3x4     Theta1   2x3     Apart    5x5"]),
      "\(user.screen.lines)")
    user.type("\t")
    #expect(user.sees { $0.lines.contains("nnsh:2> Theta1 * Zfits") }, "\(user.screen.lines)")
    user.type("\r")
    #expect(user.see("3   3   3   3") != nil, "\(user.unseen)")
  }
}
