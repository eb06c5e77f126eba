import Glibc
import Testing

@testable import Shell

/// Sessions that die: their statements are offered at the next start.
@Suite(.serialized) struct RecoveryTests {
  private func history(_ home: String) -> HistoryFile { HistoryFile(path: home + "/.nnsh_history") }

  private func lost(_ home: String) -> [LostSession] { LostSession.all(in: history(home).journals) }

  // MARK: - The journal

  @Test(arguments: [
    "x = 1;", "a\nb\n\nc", "s = 'a\\nb';", "\\", "\\\\n\n", "Θ = 'ü';", " ", "1 2 3", "x\ty",
  ])
  func recordsGiveBackTheirText(text: String) throws {
    let record = JournalRecord.input(JournalInput(number: 12, text: text))
    let line = record.line
    #expect(line.filter { $0 == "\n" }.count == 1 && line.hasSuffix("\n"))
    #expect(JournalRecord(line: line.utf8.dropLast()) == record)
    // Cut short anywhere it is none.
    for length in 0..<(line.utf8.count - 1) {
      #expect(JournalRecord(line: line.utf8.prefix(length)) == nil)
    }
  }

  @Test(arguments: ["", "x", "+ 3 1 x y", "+ 4 0 ab", "+ 5 a abc", "? 3 1 x", "- 2 -1", "\0\0\0"])
  func otherLinesAreNoRecords(line: String) {
    #expect(JournalRecord(line: line.utf8) == nil)
  }

  @Test func theInputsInForceFollowFromTheRecords() {
    let inputs = (1...4).map { JournalInput(number: $0, text: "x = \($0)") }
    let records: [JournalRecord] = [
      .input(inputs[0]), .input(inputs[1]), .keep(1), .input(inputs[2]), .keep(9),
      .input(inputs[3]),
    ]
    let whole = Array(records.map(\.line).joined().utf8)
    #expect(LostSession.inputs(in: whole) == [inputs[0], inputs[2], inputs[3]])
    #expect(LostSession.inputs(in: whole.dropLast(3)) == [inputs[0], inputs[2]])
    #expect(
      LostSession.inputs(in: whole + [0, 0, 0, 10] + whole) == [inputs[0], inputs[2], inputs[3]])
  }

  @Test func anEntryOfTheHistoryThatWasCutShortSpoilsNoOther() {
    let path = temporaryFolder() + "/history"
    write("x = 1\nfor i = 1:3\n\tdis", to: path)
    HistoryFile(path: path).append("y = 2")
    #expect(HistoryFile(path: path).entries() == ["x = 1", "for i = 1:3\ndis", "y = 2"])
  }

  // MARK: - At the prompt

  @Test func aKilledSessionIsOfferedAndReplayed() throws {
    let home = temporaryFolder()
    let first = try Keyboard(home: home)
    _ = first.see("nnsh:1> ")
    first.type(
      "x = [1 2 3];\rfor i = 1:2\rx(i) = 10 * i;\rend\rgone = 1;\r:undo\rx(9) = oops;\ry = sum(x)\r"
    )
    #expect(first.see("y = 33\r\n") != nil, "\(first.unseen)")
    #expect(first.see("nnsh:6> ") != nil)
    first.end()

    let second = try Keyboard(home: home)
    let greeting = second.see("nnsh:1> ")
    #expect(
      greeting?.contains(" did not end properly: 3 statements; `:recover` replays them") == true,
      "\(greeting ?? "")")
    second.type(":recover\r")
    #expect(second.see("nnsh:1> x = [1 2 3];\r\n") != nil, "\(second.unseen)")
    #expect(
      second.see("nnsh:2> for i = 1:2\r\n      > x(i) = 10 * i;\r\n      > end\r\n") != nil,
      "\(second.unseen)")
    #expect(second.see("nnsh:5> y = sum(x)\r\ny = 33\r\n") != nil, "\(second.unseen)")
    second.type("exist('gone')\r")
    #expect(second.see("ans = 0") != nil, "\(second.unseen)")
    _ = second.see("nnsh:7> ")
    // What was replayed belongs to the new session.
    second.end()
    #expect(
      lost(home).map { $0.inputs.map(\.text) } == [
        ["x = [1 2 3];", "for i = 1:2\nx(i) = 10 * i;\nend", "y = sum(x)", "exist('gone')"]
      ])
  }

  @Test func aSessionThatEndsProperlyLeavesNothing() throws {
    let home = temporaryFolder()
    for ending in [":quit\r", "\u{4}", "exit(3)\r"] {
      let user = try Keyboard(home: home)
      _ = user.see("nnsh:1> ")
      user.type("x = 1;\r")
      _ = user.see("nnsh:2> ")
      #expect(LostSession.all(in: history(home).journals).isEmpty, "its lock says that it lives")
      user.type(ending)
      #expect(user.exitStatus() != nil)
    }
    let user = try Keyboard(home: home)
    #expect(user.see("nnsh:1> ")?.contains("properly") == false)
    #expect(runProgram(["-e", "1"]).status == 0)
  }

  @Test func aLostSessionCanBeForgotten() throws {
    let home = temporaryFolder()
    for _ in 1...2 {
      let user = try Keyboard(home: home)
      _ = user.see("nnsh:1> ")
      user.type("x = 1;\r")
      _ = user.see("nnsh:2> ")
      user.end()
    }
    let user = try Keyboard(home: home)
    #expect(user.see("2 sessions did not end properly, the last of ") != nil)
    user.type(":recover drop\r")
    #expect(user.see("a session of ") != nil, "\(user.unseen)")
    user.type(":recover drop\r:recover drop\r")
    #expect(user.see("no session to recover") != nil)
    #expect(lost(home).isEmpty)
  }

  @Test func scriptsAndPipesAreOfferedNothing() throws {
    let home = temporaryFolder()
    let user = try Keyboard(home: home)
    _ = user.see("nnsh:1> ")
    user.type("x = 1;\r")
    _ = user.see("nnsh:2> ")
    user.end()
    #expect(lost(home).count == 1)
    let piped = runProgram([], input: "1 + 1\n", environment: ["HOME=\(home)"])
    #expect(piped.output == "ans = 2\n")
    #expect(piped.errors == "")
    #expect(lost(home).count == 1)
  }

  @Test func replayingStopsAtAnErrorAndGoesOn() throws {
    let home = temporaryFolder()
    let file = home + "/there"
    write("", to: file)
    let first = try Keyboard(home: home)
    _ = first.see("nnsh:1> ")
    first.type("a = 1;\rassert(exist('\(file)') == 2)\rb = a + 1;\r")
    _ = first.see("nnsh:4> ")
    first.end()
    unlink(file)
    let second = try Keyboard(home: home)
    _ = second.see("nnsh:1> ")
    second.type(":recover\r")
    #expect(
      second.see("stopped after statement 2 of 3: `:recover` goes on") != nil, "\(second.unseen)")
    second.type(":recover\rb\r")
    #expect(second.see("b = 2\r\n") != nil, "\(second.unseen)")
    second.type(":quit\r")
    #expect(second.exitStatus() == 0)
    #expect(lost(home).isEmpty)
  }

  // MARK: - Killed at any moment

  /// Types statements ahead and kills the session after a while: the history has a whole number of them, the
  /// journal those that were completed, and the next session brings their variables back.
  @Test(arguments: 0..<Self.killCount) func nothingButTheLineInFlightIsLost(round: Int) throws {
    let home = temporaryFolder()
    let user = try Keyboard(home: home)
    _ = user.see("nnsh:1> ")
    var random = SystemRandomNumberGenerator()
    let count = Int.random(in: 1...40, using: &random)
    let statements =
      ["x = [];"]
      + (1...count).map { number in
        number % 5 == 0
          ? "for i = \(number):\(number)\nx(end + 1) = i;\nend" : "x(end + 1) = \(number);"
      }
    user.type(statements.joined(separator: "\n").replacing("\n", with: "\r") + "\r")
    usleep(UInt32.random(in: 0...60_000, using: &random))
    user.end()
    let output = user.rest()
    // The prompt after a statement tells that it is done.
    let completed = (1...statements.count).last { output.contains("nnsh:\($0 + 1)> ") } ?? 0

    let remembered = history(home).entries()
    #expect(remembered == Array(statements.prefix(remembered.count)))
    #expect(remembered.count >= completed)
    let inputs = lost(home).first?.inputs.map(\.text) ?? []
    #expect(inputs == Array(statements.prefix(inputs.count)))
    #expect((completed...(completed + 1)).contains(inputs.count), "\(inputs.count) of \(completed)")
    #expect((inputs.count...(inputs.count + 1)).contains(remembered.count))

    let next = try Keyboard(home: home)
    let greeting = next.see("nnsh:1> ") ?? ""
    guard !inputs.isEmpty else {
      #expect(!greeting.contains("properly"))
      return
    }
    #expect(greeting.contains(": \(inputs.count) statement"), "\(greeting)")
    next.type(":recover\risequal(x, 1:\(inputs.count - 1)) || isempty(x) && \(inputs.count) == 1\r")
    #expect(next.see("ans = 1\r\n") != nil, "\(next.unseen)")
    next.type(":quit\r")
    #expect(next.exitStatus() == 0)
    #expect(lost(home).isEmpty)
  }

  /// How often that is tried; NNSH_KILLS asks for more.
  private static let killCount = getenv("NNSH_KILLS").flatMap { Int(String(cString: $0)) } ?? 24
}
