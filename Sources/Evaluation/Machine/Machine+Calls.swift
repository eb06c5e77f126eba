import Matrices

/// Calls of anything that the loop meets: functions of the language open a frame of it, builtins and handles are
/// called at once.
extension Machine {
  /// `.call` and `.index` of anything: true when a frame was opened, which the loop goes on with.
  @inline(never)
  func enterGenerally(_ i: UnsafePointer<Instruction>, _ regs: Register) throws -> Bool {
    let i = i.pointee
    top.pointee.noteObjects(lists: lists.count)
    let site = top.pointee.layout.pointee.sites[Int(i.d)].pointee.site
      .takeUnretainedValue()
    if let object = (regs + Int(i.b)).pointee {
      if case .function(let function) = object {
        return try enter(function, i, regs, site)
      }
      try indexObject(object, i, regs, site)
      return false
    }
    let results: [Value]
    switch try callee(of: site) {
    case .user(let function):
      try open(function, at: regs + Int(i.c), site, resultRegister: Int(i.a))
      site.prepare(function, top.pointee.code)
      return true
    case .builtin(let builtin):
      if let x = builtin.filledWith, site.outputCount <= 1,
        smallFilled(x, i, regs, count: site.argumentCount)
      {
        return false
      }
      results = try invoke(
        builtin, named: site.name, try takeArguments(regs + Int(i.c), site.argumentCount),
        outputs: site.outputCount, site: site)
    case .script(let program):
      results = try invoke(
        .script(program), named: site.name,
        try takeArguments(regs + Int(i.c), site.argumentCount), outputs: site.outputCount,
        site: site)
    }
    try deliver(results, i, regs, site)
    return false
  }

  /// What the name of a call site means now.
  func callee(of site: CallSite) throws -> Callee {
    if site.generation == session.generation, let callee = site.callee { return callee }
    guard let callee = session.resolve(site.name, siblings: siblings) else {
      throw Messages.undefined(site.name)
    }
    site.cache(callee, generation: session.generation)
    return callee
  }

  private func enter(
    _ handle: FunctionValue, _ i: Instruction, _ regs: Register, _ site: CallSite
  ) throws -> Bool {
    switch handle.kind {
    case .user(let function):
      try open(function, at: regs + Int(i.c), site, resultRegister: Int(i.a))
      return true
    case .anonymous(let anonymous):
      try open(anonymous.function, at: regs + Int(i.c), site, resultRegister: Int(i.a))
      capture(anonymous, handle)
      return true
    case .named(let name):
      let arguments = try takeArguments(regs + Int(i.c), site.argumentCount)
      guard let callee = session.resolve(name, siblings: siblings) else {
        throw Messages.noFunction(behind: name)
      }
      let results = try invoke(
        callee, named: name, arguments, outputs: site.outputCount, site: site)
      try deliver(results, i, regs, site)
      return false
    case .method:
      let arguments = try takeArguments(regs + Int(i.c), site.argumentCount)
      let results = try invoke(handle, arguments, outputs: site.outputCount)
      try deliver(results, i, regs, site)
      return false
    }
  }

  /// Puts the captured values into the newest frame, which is the anonymous function's.
  func capture(_ anonymous: AnonymousFunction, _ handle: FunctionValue) {
    let frame = top
    let first =
      frame.pointee.code.signature.parameterCount
      + (frame.pointee.code.signature.varargin == nil ? 0 : 1)
    for (offset, variable) in anonymous.captured.enumerated() {
      (frame.pointee.registers + first + offset).pointee = variable.value
    }
    frame.pointee.needDetails().owner = handle
  }

  /// Opens a frame for `function`, whose arguments lie in the registers from `base` on.
  private func open(
    _ function: UserFunction, at base: Register, _ site: CallSite, resultRegister: Int
  ) throws {
    let code = try function.code(session)
    try open(
      function, code, at: base, count: site.argumentCount, outputs: max(0, site.outputCount))
    let frame = top
    frame.pointee.resultRegister = resultRegister
    frame.pointee.caller = Unmanaged.passUnretained(site)
  }

  func open(
    _ function: UserFunction, _ code: Code, at base: Register, count: Int, outputs: Int
  ) throws {
    try checkDepth()
    let signature = code.signature
    if count > signature.parameterCount, signature.varargin == nil {
      throw Messages.tooManyInputs(function.name)
    }
    if outputs > signature.outputs.count, signature.varargout == nil,
      outputs > 1 || signature.outputs.isEmpty
    {
      throw Messages.tooManyOutputs(function.name)
    }
    if frameCount > 0, top.pointee.isBound { writeBindings(top) }
    var rest: [Value] = []
    if let varargin = signature.varargin, count >= signature.parameterCount {
      rest = try takeArguments(
        base + signature.parameterCount, count - signature.parameterCount)
      try push(code.layout, at: base, given: min(count, signature.parameterCount))
      (base + varargin).pointee = .cell(
        rest.isEmpty ? Matrix(empty: .empty) : try Matrix(Shape(1, rest.count), rest))
    } else {
      try push(code.layout, at: base, given: min(count, signature.parameterCount))
      if let varargin = signature.varargin {
        (base + varargin).pointee = .cell(Matrix(empty: .empty))
      }
    }
    for ignored in signature.ignoredParameters where ignored < count {
      (base + ignored).pointee = nil
    }
    let frame = top
    frame.pointee.callee = Unmanaged.passUnretained(function)
    frame.pointee.argumentCount = count
    frame.pointee.outputCount = outputs
    depth += 1
  }

  /// `floor(x)` and the like, when they are not computed in the loop: other classes, or the user's own.
  func callIntrinsic(_ i: Instruction, _ regs: Register, count: Int) throws {
    var arguments = [try operand(regs + Int(i.b), i.b)]
    if count == 2 { arguments.append(try operand(regs + Int(i.c), i.c)) }
    try callIntrinsic(i, regs, arguments)
  }

  /// The call of site d for R[a].
  func callIntrinsic(_ i: Instruction, _ regs: Register, _ arguments: [Value]) throws {
    let site = top.pointee.code.sites[Int(i.d)]
    let a = regs + Int(i.a)
    let code = top.pointee.code
    if hasOverrides, let slot = code.slots[site.name], let object = (regs + slot).pointee {
      a.pointee = try element(of: object, arguments, name: site.name)
      return
    }
    let results = try invoke(
      try callee(of: site), named: site.name, arguments, outputs: 1, site: site)
    guard let first = results.first else { throw Messages.noValue(of: site.name) }
    a.pointee = first
  }

  /// Moves `count` arguments out of the registers from `first` on.
  func takeArguments(_ first: Register, _ count: Int) throws -> [Value] {
    var arguments: [Value] = []
    arguments.reserveCapacity(count)
    for index in 0..<count {
      guard let value = (first + index).take() else {
        throw EvaluationError("some elements undefined in argument list")
      }
      arguments.append(value)
    }
    return arguments
  }

  /// Puts the results of a call into the registers that wait for them.
  func deliver(
    _ results: [Value], _ i: Instruction, _ regs: Register, _ site: CallSite
  ) throws {
    let a = regs + Int(i.a)
    if site.outputCount <= 1 {
      if let first = results.first {
        a.pointee = first
      } else if site.outputCount == 1 {
        throw Messages.noValue(of: site.name)
      } else {
        a.pointee = nil
      }
      return
    }
    for index in 0..<site.outputCount {
      (a + index).pointee = index < results.count ? results[index] : nil
    }
  }
}
