import Matrices

extension Session {
  /// Everything that a statement at the prompt can change, figures aside: variables, also global and persistent
  /// ones, what maps contain, functions, the random stream, settings. Cheap, since values share storage.
  public struct Snapshot {
    let contents: Workspace.Snapshot
    let functions: [String: UserFunction]
    let persistents: [(function: UserFunction, values: [String: Value])]
    let maps: MapStore.Contents
    let random: RandomStream
    let settings: Settings
  }

  /// What functions such as `format`, `tic`, `warning` and `addpath` set.
  struct Settings {
    var format: NumberFormat
    var stopwatchStart: Double?
    var hintsGiven: [String: (finding: String, count: Int)]
    var lastWarning: (message: String, identifier: String)
    var lastError: (message: String, identifier: String)
    var warningStates: [String: String]
    var path: [String]
  }

  private var settings: Settings {
    get {
      Settings(
        format: format, stopwatchStart: stopwatchStart, hintsGiven: hintsGiven,
        lastWarning: lastWarning, lastError: lastError, warningStates: warningStates,
        path: host.path)
    }
    set {
      format = newValue.format
      stopwatchStart = newValue.stopwatchStart
      hintsGiven = newValue.hintsGiven
      lastWarning = newValue.lastWarning
      lastError = newValue.lastError
      warningStates = newValue.warningStates
      host.path = newValue.path
    }
  }

  public var snapshot: Snapshot {
    Snapshot(
      contents: workspace.snapshot, functions: commandFunctions.functions,
      persistents: rememberingFunctions.map { ($0, $0.persistents) }, maps: maps.contents,
      random: random, settings: settings)
  }

  /// Takes the session back to a snapshot.
  public func restore(_ snapshot: Snapshot) {
    restoreValues(of: snapshot)
    let path = host.path
    settings = snapshot.settings
    // Functions that may still be referred to by compiled code stay alive.
    let other = commandFunctions.functions.filter { snapshot.functions[$0.key] !== $0.value }
    replaced += other.values.map { $0 as AnyObject }
    if !other.isEmpty || commandFunctions.functions.count != snapshot.functions.count
      || path != host.path
    {
      generation += 1
    }
    commandFunctions.functions = snapshot.functions
  }

  /// Takes back what a statement did that failed: to variables, maps and the random stream, so that the
  /// statements that did not fail give the same without it.
  func restoreValues(of snapshot: Snapshot) {
    workspace.snapshot = snapshot.contents
    for function in rememberingFunctions { function.persistents = [:] }
    for (function, values) in snapshot.persistents {
      function.persistents = values
      noteRemembering(function)
    }
    maps.restore(snapshot.maps)
    random = snapshot.random
  }
}

extension Session.Snapshot {
  /// The names of the variables, global ones included, sorted.
  public var names: [String] {
    (contents.values.keys + contents.globalNames.filter { contents.globals[$0] != nil }).sorted()
  }

  public func value(of name: String) -> Value? {
    contents.globalNames.contains(name) ? contents.globals[name] : contents.values[name]
  }

  public func isGlobal(_ name: String) -> Bool { contents.globalNames.contains(name) }

  /// The functions that were defined at the prompt or by the script that ran.
  public var functionNames: [String] { functions.keys.sorted() }

  /// Whether `name` means the same function in both, or none.
  public func hasSameFunction(_ name: String, as other: Session.Snapshot) -> Bool {
    functions[name] === other.functions[name]
  }

  /// Whether the next random number is the same in both.
  public func hasSameRandomness(as other: Session.Snapshot) -> Bool {
    random.words == other.random.words
  }
}
