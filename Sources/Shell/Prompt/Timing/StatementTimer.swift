import Builtins
import CSystem
import Evaluation
import Glibc
import Plots
import Syntax

/// Times programs by running them again and again, each time from the same state, with nobody hearing them.
struct StatementTimer {
  let session: Session
  /// The state that every run begins with, and that the session has in the end.
  private let state: PromptState

  init(_ session: Session) {
    self.session = session
    state = session.state
  }

  /// The times of the runs of one program, and of each of its statements.
  struct Times {
    /// Seconds, ascending.
    fileprivate(set) var runs: [Double] = []
    fileprivate(set) var statements: [[Double]] = []
    /// Whether Ctrl-C ended the measurement.
    fileprivate(set) var isInterrupted = false

    var median: Double { Self.quantile(runs, 0.5) }
    /// Between these lie the middle half of the runs.
    var quarters: (Double, Double) { (Self.quantile(runs, 0.25), Self.quantile(runs, 0.75)) }

    func median(ofStatement index: Int) -> Double {
      Self.quantile(statements.compactMap { index < $0.count ? $0[index] : nil }.sorted(), 0.5)
    }

    /// In the last run.
    func last(ofStatement index: Int) -> Double {
      statements.last.flatMap { index < $0.count ? $0[index] : nil } ?? 0
    }

    private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
      guard let last = sorted.indices.last else { return 0 }
      let place = Double(last) * share
      let low = Int(place)
      let high = min(low + 1, last)
      return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
    }
  }

  /// Runs a program at least once, then as often as fits into the time.
  ///
  /// - Parameters:
  ///   - seconds: for all runs together.
  ///   - after: is told the workspace after the last run, before it goes.
  /// - Throws: the error that a run ended with.
  func times(
    of program: Program, seconds: Double, after: () -> Void = {}
  ) throws -> Times {
    let prepared = PreparedProgram(program)
    let output = session.output
    session.output = BufferOutput(columns: output.columns)
    let show = session.figureBoard.show
    session.figureBoard.show = nil
    defer {
      session.output = output
      session.restore(state)
      session.figureBoard.show = show
    }
    nnsh_interrupt_set(false)
    var times = Times()
    let end = now + seconds
    do {
      repeat {
        session.output = BufferOutput(columns: output.columns)
        session.restore(state)
        times.statements.append(try session.run(prepared))
      } while now < end && times.statements.count < 10_000
    } catch let error as EvaluationError {
      guard case .interrupted = error.fact, !times.statements.isEmpty else { throw error }
      nnsh_interrupt_set(false)
      times.isInterrupted = true
    }
    after()
    // The first run finds nothing in the caches of the processor and of the session.
    if times.statements.count > 3 { times.statements.removeFirst() }
    times.runs = times.statements.map { $0.reduce(0, +) }.sorted()
    return times
  }

  private var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
