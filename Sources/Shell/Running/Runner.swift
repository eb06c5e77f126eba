import CSystem
import Evaluation
import Syntax

/// Runs sources in a session and tells the user what went wrong.
struct Runner {
  let session: Session
  /// Whether the sources are typed: a function then needs its `end`.
  var isInteractive = false
  /// Whether messages may have colours.
  var colours = false

  enum Outcome: Equatable {
    case success
    /// An error, which was shown; `offset` is where in the source it happened, if it did there.
    case failure(offset: Int?)
    case interrupted
    case exit(Int32)
  }

  func parsed(_ source: Source) -> Program {
    parse(source, isVariable: { session.variable(named: $0) != nil }, isInteractive: isInteractive)
  }

  /// Runs a whole source: a script, or one input of the prompt.
  func run(_ source: Source) -> Outcome { run(parsed(source)) }

  func run(_ program: Program) -> Outcome {
    nnsh_interrupt_set(false)
    defer { session.output.flush() }
    do {
      if isInteractive { try session.runInput(program) } else { try session.run(program) }
      return .success
    } catch {
      return report(error, in: program.source)
    }
  }

  /// What is wrong with a program that does not parse.
  func messages(of program: Program) -> String {
    rendered(program.diagnostics, in: program.source, colours: colours)
  }

  /// Shows what a run of `source` ended with.
  @discardableResult
  func report(_ error: any Error, in source: Source) -> Outcome {
    if let error = error as? EvaluationError { return report(error, in: source) }
    session.output.flush()
    if let errors = error as? SyntaxErrors {
      session.lastError = (errors.program.diagnostics.first?.message ?? "", "")
      session.output.writeMessage(messages(of: errors.program))
    } else {
      session.output.writeMessage("error: \(error)\n")
    }
    return .failure(offset: nil)
  }

  private func report(_ error: EvaluationError, in source: Source) -> Outcome {
    nnsh_interrupt_set(false)
    session.output.flush()
    switch error.fact {
    case .exit(let status): return .exit(status)
    case .interrupted:
      session.output.writeMessage("interrupted\n")
      return .interrupted
    default: break
    }
    session.lastError = (error.message, error.identifier)
    session.output.writeMessage(rendered(error, colours: colours))
    let place = error.places.last { $0.source === source }
    return .failure(offset: place.map { Int($0.span.start) })
  }
}
