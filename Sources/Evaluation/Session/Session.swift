import CSystem
import Matrices
import Syntax

/// Everything that one running program shares: output, functions, global variables, settings.
///
/// Not safe for use from several threads; the one thing another thread (or a signal handler) may touch is
/// the interrupt flag in `CSystem`.
public final class Session {
  public var output: any Output
  public let host: any Host
  public var format = NumberFormat()
  /// The stream behind `rand`, `randn`, `randi` and `randperm`.
  public var random = RandomStream(seed: 42)
  /// When `tic` started the stopwatch, in seconds since 1970.
  public var stopwatchStart: Double?
  /// Notices that are shown once a session and were shown.
  public var noticesShown: Set<String> = []
  /// What was found about a learner's array when it was last checked, and how often since: hints go on.
  public var hintsGiven: [String: (finding: String, count: Int)] = [:]
  /// The table that `confusion` gave last: shown on a terminal, its numbers stand on colours.
  public var lastCounts: Matrix<Double>?
  /// Variables that hold what a text set which has been changed since, for the lists of variables.
  public var staleNames: Set<String> = []
  /// The builtins by name.
  public let builtins: [String: Builtin]
  /// The last warning (`lastwarn`) and error (`lasterr`).
  public var lastWarning = (message: "", identifier: "")
  public var lastError = (message: "", identifier: "")
  /// Warning identifiers that were switched off (or to "error"); `all` stands for every one.
  public var warningStates: [String: String] = [:]

  /// What modules above keep here: one thing of each class.
  private var things: [ObjectIdentifier: AnyObject] = [:]

  /// The error that the innermost `catch` looks at, with all its places.
  public var lastCaught: EvaluationError?

  /// What the innermost running `grad` notes down; nil outside of one.
  var tape: Tape?

  /// Its maps, whose contents snapshots keep.
  public let maps = MapStore()
  let globals = GlobalStore()
  /// Functions defined at the prompt and in the script that runs.
  let commandFunctions = FunctionTable()
  /// The variables of the prompt and of scripts.
  let workspace: Workspace
  /// Counts changes that may give a name another meaning: cached callees of older generations are looked
  /// up again.
  var generation = 0
  /// The call that a builtin was reached by, for `inputname` and `isargout`. The code that runs owns it.
  unowned(unsafe) var currentSite: CallSite?
  /// Functions of files by name, with the source they were made from.
  var fileFunctions: [String: FileFunction] = [:]
  /// Functions that have `persistent` variables.
  private(set) var rememberingFunctions: [UserFunction] = []
  /// Functions that were replaced, kept alive since they may still run.
  var replaced: [AnyObject] = []
  /// Code of the statements that run now.
  var retained: [Code] = []
  /// Texts that run now, each inside the one before (`eval` in `eval`), and how many may.
  var textDepth = 0
  static let mostTexts = 1024
  /// A script's `return` was met.
  var hasReturned = false
  private(set) lazy var machine: Machine? = try? Machine(session: self)

  public init(output: any Output, host: any Host, builtins: [Builtin]) {
    precondition(RegisterLayout.isAsExpected)
    ReferenceCount.prepare()
    self.output = output
    self.host = host
    var table: [String: Builtin] = [:]
    table.reserveCapacity(builtins.count)
    for builtin in builtins { table[builtin.name] = builtin }
    self.builtins = table
    workspace = Workspace(globals: globals, siblings: commandFunctions)
  }

  /// What of a class this session keeps (its figures, its open files), if it does.
  public func kept<Thing: AnyObject>(_ type: Thing.Type) -> Thing? {
    things[ObjectIdentifier(type)] as? Thing
  }

  /// Keeps a thing for as long as there is the session, in place of one of the same class.
  @discardableResult
  public func keep<Thing: AnyObject>(_ thing: Thing) -> Thing {
    things[ObjectIdentifier(Thing.self)] = thing
    return thing
  }

  deinit {
    // A function knows those of its file, and its code those that it calls: circles, which nothing else opens.
    var functions =
      Array(commandFunctions.functions.values) + replaced.compactMap { $0 as? UserFunction }
    for file in fileFunctions.values {
      if case .user(let function) = file.callee { functions.append(function) }
    }
    for function in functions { function.letGo() }
  }

  /// Notes a function that gets its first `persistent` variable.
  func noteRemembering(_ function: UserFunction) {
    if rememberingFunctions.contains(where: { $0 === function }) { return }
    rememberingFunctions.append(function)
  }

  /// Shows `warning: text`, unless it was switched off.
  public func warn(_ text: String, identifier: String = "") {
    if warningStates[identifier] == "off" { return }
    if warningStates["all"] == "off", warningStates[identifier] != "on" { return }
    lastWarning = (text, identifier)
    output.flush()
    output.writeMessage("warning: \(text)\n")
  }

  /// Throws when Ctrl-C was pressed: long builtins ask this now and then.
  public func checkInterrupt() throws {
    if nnsh_interrupt_requested() { try Session.interrupt() }
  }

  static func interrupt() throws {
    throw EvaluationError("interrupted", identifier: "nnsh:interrupted", fact: .interrupted)
  }
}
