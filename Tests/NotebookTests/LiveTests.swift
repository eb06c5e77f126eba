import Builtins
import Evaluation
import Syntax
import Testing

@testable import Notebook

/// What runs again when a notebook is edited.
struct LiveTests {
  private final class Watcher {
    let live: LiveNotebook
    /// The numbers of the cells that ran since the last look.
    var ran: [Int] = []

    init(_ text: String) {
      let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
      live = LiveNotebook(
        Notebook(Source(name: "a.nn", text: text)), runner: NotebookRunner(session: session))
      finish()
    }

    func finish() {
      ran = []
      while let (index, _) = live.runNext() { ran.append(index) }
    }

    func edit(_ text: String) {
      live.update(to: Notebook(Source(name: "a.nn", text: text)))
      finish()
    }

    var outputs: [[CellOutput.Kind]] { live.entries.map { $0.run?.outputs.map(\.kind) ?? [] } }
    var states: [CellState] { live.entries.map(\.state) }
  }

  @Test func onlyWhatFollowsAChangeRunsAgain() {
    let watcher = Watcher("%% A\nx = 1\n%% B\ny = x + 1\n%% C\nz = y + 1\n")
    #expect(watcher.ran == [0, 1, 2])
    watcher.edit("%% A\nx = 1\n%% B\ny = x + 10\n%% C\nz = y + 1\n")
    #expect(watcher.ran == [1, 2])
    #expect(watcher.outputs == [[.text("x = 1\n")], [.text("y = 11\n")], [.text("z = 12\n")]])
    watcher.edit("%% A\nx = 1\n%% B\ny = x + 10\n%% C\nz = y + 1\n")
    #expect(watcher.ran == [])
    #expect(watcher.states == [.current, .current, .current])
  }

  /// Text and titles are shown anew and run nothing, though lines move.
  @Test func textRunsNothing() {
    let watcher = Watcher("%% A\nx = 1\n%% B\ny = x + 1\n")
    watcher.edit("%% Other\n% with text\n\nx = 1\n%% B\ny = x + 1\n")
    #expect(watcher.ran == [])
    #expect(watcher.live.entries.map(\.cell.title) == ["Other", "B"])
    #expect(watcher.live.entries.map(\.cell.line) == [4, 6])
  }

  @Test func thePlaceOfAnErrorIsKeptRight() {
    let watcher = Watcher("%% A\nx = 1\n%% B\nnothing\n%% C\ny = 2\n")
    watcher.edit("%% A\n% text\nx = 1\n%% B\nnothing\n%% C\ny = 2\n")
    #expect(watcher.ran == [1, 2])
    guard case .error(let text, _, _)? = watcher.outputs[1].first else {
      Issue.record("no error")
      return
    }
    #expect(text.contains("a.nn:5:1"))
  }

  /// The place may be in a function that stands behind the cell.
  @Test func thePlaceInAFunctionIsKeptRight() {
    let watcher = Watcher("%% A\nf(1)\n%% F\n% text\nfunction f(x)\n  g(x)\nend\n")
    let text = "%% A\nf(1)\n%% F\nfunction f(x)\n  g(x)\nend\n"
    watcher.edit(text)
    #expect(watcher.ran == [0, 1])
    #expect(watcher.outputs[0] == Watcher(text).outputs[0])
  }

  @Test func theWorkspaceGoesBack() {
    let watcher = Watcher("%% A\nx = 1;\n%% B\nx = x + 1; y = rand();\n%% C\nx, y\n")
    let before = watcher.outputs[2]
    watcher.edit("%% A\nx = 1;\n%% B\nx = x + 1; y = rand(); \n%% C\nx, y\n")
    #expect(watcher.outputs[2] == before)
    watcher.edit("%% A\nx = 1;\n%% C\nx, exist('y')\n")
    #expect(watcher.ran == [1])
    #expect(watcher.outputs[1] == [.text("x = 1\n"), .text("ans = 0\n")])
  }

  @Test func anErrorLeavesTheOthers() {
    let watcher = Watcher("%% A\nx = 1\n%% B\ny = x\n")
    watcher.edit("%% A\nx = 1\n%% B\ny = [1 2\n%% C\nz = x\n")
    #expect(watcher.live.entries.map { $0.run?.ending } == [.completed, .failed, .completed])
    #expect(watcher.outputs[2] == [.text("z = 1\n")])
  }

  /// Functions may stand behind the cells that use them.
  @Test func aChangedFunctionRunsItsUsers() {
    let end =
      "%% F\nfunction y = f(x)\n  y = g(x);\nend\n%% G\nfunction y = g(x)\n  y = x + 1;\nend\n"
    let watcher = Watcher("%% A\na = 1\n%% B\nb = f(a)\n%% C\nc = 3\n" + end)
    #expect(watcher.outputs[1] == [.text("b = 2\n")])
    watcher.edit(
      "%% A\na = 1\n%% B\nb = f(a)\n%% C\nc = 3\n" + end.replacing("x + 1", with: "x + 5"))
    #expect(watcher.ran == [1, 2, 3, 4])
    #expect(watcher.outputs[1] == [.text("b = 6\n")])
    watcher.edit("%% A\na = 1\n%% B\nb = f(a)\n%% C\nc = 3\n")
    #expect(watcher.live.entries[1].run?.ending == .failed)
  }

  @Test func cellsAreMarkedUntilTheyRan() {
    let watcher = Watcher("%% A\nx = 1\n%% B\ny = x\n%% C\nz = y\n")
    let text = "%% A\nx = 1\n%% B\ny = x + 1\n%% C\nz = y\n%% D\nw = 1\n"
    #expect(watcher.live.update(to: Notebook(Source(name: "a.nn", text: text))) == 1)
    #expect(watcher.states == [.current, .stale, .stale, .waiting])
    watcher.live.markRunning()
    #expect(watcher.states == [.current, .running, .stale, .waiting])
    let page = LivePage(HTMLPage(), nonce: "abc").text(watcher.live.published)
    #expect(page.contains("<section id=\"cell-2\" class=\"running\" aria-busy=\"true\">"))
    #expect(page.contains("<div class=\"state\">out of date</div>"))
    #expect(page.contains("script-src 'nonce-abc'"))
    #expect(page.contains("y = 1</pre>"))
    watcher.finish()
    #expect(watcher.ran == [1, 2, 3])
    #expect(watcher.states.allSatisfy { $0 == .current })
  }

  /// An edit behind the cell that runs next changes nothing before it.
  @Test func anEditInTheMiddleOfARun() {
    let watcher = Watcher("%% A\nx = 1\n%% B\ny = x\n%% C\nz = y\n")
    watcher.live.update(
      to: Notebook(Source(name: "a.nn", text: "%% A\nx = 2\n%% B\ny = x\n%% C\nz = y\n")))
    #expect(watcher.live.runNext()?.index == 0)
    watcher.live.update(
      to: Notebook(Source(name: "a.nn", text: "%% A\nx = 2\n%% B\ny = x\n%% C\nz = y + 1\n")))
    watcher.finish()
    #expect(watcher.ran == [1, 2])
    #expect(watcher.outputs[2] == [.text("z = 3\n")])
  }

  @Test func exitEndsTheProgramUntilItIsGone() {
    let watcher = Watcher("%% A\nx = 1\n%% B\nexit\n%% C\nz = 1\n")
    #expect(watcher.states == [.current, .current, .waiting])
    watcher.edit("%% A\nx = 1\n%% B\nexit\n%% C\nz = 2\n")
    #expect(watcher.ran == [])
    watcher.edit("%% A\nx = 1\n%% B\ny = 2\n%% C\nz = 2\n")
    #expect(watcher.ran == [1, 2])
  }

  /// The workspace before the edited cell is one of a time when there was another function.
  @Test func aFunctionThatIsGoneDoesNotComeBackWithAnOlderWorkspace() {
    let rest = "%% F\nfunction r = f(a)\n  r = g(a);\nend\n%% C\n"
    let g = "%% G\nfunction r = g(a)\n  r = 2 * a;\nend\n"
    let watcher = Watcher("%% A\nx = 1\n" + rest + "f(1)\n" + g)
    watcher.edit("%% A\nx = 1\n" + rest + "f(1)\n")
    watcher.edit("%% A\nx = 1\n" + rest + "f(2)\n")
    #expect(watcher.outputs == Watcher("%% A\nx = 1\n" + rest + "f(2)\n").outputs)
  }

  @Test func emptyAndFullAgain() {
    let watcher = Watcher("")
    watcher.edit("x = 1\n")
    #expect(watcher.outputs == [[.text("x = 1\n")]])
    watcher.edit("")
    #expect(watcher.outputs == [])
    watcher.edit("exist('x')\n")
    #expect(watcher.outputs == [[.text("ans = 0\n")]])
  }

  /// The definition of an earlier cell, which ran, counts until the later one runs.
  @Test func aLaterDefinitionWaitsForItsCell() {
    let first = "%% A\nfunction r = f(a)\n  r = 10 * a;\nend\n%% B\nx = 1;\n"
    let watcher = Watcher(first)
    let second = first + "%% C\nf(2)\n%% D\nfunction r = f(a)\n  r = a + 1;\nend\n%% E\nf(2)\n"
    watcher.edit(second)
    #expect(
      watcher.outputs == [[], [], [.text("ans = 20\n")], [], [.text("ans = 3\n")]])
    #expect(watcher.outputs == Watcher(second).outputs)
  }

  /// Any edit gives what a run from a clean workspace gives.
  @Test func randomEditsGiveWhatACleanRunGives() {
    var random = SystemRandomNumberGenerator()
    let codes = [
      "x = 1", "x = 2", "y = x + 1", "x = x * 2", "z = rand()", "clear x", "error('e')", "x, y",
      "% only\n\nx", "f(2)", "function r = f(a)\n  r = a + 1;\nend",
      "function r = f(a)\n  r = g(a);\nend",
      "function r = g(a)\n  r = 2 * a;\nend", "h = @(t) t + x;", "h(1)", "h('a', 2, 3)",
      "global q; q = 1;",
      "if x", "warning('w %d', x)",
    ]
    func text() -> String {
      (0..<Int.random(in: 0...5, using: &random)).map { _ in
        "%% T\n" + (Bool.random(using: &random) ? "% text\n" : "") + "\n"
          + (codes.randomElement(using: &random) ?? "") + "\n"
      }.joined()
    }
    var current = text()
    let watcher = Watcher(current)
    for _ in 0..<150 {
      var cells = current.split(separator: "%% T\n").map { "%% T\n" + $0 }
      if let index = cells.indices.randomElement(using: &random), Bool.random(using: &random) {
        cells[index] = "%% T\n\n" + (codes.randomElement(using: &random) ?? "") + "\n"
        current = cells.joined()
      } else {
        current = text()
      }
      watcher.edit(current)
      #expect(watcher.outputs == Watcher(current).outputs, "\(current)")
    }
  }
}
