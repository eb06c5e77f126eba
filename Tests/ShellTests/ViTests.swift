import Glibc
import Testing

@testable import Shell

/// The prompt with `set editing-mode vi`.
@Suite(.serialized) struct ViTests {
  private func user(_ settings: String = "", hasColours: Bool = false) throws -> Keyboard {
    let file = temporaryFolder() + "/inputrc"
    write("set editing-mode vi\nset keyseq-timeout 50\n" + settings, to: file)
    let user = try Keyboard(hasColours: hasColours, environment: ["INPUTRC=" + file])
    _ = user.see("nnsh:1> ")
    return user
  }

  /// Escape by itself: what follows at once would belong to it.
  private func leaveInsertion(_ user: Keyboard) {
    user.type("\u{1B}")
    usleep(200_000)
  }

  @Test func `Enter among commands goes on behind the line`() throws {
    let user = try user()
    user.type("if true")
    leaveInsertion(user)
    user.type("\rx = 7\rend\r")
    #expect(user.see("x = 7\r\n") != nil, "\(user.screen.lines)")
    #expect(user.screen.lines.contains("nnsh:1> if true"), "\(user.screen.lines)")
  }

  @Test func `Escape at the beginning of a line stays in it`() throws {
    let user = try user()
    user.type("if true\r")
    #expect(user.sees(["nnsh:1> if true", "      >"]))
    leaveInsertion(user)
    user.type("iy = 4\rend\r")
    #expect(user.see("y = 4\r\n") != nil, "\(user.screen.lines)")
  }

  @Test func `commands keep to the line of a block`() throws {
    let user = try user()
    user.type("if true\r  a = 1;\rend")
    #expect(user.sees(["nnsh:1> if true", "      >   a = 1;", "      > end"]))
    leaveInsertion(user)
    // To the line in the middle: its end, its beginning, its first word.
    user.type("kA%e")
    #expect(user.sees(["nnsh:1> if true", "      >   a = 1;%e", "      > end"]))
    leaveInsertion(user)
    user.type("0i%z\u{1B}")
    usleep(200_000)
    #expect(user.sees { $0.lines.contains("      > %z  a = 1;%e") }, "\(user.screen.lines)")
    user.type("hxx")
    #expect(user.sees { $0.lines.contains("      >   a = 1;%e") }, "\(user.screen.lines)")
    user.type("Ib = 2; \u{1B}")
    usleep(200_000)
    #expect(user.sees { $0.lines.contains("      >   b = 2; a = 1;%e") }, "\(user.screen.lines)")
    // The end is the last character, not the line end behind it.
    user.type("$x")
    #expect(user.sees { $0.lines.contains("      >   b = 2; a = 1;%") }, "\(user.screen.lines)")
    user.type("$xoc = 3\u{1B}")
    usleep(200_000)
    #expect(
      user.sees([
        "nnsh:1> if true", "      >   b = 2; a = 1;", "      > c = 3", "      > end",
      ]), "\(user.screen.lines)")
    user.type("^DOd = 5\u{1B}")
    usleep(200_000)
    #expect(
      user.sees([
        "nnsh:1> if true", "      >   b = 2; a = 1;", "      > d = 5", "      >", "      > end",
      ]), "\(user.screen.lines)")
    user.type("\r\u{3}")
    #expect(user.see("^C") != nil)
  }

  @Test func `whole lines are deleted, changed, copied and put`() throws {
    let user = try user()
    user.type("if true\r  a = 1;\rb = 2;\rend")
    #expect(user.sees { $0.last(1) == ["      > end"] })
    leaveInsertion(user)
    user.type("kkdd")
    #expect(
      user.sees(["nnsh:1> if true", "      > b = 2;", "      > end"]), "\(user.screen.lines)")
    user.type("p")
    #expect(user.sees { $0.lines.contains("      >   a = 1;") }, "\(user.screen.lines)")
    #expect(user.sees { $0.last(4)[2] == "      >   a = 1;" }, "\(user.screen.lines)")
    user.type("uyyP")
    #expect(
      user.sees(["nnsh:1> if true", "      > b = 2;", "      > b = 2;", "      > end"]),
      "\(user.screen.lines)")
    user.type("ccc = 3;\u{1B}")
    usleep(200_000)
    #expect(
      user.sees(["nnsh:1> if true", "      > c = 3;", "      > b = 2;", "      > end"]),
      "\(user.screen.lines)")
    user.type("SS = 4;\u{1B}")
    usleep(200_000)
    #expect(
      user.sees(["nnsh:1> if true", "      > S = 4;", "      > b = 2;", "      > end"]),
      "\(user.screen.lines)")
    user.type("SSc = 3;\u{1B}")
    usleep(200_000)
    user.type("0xjjdd")
    #expect(
      user.sees(["nnsh:1> if true", "      > c = 3;", "      > b = 2;"]), "\(user.screen.lines)")
    user.type("dddddd")
    usleep(200_000)
    user.type("ix")
    #expect(user.sees(["nnsh:1> x"]), "\(user.screen.lines)")
    user.type("\u{3}")
    #expect(user.see("^C") != nil)
  }

  @Test func `a paste is inserted in either mode`() throws {
    let user = try user()
    user.type("\u{1B}[200~ab = 1;\u{1B}[201~")
    #expect(user.sees(["nnsh:1> ab = 1;"]), "\(user.screen.lines)")
    leaveInsertion(user)
    user.type("0\u{1B}[200~dd\u{1B}[201~x")
    #expect(user.sees(["nnsh:1> addxb = 1;"]), "\(user.screen.lines)")
    user.type("\u{3}")
    #expect(user.see("^C") != nil)
  }

  @Test func `undo, recall and search`() throws {
    let user = try user(hasColours: true)
    user.type("for k = 1:2\rprintf(\"<%d>\", k)\rend\r")
    #expect(user.see("<1><2>") != nil, "\(user.screen.lines)")
    _ = user.see("nnsh:2> ")
    user.type("other = 5;\r")
    _ = user.see("nnsh:3> ")
    leaveInsertion(user)
    user.type("kk")
    #expect(
      user.sees(["nnsh:3> for k = 1:2", "      > printf(\"<%d>\", k)", "      > end"]),
      "\(user.screen.lines)")
    #expect(user.screen.styles(of: "for")?.allSatisfy { $0 == "35" } == true)
    user.type("dwu")
    #expect(
      user.sees(["nnsh:3> for k = 1:2", "      > printf(\"<%d>\", k)", "      > end"]),
      "\(user.screen.lines)")
    user.type("jjjj/othe")
    #expect(user.sees(["nnsh:3> /othe"]), "\(user.screen.lines)")
    // What is searched for is no name that is wrong.
    #expect(user.screen.styles(of: "othe")?.allSatisfy { $0 == "" } == true)
    user.type("\r")
    #expect(user.sees(["nnsh:3> other = 5;"]), "\(user.screen.lines)")
    user.type("$i0\u{1B}")
    usleep(200_000)
    #expect(user.sees(["nnsh:3> other = 50;"]), "\(user.screen.lines)")
    user.type("u\r")
    #expect(user.sees { $0.lines.suffix(2) == ["nnsh:3> other = 5;", "nnsh:4>"] })
  }

  @Test func `the mode is shown where the settings want it`() throws {
    let user = try user(
      "set show-mode-in-prompt on\nset vi-ins-mode-string \"+\\1\\e[6 q\\2\"\n"
        + "set vi-cmd-mode-string \":\\1\\e[2 q\\2\"\n")
    #expect(user.sees(["+nnsh:1>"]), "\(user.screen.lines)")
    #expect(user.screen.column == 9)
    user.type("if true\r")
    #expect(user.sees(["+nnsh:1> if true", "       >"]), "\(user.screen.lines)")
    user.type("\u{3}")
    #expect(user.sees(["       > ^C", "+nnsh:1>"]), "\(user.screen.lines)")
    user.type("abc = 1")
    leaveInsertion(user)
    #expect(user.sees([":nnsh:1> abc = 1"]), "\(user.screen.lines)")
    #expect(user.see("\u{1B}[6 q") != nil)
    #expect(user.see("\u{1B}[2 q") != nil)
    #expect(user.sees { $0.column == 15 })
    user.type("a0\r")
    #expect(user.see("abc = 10") != nil)
  }

  @Test func `a search through the history from what was typed goes on`() throws {
    let file = temporaryFolder() + "/inputrc"
    write("\"\\e[A\": history-search-backward\n\"\\e[B\": history-search-forward\n", to: file)
    let user = try Keyboard(environment: ["INPUTRC=" + file])
    _ = user.see("nnsh:1> ")
    user.type("a1 = 1;\rb1 = 1;\ra2 = 2;\rif true\r x = 3;\rend\r")
    _ = user.see("nnsh:5> ")
    user.type("a\u{1B}[A")
    #expect(user.sees(["nnsh:5> a2 = 2;"]), "\(user.screen.lines)")
    user.type("\u{1B}[A")
    #expect(user.sees(["nnsh:5> a1 = 1;"]), "\(user.screen.lines)")
    user.type("\u{1B}[B")
    #expect(user.sees(["nnsh:5> a2 = 2;"]), "\(user.screen.lines)")
    // In a block the lines come first.
    user.type("\u{15}\u{1B}[A")
    #expect(user.sees(["nnsh:5> if true", "      >  x = 3;", "      > end"]))
    user.type("\u{1B}[A\u{5}%")
    #expect(user.sees { $0.lines.contains("      >  x = 3;%") }, "\(user.screen.lines)")
  }
}
