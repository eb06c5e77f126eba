/// The inputs of a session that are in force, and those that were undone: what `:undo`, `:redo` and
/// `:save` work on.
///
/// States are whole workspaces. They are cheap, since they share the storage of everything that did not
/// change, but they do keep old values alive: only the last `depth` inputs can be undone.
struct Timeline<State> {
  struct Entry {
    let number: Int
    /// The statements that succeeded.
    let text: String
    /// The variable that holds the input's result; nil when it has none.
    let resultName: String?
    /// How a page shows the input; nil where none was kept.
    let cell: SessionCell?
    /// The state before the input; nil once it is too old.
    fileprivate(set) var before: State?
  }

  let depth: Int
  private(set) var done: [Entry] = []
  private var undone: [(entry: Entry, after: State)] = []

  init(depth: Int = 100) { self.depth = depth }

  /// Adds an input that succeeded; what was undone before cannot be redone any more.
  mutating func record(
    _ text: String, number: Int, resultName: String?, cell: SessionCell? = nil, before: State
  ) {
    done.append(
      Entry(number: number, text: text, resultName: resultName, cell: cell, before: before))
    undone.removeAll()
    if done.count > depth { done[done.count - depth - 1].before = nil }
  }

  /// Takes back the last `count` inputs (fewer when there are no more).
  ///
  /// - Parameter current: the state now.
  /// - Returns: the state to go to, and the inputs that were taken back, latest first.
  mutating func undo(_ count: Int, current: State) -> (state: State, entries: [Entry]) {
    var state = current
    var entries: [Entry] = []
    while entries.count < count, let last = done.last, let before = last.before {
      done.removeLast()
      undone.append((last, state))
      state = before
      entries.append(last)
    }
    return (state, entries)
  }

  /// Takes back the last `count` of `undo`.
  mutating func redo(_ count: Int, current: State) -> (state: State, entries: [Entry]) {
    var state = current
    var entries: [Entry] = []
    while entries.count < count, let last = undone.popLast() {
      done.append(last.entry)
      state = last.after
      entries.append(last.entry)
    }
    return (state, entries)
  }

  /// The inputs in force as a program that does the same from the top.
  var script: String {
    var lines: [String] = []
    // A file that begins with a function would only define it.
    if let first = done.first, first.text.hasPrefix("function") { lines.append("1;") }
    let usesResults = done.contains { mentions($0.text, name: "Out") }
    for entry in done {
      lines.append(entry.text)
      if usesResults, let name = entry.resultName {
        lines.append("Out{\(entry.number)} = \(name);")
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// Whether `name` stands in `text` as a word of its own.
func mentions(_ text: String, name: String) -> Bool {
  let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
  return words.contains { $0 == name || $0.hasPrefix(name + ".") }
}
