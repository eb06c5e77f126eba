import Builtins
import Evaluation
import Glibc
import Notebook
import Plots
import Syntax

/// The notebook in the terminal: numbered inputs, their results, and the way back.
final class Prompt {
  let session: Session
  let runner: Runner
  private let terminal: any Terminal
  let history: HistoryFile?
  var timeline: Timeline<PromptState>
  /// The state in which the session began.
  let initial: PromptState
  /// What a later session offers when this one dies; nil where nobody would.
  private let journal: SessionJournal?
  /// Sessions that died, the latest first.
  var lost: [LostSession]
  private var results = Results()
  private let recorded: OutputTee
  private var shownFigures = ShownFigures()
  var number: Int
  /// Inputs that were typed or pasted together with one that runs.
  private var waiting: [String] = []
  /// How the last input ended.
  private(set) var lastOutcome = Runner.Outcome.success
  /// An edited text of an input that does not parse: the next `:edit` begins with it.
  var rejectedEdit: (number: Int, text: String)?
  /// Whether the input ended (Ctrl-D), rather than that the user asked to leave.
  private(set) var hasEnded = false

  /// - Parameters:
  ///   - undoMemory: how many bytes the states for `:undo` may keep.
  ///   - number: of the first input.
  init(
    session: Session, terminal: any Terminal, history: HistoryFile? = nil, colours: Bool = false,
    undoMemory: Int = ByteCount.undoMemory, number: Int = 1
  ) {
    self.number = number
    journal = history.map { SessionJournal(folder: $0.journals) }
    lost = history.map { LostSession.all(in: $0.journals) } ?? []
    self.session = session
    timeline = Timeline(limit: undoMemory)
    initial = session.state
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
    offerRecovery()
    let status = readAndRun()
    session.runAllCleanups()
    // A session that lost its terminal has not come to its end: the next one offers it.
    if status != nil { journal?.end() }
    return status ?? 128 + SIGHUP
  }

  /// The exit status; nil when the terminal is gone.
  private func readAndRun() -> Int32? {
    while true {
      session.output.flush()
      switch readInput() {
      case .cancelled: continue
      case .lost: return nil
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

  var prompt: String { "nnsh:\(number)> " }

  /// One input: as many lines as the parser wants for a complete statement.
  private func readInput() -> Input {
    if !waiting.isEmpty { return .line(waiting.removeFirst()) }
    let input = terminal.readInput(prompt: prompt) { [unowned self] text in
      isCommand(text) || !isIncomplete(text)
    }
    guard case .line(let text) = input else { return input }
    if text.trimmingBlanks.isEmpty { return .cancelled }
    waiting = InputParts.parts(of: text) { !isIncomplete($0) }
    return .line(waiting.removeFirst())
  }

  private func isCommand(_ text: String) -> Bool { text.hasPrefix(":") }

  private func isIncomplete(_ text: String) -> Bool {
    runner.parsed(Source(name: "", text: text)).isIncomplete
  }

  // MARK: - Handling

  /// The exit status when the input ends the session.
  func handle(_ text: String) -> Int32? {
    terminal.remember(text)
    history?.append(text)
    if isCommand(text) { return obey(text) }
    return evaluate(Source(name: "In[\(number)]", text: text))
  }

  /// Runs one input and keeps what it gave. The exit status when it ends the session.
  ///
  /// - Parameter cell: that of a file, which the input is.
  func evaluate(_ source: Source, of cell: NotebookCell? = nil) -> Int32? {
    let before = timeline.kept.limit > 0 ? session.state : initial
    let stale = timeline.hasStaleInputs ? staleInputs.names : []
    session.staleNames = stale.subtracting(
      stale.isEmpty ? [] : StaleInputs.replacedNames(in: runner.parsed(source)))
    let ran = perform(
      source, number: number, title: cell?.title ?? "", caption: cell?.text ?? "", code: cell?.code)
    number += 1
    if case .exit(let status) = ran.outcome { return status }
    guard var entry = ran.entry else { return nil }
    if !stale.isEmpty {
      let states = timeline.kept.limit > 0 ? (before, session.state) : nil
      entry = StaleInputs.marked(entry, using: stale, states: states)
    }
    let bytes = timeline.kept.limit > 0 ? session.bytesReplaced(since: before) : 0
    timeline.record(entry, before: before, bytes: bytes) { session.state }
    noteInputs()
    return nil
  }

  /// Notes a change of the inputs in force in the journal.
  func noteInputs() {
    let kept = timeline.unchanged
    journal?.note(
      keeping: kept,
      adding: timeline.done[kept...].map {
        JournalInput(number: $0.number, text: $0.text, isInterrupted: $0.isInterrupted)
      })
  }

  /// What became of an input: how it ended, and the entry for what of it is in force.
  struct Ran {
    let outcome: Runner.Outcome
    var entry: Timeline<PromptState>.Entry?
  }

  /// Runs one input, known by `number`.
  ///
  /// - Parameters:
  ///   - title, caption: those of a cell of a file.
  ///   - code: how a page shows it, where that is not the text of `source`.
  func perform(
    _ source: Source, number: Int, title: String = "", caption: String = "", code: String? = nil
  ) -> Ran {
    let program = runner.parsed(source)
    let text = source.text(Span(0, source.bytes.count)).trimmingBlanks
    let usesResults = mentions(text, name: "Out") && session.variable(named: "Out") == nil
    if usesResults { session.setVariable("Out", to: results.cell) }
    recorded.begin()
    _ = shownFigures.take()
    let outcome = runner.run(program)
    lastOutcome = outcome
    session.showFigures()
    let shown = SessionCell(
      title: title, text: caption, code: code ?? text,
      outputs: recorded.take(), figures: shownFigures.take())
    if usesResults { session.setVariable("Out", to: nil) }
    var ran = Ran(outcome: outcome)
    switch outcome {
    case .exit: break
    case .success:
      let name = resultName(of: program, isVariable: { session.variable(named: $0) != nil })
      let value = name.flatMap { session.variable(named: $0) }
      if let value { results.keep(value, number: number) }
      ran.entry = .init(
        number: number, text: text, resultName: value == nil ? nil : name, cell: shown)
    case .failure(let offset):
      let inForce = textInForce(of: program, until: offset)
      if !inForce.isEmpty {
        ran.entry = .init(number: number, text: inForce, resultName: nil, cell: shown)
      }
    case .interrupted:
      ran.entry = .init(
        number: number, text: text, resultName: nil, cell: shown, isInterrupted: true)
    }
    return ran
  }

  /// Of an input that failed the statements before the one that did are in force, and all its functions.
  private func textInForce(of program: Program, until offset: Int?) -> String {
    guard let offset, let first = program.statements.first,
      let failed = program.statements.lastIndex(where: { Int($0.span.start) <= offset })
    else { return "" }
    let start = Int(first.span.start)
    let before = program.source.text(Span(start, Int(program.statements[failed].span.start)))
    let functions = program.statements[failed...].compactMap { statement -> String? in
      guard case .function = statement.kind else { return nil }
      return program.source.text(statement.span)
    }
    return ([before.trimmingBlanks] + functions).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
