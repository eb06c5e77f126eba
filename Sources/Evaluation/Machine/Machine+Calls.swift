import CSystem
import Matrices
import Syntax

/// Calls: of functions of the language (in the same loop), of builtins, of handles, from Swift.
extension Machine {
  /// A call of a function of the language whose arguments already lie where its registers begin: opens the frame
  /// with a few stores and gives its code's place. nil when anything about the call is less simple.
  ///
  /// Calls nothing itself: nothing in the loop has to be kept out of the way.
  @inline(__always)
  func enterSimply(
    _ i: UnsafePointer<Instruction>, _ regs: Register, _ frame: UnsafeMutablePointer<Frame>
  ) -> UnsafeMutablePointer<CodeLayout>? {
    let call = frame.pointee.layout.pointee.sites[Int(i.pointee.d)]
    guard let layout = call.pointee.layout, call.pointee.generation == session.generation,
      i.b(regs).tag == RegisterLayout.unsetTag, !frame.pointee.isBound,
      depth < recursionLimit, frameCount < Machine.frameLimit, !nnsh_interrupt_requested()
    else { return nil }
    let base = i.c(regs)
    let count = call.pointee.argumentCount
    // One by one: a loop would be made into one for many. More than three are rarely all numbers.
    var tags: UInt8 = count > 3 ? RegisterLayout.doubleTag : 0
    if count > 0 {
      tags |= base.objectTag
      if count > 1 {
        tags |= (base + 1).objectTag
        if count > 2 { tags |= (base + 2).objectTag }
      }
    }
    guard base + layout.pointee.registerCount <= registerEnd else { return nil }
    var register = base + count
    let firstNumber = base + layout.pointee.nameCount
    while register < firstNumber {
      guard register.isTrivial else { return nil }
      register.unsetTrivial()
      register += 1
    }
    var number = layout.pointee.numbers
    let firstTemporary = register + layout.pointee.numberCount
    while register < firstTemporary {
      guard register.isTrivial else { return nil }
      register.setTrivial(number.pointee)
      register += 1
      number += 1
    }
    frame.pointee.next = i + 1
    Frame.openPlainly(frame + 1, layout, registers: base, call)
    if tags != 0 { frame[1].noteObjects(lists: lists.count) }
    frameCount &+= 1
    depth &+= 1
    return layout
  }

  /// Ends a frame that was opened plainly and holds numbers alone, when its result is one or a truth value; gives
  /// the caller's frame.
  @inline(__always)
  func returnNumber(
    _ regs: Register, _ frame: UnsafeMutablePointer<Frame>
  ) -> UnsafeMutablePointer<Frame>? {
    guard frame.pointee.plain != nil, !frame.pointee.holdsObjects else { return nil }
    let output = regs + frame.pointee.layout.pointee.firstOutput
    let caller = frame - 1
    let result = (caller.pointee.next - 1).a(caller.pointee.registers)
    guard output.objectTag == 0, result.isTrivial, !caller.pointee.isBound else { return nil }
    result.copyTrivial(from: output)
    depth &-= 1
    frameCount &-= 1
    return caller
  }

  /// The same for any arguments; nil when anything about the call is less plain than that.
  @inline(never)
  func enterPlainly(
    _ i: UnsafePointer<Instruction>, _ regs: Register
  ) throws -> UnsafeMutablePointer<Frame>? {
    let frame = top
    frame.pointee.next = i + 1
    guard i.b(regs).tag == RegisterLayout.unsetTag, !frame.pointee.isBound else { return nil }
    let target = frame.pointee.layout.pointee.sites[Int(i.pointee.d)]
    guard let layout = target.pointee.layout, target.pointee.generation == session.generation,
      depth < recursionLimit
    else { return nil }
    try push(layout, at: i.c(regs), given: target.pointee.argumentCount)
    let opened = frame + 1
    opened.pointee.makePlain(target)
    depth &+= 1
    return opened
  }

  /// Ends any frame that was opened plainly, when it has a result; gives the caller's frame.
  @inline(never)
  func returnPlainly() -> UnsafeMutablePointer<Frame>? {
    let frame = top
    guard frame.pointee.plain != nil, frame.pointee.held == nil else { return nil }
    let output = frame.pointee.registers + frame.pointee.layout.pointee.firstOutput
    let caller = frame - 1
    guard output.tag != RegisterLayout.unsetTag, !caller.pointee.isBound,
      !frame.pointee.holdsObjects || lists.count == frame.pointee.listDepth
    else { return nil }
    caller.pointee.noteObjects(lists: lists.count)
    // The register that waits for the result may lie in the window of the frame.
    let value = output.take()
    clearRegisters(frame)
    (caller.pointee.next - 1).a(caller.pointee.registers).pointee = value
    depth &-= 1
    frameCount &-= 1
    return caller
  }

  /// `.call` and `.index` of anything: true when a frame was opened, which the loop goes on with.
  @inline(never)
  func enterGenerally(_ i: UnsafePointer<Instruction>, _ regs: Register) throws -> Bool {
    let i = i.pointee
    top.pointee.noteObjects(lists: lists.count)
    let site = top.pointee.code.sites[Int(i.d)]
    if let object = (regs + Int(i.b)).pointee {
      if case .function(let function) = object {
        return try enter(function, i, regs, site)
      }
      try indexObject(object, i, regs, site)
      return false
    }
    let callee = try callee(of: site)
    if case .user(let function) = callee {
      try open(function, at: regs + Int(i.c), site, resultRegister: Int(i.a))
      site.prepare(function, top.pointee.code)
      return true
    }
    if case .builtin(let builtin) = callee, let x = builtin.filledWith, site.outputCount <= 1,
      smallFilled(x, i, regs, count: site.argumentCount)
    {
      return false
    }
    let arguments = try takeArguments(regs + Int(i.c), site.argumentCount)
    let results = try invoke(
      callee, named: site.name, arguments, outputs: site.outputCount, site: site)
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
  private func capture(_ anonymous: AnonymousFunction, _ handle: FunctionValue) {
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

  private func open(
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

  // MARK: - Returning

  /// Ends the newest frame: its results go to the caller's registers, or to `results`.
  func returnFromTop(_ i: UnsafePointer<Instruction>) throws {
    let frame = top
    frame.pointee.next = i + 1
    let signature = frame.pointee.code.signature
    let wanted = max(1, frame.pointee.outputCount)
    if frame.pointee.isEntry || wanted > 1 || signature.varargout != nil {
      try returnSeveral(wanted)
      return
    }
    let register = frame.pointee.registers
    let value = signature.outputs.first.flatMap { (register + $0).take() }
    let target = resultRegister(frame)
    let isWanted = frame.pointee.outputCount == 1
    let name = signature.outputs.first.map { frame.pointee.code.names[$0] }
    pop()
    afterReturn()
    (top.pointee.registers + target).pointee = value
    if isWanted, value == nil, let name { throw Messages.undefined(name) }
  }

  /// The register of the caller that takes the first result of a frame.
  private func resultRegister(_ frame: UnsafeMutablePointer<Frame>) -> Int {
    frame.pointee.plain == nil
      ? frame.pointee.resultRegister : Int((frame - 1).pointee.next[-1].a)
  }

  private func afterReturn() {
    if frameCount > 0 { top.pointee.noteObjects(lists: lists.count) }
    if frameCount > 0, top.pointee.isBound { readBindings(top) }
  }

  /// Whether the caller of a frame takes its result number `index` (0-based) for `~`; what the body of an
  /// anonymous function hands on is used as its own caller says.
  func isIgnored(_ index: Int, ofFrame number: Int) -> Bool {
    var number = number
    while number > 0, frames[number].site?.outputCount == CallSite.asManyAsWanted,
      frames[number - 1].function?.isAnonymous == true
    {
      number -= 1
    }
    return frames[number].site?.ignored.contains(index) ?? false
  }

  private func returnSeveral(_ wanted: Int) throws {
    let frame = top
    let signature = frame.pointee.code.signature
    var values: [Value?] = []
    for output in signature.outputs.prefix(wanted) {
      values.append((frame.pointee.registers + output).take())
    }
    if let varargout = signature.varargout, values.count < wanted,
      case .cell(let rest) = frame.pointee.registers[varargout]
    {
      values += rest.elements.prefix(wanted - values.count).map { $0 }
    }
    let isEntry = frame.pointee.isEntry
    let target = resultRegister(frame)
    let isWanted = frame.pointee.outputCount >= 1
    let names = frame.pointee.code.names
    // Asked only where a result is missing, which is rare.
    let hasGaps = values.count < wanted || values.contains { $0 == nil }
    let isUnused = hasGaps ? (0..<wanted).map { isIgnored($0, ofFrame: frameCount - 1) } : []
    let function = frame.pointee.function
    let name = signature.outputs.first.map { frame.pointee.code.names[$0] }
    pop()
    afterReturn()
    if isWanted, (values.first ?? nil) == nil, hasGaps, !isUnused[0] {
      if let name { throw Messages.undefined(name) }
      throw Messages.noValue(of: function?.name ?? "")
    }
    if isEntry {
      // What nobody looks at stands for a value, so that those after it keep their places.
      results =
        hasGaps ? values.enumerated().map { $1 ?? (isUnused[$0] ? .emptyMatrix : nil) } : values
      return
    }
    for (index, value) in values.enumerated().dropFirst()
    where value == nil && index < signature.outputs.count
      && !isUnused[index]
    {
      throw Messages.undefined(names[signature.outputs[index]])
    }
    let registers = top.pointee.registers + target
    for index in 0..<wanted {
      (registers + index).pointee = index < values.count ? values[index] : nil
    }
  }

  // MARK: - Calls from Swift

  /// Calls whatever a name means.
  func invoke(
    _ callee: Callee, named name: String, _ arguments: [Value], outputs: Int, site: CallSite?
  ) throws -> [Value] {
    switch callee {
    case .user(let function):
      return try invoke(function, arguments, outputs: outputs, site: site)
    case .builtin(let builtin):
      let frame = frameCount > 0 ? top : nil
      let isBound = frame.map { $0.pointee.isBound } ?? false
      if isBound, let frame { writeBindings(frame) }
      let outer = session.currentSite
      session.currentSite = site
      defer {
        session.currentSite = outer
        if isBound, let frame { readBindings(frame) }
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
    case .script(let program):
      // A script takes and gives no values: where these are wanted, a builtin of its name is meant
      // (`backprop(net, X, y)` in a script file called backprop.nn).
      if !arguments.isEmpty || outputs > 0, let builtin = session.builtins[name] {
        return try invoke(.builtin(builtin), named: name, arguments, outputs: outputs, site: site)
      }
      guard arguments.isEmpty else {
        throw EvaluationError("invalid use of script \(name) in index expression")
      }
      try session.runScript(program, in: currentScope)
      return []
    }
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
        .builtin(builtin), named: name, [.map(map)] + arguments, outputs: outputs, site: nil)
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
