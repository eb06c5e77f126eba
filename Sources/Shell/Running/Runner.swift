import CSystem
import Evaluation
import Syntax

/// Runs sources in a session and tells the user what went wrong.
struct Runner {
  let session: Session

  enum Outcome: Equatable {
    case success
    /// An error, which was shown; `offset` is where in the source it happened, if it did there.
    case failure(offset: Int?)
    case interrupted
    case exit(Int32)
  }

  /// Runs a whole source: a script, or one input of the prompt.
  func run(_ source: Source) -> Outcome {
    nnsh_interrupt_set(false)
    defer { session.output.flush() }
    do {
      try session.run(source)
      return .success
    } catch let request as ExitRequest {
      return .exit(request.status)
    } catch let error as EvaluationError {
      return report(error, in: source)
    } catch {
      session.output.writeMessage("error: \(error)\n")
      return .failure(offset: nil)
    }
  }

  private func report(_ error: EvaluationError, in source: Source) -> Outcome {
    nnsh_interrupt_set(false)
    if case .interrupted = error.fact {
      session.output.writeMessage("interrupted\n")
      return .interrupted
    }
    session.output.writeMessage(error.rendered)
    let place = error.places.last { $0.source === source }
    return .failure(offset: place.map { Int($0.span.start) })
  }
}
