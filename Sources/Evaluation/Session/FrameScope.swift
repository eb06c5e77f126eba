/// The variables of a running frame, by name: for `eval`, `exist`, `load`, and scripts run from a function.
final class FrameScope: Scope {
  private unowned let machine: Machine
  private let index: Int

  init(_ machine: Machine, _ index: Int) {
    self.machine = machine
    self.index = index
  }

  private var frame: UnsafeMutablePointer<Frame> { machine.frames + index }
  private var code: Code { frame.pointee.code }

  var functionName: String {
    frame.pointee.scope?.functionName ?? code.name
  }

  var function: UserFunction? { frame.pointee.function ?? frame.pointee.scope?.function }

  var siblings: FunctionTable {
    frame.pointee.function?.siblings ?? frame.pointee.scope?.siblings
      ?? machine.session.commandFunctions
  }

  func value(of name: String) -> Value? {
    if let slot = code.slots[name] { return (frame.pointee.registers + slot).pointee }
    return outer?.value(of: name)
  }

  func take(_ name: String) -> Value? {
    if let slot = code.slots[name] { return (frame.pointee.registers + slot).take() }
    return outer?.take(name)
  }

  func set(_ name: String, to value: Value?) {
    if let slot = code.slots[name] {
      (frame.pointee.registers + slot).pointee = value
      if value == nil {
        for binding in frame.pointee.bindings where binding.register == slot {
          if case .persistent(let function) = binding.store { function.persistents[name] = nil }
        }
        frame.pointee.bindings.removeAll { $0.register == slot }
        frame.pointee.scope?.set(name, to: nil)
      } else {
        machine.session.noteVariable(name)
      }
    } else if let scope = frame.pointee.scope {
      scope.set(name, to: value)
    } else {
      if value != nil { machine.session.noteVariable(name) }
      extras.set(name, to: value)
    }
  }

  /// Where variables live that the code does not name.
  private var outer: (any Scope)? { frame.pointee.scope ?? frame.pointee.extras }

  private var extras: Workspace {
    if let extras = frame.pointee.extras { return extras }
    let made = Workspace(globals: machine.session.globals, siblings: siblings)
    frame.pointee.extras = made
    return made
  }

  var names: [String] {
    var all = code.names.enumerated().compactMap { slot, name in
      (frame.pointee.registers + slot).pointee == nil || name.hasPrefix(" ") ? nil : name
    }
    if let outer { all += outer.names.filter { !all.contains($0) } }
    return all
  }

  func bindGlobal(_ name: String) {
    guard let slot = code.slots[name] else {
      if let scope = frame.pointee.scope { scope.bindGlobal(name) } else { extras.bindGlobal(name) }
      return
    }
    let globals = machine.session.globals
    let register = frame.pointee.registers + slot
    if globals.values[name] == nil { globals.values[name] = register.pointee ?? .emptyMatrix }
    frame.pointee.scope?.bindGlobal(name)
    if !isGlobal(name) {
      frame.pointee.bindings.append(Frame.Binding(register: slot, name: name, store: .global))
    }
    register.pointee = globals.values[name]
  }

  func isGlobal(_ name: String) -> Bool {
    guard let slot = code.slots[name] else { return outer?.isGlobal(name) ?? false }
    return frame.pointee.bindings.contains {
      if case .global = $0.store { $0.register == slot } else { false }
    }
  }

  func isPersistent(_ name: String) -> Bool {
    guard let slot = code.slots[name] else { return outer?.isPersistent(name) ?? false }
    return frame.pointee.bindings.contains {
      if case .persistent = $0.store { $0.register == slot } else { false }
    }
  }

  /// How many arguments the function of this scope was called with, and how many results are wanted.
  var callCounts: (arguments: Int, outputs: Int) {
    (frame.pointee.argumentCount, frame.pointee.outputCount)
  }

  /// The call that opened the function of this scope.
  var site: CallSite? { frame.pointee.site }
}

extension Machine {
  /// The variables of the code that runs now.
  var currentScope: any Scope {
    frameCount > 0 ? FrameScope(self, frameCount - 1) : session.workspace
  }

  /// The session's workspace, or the statement that holds its variables in registers now.
  var baseScope: any Scope {
    frameCount > 0 && frames[0].function == nil ? FrameScope(self, 0) : session.workspace
  }

  /// The number of the frame of the function that runs now, below any `eval`; nil at the prompt.
  var functionFrame: Int? { functionFrame(below: frameCount) }

  private func functionFrame(below count: Int) -> Int? {
    var index = count - 1
    while index >= 0 {
      if frames[index].function != nil { return index }
      index -= 1
    }
    return nil
  }

  /// The variables of the function that called the one that runs now.
  var callerScope: any Scope {
    guard let own = functionFrame, own > 0 else { return session.workspace }
    return FrameScope(self, own - 1)
  }
}
