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

  /// A place on the way outwards from a statement to the scope it runs in.
  private enum Place {
    /// A register of a frame.
    case register(UnsafeMutablePointer<Frame>, Int)
    /// Beyond the frames: the workspace, or what the last frame has besides its registers.
    case beyond(UnsafeMutablePointer<Frame>, (any Scope)?)
  }

  /// The scopes of frames from this one outwards. Walked in loops: texts that run in texts lie a thousand
  /// deep, where the stack has no room for as many calls.
  private func outwards(_ visit: (FrameScope) -> Bool) {
    var scope = self
    while visit(scope), let next = scope.frame.pointee.scope as? FrameScope { scope = next }
  }

  /// Where variables live that the code of a frame does not name.
  private static func beyond(_ frame: UnsafeMutablePointer<Frame>) -> (any Scope)? {
    frame.pointee.scope ?? frame.pointee.extras
  }

  private func place(of name: String) -> Place {
    var place = Place.beyond(frame, nil)
    outwards { scope in
      if let slot = scope.code.slots[name] {
        place = .register(scope.frame, slot)
        return false
      }
      place = .beyond(scope.frame, FrameScope.beyond(scope.frame))
      return true
    }
    return place
  }

  /// The outermost frame from here.
  private var outermost: UnsafeMutablePointer<Frame> {
    var last = frame
    outwards { scope in
      last = scope.frame
      return true
    }
    return last
  }

  var functionName: String {
    let last = outermost
    return last.pointee.scope?.functionName ?? last.pointee.code.name
  }

  var function: UserFunction? {
    var found: UserFunction?
    outwards { scope in
      found = scope.frame.pointee.function
      return found == nil
    }
    return found ?? outermost.pointee.scope?.function
  }

  var siblings: FunctionTable {
    function?.siblings ?? outermost.pointee.scope?.siblings ?? machine.session.commandFunctions
  }

  func value(of name: String) -> Value? {
    switch place(of: name) {
    case .register(let frame, let slot): frame.pointee.registers[slot]
    case .beyond(_, let scope): scope?.value(of: name)
    }
  }

  func take(_ name: String) -> Value? {
    switch place(of: name) {
    case .register(let frame, let slot): (frame.pointee.registers + slot).take()
    case .beyond(_, let scope): scope?.take(name)
    }
  }

  func set(_ name: String, to value: Value?) {
    if value != nil { machine.session.noteVariable(name) }
    if value == nil { return unset(name) }
    switch place(of: name) {
    case .register(let frame, let slot): frame.pointee.registers[slot] = value
    case .beyond(let frame, let scope): (scope ?? extras(of: frame)).set(name, to: value)
    }
  }

  /// Unsets the variable here and in all that it would be given back to.
  private func unset(_ name: String) {
    outwards { scope in
      let frame = scope.frame
      if let slot = scope.code.slots[name] {
        frame.pointee.registers[slot] = nil
        for binding in frame.pointee.bindings where binding.register == slot {
          if case .persistent(let function) = binding.store { function.persistents[name] = nil }
        }
        frame.pointee.bindings.removeAll { $0.register == slot }
      }
      return true
    }
    FrameScope.beyond(outermost)?.set(name, to: nil)
  }

  /// Variables of a function that its code does not name.
  private func extras(of frame: UnsafeMutablePointer<Frame>) -> Workspace {
    if let extras = frame.pointee.extras { return extras }
    let made = Workspace(globals: machine.session.globals, siblings: siblings)
    frame.pointee.extras = made
    return made
  }

  var names: [String] {
    var all: [String] = []
    var known: Set<String> = []
    outwards { scope in
      for (slot, name) in scope.code.names.enumerated()
      where scope.frame.pointee.registers[slot] != nil && !name.hasPrefix(" ") {
        if known.insert(name).inserted { all.append(name) }
      }
      return true
    }
    let beyond = FrameScope.beyond(outermost)?.names ?? []
    return all + beyond.filter { known.insert($0).inserted }
  }

  func bindGlobal(_ name: String) {
    let globals = machine.session.globals
    outwards { scope in
      guard let slot = scope.code.slots[name] else { return true }
      let frame = scope.frame
      let register = frame.pointee.registers + slot
      if globals.values[name] == nil { globals.values[name] = register.pointee ?? .emptyMatrix }
      if !FrameScope.isGlobal(slot, frame) {
        frame.pointee.bindings.append(Frame.Binding(register: slot, name: name, store: .global))
      }
      register.pointee = globals.values[name]
      return true
    }
    let last = outermost
    if let scope = last.pointee.scope {
      scope.bindGlobal(name)
    } else if last.pointee.code.slots[name] == nil {
      extras(of: last).bindGlobal(name)
    }
  }

  private static func isGlobal(_ slot: Int, _ frame: UnsafeMutablePointer<Frame>) -> Bool {
    frame.pointee.bindings.contains {
      if case .global = $0.store { $0.register == slot } else { false }
    }
  }

  func isGlobal(_ name: String) -> Bool {
    switch place(of: name) {
    case .register(let frame, let slot): FrameScope.isGlobal(slot, frame)
    case .beyond(_, let scope): scope?.isGlobal(name) ?? false
    }
  }

  func isPersistent(_ name: String) -> Bool {
    switch place(of: name) {
    case .register(let frame, let slot):
      frame.pointee.bindings.contains {
        if case .persistent = $0.store { $0.register == slot } else { false }
      }
    case .beyond(_, let scope): scope?.isPersistent(name) ?? false
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
