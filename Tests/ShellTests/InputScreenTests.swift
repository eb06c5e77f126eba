import Testing

@testable import Shell

/// What is drawn of an input, whatever was drawn before it.
struct InputScreenTests {
  /// Numbers that look random and are the same each time.
  private struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(sides))
    }
  }

  private static let pieces = [
    "x", "Theta1", " ", "(", ")", "[", "]", "{", "}", "'", "\"", "\n", "\t", "%", "%{\n", "日本", "é",
    "e\u{302}",
    "\u{302}", "=", "==", "if ", "end", "function ", "...\n", "@(a, b)", "3.5", ".", ";", ",",
    "\u{1B}", "\u{7F}",
    "for k = 1:3", "hold on", "\u{202E}", "𝒙", "Θ", "\\", "&&", "\r", "abcdefghijklmnopqrstuvwxyz",
    "!", "$", "😀", "👩\u{200D}💻",
  ]

  private func text(_ dice: inout Dice) -> TypedText {
    var bytes: [UInt8] = []
    for _ in 0..<dice.roll(14) { bytes += Array(Self.pieces[dice.roll(Self.pieces.count)].utf8) }
    if dice.roll(8) == 0 { bytes.append(UInt8(0x80 + dice.roll(0x80))) }
    var cursor = dice.roll(bytes.count + 1)
    while cursor < bytes.count, bytes[cursor] & 0xC0 == 0x80 { cursor += 1 }
    return TypedText(bytes: bytes, cursor: cursor)
  }

  /// What a screen shows is what the layout says, also when only what changed was written.
  @Test(arguments: 1...40)
  func `changes lead to what a new drawing shows`(seed: Int) {
    var dice = Dice(state: UInt64(seed))
    let columns = 4 + dice.roll(30)
    let height = 3 + dice.roll(8)
    let colours = InputColours { $0 == "x" ? .variable : $0 == "hold" ? .function : .nothing }
    var image = ScreenImage(columns: columns, rows: height)
    var screen = InputScreen()
    for step in 0..<60 {
      let text = text(&dice)
      var view = InputView(prompt: "in:1> ", continuation: "   > ", text: text)
      view.styles = colours.styles(of: text.bytes, cursor: text.cursor)
      view.hint = dice.roll(3) == 0 ? "hint of 本 letters" : ""
      if dice.roll(5) == 0 { view.menu = [Glyph.all(of: "one two").map { Cell(glyph: $0) }] }
      let layout = InputLayout(view, columns: columns, rows: height, top: screen.top)
      #expect(layout.rows.count <= height)
      #expect(layout.rows.allSatisfy { $0.width <= columns })
      image.feed(screen.show(layout, columns: columns))
      var whole = ScreenImage(columns: columns, rows: height)
      var fresh = InputScreen()
      whole.feed(fresh.show(layout, columns: columns))
      let shown = image.lines.suffix(whole.lines.count)
      #expect(
        Array(shown) == whole.lines
          && image.row - whole.row == image.lines.count - whole.lines.count,
        "seed \(seed), step \(step)")
      #expect(
        Array(image.inks.suffix(whole.inks.count)) == whole.inks, "seed \(seed), step \(step)")
      #expect(image.column == whole.column, "seed \(seed), step \(step)")
      for (row, line) in layout.rows.enumerated() {
        // The screen takes one column for each part of a picture, and the rest of its columns stay blank.
        var expected = line.cells.map(\.glyph).map { glyph in
          let shown = glyph.text.unicodeScalars.count { $0 != "\u{302}" }
          let rest = glyph.isUncertain ? max(0, glyph.width - shown) : 0
          return glyph.text + String(repeating: " ", count: rest)
        }.joined()
        while expected.hasSuffix(" ") { expected.removeLast() }
        #expect((row < whole.lines.count ? whole.lines[row] : "") == expected)
      }
      if dice.roll(10) == 0 { image.feed(screen.leave()) }
    }
  }

  /// Any text has colours, without a trap, one behind the other.
  @Test func `colours of any text are in order`() {
    var dice = Dice(state: 77)
    let colours = InputColours { $0 == "x" ? .variable : .nothing }
    for _ in 0..<3000 {
      let text = text(&dice)
      var end = 0
      for style in colours.styles(of: text.bytes, cursor: text.cursor) {
        #expect(style.range.lowerBound >= end && style.range.upperBound <= text.bytes.count)
        end = style.range.upperBound
      }
    }
  }

  /// Keys on any text give edits inside it.
  @Test func `keys stay inside the text`() {
    var dice = Dice(state: 5)
    for _ in 0..<3000 {
      let text = text(&dice)
      let keys = [
        text.up, text.down, text.lineStart, text.lineEnd, text.killToEnd, text.killToStart,
      ]
      for case .edit(let edit) in keys { #expect((0...text.bytes.count).contains(edit.cursor)) }
      for case .kill(let range) in keys { #expect(range.upperBound <= text.bytes.count) }
      _ = CompletionContext.call(in: Array(text.bytes[..<text.cursor]))
      _ = LeftOperand(before: text.bytes[..<text.cursor])
      _ = CompletionContext(Array(text.bytes[..<text.cursor]))
    }
  }

  @Test func `commands among statements are inputs of their own`() {
    let parts = InputParts.parts(of: "a = 1;\nif a\n:x\nend\n:undo 2\n\nb\nif c") {
      !$0.contains("if") || $0.hasSuffix("end")
    }
    #expect(parts == ["a = 1;", "if a\n:x\nend", ":undo 2", "b", "if c"])
    #expect(InputParts.parts(of: "a\nb") { _ in true } == ["a\nb"])
  }
}
