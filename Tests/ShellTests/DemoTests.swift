import Glibc
import Notebook
import Testing

@testable import Shell

/// `nnsh demo`, and the demos that come with nnsh.
struct DemoTests {
  static let folder =
    #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    + "/Scripts/demos"

  /// Every demo is a page without an error (the course's needs files that are not here).
  @Test(arguments: [
    "backprop", "bias", "digits", "gradcheck", "rate", "regularisation", "symmetry", "xor",
  ])
  func isAPage(_ name: String) {
    let place = temporaryFolder()
    let finished = runProgram(["publish", "\(Self.folder)/\(name).nn", "-o", place + "/page.md"])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(!text(of: place + "/page.md").contains("%>"))
  }

  @Test func withoutAKeyboardItRunsThrough() {
    let finished = runProgram(["demo", "\(Self.folder)/symmetry.nn"])
    #expect(finished.status == 0)
    #expect(finished.output.contains("── Why equal weights stay equal (1 of 3)\n"))
    #expect(finished.output.contains("nnsh:5> D{1}\nans =\n"))
    #expect(!finished.output.contains("trick question"))
  }

  @Test func keysGoOnBackAndAway() throws {
    let place = temporaryFolder()
    write("%% One\nx = 1;\n%% Two\nx += 10\n%% Three\ny = x * 3\n", to: place + "/d.nn")
    let keyboard = try Keyboard(["demo", place + "/d.nn", "--pace", "0"], terminal: "dumb")
    #expect(keyboard.see("One (1 of 3)") != nil)
    keyboard.type("\n")
    #expect(keyboard.see("Two (2 of 3)") != nil)
    keyboard.type("\n")
    #expect(keyboard.see("x = 11") != nil)
    #expect(keyboard.see("Three (3 of 3)") != nil)
    // Back: the workspace goes back too.
    keyboard.type("b")
    #expect(keyboard.see("Two (2 of 3)") != nil)
    keyboard.type("\n")
    #expect(keyboard.see("x = 11") != nil)
    #expect(keyboard.see("Three (3 of 3)") != nil)
    keyboard.type("f")
    #expect(keyboard.see("nnsh:") != nil)
    keyboard.type("x = 100\n")
    #expect(keyboard.see("x = 100\r\n") != nil)
    keyboard.type("\u{4}")
    #expect(keyboard.see("Three (3 of 3)") != nil)
    keyboard.type("\n")
    #expect(keyboard.see("y = 300") != nil)
    // At the end there is a way back, too.
    #expect(keyboard.see("── the end") != nil)
    keyboard.type("r")
    #expect(keyboard.see("y = 300") != nil, "\(keyboard.unseen)")
    #expect(keyboard.see("── the end") != nil)
    keyboard.type("\n")
    #expect(keyboard.exitStatus() == 0)
  }

  private func demo(_ text: String, pace: Int, terminal: String = "xterm") throws -> Keyboard {
    let file = temporaryFolder() + "/d.nn"
    write(text, to: file)
    return try Keyboard(["demo", file, "--pace", "\(pace)"], terminal: terminal, hasColours: true)
  }

  @Test func `what is typed has the colours of the prompt`() throws {
    let user = try demo("%% One\nif true\n  x = 'abc';\nend\n%% Two\ny = 2;\n", pace: 0)
    #expect(user.see("One (1 of 2)") != nil)
    user.type("\r")
    #expect(user.see("Two (2 of 2)") != nil)
    #expect(user.screen.lines.contains("nnsh:1> if true"), "\(user.screen.lines)")
    #expect(user.screen.lines.contains("      >   x = 'abc';"), "\(user.screen.lines)")
    #expect(user.screen.styles(of: "if")?.allSatisfy { $0 == "35" } == true)
    #expect(user.screen.styles(of: "'abc'")?.allSatisfy { $0 == "32" } == true)
  }

  @Test(arguments: [
    ("one two three", 8, "one two\nthree"), ("one\ntwo\n\nthree", 20, "one two\n\nthree"),
    ("list:\n- a b\n- c", 20, "list:\n- a b\n- c"), ("  note one two", 10, "  note one\n  two"),
    ("# head\ntext", 20, "# head\ntext"), ("日本 語", 5, "日本\n語"),
    ("a\n1. b\n2. c", 20, "a\n1. b\n2. c"), ("averylongword", 5, "averylongword"), ("", 5, ""),
  ])
  func `text breaks between words`(text: String, columns: Int, expected: String) {
    #expect(DemoText.lines(text, columns: columns) == expected)
  }

  @Test func `keys that are pressed while it types are not shown, and end the typing`() throws {
    let user = try demo("%% One\nabcdefghijkl = 1\n%% Two\ny = 2\n", pace: 1)
    #expect(user.see("One (1 of 2)") != nil)
    user.type("\r")
    #expect(user.see("nnsh:1> ") != nil)
    user.type("x")
    #expect(user.see("Two (2 of 2)", within: 8) != nil, "\(user.screen.lines)")
    #expect(user.screen.lines.contains("nnsh:1> abcdefghijkl = 1"), "\(user.screen.lines)")
  }

  @Test func `free typing goes on where the demo is, and the demo behind it`() throws {
    let user = try demo("%% One\nx = 1;\n%% Two\nx + z\n", pace: 0)
    #expect(user.see("One (1 of 2)") != nil)
    user.type("\r")
    #expect(user.see("Two (2 of 2)") != nil)
    user.type("f")
    #expect(user.see("nnsh:2> ") != nil, "\(user.unseen)")
    // The demo's own inputs come back with Up.
    user.type("\u{1B}[A")
    #expect(user.sees(["nnsh:2> x = 1;"]), "\(user.screen.lines)")
    user.type("\u{15}z = 5;\r")
    #expect(user.see("nnsh:3> ") != nil)
    user.type("\u{4}")
    #expect(user.see("Two (2 of 2)") != nil)
    user.type("\r")
    #expect(user.sees { $0.lines.contains("nnsh:3> x + z") && $0.lines.contains("ans = 6") })
  }

  @Test(arguments: [("\u{1B}[6~", "\u{1B}[5~"), ("\u{1B}[B", "\u{1B}[A"), (" ", "\u{7F}")])
  func `remote controls and arrows go one cell on and back`(on: String, back: String) throws {
    let user = try demo("%% One\nx = 1\n%% Two\nx = 2\n%% Three\nx = 3\n", pace: 0)
    #expect(user.see("One (1 of 3)") != nil)
    // What means nothing does nothing.
    user.type("k\u{1B}[15~\u{1B}")
    usleep(100_000)
    user.type(on)
    #expect(user.see("Two (2 of 3)") != nil, "\(user.unseen)")
    usleep(200_000)
    #expect(user.rest().contains("Three") == false)
    user.type(on)
    #expect(user.see("Three (3 of 3)") != nil, "\(user.unseen)")
    user.type(back)
    #expect(user.see("Two (2 of 3)") != nil, "\(user.unseen)")
  }

  /// Typed at its pace, with three seconds for each cell.
  @Test(arguments: [
    "backprop", "bias", "digits", "gradcheck", "rate", "regularisation", "symmetry", "xor",
  ])
  func isTypedInLessThanTwoMinutes(_ name: String) throws {
    let notebook = try DemoFiles.notebook("\(Self.folder)/\(name).nn")
    let characters = notebook.cells.reduce(0) { $0 + $1.code.count }
    #expect(
      Double(characters) / Double(DemoRequest().pace) + 3 * Double(notebook.cells.count) < 120)
  }

  @Test func requestsAreChecked() throws {
    #expect(try DemoRequest(["xor", "--notes"]).showsNotes)
    #expect(try DemoRequest(["xor", "--pace", "0"]).pace == 0)
    for wrong in [["--pace"], ["--pace", "x"], ["a", "b"], ["--notes"], ["--what"]] {
      #expect(throws: DemoRequest.Mistake.self) { try DemoRequest(wrong) }
    }
    let finished = runProgram(["demo", "nothing-of-that-name"])
    #expect(finished.status == 1)
    #expect(
      finished.errors
        == "nnsh: nothing-of-that-name: there is no such demo; `nnsh demo` lists them\n")
  }
}
