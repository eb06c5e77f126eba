import CSystem
import Matrices
import Syntax

/// Calls from Swift: builtins call functions of the language here, and statements are run.
extension Machine {
  /// Calls whatever a name means.
  func invoke(
    _ callee: Callee, named name: String, _ arguments: [Value], outputs: Int, site: CallSite?
  ) throws -> [Value] {
    switch callee {
    case .user(let function):
      return try invoke(function, arguments, outputs: outputs, site: site)
    case .builtin(let builtin):
      return try invoke(builtin, named: name, arguments, outputs: outputs, site: site)
    case .script(let program):
      // A script takes and gives no values: where these are wanted, a builtin of its name is meant
      // (`backprop(net, X, y)` in a script file called backprop.nn).
      if !arguments.isEmpty || outputs > 0, let builtin = session.builtins[name] {
        return try invoke(builtin, named: name, arguments, outputs: outputs, site: site)
      }
      guard arguments.isEmpty else {
        throw EvaluationError("invalid use of script \(name) in index expression")
      }
      if depth >= recursionLimit, session.builtins[name] != nil {
        throw Messages.scriptHiding(name, recursionError)
      }
      try session.runNestedScript(program, in: currentScope)
      return []
    }
  }

  /// Calls a builtin.
  func invoke(
    _ builtin: Builtin, named name: String, _ arguments: [Value], outputs: Int, site: CallSite?
  ) throws -> [Value] {
    let frame = frameCount > 0 ? top : nil
    let isBound = frame.map { $0.pointee.isBound } ?? false
    if isBound, let frame { writeBindings(frame) }
    let outer = session.currentSite
    session.currentSite = site
    defer {
      session.currentSite = outer
      if isBound, let frame { readBindings(frame) }
    }
    if outputs > 1, let most = resultCounts[name], outputs > most {
      throw Messages.tooManyOutputs(name)
    }
    if let mayTakeLong = builtin.mayTakeLong, session.tape == nil, mayTakeLong(arguments),
      !LargeCalls.areShared(arguments)
    {
      return try callAbandonably(builtin, named: name, arguments, outputs: max(0, outputs))
    }
    let call = Call(
      name: name, arguments: arguments, outputCount: max(0, outputs), session: session)
    if session.tape != nil { return try Differentiation.call(builtin, call) }
    return try builtin.body(call)
  }

  /// Calls a function of the language and waits for its results.
  func invoke(
    _ function: UserFunction, _ arguments: [Value], outputs: Int, anonymous: FunctionValue? = nil,
    site: CallSite? = nil
  ) throws -> [Value] {
    guard nnsh_stack_remaining() > Machine.reservedStack else { throw recursionError }
    let code = try function.code(session)
    let base = freeRegister
    guard arguments.count < 65536,
      base + arguments.count + code.registerCount < registers + Machine.registerLimit
    else { throw recursionError }
    for (index, argument) in arguments.enumerated() { (base + index).pointee = argument }
    do {
      try open(function, code, at: base, count: arguments.count, outputs: max(0, outputs))
    } catch {
      for index in 0..<arguments.count { (base + index).pointee = nil }
      throw error
    }
    top.pointee.caller = site.map { Unmanaged.passUnretained($0) }
    if let anonymous, case .anonymous(let captured) = anonymous.kind {
      capture(captured, anonymous)
    }
    try run()
    let values = results
    results = []
    var list: [Value] = []
    for value in values {
      guard let value else { break }
      list.append(value)
    }
    return list
  }

  /// Calls a function value.
  func invoke(_ handle: FunctionValue, _ arguments: [Value], outputs: Int) throws -> [Value] {
    switch handle.kind {
    case .user(let function): return try invoke(function, arguments, outputs: outputs)
    case .anonymous(let anonymous):
      return try invoke(
        anonymous.function, arguments, outputs: outputs, anonymous: handle)
    case .named(let name):
      guard let callee = session.resolve(name, siblings: siblings) else {
        throw Messages.noFunction(behind: name)
      }
      return try invoke(callee, named: name, arguments, outputs: outputs, site: nil)
    case .method(let name, let map):
      guard let builtin = session.builtins[name] else { throw Messages.undefined(name) }
      return try invoke(
        builtin, named: name, [.map(map)] + arguments, outputs: outputs, site: nil)
    }
  }

  /// Bytes of the thread's stack that calls between Swift and the language leave free.
  static let reservedStack = 192 << 10

  /// Runs one compiled statement in `scope`, whose variables live in registers meanwhile.
  func run(_ code: Code, in scope: any Scope) throws {
    guard nnsh_stack_remaining() > Machine.reservedStack else { throw recursionError }
    if frameCount > 0, top.pointee.isBound { writeBindings(top) }
    defer { afterReturn() }
    let base = freeRegister
    try push(code.layout, at: base, given: 0)
    let frame = top
    frame.pointee.scope = scope
    for (slot, name) in code.names.enumerated() {
      if scope.isGlobal(name) {
        frame.pointee.bindings.append(
          Frame.Binding(register: slot, name: name, store: .global))
        (base + slot).pointee = session.globals.values[name]
      } else {
        (base + slot).pointee = scope.take(name)
      }
    }
    try run()
    results = []
  }
}
