import Glibc
import Testing

@testable import Shell

/// Signals at the prompt: Ctrl-Z, the end from outside, a terminal that goes away.
@Suite(.serialized) struct SignalTests {
  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func `a signal that ends the session gives the terminal back`(signal: Int32) throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    #expect(!user.isAsUsual)
    user.type("x = [1 2")
    #expect(user.sees(["nnsh:1> x = [1 2"]))
    user.send(signal: signal)
    #expect(user.exitStatus() == 128 + signal)
    #expect(user.isAsUsual)
    #expect(user.unseen.contains("\u{1B}[?2004l"))
  }

  @Test func `the signal of a window that is closed leaves the session to the next one`() throws {
    let home = temporaryFolder()
    let user = try Keyboard(home: home)
    _ = user.see("nnsh:1> ")
    user.type("x = 41;\r")
    _ = user.see("nnsh:2> ")
    user.hangUp()
    #expect(user.exitStatus() == 128 + SIGHUP)
    let next = try Keyboard(home: home)
    #expect(next.see("did not end properly: 1 statement;") != nil, "\(next.unseen)")
  }

  @Test(arguments: ["xterm", "dumb"])
  func `so does a terminal that goes away without a signal`(terminal: String) throws {
    let home = temporaryFolder()
    let user = try Keyboard(
      ["-c", "trap '' HUP; exec \(programPath)"], terminal: terminal, home: home,
      program: "/bin/sh")
    _ = user.see("nnsh:1> ")
    user.type("x = 41;\r")
    _ = user.see("nnsh:2> ")
    user.hangUp()
    #expect(user.exitStatus() != nil)
    let next = try Keyboard(home: home)
    #expect(next.see("did not end properly: 1 statement;") != nil, "\(next.unseen)")
  }

  @Test func `Ctrl-Z leaves the input on the screen and a usual terminal to the shell`() throws {
    let user = try Keyboard(["-i"], environment: ["PS1=shell> "], program: "/bin/sh")
    _ = user.see("shell> ")
    user.type("\(programPath)\r")
    _ = user.see("nnsh:1> ")
    user.type("if true\r  x = 6 * 7\u{1B}[A")
    #expect(user.sees { $0.last(2) == ["nnsh:1> if true", "      >   x = 6 * 7"] })
    user.type("\u{1A}")
    #expect(user.see("shell> ") != nil, "\(user.unseen)")
    #expect(user.isAsUsual)
    let shown = user.screen.lines
    #expect(
      shown.contains("nnsh:1> if true") && shown.contains("      >   x = 6 * 7"), "\(shown)")
    user.type("fg\r")
    #expect(user.sees { $0.last(2) == ["nnsh:1> if true", "      >   x = 6 * 7"] })
    #expect(user.screen.row == user.screen.lines.count - 2, "\(user.screen.lines)")
    user.type("\u{1B}[B\u{5}\rend\r")
    #expect(user.see("x = 42") != nil, "\(user.unseen)")
    user.type("exit\r")
    #expect(user.see("shell> ") != nil)
  }

  @Test func `a Ctrl-Z that nobody can answer changes nothing`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("x = 4")
    #expect(user.sees(["nnsh:1> x = 4"]))
    user.type("\u{1A}2\r")
    #expect(user.see("x = 42\r\n") != nil, "\(user.screen.lines)")
  }
}
