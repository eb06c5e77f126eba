import CSystem
import Evaluation
import Syntax

/// Runs cells in a session and keeps what they give.
public final class NotebookRunner {
  public let session: Session
  let figures: (any FigureSource)?
  private let recorder = OutputRecorder()

  /// - Parameter session: its output is replaced for the time of a run.
  public init(session: Session, figures: (any FigureSource)? = nil) {
    self.session = session
    self.figures = figures
  }

  /// Makes the functions of all cells known, as a script's are from its first line on.
  ///
  /// - Parameter known: names that keep their meaning.
  public func define(
    functionsOf cells: some Sequence<NotebookCell>, except known: Set<String> = []
  ) {
    for cell in cells where cell.program.diagnostics.isEmpty {
      var definitions = cell.program
      definitions.statements = []
      definitions.functions.removeAll { known.contains($0.name) }
      // A program without statements and diagnostics has nothing that could fail.
      _ = try? session.run(definitions)
    }
  }

  /// Runs all cells, one after the other: one that fails does not keep the next from running.
  ///
  /// - Returns: the runs of the first cells; fewer than there are cells when `return`, `exit` or Ctrl-C
  ///   ended the program.
  public func run(_ cells: some Collection<NotebookCell>) -> [CellRun] {
    define(functionsOf: cells)
    var runs: [CellRun] = []
    for cell in cells {
      let run = run(cell)
      runs.append(run)
      if !run.goesOn { break }
    }
    return runs
  }

  /// Runs one cell in the workspace as it is.
  ///
  /// A statement that fails leaves every variable as it was, and ends the cell.
  public func run(_ cell: NotebookCell) -> CellRun {
    let before = session.snapshot
    let output = session.output
    output.flush()
    session.output = recorder
    defer { session.output = output }
    recorder.line = cell.line
    let (ending, failure) = run(cell.program)
    var outputs = recorder.take()
    outputs += (figures?.changed() ?? []).map { CellOutput($0, line: recorder.line) }
    if let failure { outputs.append(CellOutput(failure, line: recorder.line)) }
    return CellRun(outputs: outputs, ending: ending, before: before, after: session.snapshot)
  }

  private func run(_ program: Program) -> (CellRun.Ending, CellOutput.Kind?) {
    nnsh_interrupt_set(false)
    do {
      let ranThrough = try session.runInput(program) { [recorder, session] statement in
        recorder.begin(
          line: program.source.position(of: Int(statement.span.start)).line,
          notation: printedNotation(of: statement, in: program, session))
      }
      return (ranThrough ? .completed : .returned, nil)
    } catch let error as EvaluationError {
      nnsh_interrupt_set(false)
      switch error.fact {
      case .exit(let status): return (.exit(status), nil)
      case .interrupted: return (.interrupted, nil)
      default: break
      }
      session.lastError = (error.message, error.identifier)
      let text = rendered(error, colours: false)
      return (
        .failed,
        .error(text: text, message: error.message, identifier: error.identifier)
      )
    } catch let errors as SyntaxErrors {
      let program = errors.program
      let message = program.diagnostics.first?.message ?? ""
      session.lastError = (message, "")
      if let span = program.diagnostics.first?.span {
        recorder.line = program.source.position(of: Int(span.start)).line
      }
      let text = rendered(program.diagnostics, in: program.source, colours: false)
      return (.failed, .error(text: text, message: message, identifier: ""))
    } catch {
      return (.failed, .error(text: "error: \(error)\n", message: "\(error)", identifier: ""))
    }
  }
}
