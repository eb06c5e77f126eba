import Evaluation
import Testing

@testable import Shell

/// A state that refers to blocks of memory, each of 1000 bytes.
private struct Blocks: MeasuredState, Equatable {
  let value: Int
  var blocks: [UInt] = []

  func add(to measure: inout MemoryMeasure) {
    for block in blocks { measure.add(block: block, bytes: 1000) }
  }
}

/// Undo, redo and the saved script, with numbers as states.
struct TimelineTests {
  private func filled(_ count: Int, depth: Int = 100) -> Timeline<Blocks> {
    var timeline = Timeline<Blocks>(limit: 1_000_000, depth: depth)
    for n in 1...count { type("x = \(n);", n, &timeline) }
    return timeline
  }

  private func type(
    _ text: String, _ number: Int, result: String? = "x", _ timeline: inout Timeline<Blocks>
  ) {
    timeline.record(
      .init(number: number, text: text, resultName: result), before: Blocks(value: number - 1),
      bytes: 0
    ) { Blocks(value: number) }
  }

  @Test func undoGoesBackStepByStep() {
    var timeline = filled(3)
    #expect(timeline.undo(1, current: Blocks(value: 3)).state.value == 2)
    #expect(timeline.undo(2, current: Blocks(value: 2)).state.value == 0)
    #expect(timeline.undo(1, current: Blocks(value: 0)).names.isEmpty)
    #expect(timeline.script == "")
  }

  @Test func redoGoesForwardAgain() {
    var timeline = filled(3)
    _ = timeline.undo(2, current: Blocks(value: 3))
    #expect(timeline.redo(1, current: Blocks(value: 1)).state.value == 2)
    #expect(timeline.redo(5, current: Blocks(value: 2)).state.value == 3)
    #expect(timeline.script == "x = 1;\nx = 2;\nx = 3;\n")
  }

  @Test func aNewInputEndsRedo() {
    var timeline = filled(2)
    _ = timeline.undo(1, current: Blocks(value: 2))
    type("y = 1;", 3, &timeline)
    #expect(timeline.redo(1, current: Blocks(value: 9)).names.isEmpty)
    #expect(timeline.script == "x = 1;\ny = 1;\n")
  }

  @Test func onlyTheLastInputsKeepTheirState() {
    var timeline = filled(20, depth: 16)
    let (state, names) = timeline.undo(100, current: Blocks(value: 20))
    #expect(names.count == 20 - state.value)
    #expect((14...16).contains(names.count))
    #expect(names.first == "x = 20;")
    #expect(timeline.script.hasPrefix("x = 1;\nx = 2;\n"))
  }

  @Test func aStepThatReplacesInputsIsUndoneAtOnce() {
    var timeline = filled(3)
    let (two, four) = (Blocks(value: 2), Blocks(value: 4))
    timeline.replace(
      from: 1, with: [(.init(number: 2, text: "y", resultName: nil), two)], name: ":rerun 2",
      before: Blocks(value: 3), bytes: 0
    ) { four }
    #expect(timeline.script == "x = 1;\ny\n")
    #expect(timeline.unchanged == 1)
    let (state, names) = timeline.undo(1, current: four)
    #expect(state.value == 3)
    #expect(names == [":rerun 2"])
    #expect(timeline.script == "x = 1;\nx = 2;\nx = 3;\n")
    #expect(timeline.undo(1, current: state).state.value == 2)
    #expect(timeline.redo(2, current: Blocks(value: 2)).state == four)
    #expect(timeline.script == "x = 1;\ny\n")
  }

  // MARK: - Memory

  /// Inputs that each replace a block of 1000 bytes by another; `isShared` keeps the first one in use.
  private func replacing(_ count: Int, limit: Int, isShared: Bool = false) -> Timeline<Blocks> {
    var timeline = Timeline<Blocks>(limit: limit)
    for n in 1...count {
      let own: [UInt] = isShared ? [1] : []
      timeline.record(
        .init(number: n, text: "x", resultName: nil),
        before: Blocks(value: n, blocks: own + (isShared ? [] : [UInt(n)])), bytes: 1000
      ) { Blocks(value: n + 1, blocks: own + [UInt(n + 1)]) }
    }
    return timeline
  }

  @Test func theOldestStatesGoFirst() {
    let timeline = replacing(100, limit: 20_000)
    let current = Blocks(value: 101, blocks: [101])
    let (count, bytes) = timeline.usage(current: current)
    #expect((10...19).contains(count), "\(count)")
    #expect(bytes <= 20_000)
    #expect(timeline.undoCount == count)
    var copy = timeline
    #expect(copy.undo(1, current: current).state.value == 100)
  }

  @Test func whatTheSessionStillRefersToIsNotCounted() {
    let timeline = replacing(30, limit: 20_000, isShared: true)
    let (count, bytes) = timeline.usage(current: Blocks(value: 31, blocks: [1, 31]))
    #expect(count == 30)
    #expect(bytes < 20_000)
  }

  @Test func aSmallerLimitLetsStatesGoAtOnce() {
    var timeline = replacing(10, limit: 1_000_000)
    let current = Blocks(value: 11, blocks: [11])
    #expect(timeline.undoCount == 10)
    timeline.setLimit(5000, current: current)
    #expect((2...4).contains(timeline.undoCount))
    timeline.setLimit(0, current: current)
    #expect(timeline.undoCount == 0)
    #expect(timeline.script.split(separator: "\n").count == 10)
  }

  @Test func aBlockOfSeveralStatesIsCountedOnce() {
    var timeline = Timeline<Blocks>(limit: 1_000_000)
    for n in 1...5 {
      timeline.record(
        .init(number: n, text: "x", resultName: nil), before: Blocks(value: n, blocks: [7]),
        bytes: 1000
      ) { Blocks(value: n + 1) }
    }
    let states = timeline.usage(current: Blocks(value: 6)).bytes
    let without = timeline.usage(current: Blocks(value: 6, blocks: [7])).bytes
    #expect(states - without == 1000)
  }

  // MARK: - Saving

  @Test func savedScriptDefinesTheResultsItUses() {
    var timeline = Timeline<Blocks>(limit: 1_000_000)
    type("2 + 3", 1, result: "ans", &timeline)
    type("z = Out{1} * 2", 2, result: "z", &timeline)
    #expect(timeline.script == "2 + 3\nOut{1} = ans;\nz = Out{1} * 2\nOut{2} = z;\n")
  }

  @Test func savedScriptIsNoFunctionFile() {
    var timeline = Timeline<Blocks>(limit: 1_000_000)
    type("function r = f(x) r = x; end", 1, result: nil, &timeline)
    #expect(timeline.script.hasPrefix("1;\nfunction"))
  }

  @Test func interruptedInputsAreCommentsInTheSavedScript() {
    var timeline = Timeline<Blocks>(limit: 1_000_000)
    timeline.record(
      .init(number: 1, text: "while true\nend", resultName: nil, isInterrupted: true),
      before: Blocks(value: 0), bytes: 0
    ) { Blocks(value: 1) }
    #expect(timeline.script == "% interrupted:\n% while true\n% end\n")
    #expect(
      timeline.undo(1, current: Blocks(value: 1)).names == ["interrupted: while true ..."])
  }

  @Test(arguments: [("Out{3}", true), ("Outer", false), ("x.Out", false), ("1+Out", true)])
  func mentionsWholeWords(text: String, expected: Bool) {
    #expect(mentions(text, name: "Out") == expected)
  }

  @Test(arguments: [
    ("512MB", 512_000_000), ("1.5 GB", 1_500_000_000), ("64k", 64000), ("0", 0), ("10 b", 10),
  ])
  func amounts(text: String, bytes: Int) { #expect(ByteCount.bytes(text) == bytes) }

  @Test(arguments: ["", "512", "-1MB", "MB", "x", "1e300GB", "nanMB"])
  func noAmounts(text: String) { #expect(ByteCount.bytes(text) == nil) }

  @Test(arguments: [
    (0, "0 bytes"), (999, "999 bytes"), (1000, "1 kB"), (1500, "1.5 kB"), (12_345, "12 kB"),
    (512_000_000, "512 MB"), (3_250_000_000, "3.3 GB"),
  ])
  func amountsInWords(bytes: Int, text: String) { #expect(ByteCount.text(bytes) == text) }
}
