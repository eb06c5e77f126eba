import Evaluation

/// `:undo` and `:redo`.
extension Prompt {
  func goBack(_ count: Int) {
    let (state, entries) = timeline.undo(count, current: session.snapshot)
    guard !entries.isEmpty else {
      session.output.writeMessage("nothing to undo\n")
      return
    }
    session.restore(state)
    for entry in entries { session.output.write("undone: \(summary(entry.text))\n") }
  }

  func goForward(_ count: Int) {
    let (state, entries) = timeline.redo(count, current: session.snapshot)
    guard !entries.isEmpty else {
      session.output.writeMessage("nothing to redo\n")
      return
    }
    session.restore(state)
    for entry in entries { session.output.write("redone: \(summary(entry.text))\n") }
  }
}
