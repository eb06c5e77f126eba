import Evaluation

/// What a run of a cell gave: its outputs in their order, and the workspace before and after it.
public struct CellRun {
  /// How a cell came to its end.
  public enum Ending: Equatable, Sendable {
    case completed
    /// An error, which is the last of the outputs.
    case failed
    /// A `return` outside of functions: it ends the program, and no further cell runs.
    case returned
    /// Ctrl-C.
    case interrupted
    /// `exit(n)`.
    case exit(Int32)
  }

  public var outputs: [CellOutput]
  public var ending: Ending
  public var before: Session.Snapshot
  public var after: Session.Snapshot

  public init(
    outputs: [CellOutput], ending: Ending, before: Session.Snapshot, after: Session.Snapshot
  ) {
    self.outputs = outputs
    self.ending = ending
    self.before = before
    self.after = after
  }

  /// Whether further cells may run.
  public var goesOn: Bool { ending == .completed || ending == .failed }
}
