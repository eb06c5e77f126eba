import CSystem
import Evaluation
import Notebook
import Syntax
import Texts

/// `:cells`, `:back`, `:rerun`, `:edit` and `:reset`: the inputs in force as a list that can be changed.
extension Prompt {
  func listCells() {
    if timeline.done.isEmpty { session.output.write("no inputs yet\n") }
    let width = timeline.done.map { "In[\($0.number)]".count }.max() ?? 0
    for entry in timeline.done {
      let title = entry.cell.map { VisibleText.plain($0.title) } ?? ""
      let head = title.isEmpty ? summary(entry.text) : "%% \(title)"
      let mark = entry.isStale ? "  (stale)" : entry.isInterrupted ? "  (interrupted)" : ""
      session.output.write("\("In[\(entry.number)]".padded(to: width))  \(head)\(mark)\n")
    }
    if let first = timeline.done.first(where: \.isStale) {
      session.output.write(
        "stale: what they set comes from an older text; `:rerun \(first.number)` runs them again\n")
    }
  }

  /// Replaces the inputs from number `start` on (0-based, among those in force) by others, as one step.
  private func replace(
    from start: Int, with entries: [(entry: Timeline<PromptState>.Entry, before: PromptState?)],
    name: String, before: PromptState
  ) {
    let bytes = timeline.kept.limit > 0 ? session.bytesReplaced(since: before) : 0
    timeline.replace(from: start, with: entries, name: name, before: before, bytes: bytes) {
      session.state
    }
    noteInputs()
  }

  // MARK: - Going back

  /// Goes to the state right after the input with a number; 0 stands for the beginning.
  func goBack(to number: Int) throws(ShellCommand.Mistake) {
    let before = session.state
    if number == 0 {
      session.restore(initial)
      replace(from: 0, with: [], name: ":back 0", before: before)
      session.output.write("back at the beginning\n")
      return
    }
    let index = try place(of: number)
    guard index + 1 < timeline.done.count else {
      throw ShellCommand.Mistake(message: "In[\(number)] is the last input; nothing came after it")
    }
    guard let state = state(after: index) else {
      throw ShellCommand.Mistake(message: unknownState("the state after In[\(number)]", index + 1))
    }
    session.restore(state)
    replace(from: index + 1, with: [], name: ":back \(number)", before: before)
    session.output.write("back after In[\(number)]  \(summary(timeline.done[index].text))\n")
  }

  /// Forgets everything.
  func reset() {
    let before = session.state
    session.restore(initial)
    replace(from: 0, with: [], name: ":reset", before: before)
    session.output.write("variables, functions and figures are gone; `:undo` brings them back\n")
  }

  // MARK: - Running again

  /// Runs the inputs from the one with a number on (nil: all) again, from the state before it; the exit status
  /// when one of them ends the session.
  func rerun(from number: Int?) throws(ShellCommand.Mistake) -> Int32? {
    let start = number == nil ? 0 : try place(of: number)
    let inputs = Array(timeline.done[start...])
    guard !inputs.isEmpty else { throw ShellCommand.Mistake(message: "no inputs yet") }
    guard let first = start == 0 ? initial : timeline.state(before: start) else {
      throw ShellCommand.Mistake(
        message: unknownState("the state before In[\(inputs[0].number)]", start))
    }
    let before = session.state
    session.restore(first)
    var ran: [(entry: Timeline<PromptState>.Entry, before: PromptState?)] = []
    var status: Int32?
    for input in inputs {
      if input.isInterrupted {
        session.output.write("left out, since Ctrl-C ended it: \(summary(input.text))\n")
        continue
      }
      let own = session.state
      session.output.write("In[\(input.number)]  \(summary(input.text))\n")
      let again = perform(
        Source(name: "In[\(input.number)]", text: input.text), number: input.number,
        title: input.cell?.title ?? "", caption: input.cell?.text ?? "")
      if again.outcome == .success, let entry = again.entry {
        ran.append((entry, own))
        continue
      }
      if case .exit(let code) = again.outcome { status = code }
      session.restore(own)
      break
    }
    let rest = inputs.filter { input in
      !input.isInterrupted && !ran.contains { $0.entry.number == input.number }
    }
    let reached = session.state
    ran += rest.enumerated().map { index, input in (input.asNotRun, index == 0 ? reached : nil) }
    replace(from: start, with: ran, name: number.map { ":rerun \($0)" } ?? ":rerun", before: before)
    if let first = rest.first, status == nil {
      session.output.writeMessage(
        "stopped: In[\(first.number)] and what follows have not run; "
          + "`:edit \(first.number)` changes it, `:undo` takes the rerun back\n")
    }
    return status
  }

  /// What is stale among the inputs in force.
  var staleInputs: StaleInputs {
    StaleInputs(
      in: timeline.done,
      statesAround: { index in
        guard let before = self.timeline.state(before: index), let after = self.state(after: index)
        else { return nil }
        return (before, after)
      })
  }

  // MARK: - Editing

  /// Opens the editor on the text of an input; what comes back is its new text, which has not run yet.
  func edit(_ number: Int?) throws(ShellCommand.Mistake) {
    let index = try place(of: number)
    let entry = timeline.done[index]
    let old = rejectedEdit.map { $0.number == entry.number ? $0.text : entry.text } ?? entry.text
    rejectedEdit = nil
    session.output.flush()
    var text: String
    do throws(FileFailure) {
      text = try TextEditor.edited(old, session.host.environment)
    } catch {
      throw ShellCommand.Mistake(message: error.message)
    }
    text = text.trimmingBlanks
    if text.isEmpty {
      throw ShellCommand.Mistake(
        message: "the text came back empty: In[\(entry.number)] stays as it was")
    }
    if text == entry.text {
      session.output.write("In[\(entry.number)] is unchanged\n")
      return
    }
    let program = runner.parsed(Source(name: "In[\(entry.number)]", text: text))
    guard program.diagnostics.isEmpty else {
      rejectedEdit = (entry.number, text)
      session.output.writeMessage(runner.messages(of: program))
      throw ShellCommand.Mistake(
        message:
          "In[\(entry.number)] stays as it was; `:edit \(entry.number)` shows your text again")
    }
    let before = session.state
    let changed = staleInputs.afterChanging(index, to: program, text: text)
    let suffix = changed[index...].map { (entry: $0, before: PromptState?.none) }
    replace(from: index, with: Array(suffix), name: ":edit \(entry.number)", before: before)
    let stale = changed.filter(\.isStale).map { "In[\($0.number)]" }
    let (verb, object) = stale.count == 1 ? ("is", "it") : ("are", "them")
    session.output.write(
      "\(stale.joined(separator: ", ")) \(verb) stale; `:rerun \(entry.number)` runs \(object) again\n"
    )
  }
}
