import Evaluation
import Syntax

/// A notebook that is edited while it runs: after a change only the first changed cell and those after it run
/// again, from the workspace before it.
public final class LiveNotebook {
  /// A cell, what it gave last, and whether that still holds.
  public struct Entry {
    public var cell: NotebookCell
    public var run: CellRun?
    public var state: CellState
    /// The figures after it.
    var figures: Any?
  }

  private let runner: NotebookRunner
  /// The workspace before the first cell.
  private let initial: Session.Snapshot
  private let initialFigures: Any?
  public private(set) var source: Source
  public private(set) var entries: [Entry] = []
  /// The functions that its cells ever defined: workspaces of earlier runs may still have them.
  private var functionNames: Set<String> = []
  /// The number of the cell to run next; nil when all have run, or one ended the program.
  public private(set) var next: Int?

  public init(_ notebook: Notebook, runner: NotebookRunner) {
    self.runner = runner
    source = notebook.source
    initial = runner.session.snapshot
    initialFigures = runner.figures?.save()
    update(to: notebook)
  }

  /// Takes over an edited text. Outputs that are to be made again stay until then, marked stale.
  ///
  /// - Returns: the number of the first cell to run again; nil when only texts have changed.
  @discardableResult
  public func update(to notebook: Notebook) -> Int? {
    let old = entries
    source = notebook.source
    let changed = CellChanges.first(from: old.map(\.cell), runs: old.map(\.run), to: notebook.cells)
    let start = min(changed ?? notebook.cells.count, next ?? old.count)
    entries = notebook.cells.enumerated().map { index, cell in
      if index < start {
        return Entry(
          cell: cell, run: old[index].run, state: old[index].state, figures: old[index].figures)
      }
      let run =
        old.first { $0.cell.code == cell.code && $0.run != nil }?.run
        ?? (index < old.count ? old[index].run : nil)
      return Entry(cell: cell, run: run, state: run == nil ? .waiting : .stale)
    }
    guard let changed else { return nil }
    if let ending = entries[..<start].firstIndex(where: { $0.run?.goesOn == false }) {
      forget(after: ending)
      return nil
    }
    prepare(from: start)
    next = start < entries.count ? start : nil
    return changed
  }

  /// Takes the session back to before cell `start`, and makes the functions of the cells from there on known.
  private func prepare(from start: Int) {
    let session = runner.session
    session.restore(start == 0 ? initial : entries[start - 1].run?.after ?? initial)
    if let figures = start == 0 ? initialFigures : entries[start - 1].figures {
      runner.figures?.restore(figures)
    }
    let names = { (entries: ArraySlice<Entry>) in
      Set(
        entries.lazy.map(\.cell.program).filter(\.diagnostics.isEmpty).flatMap(\.functions).map(
          \.name))
    }
    // What the cells before defined stays: it was defined again when they ran.
    let earlier = names(entries[..<start])
    for name in functionNames.subtracting(earlier) { session.forgetFunction(name) }
    functionNames.formUnion(names(entries[...]))
    runner.define(functionsOf: entries[start...].map(\.cell), except: earlier)
  }

  /// Runs the next cell.
  ///
  /// - Returns: its number and whether it gave something else than before; nil when there was none.
  public func runNext() -> (index: Int, isOther: Bool)? {
    guard let index = next, index < entries.count else { return nil }
    let earlier = entries[index].run?.outputs
    entries[index].state = .running
    let run = runner.run(entries[index].cell)
    guard run.ending != .interrupted else {
      entries[index].state = entries[index].run == nil ? .waiting : .stale
      runner.session.restore(run.before)
      return (index, false)
    }
    entries[index].run = run
    entries[index].figures = runner.figures?.save()
    entries[index].state = .current
    next = run.goesOn && index + 1 < entries.count ? index + 1 : nil
    if !run.goesOn { forget(after: index) }
    return (index, earlier.map { $0 != run.outputs } ?? true)
  }

  /// The cells behind one that ended the program gave nothing.
  private func forget(after index: Int) {
    for later in entries.indices where later > index {
      entries[later].run = nil
      entries[later].state = .waiting
    }
  }

  /// Marks the next cell as running, for a page that is shown meanwhile.
  public func markRunning() {
    if let next, next < entries.count { entries[next].state = .running }
  }

  /// As the pages show it.
  public var published: PublishedNotebook { PublishedNotebook(source, entries: entries) }
}
