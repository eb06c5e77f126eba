/// A set of variables in which statements run: the workspace of the session, or a function's own.
protocol Scope: AnyObject {
  /// The function whose variables these are; empty for the session's workspace.
  var functionName: String { get }
  var function: UserFunction? { get }
  /// The functions of the file that is running in this scope.
  var siblings: FunctionTable { get }
  func value(of name: String) -> Value?
  /// Moves the variable's value out: it is unset until `set` puts one back.
  func take(_ name: String) -> Value?
  func set(_ name: String, to value: Value?)
  /// The names of all variables that have a value.
  var names: [String] { get }
  /// Binds `name` to the global variable of that name.
  func bindGlobal(_ name: String)
  func isGlobal(_ name: String) -> Bool
  func isPersistent(_ name: String) -> Bool
}

extension Scope {
  func isSet(_ name: String) -> Bool { value(of: name) != nil }
  func isPersistent(_ name: String) -> Bool { false }
}

/// The global variables of a session.
final class GlobalStore {
  var values: [String: Value] = [:]
}

/// Variables by name: those of the prompt and of scripts.
public final class Workspace: Scope {
  private(set) var values: [String: Value] = [:]
  private var globalNames: Set<String> = []
  /// Names that may have got other values, in order, and how many came before these.
  private var touched: [String] = []
  private var touchedBefore = 0
  private let globals: GlobalStore
  let siblings: FunctionTable

  init(globals: GlobalStore, siblings: FunctionTable) {
    self.globals = globals
    self.siblings = siblings
  }

  var functionName: String { "" }
  var function: UserFunction? { nil }

  func value(of name: String) -> Value? {
    globalNames.contains(name) ? globals.values[name] : values[name]
  }

  func take(_ name: String) -> Value? {
    touch(name)
    return globalNames.contains(name)
      ? globals.values.removeValue(forKey: name) : values.removeValue(forKey: name)
  }

  func set(_ name: String, to value: Value?) {
    touch(name)
    if globalNames.contains(name) {
      globals.values[name] = value
      if value == nil { globalNames.remove(name) }
    } else if let value {
      values[name] = value
    } else {
      values.removeValue(forKey: name)
    }
  }

  var names: [String] { Array(values.keys) + globalNames.filter { globals.values[$0] != nil } }

  func bindGlobal(_ name: String) {
    touch(name)
    if globals.values[name] == nil { globals.values[name] = values[name] ?? .emptyMatrix }
    values.removeValue(forKey: name)
    globalNames.insert(name)
  }

  func isGlobal(_ name: String) -> Bool { globalNames.contains(name) }

  private func touch(_ name: String) {
    touched.append(name)
    if touched.count >= 1 << 12 { forgetTouched() }
  }

  private func forgetTouched() {
    // One more: those of earlier snapshots are not known any more.
    touchedBefore += touched.count + 1
    touched.removeAll(keepingCapacity: true)
  }

  /// The names of variables that may have got other values since the snapshot; nil when that is not known.
  func touchedNames(since snapshot: Snapshot) -> Set<String>? {
    let known = snapshot.touchedCount - touchedBefore
    return known >= 0 && known <= touched.count ? Set(touched[known...]) : nil
  }

  /// All variables, for going back to: storage is shared until it is written.
  struct Snapshot {
    var values: [String: Value]
    var globalNames: Set<String>
    var globals: [String: Value]
    /// How many names had been touched.
    let touchedCount: Int
  }

  var snapshot: Snapshot {
    get {
      Snapshot(
        values: values, globalNames: globalNames, globals: globals.values,
        touchedCount: touchedBefore + touched.count)
    }
    set {
      values = newValue.values
      globalNames = newValue.globalNames
      globals.values = newValue.globals
      forgetTouched()
    }
  }
}
