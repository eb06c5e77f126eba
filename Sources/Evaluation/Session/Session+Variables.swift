import Matrices
import Syntax

/// Variables by name, for builtins, completion and the prompt.
extension Session {
  var currentScope: any Scope { machine?.currentScope ?? workspace }

  /// The workspace, seen through the registers of a statement that runs in it.
  var baseScope: any Scope { machine?.baseScope ?? workspace }

  /// Names of the variables that the running code sees, sorted.
  public var variableNames: [String] { currentScope.names.sorted() }

  public func variable(named name: String) -> Value? { currentScope.value(of: name) }

  public func setVariable(_ name: String, to value: Value?) { currentScope.set(name, to: value) }

  public func isGlobal(_ name: String) -> Bool { currentScope.isGlobal(name) }

  public func isPersistent(_ name: String) -> Bool { currentScope.isPersistent(name) }

  /// The names of the running function's parameters; none at the prompt.
  public var parameterNames: [String] {
    currentScope.function?.definition.parameters.compactMap { parameter in
      if case .named(let name) = parameter.kind { name } else { nil }
    } ?? []
  }

  /// How deep the running code is: 1 at the prompt, 2 in a function that was called there.
  public var callDepth: Int {
    guard let machine else { return 1 }
    return 1 + (0..<machine.frameCount).count { machine.frames[$0].function != nil }
  }

  /// Sets a variable of the calling function, or of the prompt.
  public func setVariable(_ name: String, to value: Value, inBase: Bool) {
    let scope = inBase ? baseScope : machine?.callerScope ?? workspace
    scope.set(name, to: value)
  }

  /// Takes a variable away (`clear`); the value of a global one stays for those who ask for it again.
  public func forgetVariable(_ name: String) {
    let kept = isGlobal(name) ? variable(named: name) : nil
    setVariable(name, to: nil)
    if let kept { globals.values[name] = kept }
  }

  /// Forgets global variables by name (`clear -g`).
  public func forgetGlobal(_ name: String) { globals.values.removeValue(forKey: name) }

  /// Forgets all global variables (`clear all`).
  public func forgetGlobals() { globals.values.removeAll() }

  // MARK: - The running function

  /// `nargin` and `nargout` of the running function; nil at the prompt.
  public var callCounts: (arguments: Int, outputs: Int)? {
    guard let machine, let index = machine.functionFrame else { return nil }
    return FrameScope(machine, index).callCounts
  }

  /// The name of the running function; empty at the prompt.
  public var functionName: String { currentScope.functionName }

  /// The name (or path) of the source that the running function stands in.
  public var functionSource: Source? {
    guard let machine, machine.frameCount > 0 else { return nil }
    return machine.top.pointee.code.program.source
  }

  /// The text of the caller's argument number `index` (0-based) if it is a plain name.
  public func inputName(_ index: Int) -> String? {
    guard let machine, let own = machine.functionFrame, own > 0,
      let site = machine.frames[own].site, index < site.arguments.count
    else { return nil }
    let tree = machine.frames[own - 1].code.program.tree
    if case .name(let name) = tree[site.arguments[index]] { return name }
    return ""
  }

  /// The arguments of the running builtin as they would be written, empty when it was called by Swift.
  public var argumentTexts: [String] {
    guard let site = currentSite, let machine, machine.frameCount > 0 else { return [] }
    let program = machine.top.pointee.code.program
    return site.arguments.map { octaveText(of: $0, in: program.tree, source: program.source) }
  }

  /// Whether the running function's result number `index` (0-based) is used by its caller.
  public func isOutputUsed(_ index: Int) -> Bool {
    guard let machine, let own = machine.functionFrame else { return false }
    if index >= max(1, machine.frames[own].outputCount) { return false }
    return !machine.isIgnored(index, ofFrame: own)
  }

  /// How deep functions may call each other.
  public var recursionLimit: Int {
    get { machine?.recursionLimit ?? 256 }
    set { machine?.recursionLimit = newValue }
  }

  /// Says that files, the current folder or the path may have changed: names are looked up again.
  public func functionsMayHaveChanged() { generation += 1 }
}
