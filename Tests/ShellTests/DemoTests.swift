import Glibc
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
    #expect(keyboard.exitStatus() == 0)
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
