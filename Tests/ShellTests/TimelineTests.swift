import Testing

@testable import Shell

/// Undo, redo and the saved script, with numbers as states.
struct TimelineTests {
  private func filled(_ count: Int, depth: Int = 100) -> Timeline<Int> {
    var timeline = Timeline<Int>(depth: depth)
    for n in 1...count {
      timeline.record("x = \(n);", number: n, resultName: "x", before: n - 1)
    }
    return timeline
  }

  @Test func undoGoesBackStepByStep() {
    var timeline = filled(3)
    #expect(timeline.undo(1, current: 3).state == 2)
    #expect(timeline.undo(2, current: 2).state == 0)
    #expect(timeline.undo(1, current: 0).entries.isEmpty)
    #expect(timeline.script == "")
  }

  @Test func redoGoesForwardAgain() {
    var timeline = filled(3)
    _ = timeline.undo(2, current: 3)
    #expect(timeline.redo(1, current: 1).state == 2)
    #expect(timeline.redo(5, current: 2).state == 3)
    #expect(timeline.script == "x = 1;\nx = 2;\nx = 3;\n")
  }

  @Test func aNewInputEndsRedo() {
    var timeline = filled(2)
    _ = timeline.undo(1, current: 2)
    timeline.record("y = 1;", number: 3, resultName: "y", before: 1)
    #expect(timeline.redo(1, current: 9).entries.isEmpty)
    #expect(timeline.script == "x = 1;\ny = 1;\n")
  }

  @Test func onlyTheLastInputsKeepTheirState() {
    var timeline = filled(5, depth: 2)
    let (state, entries) = timeline.undo(10, current: 5)
    #expect(state == 3)
    #expect(entries.map(\.number) == [5, 4])
    #expect(timeline.script == "x = 1;\nx = 2;\nx = 3;\n")
  }

  @Test func savedScriptDefinesTheResultsItUses() {
    var timeline = Timeline<Int>()
    timeline.record("2 + 3", number: 1, resultName: "ans", before: 0)
    timeline.record("z = Out{1} * 2", number: 2, resultName: "z", before: 1)
    #expect(timeline.script == "2 + 3\nOut{1} = ans;\nz = Out{1} * 2\nOut{2} = z;\n")
  }

  @Test func savedScriptIsNoFunctionFile() {
    var timeline = Timeline<Int>()
    timeline.record("function r = f(x) r = x; end", number: 1, resultName: nil, before: 0)
    #expect(timeline.script.hasPrefix("1;\nfunction"))
  }

  @Test(arguments: [("Out{3}", true), ("Outer", false), ("x.Out", false), ("1+Out", true)])
  func mentionsWholeWords(text: String, expected: Bool) {
    #expect(mentions(text, name: "Out") == expected)
  }
}
