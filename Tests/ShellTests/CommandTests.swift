import Testing

@testable import Shell

/// Command lines: those of the program and those that begin with a colon.
struct CommandTests {
  @Test(arguments: [
    (":undo", ShellCommand.undo(1)), (":undo 3", .undo(3)), (":redo", .redo(1)),
    (":save my file.nn ", .save("my file.nn")), (":open a.nn", .open("a.nn")), (":quit", .quit),
    (":back 3", .back(3)), (":back In[2]", .back(2)), (":back 0", .back(0)), (":diff", .diff(nil)),
    (":diff 2", .diff(2)), (":edit", .edit(nil)), (":rerun 1", .rerun(1)), (":reset", .reset),
    (":time x = 1;", .time("x = 1;")), (":memory", .memory(nil)),
    (":memory 1 GB", .memory(1_000_000_000)), (":recover", .recover(isDropping: false)),
    (":recover drop", .recover(isDropping: true)), (":help", .help), (":cells", .cells),
    (":publish a.html", .publish("a.html")),
  ])
  func commands(line: String, expected: ShellCommand) throws {
    #expect(try ShellCommand(line) == expected)
  }

  @Test(arguments: [
    ":", ":undoo", ":undo x", ":undo 0", ":undo -1", ":save", ":open  ", ":publish",
    ":back", ":back -1", ":diff x", ":diff In[x]", ":edit 0", ":rerun 1 2", ":reset all",
    ":cells 3",
    ":time", ":memory 12", ":recover x", ":rerum",
  ])
  func mistakes(line: String) {
    #expect(throws: ShellCommand.Mistake.self) { try ShellCommand(line) }
  }

  @Test(arguments: [
    (["a.nn"], "a.html", PublishRequest.Format.html),
    (["b/a.nn", "-o", "x.md"], "x.md", .markdown),
    (["-o", "x.IPYNB", "a.nn"], "x.IPYNB", .jupyter), (["a.ipynb"], "a.nn", .program),
    (["a.ipynb", "-o", "a.html"], "a.html", .html), (["--", "-o"], "-o.html", .html),
    ([".nn"], ".nn.html", .html), (["a.b/c"], "a.b/c.html", .html),
  ])
  func publishing(arguments: [String], output: String, format: PublishRequest.Format) throws {
    let request = try PublishRequest(arguments)
    #expect(request.output == output)
    #expect(request.format == format)
    #expect(Invocation(["publish"] + arguments, inputIsTerminal: true) == .publish(request))
  }

  @Test(arguments: [
    [], ["a.nn", "b.nn"], ["-o"], ["a.nn", "-o"], ["a.nn", "-o", "a.pdf"], ["a.nn", "-x"],
    ["a.html"], ["a.nn", "-o", "b.nn"], ["a.nn", "-o", "a"],
  ])
  func mistakesOfPublishing(arguments: [String]) {
    #expect(throws: PublishRequest.Mistake.self) { try PublishRequest(arguments) }
  }

  @Test func invocations() {
    #expect(Invocation([], inputIsTerminal: true) == .prompt)
    #expect(Invocation([], inputIsTerminal: false) == .standardInput(arguments: []))
    #expect(
      Invocation(["a.nn", "-e", "x"], inputIsTerminal: true)
        == .script(path: "a.nn", arguments: ["-e", "x"]))
    #expect(
      Invocation(["-e", "1+1", "x"], inputIsTerminal: true) == .code("1+1", arguments: ["x"]))
    #expect(Invocation(["-", "x"], inputIsTerminal: true) == .standardInput(arguments: ["x"]))
    #expect(Invocation(["help"], inputIsTerminal: true) == .help)
    #expect(Invocation(["help", "sum"], inputIsTerminal: true) == .helpAbout("sum"))
    #expect(Invocation(["help", "--all"], inputIsTerminal: true) == .manual(asHTML: false))
    #expect(
      Invocation(["help", "--all", "--html"], inputIsTerminal: true) == .manual(asHTML: true))
    #expect(Invocation(["--", "-e"], inputIsTerminal: true) == .script(path: "-e", arguments: []))
    for arguments in [["-e"], ["--no-such-option"], ["help", "--al"]] {
      guard case .wrong = Invocation(arguments, inputIsTerminal: true) else {
        Issue.record("\(arguments) was accepted")
        continue
      }
    }
  }
}
