import Evaluation

/// `:undo`, `:redo` and `:memory`.
extension Prompt {
  func goBack(_ count: Int) {
    let (state, names) = timeline.undo(count, current: session.state)
    guard !names.isEmpty else {
      let isTooOld = !timeline.done.isEmpty
      session.output.writeMessage(
        isTooOld
          ? "the state before that is not kept any more (`:memory` tells)\n" : "nothing to undo\n")
      return
    }
    session.restore(state)
    noteInputs()
    for name in names { session.output.write("undone: \(name)\n") }
  }

  func goForward(_ count: Int) {
    let (state, names) = timeline.redo(count, current: session.state)
    guard !names.isEmpty else {
      session.output.writeMessage("nothing to redo\n")
      return
    }
    session.restore(state)
    noteInputs()
    for name in names { session.output.write("redone: \(name)\n") }
  }

  /// Sets how much memory undoing may take, and tells how much it does.
  func showMemory(settingTo bytes: Int?) {
    let current = session.state
    if let bytes { timeline.setLimit(bytes, current: current) }
    let usage = timeline.usage(current: current)
    let count = timeline.undoCount
    session.output.write(
      "\(count) \(count == 1 ? "step" : "steps") can be undone; that keeps \(ByteCount.text(usage.bytes)) "
        + "beyond the variables, of at most \(ByteCount.text(timeline.kept.limit))\n")
  }
}
