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
  /// The builtins by name.
  public let builtins: [String: Builtin]
  /// The last warning (`lastwarn`) and error (`lasterr`).
  public var lastWarning = (message: "", identifier: "")
  public var lastError = (message: "", identifier: "")
  /// Warning identifiers that were switched off (or to "error"); `all` stands for every one.
  public var warningStates: [String: String] = [:]

  /// The open files, kept here for the builtins that read and write them (`OpenFiles` there).
  public var files: AnyObject?

  public init(output: any Output, host: any Host, builtins: [Builtin]) {
    self.output = output
    self.host = host
    var table: [String: Builtin] = [:]
    for builtin in builtins { table[builtin.name] = builtin }
    self.builtins = table
  }

  /// Calls a function value (or, for a string, the function of that name).
  ///
  /// - Parameter outputs: how many results are wanted; the answer may hold fewer when the function sets
  ///   fewer (0 asks for what a statement would show).
  public func call(_ function: Value, _ arguments: [Value], outputs: Int) throws -> [Value] {
    throw EvaluationError("not yet")
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
    if nnsh_interrupt_requested() {
      throw EvaluationError("interrupted", identifier: "nnsh:interrupted", fact: .interrupted)
    }
  }
}
