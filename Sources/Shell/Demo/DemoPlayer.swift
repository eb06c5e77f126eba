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
  private let stage: Stage
  private let keyboard: SilentKeyboard
  /// The workspace and the number of the prompt before each cell that was reached.
  private var before: [(state: PromptState, number: Int)] = []
  private var number = 1

  /// The prompt that the demo happens in.
  struct Stage {
    /// Shows how an input is typed at a prompt, a character more each time that the closure says so; nil where plain
    /// characters do.
    var showTyping: ((_ input: String, _ prompt: String, _ wait: () -> Bool) -> Void)?
    /// Has the arrow keys bring an input back.
    var remember: (String) -> Void = { _ in }
    /// Lets the user type from an input with a number on until Ctrl-D; gives an exit status when that ends the
    /// program, and the number of the next input.
    var typeFreely: (_ number: Int) -> (status: Int32?, number: Int)
  }

  /// - Parameter pace: characters a second; 0 types at once.
  init(
    _ notebook: Notebook, session: Session, colours: Bool, pace: Int, position: DemoPosition,
    stage: Stage, keyboard: SilentKeyboard
  ) {
    self.notebook = notebook
    self.session = session
    self.pace = pace
    self.position = position
    self.stage = stage
    self.keyboard = keyboard
    runner = Runner(session: session, isInteractive: true, colours: colours)
  }

  private enum Command {
    case next, back, skip, again, free, end
  }

  /// Presents until the user leaves, or the end where nobody presses keys; gives the exit status.
  func run() -> Int32 {
    keyboard.hush()
    defer {
      keyboard.release()
      position.end()
    }
    session.output.write(
      "Enter or right: go on   left or b: back   s: skip   r: again   f: type freely   q: end\n")
    var index = 0
    while true {
      reach(index)
      if index < notebook.cells.count { position.tell(index) }
      announce(index)
      switch command() {
      case .next:
        guard index < notebook.cells.count else { return 0 }
        if let status = present(notebook.cells[index]) { return status }
        index += 1
      case .skip: index = min(index + 1, notebook.cells.count)
      case .back:
        index = max(0, index - 1)
        goBack(to: index)
      case .again:
        guard index > 0 else { continue }
        goBack(to: index - 1)
        if let status = present(notebook.cells[index - 1]) { return status }
      case .free:
        session.output.flush()
        let (status, next) = keyboard.openly { stage.typeFreely(number) }
        number = next
        if let status { return status }
      case .end: return 0
      }
    }
  }

  private func reach(_ index: Int) {
    before.removeLast(max(0, before.count - index))
    while before.count <= index { before.append((session.state, number)) }
  }

  private func goBack(to index: Int) {
    session.restore(before[index].state)
    number = before[index].number
  }

  /// The title and text of a cell, or that there is none any more.
  private func announce(_ index: Int) {
    guard index < notebook.cells.count else {
      if hasKeyboard { session.output.write("\n── the end (Enter or q leaves)\n") }
      session.output.flush()
      return
    }
    let cell = notebook.cells[index]
    let title = cell.title.isEmpty ? "cell" : cell.title
    let head = "── \(title) (\(index + 1) of \(notebook.cells.count))"
    for text in ["\n" + head, cell.text] where !text.isEmpty {
      session.output.write(DemoText.lines(text, columns: session.output.columns) + "\n")
    }
    session.output.flush()
  }

  private var hasKeyboard: Bool { isatty(STDIN_FILENO) == 1 }

  /// What the next key says that says anything: those of remote controls do, too.
  private func command() -> Command {
    while true {
      switch session.host.readKey() {
      // Without a keyboard it goes on by itself.
      case nil: return .next
      case .end: return .end
      case .right: return .next
      case .left: return .back
      case .character(let key):
        switch key {
        case "\r", "\n", " ", "n": return .next
        case "b", "p", "\u{7F}", "\u{8}": return .back
        case "s": return .skip
        case "r": return .again
        case "f": return .free
        case "q": return .end
        default: break
        }
      }
    }
  }

  /// Types and runs a cell; the exit status when it ends the program.
  private func present(_ cell: NotebookCell) -> Int32? {
    for input in inputs(of: cell) {
      type(input)
      stage.remember(input)
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

  /// Types text as at the prompt; a key shows the rest at once.
  private func type(_ text: String) {
    nnsh_interrupt_set(false)
    let prompt = "nnsh:\(number)> "
    let wait = { [self] in
      pace > 0 && session.output.isTerminal
        && !keyboard.isPressed(within: 1000 / pace)
    }
    session.output.flush()
    if let showTyping = stage.showTyping {
      showTyping(text, prompt, wait)
    } else {
      showPlainly(text, prompt, wait)
    }
    nnsh_interrupt_set(false)
  }

  private func showPlainly(_ text: String, _ prompt: String, _ wait: () -> Bool) {
    session.output.write(prompt)
    var isTyping = true
    for character in text {
      session.output.write(character == "\n" ? "\n" + continuation(of: prompt) : String(character))
      guard isTyping else { continue }
      session.output.flush()
      isTyping = wait()
    }
    session.output.write("\n")
    session.output.flush()
  }
}
