import Glibc
import Testing

@testable import Shell

/// The real program on a real terminal: what a user types and sees.
@Suite(.serialized) struct PromptTests {
  @Test func typingShowsResultsUnderNumberedPrompts() throws {
    let user = try Keyboard()
    #expect(user.see("nnsh:1> ") != nil)
    user.type("x = 6 * 7\r")
    #expect(user.see("x = 42") != nil)
    #expect(user.see("nnsh:2> ") != nil)
    user.type("1 + 1;\rans * Out{1}\r")
    #expect(user.see("ans = 84") != nil, "\(user.unseen)")
    #expect(user.see("nnsh:4> ") != nil)
  }

  @Test func blocksGoOnUntilTheyAreComplete() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("for i = 1:2\r")
    #expect(user.see("      > ") != nil)
    user.type("printf(\"pass %d\\n\", i)\rend\r")
    #expect(user.see("pass 1\r\npass 2\r\n") != nil, "\(user.unseen)")
    #expect(user.see("nnsh:2> ") != nil)
  }

  @Test func arrowsBringBackTheHistoryOfAnEarlierSession() throws {
    let home = temporaryFolder()
    let first = try Keyboard(home: home)
    _ = first.see("nnsh:1> ")
    first.type("marker = 12345\r")
    #expect(first.see("marker = 12345\r\n") != nil)
    _ = first.see("nnsh:2> ")
    first.type("\u{4}")
    #expect(first.exitStatus() == 0)

    let second = try Keyboard(home: home)
    _ = second.see("nnsh:1> ")
    second.type("\u{1B}[A")
    #expect(second.see("marker = 12345") != nil)
    second.type("\r")
    #expect(second.see("marker = 12345\r\n") != nil)
  }

  @Test func tabCompletesNamesAndLetters() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("first_long_name = 5;\r")
    _ = user.see("nnsh:2> ")
    user.type("first_l\t * 2\r")
    #expect(user.see("ans = 10") != nil, "\(user.unseen)")
    _ = user.see("nnsh:3> ")
    user.type("\\Theta\t = 3\r")
    #expect(user.see("Θ = 3\r\n") != nil, "\(user.unseen)")
  }

  @Test func tabCompletesFields() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("s.learning_rate = 0.5;\r")
    _ = user.see("nnsh:2> ")
    user.type("s.lea\t\r")
    #expect(user.see("ans = 0.5000") != nil, "\(user.unseen)")
  }

  @Test func controlCAtThePromptClearsTheLine() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("x = [1 2")
    #expect(user.see("x = [1 2") != nil)
    user.type("\u{3}")
    #expect(user.see("^C") != nil)
    #expect(user.see("nnsh:1> ") != nil)
    user.type("x = 3\r")
    #expect(user.see("x = 3\r\n") != nil)
  }

  @Test func controlCEndsALoopAndKeepsTheVariables() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("n = 0; while true, n = n + 1; end\r")
    usleep(300_000)
    user.type("\u{3}")
    #expect(user.see("nnsh:2> ", within: 5) != nil)
    user.type("n > 0\r")
    // The Ctrl-C is over: the prompt after it does not see it again.
    let answer = user.see("ans = 1")
    #expect(answer?.contains("^C") == false, "\(user.unseen)")
  }

  @Test func controlCEndsTraining() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("[X, y] = dataset(\"digits\"); net = network([64 25 10], seed=1);\r")
    _ = user.see("nnsh:2> ")
    user.type("net = train(net, X, y, method=\"gd\", rate=0.5, iterations=1e7, verbose=false);\r")
    usleep(500_000)
    user.type("\u{3}")
    #expect(user.see("nnsh:3> ", within: 5) != nil, "\(user.unseen)")
    user.type("size(net.Theta{1})\r")
    #expect(user.see("25   65") != nil, "\(user.unseen)")
  }

  @Test func undoGoesBackAndRedoForward() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("a = 1;\ra = 2; b = 3;\r:undo\r")
    #expect(user.see("undone: a = 2; b = 3;") != nil)
    user.type("a, exist(\"b\")\r")
    #expect(user.see("a = 1\r\nans = 0") != nil, "\(user.unseen)")
    user.type(":undo 2\r:redo\r")
    #expect(user.see("redone: a = 1;") != nil, "\(user.unseen)")
    user.type("a\r")
    #expect(user.see("a = 1\r\n") != nil)
  }

  @Test func savedSessionsRunFromTheTop() throws {
    let home = temporaryFolder()
    let user = try Keyboard(home: home)
    _ = user.see("nnsh:1> ")
    user.type("a = 2;\rwrong = undefined_thing;\rb = a^5\ra = 100;\r:undo\r")
    _ = user.see("undone: ")
    user.type(":save \(home)/session.nn\r")
    #expect(user.see("2 inputs saved") != nil, "\(user.unseen)")
    #expect(text(of: home + "/session.nn") == "a = 2;\nb = a^5\n")
    #expect(runProgram([home + "/session.nn"]).output == "b = 32\n")
  }

  @Test func filesAreRunCellByCell() throws {
    let home = temporaryFolder()
    write(
      "x = 1;\n%% Second\ny = x + 1\n%% Third\nerror('stop');\n%% Fourth\nz = 1\n",
      to: home + "/cells.nn")
    let user = try Keyboard(home: home)
    _ = user.see("nnsh:1> ")
    user.type(":open \(home)/cells.nn\r")
    #expect(user.see("%% Second\r\ny = 2\r\n%% Third\r\nerror: stop\r\n") != nil, "\(user.unseen)")
    #expect(user.see("cells.nn:5:1") != nil, "\(user.unseen)")
    user.type("exist(\"z\")\r")
    #expect(user.see("ans = 0") != nil, "\(user.unseen)")
  }

  @Test func mistakesLeaveTheSessionAlive() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type(":nonsense\r")
    #expect(user.see("error: there is no command ':nonsense'") != nil)
    user.type("[1 2] * [3 4]\r")
    #expect(user.see("operator *: nonconformant arguments (op1 is 1x2, op2 is 1x2)") != nil)
    #expect(user.see("In[1]:1:7") != nil, "\(user.unseen)")
    #expect(user.see("nnsh:2> ") != nil)
    user.type("x = )\r")
    #expect(user.see("error: ") != nil)
    #expect(user.see("nnsh:3> ") != nil)
  }

  @Test func inputAsksTheUser() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("name = input(\"Who? \", \"s\")\r")
    #expect(user.see("Who? ") != nil)
    #expect(user.see("Who? ") != nil)
    user.type("Ada\r")
    #expect(user.see("name = Ada") != nil, "\(user.unseen)")
  }

  @Test(arguments: ["xterm", "dumb"])
  func controlDLeaves(terminal: String) throws {
    let user = try Keyboard(terminal: terminal)
    _ = user.see("nnsh:1> ")
    user.type("x = 1\r")
    #expect(user.see("x = 1\r\n") != nil)
    _ = user.see("nnsh:2> ")
    user.type("\u{4}")
    #expect(user.exitStatus() == 0)
  }

  /// While a statement runs the terminal gathers lines, and gives a Ctrl-D as a zero.
  @Test func controlDTypedAheadLeaves() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("disp(['n' 'ow']); for i = 1:1e6, sqrt(i); end\r")
    #expect(user.see("now\r\n") != nil)
    user.type("\u{4}")
    #expect(user.exitStatus() == 0)
  }

  @Test func exitGivesItsStatus() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("exit(7)\r")
    #expect(user.exitStatus() == 7)
  }
}
