/// The inputs of a session that are in force, and the steps that led there: what `:undo`, `:redo`, `:back`,
/// `:rerun` and `:save` work on.
///
/// A step replaces the last inputs by others: a new input none by one, `:back` some by none, `:rerun` some by
/// those that ran again. Undoing it puts them back, and the state from before it.
struct Timeline<State: MeasuredState> {
  /// One input.
  struct Entry {
    let number: Int
    /// The statements that succeeded.
    let text: String
    /// The variable that holds the input's result; nil when it has none.
    var resultName: String?
    /// How a page shows the input; nil where none was kept.
    var cell: SessionCell?
    /// Whether Ctrl-C ended it, so that nobody knows what a program like it would do.
    var isInterrupted = false
    /// Whether its text, or something that it uses, was changed since it ran.
    var isStale = false
    /// Of a stale one what it set when it ran.
    var staleNames: Set<String> = []
    /// The state before it ran.
    fileprivate(set) var before: Moment<State>?

    init(
      number: Int, text: String, resultName: String?, cell: SessionCell? = nil,
      isInterrupted: Bool = false
    ) {
      self.number = number
      self.text = text
      self.resultName = resultName
      self.cell = cell
      self.isInterrupted = isInterrupted
    }

    /// The same input with another text, which has not run.
    func asChanged(text: String) -> Entry {
      var entry = Entry(
        number: number, text: text, resultName: resultName,
        cell: cell.map { SessionCell(title: $0.title, text: $0.text, code: text, outputs: []) })
      entry.before = before
      entry.isStale = true
      return entry
    }

    /// The same input, waiting to run again from a state that is not known yet.
    var asNotRun: Entry {
      var entry = asChanged(text: text)
      entry.before = nil
      return entry
    }
  }

  private struct Step {
    /// What the user calls it.
    let name: String
    let start: Int
    let removed: [Entry]
    let added: [Entry]
    let before: Moment<State>
    var after: Moment<State>?
  }

  private(set) var done: [Entry] = []
  private var past: [Step] = []
  private var future: [Step] = []
  private(set) var kept: KeptStates<State>
  /// How many of the inputs in force the last change left, for whoever keeps a list of them.
  private(set) var unchanged = 0

  /// - Parameters:
  ///   - limit: how many bytes the states may keep beyond the session's own.
  ///   - depth: how many steps can be undone at most.
  init(limit: Int, depth: Int = 10_000) {
    kept = KeptStates(limit: limit, depth: depth)
  }

  /// Adds an input; what was undone before cannot be redone any more.
  ///
  /// - Parameters:
  ///   - before: the state before it.
  ///   - bytes: at most how many bytes that keeps which the state now does not.
  ///   - current: gives the state now.
  mutating func record(_ entry: Entry, before: State, bytes: Int, current: () -> State) {
    let moment = kept.keep(before, bytes: bytes)
    var entry = entry
    entry.before = moment
    let name = summary(entry.text)
    advance(
      Step(
        name: entry.isInterrupted ? "interrupted: \(name)" : name, start: done.count, removed: [],
        added: [entry], before: moment), current: current)
  }

  /// Replaces the inputs from number `start` on (0-based, among those in force) by others.
  ///
  /// - Parameters:
  ///   - name: what the user calls the step.
  ///   - entries: each with the state before it, where it ran anew.
  mutating func replace(
    from start: Int, with entries: [(entry: Entry, before: State?)], name: String, before: State,
    bytes: Int, current: () -> State
  ) {
    let moment = kept.keep(before, bytes: bytes)
    let added = entries.map { entry, before in
      var entry = entry
      if let before { entry.before = kept.keep(before, bytes: bytes) }
      return entry
    }
    advance(
      Step(
        name: name, start: start, removed: Array(done[start...]), added: added, before: moment),
      current: current)
  }

  private mutating func advance(_ step: Step, current: () -> State) {
    done.replaceSubrange(step.start..., with: step.added)
    unchanged = step.start
    past.append(step)
    let isBranch = !future.isEmpty
    future.removeAll()
    if isBranch || kept.isOverLimit { settle(current()) }
  }

  // MARK: - Going back and forward

  /// Takes back the last `count` steps (fewer when there are no more).
  ///
  /// - Parameter current: the state now.
  /// - Returns: the state to go to, and what the steps were called, latest first.
  mutating func undo(_ count: Int, current: State) -> (state: State, names: [String]) {
    var state = current
    var after = kept.keep(current, bytes: 0)
    var names: [String] = []
    unchanged = done.count
    while names.count < count, let step = past.last, let before = step.before.state {
      past.removeLast()
      done.replaceSubrange(step.start..., with: step.removed)
      unchanged = min(unchanged, step.start)
      var undone = step
      undone.after = after
      future.append(undone)
      names.append(step.name)
      (state, after) = (before, step.before)
    }
    settle(state)
    return (state, names)
  }

  /// Takes back the last `count` of `undo`.
  mutating func redo(_ count: Int, current: State) -> (state: State, names: [String]) {
    var state = current
    var names: [String] = []
    unchanged = done.count
    while names.count < count, let step = future.last, let after = step.after?.state {
      future.removeLast()
      done.replaceSubrange(step.start..., with: step.added)
      unchanged = min(unchanged, step.start)
      past.append(step)
      names.append(step.name)
      state = after
    }
    settle(state)
    return (state, names)
  }

  /// The state before the input in force number `index` (0-based); nil when it is not kept any more.
  func state(before index: Int) -> State? { done[index].before?.state }

  var hasStaleInputs: Bool { done.contains(where: \.isStale) }

  /// The place among the inputs in force of the one with a number.
  func index(of number: Int) -> Int? { done.lastIndex { $0.number == number } }

  // MARK: - Memory

  mutating func setLimit(_ bytes: Int, current: State) {
    kept.limit = bytes
    settle(current)
  }

  /// How many states are kept, and how many bytes beyond the session's own memory.
  func usage(current: State) -> (count: Int, bytes: Int) {
    KeptStates.usage(moments, current: current)
  }

  /// How many steps can be undone.
  var undoCount: Int { past.reversed().prefix { $0.before.state != nil }.count }

  private mutating func settle(_ current: State) {
    kept.settle(moments, current: current)
    let forgotten = past.prefix { $0.before.state == nil }.count
    past.removeFirst(forgotten)
  }

  /// Every state that somebody may go to.
  private var moments: [Moment<State>] {
    var all: [ObjectIdentifier: Moment<State>] = [:]
    func note(_ moment: Moment<State>?) {
      if let moment { all[ObjectIdentifier(moment)] = moment }
    }
    for step in past + future {
      note(step.before)
      note(step.after)
      for entry in step.removed + step.added { note(entry.before) }
    }
    for entry in done { note(entry.before) }
    return Array(all.values)
  }

  // MARK: - Saving

  /// The inputs in force as a program that does the same from the top.
  var script: String {
    var lines: [String] = []
    // A file that begins with a function would only define it.
    if let first = done.first, first.text.hasPrefix("function") { lines.append("1;") }
    let usesResults = done.contains { mentions($0.text, name: "Out") }
    for entry in done {
      if entry.isInterrupted {
        lines.append("% interrupted:")
        lines += entry.text.split(separator: "\n").map { "% \($0)" }
        continue
      }
      lines.append(entry.text)
      if usesResults, let name = entry.resultName {
        lines.append("Out{\(entry.number)} = \(name);")
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// The first line of an input.
func summary(_ text: String) -> String {
  let lines = text.split(separator: "\n", maxSplits: 1)
  return (lines.first.map(String.init) ?? "") + (lines.count > 1 ? " ..." : "")
}

/// Whether `name` stands in `text` as a word of its own.
func mentions(_ text: String, name: String) -> Bool {
  let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
  return words.contains { $0 == name || $0.hasPrefix(name + ".") }
}
