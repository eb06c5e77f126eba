import Builtins
import Evaluation
import Notebook
import Plots
import Syntax

/// The notebook in the terminal: numbered inputs, their results, and the way back.
final class Prompt {
  let session: Session
  let runner: Runner
  private let terminal: any Terminal
  private let history: HistoryFile?
  var timeline = Timeline<Session.Snapshot>()
  private var results = Results()
  private let recorded: OutputTee
  private var shownFigures = ShownFigures()
  private var number = 1
  /// Whether the input ended (Ctrl-D), rather than that the user asked to leave.
  private(set) var hasEnded = false

  init(
    session: Session, terminal: any Terminal, history: HistoryFile? = nil, colours: Bool = false
  ) {
    self.session = session
    self.terminal = terminal
    self.history = history
    recorded = OutputTee(session.output)
    session.output = recorded
    runner = Runner(session: session, isInteractive: true, colours: colours)
    keepFigures()
  }

  /// Notes the figures that are shown, for the page of the session.
  private func keepFigures() {
    let board = session.figureBoard
    let show = board.show
    board.show = { [weak self] figures in
      show?(figures)
      self?.shownFigures.note(figures)
    }
  }

  /// Reads and runs until the user leaves; gives the exit status.
  func run() -> Int32 {
    for entry in history?.entries() ?? [] { terminal.remember(entry) }
    while true {
      session.output.flush()
      switch readInput() {
      case .cancelled: continue
      case .end:
        hasEnded = true
        session.output.write("\n")
        session.output.flush()
        return 0
      case .line(let text):
        if let status = handle(text) { return status }
      }
    }
  }

  // MARK: - Reading

  private var prompt: String { "nnsh:\(number)> " }

  /// One input: as many lines as the parser wants for a complete statement.
  private func readInput() -> Input {
    let input = terminal.readInput(prompt: prompt) { [unowned self] text in
      isCommand(text) || !isIncomplete(text)
    }
    if case .line(let text) = input, text.trimmingBlanks.isEmpty { return .cancelled }
    return input
  }

  private func isCommand(_ text: String) -> Bool { text.hasPrefix(":") }

  private func isIncomplete(_ text: String) -> Bool {
    runner.parsed(Source(name: "", text: text)).isIncomplete
  }

  // MARK: - Handling

  /// The exit status when the input ends the session.
  private func handle(_ text: String) -> Int32? {
    terminal.remember(text)
    history?.append(text)
    if isCommand(text) { return obey(text) }
    return evaluate(Source(name: "In[\(number)]", text: text))
  }

  /// Runs one input and keeps what it gave. The exit status when it ends the session.
  ///
  /// - Parameter cell: that of a file, which the input is.
  func evaluate(_ source: Source, of cell: NotebookCell? = nil) -> Int32? {
    let before = session.snapshot
    let program = runner.parsed(source)
    let text = source.text(Span(0, source.bytes.count)).trimmingBlanks
    let usesResults = mentions(text, name: "Out") && session.variable(named: "Out") == nil
    if usesResults { session.setVariable("Out", to: results.cell) }
    recorded.begin()
    _ = shownFigures.take()
    let outcome = runner.run(program)
    session.showFigures()
    let shown = SessionCell(
      title: cell?.title ?? "", text: cell?.text ?? "", code: cell?.code ?? text,
      outputs: recorded.take(), figures: shownFigures.take())
    if usesResults { session.setVariable("Out", to: nil) }
    defer { number += 1 }
    switch outcome {
    case .exit(let status): return status
    case .success: record(text, of: program, shown, before: before)
    case .failure(let offset): recordBeginning(of: program, until: offset, shown, before: before)
    case .interrupted: break
    }
    return nil
  }

  private func record(
    _ text: String, of program: Program, _ cell: SessionCell, before: Session.Snapshot
  ) {
    let name = resultName(of: program, isVariable: { session.variable(named: $0) != nil })
    let value = name.flatMap { session.variable(named: $0) }
    if let value { results.keep(value, number: number) }
    timeline.record(
      text, number: number, resultName: value == nil ? nil : name, cell: cell, before: before)
  }

  /// An input that failed: the statements before the one that did are in force.
  private func recordBeginning(
    of program: Program, until offset: Int?, _ cell: SessionCell, before: Session.Snapshot
  ) {
    guard let offset,
      let failed = program.statements.last(where: { Int($0.span.start) <= offset }),
      let first = program.statements.first, first.span != failed.span
    else { return }
    let text = program.source.text(Span(Int(first.span.start), Int(failed.span.start)))
    timeline.record(
      text.trimmingBlanks, number: number, resultName: nil, cell: cell, before: before)
  }
}
