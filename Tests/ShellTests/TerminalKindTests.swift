import Testing

@testable import Shell

/// What is expected of terminals by their names.
@Suite(.serialized) struct TerminalKindTests {
  @Test(arguments: [
    ("xterm", true, true), ("xterm-256color", true, true), ("screen", true, true),
    ("tmux-256color", true, true), ("linux", true, true), ("vt100", true, false),
    ("vt220", true, false), ("dumb", false, false), ("unknown", false, false), ("", false, false),
    ("vt52", false, false), ("a-terminal-of-tomorrow", true, true),
  ])
  func kinds(name: String, movesCursor: Bool, hasColours: Bool) {
    let kind = TerminalKind(named: name)
    #expect(kind.movesCursor == movesCursor)
    #expect(kind.hasColours == hasColours)
  }

  @Test(arguments: ["vt100", "unknown", "", "dumb"])
  func `nothing has colours where there are none`(name: String) throws {
    let user = try Keyboard(terminal: name, hasColours: true)
    _ = user.see("nnsh:1> ")
    user.type("alpha = sum(3)\r")
    #expect(user.see("alpha = 3\r\n")?.contains("\u{1B}[9") == false, "\(user.unseen)")
    user.type("al")
    user.type(" * 2\r")
    let shown = user.see("nnsh:3> ")
    #expect(shown?.contains("'al' undefined") == true, "\(shown ?? user.unseen)")
    #expect(shown?.contains("\u{1B}[31") == false && shown?.contains("\u{1B}[9") == false)
  }

  @Test(arguments: [("dumb", "on"), ("xterm", "off")])
  func `what is read aloud is not written over`(terminal: String, hints: String) throws {
    let user = try Keyboard(terminal: terminal, environment: ["NNSH_HINTS=" + hints])
    _ = user.see("nnsh:1> ")
    user.type("n = train(network([2 2 1], seed=1), [0 1; 1 0], [0; 1], epochs=50); disp(7)\r")
    let progress = user.see("7\r\n") ?? user.unseen
    #expect(progress.contains("\r\nepoch 10/50"), "\(progress)")
    _ = user.see("nnsh:2> ")
    user.type("explain({[1 2 3]}, [1 2], 1, step=true), x = 8\r")
    #expect(user.see("1 of 10: space on, b back, q end --") != nil, "\(user.unseen)")
    user.type(" ")
    #expect(user.see("2 of 10") != nil)
    user.type("b")
    let again = user.see("1 of 10")
    #expect(again?.contains("a1 = [1; x]") == true, "\(again ?? user.unseen)")
    #expect(again?.contains("\u{1B}[") == false)
    user.type("q")
    #expect(user.see("x = 8") != nil, "\(user.unseen)")
  }

  @Test func `clc clears a screen where there is one`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("x = 1\r")
    _ = user.see("nnsh:2> ")
    user.type("clc\r")
    #expect(user.sees { $0.lines == ["nnsh:3>"] }, "\(user.screen.lines)")
    let plain = try Keyboard(terminal: "dumb")
    _ = plain.see("nnsh:1> ")
    plain.type("clc\r")
    #expect(plain.see("nnsh:2> ")?.contains("\u{1B}") == false)
  }
}
