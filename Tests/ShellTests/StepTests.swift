import Testing

@testable import Shell

/// Walking through `explain(..., step=true)` with keys, on a real terminal.
@Suite(.serialized) struct StepTests {
  private let user: Keyboard

  /// The first of 18 equations is shown.
  init() throws {
    user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("Theta = {[1 2 3; 4 5 6] / 10, [5 6 7] / 10};\r")
    _ = user.see("nnsh:2> ")
    user.type("explain(Theta, [1 2], 1, step=true), after = 1\r")
    #expect(user.see("a1 = [1; x]") != nil, "\(user.unseen)")
    #expect(user.see("-- 1 of 18: space on, b back, q end --") != nil, "\(user.unseen)")
  }

  @Test(arguments: [" ", "\r", "\u{1B}[C", "\u{1B}OC"])
  func `keys go on by one equation`(key: String) {
    user.type(key)
    #expect(user.see("z2 = Theta1 * a1") != nil, "\(user.unseen)")
    let shown = user.see("-- 2 of 18")
    #expect(shown?.contains("a2") == false, "\(user.unseen)")
  }

  @Test(arguments: ["b", "B", "\u{1B}[D", "\u{1B}OD"])
  func `keys take the last equation back`(key: String) {
    user.type(" ")
    #expect(user.see("-- 2 of 18") != nil, "\(user.unseen)")
    user.type(key)
    // Its line, and what asks for the key, are cleared from the screen.
    #expect(user.see("\r\u{1B}[K\u{1B}[1A\u{1B}[J-- 1 of 18") != nil, "\(user.unseen)")
    user.type(" ")
    #expect(user.see("z2 = Theta1 * a1") != nil, "\(user.unseen)")
    #expect(user.see("-- 2 of 18") != nil, "\(user.unseen)")
  }

  @Test func `nothing goes back before the first`() {
    user.type("b x")
    let seen = user.see("-- 2 of 18")
    #expect(seen?.contains("z2 = Theta1 * a1") == true, "\(user.unseen)")
    #expect(seen?.contains("\u{1B}[J") == false)
  }

  @Test func `the last one is left by going on`() {
    user.type(String(repeating: " ", count: 17))
    #expect(user.see("-- 18 of 18", within: 20) != nil, "\(user.unseen)")
    user.type(" ")
    #expect(user.see("after = 1") != nil, "\(user.unseen)")
    #expect(user.see("nnsh:3> ") != nil, "\(user.unseen)")
  }

  @Test(arguments: ["q", "Q", "\u{4}"])
  func `keys leave, and the line goes on`(key: String) {
    user.type(key)
    let seen = user.see("after = 1")
    #expect(seen?.contains("z2") == false, "\(user.unseen)")
    #expect(user.see("nnsh:3> ") != nil, "\(user.unseen)")
    // The terminal shows again what is typed.
    user.type("6 * 7\r")
    #expect(user.see("6 * 7") != nil, "\(user.unseen)")
    #expect(user.see("ans = 42") != nil, "\(user.unseen)")
  }

  @Test func `Ctrl-C ends the statement`() {
    user.type("\u{3}")
    let seen = user.see("nnsh:3> ")
    #expect(seen?.contains("interrupted") == true, "\(user.unseen)")
    #expect(seen?.contains("after = 1") == false)
    user.type("6 * 7\r")
    let next = user.see("ans = 42")
    #expect(next?.contains("^C") == false, "\(user.unseen)")
  }

  /// While a statement runs the terminal gathers lines; what was typed meanwhile counts all the same.
  @Test(arguments: ["q", "\u{4}"])
  func `keys typed ahead leave`(key: String) {
    user.type("q")
    _ = user.see("nnsh:3> ")
    user.type(
      "disp(['n' 'ow']); for i = 1:1e6, sqrt(i); end, explain(Theta, [1 2], 1, step=true)\r")
    #expect(user.see("now") != nil)
    user.type(key)
    let seen = user.see("nnsh:4> ")
    #expect(seen?.contains("-- 1 of 18") == true, "\(user.unseen)")
    #expect(seen?.contains("z2") == false)
  }
}
