import Builtins
import Evaluation
import Syntax
import Testing

@testable import Notebook

struct RunTests {
  private func runs(_ text: String) -> [CellRun] {
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    return NotebookRunner(session: session).run(
      Notebook(Source(name: "a.nn", text: text)).cells)
  }

  @Test func outputsInTheirOrderWithTheirLines() {
    let all = runs("x = 1\nwarning('w');\ndisp(2), y = 3;\n\nz = 4\n")
    #expect(
      all[0].outputs == [
        CellOutput(.text("x = 1\n"), line: 1), CellOutput(.message("warning: w\n"), line: 2),
        CellOutput(.text("2\n"), line: 3), CellOutput(.text("z = 4\n"), line: 5),
      ])
  }

  @Test func errorsAreShownAsThePromptDoesAndTheNextCellRuns() {
    let all = runs("%% A\nx = 1;\nx = [1 2] * [3 4]\ny = 2\n%% B\nx, exist('y')\n")
    #expect(all.map(\.ending) == [.failed, .completed])
    #expect(
      all[0].outputs == [
        CellOutput(
          .error(
            text: """
              error: operator *: nonconformant arguments (op1 is 1x2, op2 is 1x2)
                --> a.nn:3:11
                 |
               3 | x = [1 2] * [3 4]
                 |     ----- ^ ----- 1x2
                 |     1x2
              help: transposing [3 4] fits: [1 2] * [3 4]' is 1x1; or element by element: [1 2] .* [3 4] is 1x2

              """, message: "operator *: nonconformant arguments (op1 is 1x2, op2 is 1x2)",
            identifier: "Octave:nonconformant-args"), line: 3)
      ])
    #expect(all[1].outputs.map(\.kind) == [.text("x = 1\n"), .text("ans = 0\n")])
  }

  @Test func aCellThatDoesNotParseRunsNothingOfIt() {
    let all = runs("%% A\nx = 1\nif x\n%% B\nexist('x')\n")
    #expect(all.map(\.ending) == [.failed, .completed])
    guard case .error(let text, _, _) = all[0].outputs.first?.kind else {
      Issue.record("no error")
      return
    }
    #expect(text.contains("--> a.nn:3"))
    #expect(all[1].outputs.map(\.kind) == [.text("ans = 0\n")])
  }

  @Test func functionsOfLaterCellsAreKnown() {
    let all = runs("%% A\nf(2)\n%% B\nfunction y = f(x)\n  y = x + 1;\nend\n")
    #expect(all[0].outputs.map(\.kind) == [.text("ans = 3\n")])
  }

  @Test func endings() {
    #expect(runs("%%A\nexit(3)\n%%B\nx=1\n").map(\.ending) == [.exit(3)])
    #expect(runs("%%A\nif 1, return, end\n%%B\nx=1\n").map(\.ending) == [.returned])
  }

  @Test func workspaceBeforeAndAfter() {
    let all = runs("%% A\nx = 1;\n%% B\ny = 2;\n")
    #expect(all.map(\.before.names) == [[], ["x"]])
    #expect(all.map(\.after.names) == [["x"], ["x", "y"]])
  }

  @Test func muchOutputIsCutOff() {
    let all = runs("s = repmat('x', 1, 1e6); for i = 1:6, disp(s), end\n")
    guard case .text(let text) = all[0].outputs[0].kind else {
      Issue.record("no text")
      return
    }
    #expect(text.utf8.count == OutputRecorder.largest)
    #expect(all[0].outputs.last?.kind == .message("(further output of this cell is left out)\n"))
  }
}

/// Explanations that are printed in a notation for formulas.
struct PrintedNotationTests {
  @Test(arguments: [
    ("as=\"latex\"", CellOutput.Notation.latex), ("'as', 'markdown'", .markdown),
    ("0, as='latex'", .latex),
    ("as=\"html\"", nil), ("0", nil),
  ])
  func explanations(options: String, notation: CellOutput.Notation?) throws {
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    let text = "explain({[1 2 3]}, [1 2], 1, \(options))\ndisp(1)\n"
    let run = NotebookRunner(session: session).run(
      try #require(Notebook(Source(name: "a", text: text)).cells.first))
    switch (run.outputs.first?.kind, notation) {
    case (.formula(_, let found)?, let wanted?): #expect(found == wanted)
    case (.text?, nil): break
    default: Issue.record("\(run.outputs)")
    }
    #expect(run.outputs.last?.kind == .text("1\n"))
  }

  @Test func functionsOfThatNamePrintText() {
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    let text = "function explain(varargin)\n disp(1)\nend\nexplain(2, \"as\", \"latex\")\n"
    let runs = NotebookRunner(session: session).run(Notebook(Source(name: "a", text: text)).cells)
    #expect(runs.first?.outputs.map(\.kind) == [.text("1\n")])
  }
}
