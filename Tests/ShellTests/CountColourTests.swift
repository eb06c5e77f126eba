import Testing

/// The table that `confusion` gives, on a terminal and elsewhere.
struct CountColourTests {
  private static let program =
    "C = confusion({[-10 20 20]}, [0 0; 0 1; 1 0; 1 1; 1 1], [0; 1; 1; 0; 1])"
  private static let start = "\u{1B}[38;5;16;48;5;"

  @Test func countsStandOnTheirShares() throws {
    let user = try Keyboard(hasColours: true)
    #expect(user.see("nnsh:1> ") != nil)
    user.type("\(Self.program)\r")
    let all = try #require(user.see("nnsh:2> "))
    let shown = all.replacing("\r\n", with: "\n")
    // Of two examples of 0 one is right; all three of 1 are.
    #expect(
      shown.contains("C =\n\n \(Self.start)120m  1\u{1B}[0m \(Self.start)210m  1\u{1B}[0m\n")
        && shown.contains("\n   0 \(Self.start)34m  3\u{1B}[0m\n"), "\(shown.debugDescription)")
    // What is made of it is a table as any other.
    user.type("C(1, 1) = 7\r")
    #expect(user.see("C =\r\n\r\n   7   1\r\n   0   3\r\n") != nil, "\(user.unseen)")
  }

  @Test func elsewhereTheyArePlain() throws {
    #expect(runProgram(["-e", Self.program]).output == "C =\n\n   1   1\n   0   3\n\n")
    let user = try Keyboard()
    #expect(user.see("nnsh:1> ") != nil)
    user.type("\(Self.program)\r")
    #expect(user.see("C =\r\n\r\n   1   1\r\n   0   3\r\n") != nil, "\(user.unseen)")
  }
}
