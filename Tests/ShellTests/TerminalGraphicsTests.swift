import Testing

@testable import Shell

/// What terminals answer when they are asked what they can show.
@Suite struct TerminalGraphicsTests {
  @Test func answersTellWhatThereIs() {
    let kitty = TerminalGraphics(
      answer: "\u{1B}_Gi=4711;OK\u{1B}\\\u{1B}[6;24;11t\u{1B}[?62;c")
    #expect(kitty.pixels == .kitty && kitty.cell == (11, 24))
    let iterm = TerminalGraphics(
      answer: "\u{1B}]1337;ReportCellSize=17.0;8.0;2.0\u{1B}\\\u{1B}[?62;4c")
    #expect(iterm.pixels == .iterm)
    #expect(TerminalGraphics(answer: "\u{1B}[6;20;10t\u{1B}[?62;4;22c").pixels == .sixels)
    #expect(TerminalGraphics(answer: "\u{1B}[?1;2c").pixels == .none)
    #expect(TerminalGraphics(answer: "\u{1B}[?4c").pixels == .none)
    #expect(TerminalGraphics(answer: "").pixels == .none)
  }

  @Test func nonsenseIsNoAnswer() {
    for answer in ["\u{1B}[6;99999999999999999999;1t", "\u{1B}[?", "\u{1B}[6;0;0t", "[?;;;;c"] {
      let graphics = TerminalGraphics(answer: answer)
      #expect(graphics.pixels == .none && graphics.cell == (10, 20))
    }
  }
}
