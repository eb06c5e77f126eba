import Builtins
import CSystem
import Evaluation
import Glibc
import Notebook
import Syntax

/// Presents a notebook: a key, and the next cell is typed at a human pace into the prompt and run.
final class DemoPlayer {
  private let notebook: Notebook
  private let session: Session
  private let runner: Runner
  private let pace: Int
  private let position: DemoPosition
  /// Lets the user type freely until Ctrl-D; gives an exit status when that ends the program.
  private let typeFreely: () -> Int32?
  /// The workspace and the number of the prompt before each cell that was reached.
  private var before: [(state: PromptState, number: Int)] = []
  private var number = 1

  init(
    _ notebook: Notebook, session: Session, colours: Bool, pace: Int, position: DemoPosition,
    typeFreely: @escaping () -> Int32?
  ) {
    self.notebook = notebook
    self.session = session
    self.pace = pace
    self.position = position
    self.typeFreely = typeFreely
    runner = Runner(session: session, isInteractive: true, colours: colours)
  }

  private enum Command {
    case next, back, skip, again, free, end
  }

  /// Presents until the end or until the user leaves; gives the exit status.
  func run() -> Int32 {
    defer { position.end() }
    session.output.write(
      "Enter or right: go on   left or b: back   s: skip   r: again   f: type freely   q: end\n")
    var index = 0
    while index < notebook.cells.count {
      reach(index)
      position.tell(index)
      announce(index)
      switch command() {
      case .next:
        if let status = present(notebook.cells[index]) { return status }
        index += 1
      case .skip: index += 1
      case .back:
        index = max(0, index - 1)
        goBack(to: index)
      case .again:
        guard index > 0 else { continue }
        goBack(to: index - 1)
        if let status = present(notebook.cells[index - 1]) { return status }
      case .free:
        if let status = typeFreely() { return status }
      case .end: return 0
      }
    }
    return 0
  }

  private func reach(_ index: Int) {
    before.removeLast(max(0, before.count - index))
    while before.count <= index { before.append((session.state, number)) }
  }

  private func goBack(to index: Int) {
    session.restore(before[index].state)
    number = before[index].number
  }

  /// The title and text of a cell.
  private func announce(_ index: Int) {
    let cell = notebook.cells[index]
    let title = VisibleText.plain(cell.title)
    session.output.write(
      "\n── \(title.isEmpty ? "cell" : title) (\(index + 1) of \(notebook.cells.count))\n")
    if !cell.text.isEmpty { session.output.write(VisibleText.plain(cell.text) + "\n") }
    session.output.flush()
  }

  private func command() -> Command {
    switch session.host.readKey() {
    // Without a keyboard it goes on by itself.
    case nil: .next
    case .end: .end
    case .right: .next
    case .left: .back
    case .character(let key):
      switch key {
      case "b", "p": .back
      case "s": .skip
      case "r": .again
      case "f": .free
      case "q": .end
      default: .next
      }
    }
  }

  /// Types and runs a cell; the exit status when it ends the program.
  private func present(_ cell: NotebookCell) -> Int32? {
    for input in inputs(of: cell) {
      type(input)
      let outcome = runner.run(Source(name: "In[\(number)]", text: input))
      number += 1
      session.showFigures()
      if case .exit(let status) = outcome { return status }
      if outcome != .success { break }
    }
    return nil
  }

  /// The cell cut where the prompt would run what was typed so far.
  private func inputs(of cell: NotebookCell) -> [String] {
    var inputs: [String] = []
    var open = ""
    for line in cell.code.split(separator: "\n", omittingEmptySubsequences: false) {
      open += open.isEmpty ? String(line) : "\n" + line
      if open.trimmingBlanks.isEmpty {
        open = ""
      } else if !runner.parsed(Source(name: "", text: open)).isIncomplete {
        inputs.append(open)
        open = ""
      }
    }
    if !open.trimmingBlanks.isEmpty { inputs.append(open) }
    return inputs
  }

  /// Types text as at the prompt; Ctrl-C shows the rest at once.
  private func type(_ text: String) {
    nnsh_interrupt_set(false)
    let prompt = "nnsh:\(number)> "
    session.output.write(prompt)
    for character in text {
      if character == "\n" {
        session.output.write("\n" + continuation(of: prompt))
      } else {
        session.output.write(String(character))
      }
      session.output.flush()
      if pace > 0, session.output.isTerminal, !nnsh_interrupt_requested() {
        usleep(UInt32(1_000_000 / pace))
      }
    }
    session.output.write("\n")
    session.output.flush()
    nnsh_interrupt_set(false)
  }
}
