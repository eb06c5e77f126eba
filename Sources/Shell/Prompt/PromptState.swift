import Builtins
import Evaluation
import Plots

/// Everything that an input can change: what `:undo` goes back to.
struct PromptState {
  let session: Session.Snapshot
  let figures: FigureBoard.Saved
}

extension Session {
  var state: PromptState { PromptState(session: snapshot, figures: figureBoard.saved) }

  func restore(_ state: PromptState) {
    restore(state.session)
    figureBoard.restore(state.figures)
  }

  /// At most how many bytes `state` keeps that nothing else needs, counted by what changed since.
  func bytesReplaced(since state: PromptState) -> Int {
    let now = figureBoard.saved
    if state.figures.isSame(as: now) { return bytesReplaced(since: state.session) }
    var measure = MemoryMeasure()
    for figure in now.figures.values { measure.add(figure) }
    let shared = measure.bytes
    for figure in state.figures.figures.values { measure.add(figure) }
    return bytesReplaced(since: state.session) + measure.bytes - shared
  }
}

extension PromptState: MeasuredState {
  func add(to measure: inout MemoryMeasure) {
    measure.add(session)
    for figure in figures.figures.values { measure.add(figure) }
  }
}

extension MemoryMeasure {
  fileprivate mutating func add(_ figure: Figure) {
    for memory in figure.memory { add(block: memory.block, bytes: memory.bytes) }
  }
}
