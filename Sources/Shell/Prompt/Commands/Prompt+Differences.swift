import Evaluation
import Notebook
import Plots

/// `:diff`.
extension Prompt {
  /// Shows what the input with a number changed; nil stands for the last one.
  func showDifference(_ number: Int?) throws(ShellCommand.Mistake) {
    let index = try place(of: number)
    let entry = timeline.done[index]
    guard let before = timeline.state(before: index), let after = state(after: index) else {
      throw ShellCommand.Mistake(message: unknownState("what In[\(entry.number)] changed", index))
    }
    session.output.write("In[\(entry.number)]  \(summary(entry.text))\n")
    let difference = SnapshotDifference(from: before.session, to: after.session)
    for line in lines(of: difference) { session.output.write("  \(line)\n") }
    let figures = changedFigures(before, after)
    for line in figures { session.output.write("  \(line)\n") }
    if difference.changes.isEmpty, figures.isEmpty {
      session.output.write("  no variable, function or figure\n")
    }
    if difference.hasOtherRandomness { session.output.write("    random numbers were drawn\n") }
  }

  private func lines(of difference: SnapshotDifference) -> [String] {
    let names = difference.changes.map(\.name.count).max() ?? 0
    let kinds = difference.changes.map(\.what.count).max() ?? 0
    return difference.changes.map { change in
      let mark =
        switch change.kind {
        case .added: "+"
        case .removed: "-"
        case .changed: "~"
        }
      let name = change.name.padded(to: names)
      let what = change.details.isEmpty ? change.what : change.what.padded(to: kinds)
      return "\(mark) \(name)  \(what)" + (change.details.isEmpty ? "" : "  \(change.details)")
    }
  }

  private func changedFigures(_ before: PromptState, _ after: PromptState) -> [String] {
    if before.figures.isSame(as: after.figures) { return [] }
    let (old, new) = (before.figures.figures, after.figures.figures)
    return Set(old.keys).union(new.keys).sorted().compactMap { number in
      if old[number] == new[number] { return nil }
      let mark = old[number] == nil ? "+" : new[number] == nil ? "-" : "~"
      return "\(mark) figure \(number)"
    }
  }

  // MARK: - States

  /// The state right after the input in force number `index`; nil when it is not known.
  func state(after index: Int) -> PromptState? {
    index + 1 < timeline.done.count ? timeline.state(before: index + 1) : session.state
  }

  /// The place among the inputs in force of the one with a number; nil stands for the last.
  func place(of number: Int?) throws(ShellCommand.Mistake) -> Int {
    guard let last = timeline.done.indices.last else {
      throw ShellCommand.Mistake(message: "no inputs yet")
    }
    guard let number else { return last }
    guard let index = timeline.index(of: number) else {
      throw ShellCommand.Mistake(
        message: "there is no In[\(number)] among the inputs in force; `:cells` lists them")
    }
    return index
  }

  /// Why something about the state around an input cannot be told.
  func unknownState(_ what: String, _ index: Int) -> String {
    timeline.done[index...].contains(where: \.isStale)
      ? "\(what) is not known until it runs again: `:rerun`"
      : "\(what) is not known any more: its state was given up for memory (`:memory`)"
  }
}

extension String {
  /// With blanks behind it up to a width in characters.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
