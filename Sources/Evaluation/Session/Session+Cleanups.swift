import CSystem
import Matrices

/// Functions that `onCleanup` calls: of objects that nothing refers to any more.
extension Session {
  /// Calls the functions of objects that were let go. An error in one is a warning.
  public func runReleasedCleanups() {
    while let task = maps.takeReleased() { runCleanup(task) }
  }

  /// Calls the functions of all objects that there still are, at the end of the program.
  public func runAllCleanups() {
    for object in maps.cleanups where !object.isDone {
      object.isDone = true
      runCleanup(object.task)
    }
    runReleasedCleanups()
  }

  /// The same for objects that only earlier states of the session refer to (`:undo` keeps them).
  func runUnreachableCleanups() {
    let objects = maps.cleanups.filter { !$0.isDone }
    if objects.isEmpty { return }
    var reached: Set<ObjectIdentifier> = []
    var pending = workspace.names.compactMap { workspace.value(of: $0) }
    pending += globals.values.values
    pending += rememberingFunctions.flatMap { $0.persistents.values }
    // Cells that hold a million numbers are looked through, no deeper than values can nest.
    while let value = pending.popLast() {
      switch value {
      case .map(let map):
        if reached.insert(ObjectIdentifier(map)).inserted {
          pending += map.unorderedKeys.compactMap { map[$0] }
        }
      case .cell(let cell): pending += cell.elements
      case .structure(let s): pending += s.columns.flatMap(\.elements)
      case .function(let f):
        if case .anonymous(let function) = f.kind { pending += function.captured.map(\.value) }
      default: break
      }
    }
    for object in objects where !reached.contains(ObjectIdentifier(object)) {
      object.isDone = true
      runCleanup(object.task)
    }
  }

  private func runCleanup(_ task: Value) {
    // What cleans up after Ctrl-C runs to its end, or to another Ctrl-C.
    let wasInterrupted = nnsh_interrupt_requested()
    if wasInterrupted { nnsh_interrupt_set(false) }
    defer { if wasInterrupted { nnsh_interrupt_set(true) } }
    do {
      _ = try call(task, [], outputs: 0)
    } catch {
      let text = Messages.evaluationError(error).message
      warn("onCleanup: error caught while executing cleanup function:\n\(text)\n")
    }
  }
}
