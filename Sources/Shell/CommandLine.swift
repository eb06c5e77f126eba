import Builtins
import CSystem
import Evaluation
import Glibc
import Matrices
import Notebook
import Plots
import Syntax

/// Runs nnsh with the arguments of the command line; returns the exit status.
public func runCommandLine() -> Int32 {
  nnsh_signals_install()
  let start = Start(
    Invocation(
      Array(CommandLine.arguments.dropFirst()), inputIsTerminal: isatty(STDIN_FILENO) == 1))
  // Deep recursion of the language must meet the language's own limit before the end of the stack.
  nnsh_run_on_stack(
    512 << 20,
    { context in
      guard let context else { return }
      let start = Unmanaged<Start>.fromOpaque(context).takeUnretainedValue()
      start.status = start.run()
    }, Unmanaged.passUnretained(start).toOpaque())
  if Abandonable.isAnyRunning {
    fflush(nil)
    _exit(start.status)
  }
  return start.status
}

/// One start of the program: what was asked for, and the exit status in the end.
private final class Start {
  let invocation: Invocation
  var status: Int32 = 0
  private let output = StandardOutput()

  init(_ invocation: Invocation) { self.invocation = invocation }

  func run() -> Int32 {
    nnsh_last_words_install(
      """

      nnsh: an error inside nnsh itself ended this session; its variables are lost.
      Lines typed at the prompt are kept in the history. Please report what you did.

      """)
    defer { output.flush() }
    switch invocation {
    case .help: output.write(Invocation.usage)
    case .helpAbout(let name):
      guard let entry = Manual.entry(name) else {
        let close = Manual.nameNear(name).map { "; did you mean '\($0)'?" }
        output.writeMessage(
          "nnsh: there is no function '\(name)'\(close ?? "; `nnsh help --all` has them all")\n")
        return 1
      }
      output.write(entry)
    case .manual(let asHTML): output.write(Manual.page(asHTML ? .html : .markdown))
    case .version: output.write("nnsh \(nnshVersion), language of GNU Octave 7.3\n")
    case .wrong(let problem):
      output.writeMessage("nnsh: \(problem); --help tells what there is\n")
      return 1
    case .demo(let request): return present(request)
    case .publish(let request):
      return request.isCheck
        ? CheckCommand(request: request, output: output).run()
        : PublishCommand(request: request, output: output).run()
    case .watch(let request): return WatchCommand(request: request, output: output).run()
    case .prompt: return runPrompt()
    case .code(let code, let arguments):
      return runProgram(Source(name: "-e", text: code), arguments)
    case .script(let path, let arguments):
      return runFile(arguments, named: path) { () throws(FileFailure) in
        try FileReading.program(at: path)
      }
    case .standardInput(let arguments):
      return runFile(arguments, named: "stdin") { () throws(FileFailure) in
        let bytes = try FileReading.bytes(from: STDIN_FILENO, named: "standard input")
        try FileReading.checkText(bytes, named: "standard input")
        return bytes
      }
    }
    return 0
  }

  private func runFile(
    _ arguments: [String], named name: String, read: () throws(FileFailure) -> [UInt8]
  ) -> Int32 {
    do {
      let bytes = try read()
      return runProgram(Source(name: name, bytes: bytes), arguments)
    } catch {
      output.writeMessage("nnsh: \(error.message)\n")
      return 1
    }
  }

  private func runProgram(_ source: Source, _ arguments: [String]) -> Int32 {
    let host = SystemHost(programName: lastComponent(source.name), arguments: arguments)
    host.scriptFolder = folder(of: source.name)
    let lines = LineTerminal()
    host.reader = { lines.answer(to: $0) }
    let session = Session(output: output, host: host, builtins: allBuiltins)
    watchFigures(of: session, script: source.name)
    defer {
      session.runAllCleanups()
      session.showFigures()
    }
    switch Runner(session: session, colours: hasColours).run(source) {
    case .success: return 0
    case .failure: return 1
    case .interrupted: return 128 + SIGINT
    case .exit(let status): return status
    }
  }

  private func present(_ request: DemoRequest) -> Int32 {
    guard let name = request.name else {
      let all = DemoFiles.all
      let width = all.map(\.name.count).max() ?? 0
      for (name, title) in all {
        output.write(name + String(repeating: " ", count: width + 2 - name.count) + title + "\n")
      }
      return 0
    }
    do throws(FileFailure) {
      let notebook = try DemoFiles.notebook(name)
      let position = DemoPosition(name)
      if request.showsNotes {
        return DemoNotes(notebook: notebook, position: position, output: output).run()
      }
      return play(notebook, pace: request.pace, position)
    } catch {
      output.writeMessage("nnsh: \(error.message)\n")
      return 1
    }
  }

  private func play(_ notebook: Notebook, pace: Int, _ position: DemoPosition) -> Int32 {
    let host = SystemHost()
    host.scriptFolder = folder(of: notebook.source.name)
    output.terminalColumns = { Int(nnsh_terminal_columns(STDOUT_FILENO)) }
    output.hasColours = hasColours
    let session = Session(output: output, host: host, builtins: allBuiltins)
    watchFigures(of: session, script: notebook.source.name)
    let terminal = makeTerminal(session)
    let keyboard = SilentKeyboard()
    host.reader = { prompt in keyboard.openly { terminal.answer(to: prompt) } }
    var stage = DemoPlayer.Stage(remember: terminal.remember) { [hasColours] number in
      let (output, show) = (session.output, session.figureBoard.show)
      defer { (session.output, session.figureBoard.show) = (output, show) }
      let prompt = Prompt(
        session: session, terminal: terminal, colours: hasColours, number: number)
      let status = prompt.run()
      return (prompt.hasEnded ? nil : status, prompt.number)
    }
    if output.isTerminal, let screen = terminal as? ReadlineTerminal {
      stage.showTyping = screen.showTyping
    }
    return DemoPlayer(
      notebook, session: session, colours: hasColours, pace: pace, position: position, stage: stage,
      keyboard: keyboard
    ).run()
  }

  private func runPrompt() -> Int32 {
    let host = SystemHost()
    output.terminalColumns = { Int(nnsh_terminal_columns(STDOUT_FILENO)) }
    output.hasColours = hasColours
    let session = Session(output: output, host: host, builtins: allBuiltins)
    watchFigures(of: session, script: "")
    let terminal = makeTerminal(session)
    host.reader = { terminal.answer(to: $0) }
    output.write("nnsh \(nnshVersion): `help` lists the functions, `:help` the commands\n")
    return Prompt(
      session: session, terminal: terminal, history: .standard, colours: hasColours
    )
    .run()
  }

  /// Figures are shown on the terminal; without one they go to files named after the script.
  private func watchFigures(of session: Session, script: String) {
    let board = session.figureBoard
    if output.isTerminal {
      let kind = TerminalKind.own
      let screen = FigureScreen(
        board: board, output: output,
        hasColours: kind.hasColours && !TerminalKind.colourIsUnwanted,
        isPlain: !kind.movesCursor || isatty(STDIN_FILENO) == 0)
      board.show = { screen.show($0) }
      board.prepare = { screen.getReady() }
      board.watchesProgress = true
    } else {
      let pages = FigurePages(board: board, output: output, script: script == "-e" ? "" : script)
      board.show = { pages.show($0) }
    }
  }

  /// Messages on a terminal have colours, unless it has none or nobody wants them.
  private var hasColours: Bool {
    isatty(STDERR_FILENO) == 1 && !TerminalKind.colourIsUnwanted && TerminalKind.own.hasColours
  }

  private func makeTerminal(_ session: Session) -> any Terminal {
    guard TerminalKind.own.movesCursor else { return LineTerminal() }
    let typing = Typing(
      assistant: SessionAssistant(session),
      taste: Typing.Taste(
        hasColours: hasColours, hasHints: hasColours && TerminalKind.hintsAreWanted),
      files: filePaths(beginningWith:))
    return ReadlineTerminal(typing: typing, output: output)
  }
}

/// The version that `--version` and the prompt tell.
let nnshVersion = "0.1"

func lastComponent(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// The folder of the file at `path`; nil when it is the current one.
func folder(of path: String) -> String? {
  guard let slash = path.lastIndex(of: "/") else { return nil }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
