import Matrices
import Syntax

/// Reading elements and fields, by the general path.
extension Machine {
  /// `.index1`, `.index2`: R[a] = R[b](...), or the call of a function when R[b] has no value.
  func index(_ i: Instruction, _ regs: Register, site number: Int, extra: Int?) throws {
    var arguments = [try operand(regs + Int(i.c), i.c)]
    if let extra { arguments.append(try operand(regs + extra, Int32(extra))) }
    let site = top.pointee.code.sites[number]
    let a = regs + Int(i.a)
    switch (regs + Int(i.b)).pointee {
    case .function(let handle)?:
      let results = try invoke(handle, arguments, outputs: 1)
      guard let first = results.first else { throw Messages.noValue(of: site.name) }
      a.pointee = first
    case let object?:
      a.pointee = try element(of: object, arguments, name: site.name)
    case nil:
      let results = try invoke(
        try callee(of: site), named: site.name, arguments, outputs: 1, site: site)
      guard let first = results.first else { throw Messages.noValue(of: site.name) }
      a.pointee = first
    }
  }

  /// `object(arguments)` for one value; errors name the variable.
  func element(of object: Value, _ arguments: [Value], name: String) throws -> Value {
    do {
      return try Indexing.element(of: object, arguments, session)
    } catch {
      throw Messages.naming(error, variable: name, arguments: arguments)
    }
  }

  /// `.index`: an index with any number of arguments, in registers.
  func indexObject(_ object: Value, _ i: Instruction, _ regs: Register, _ site: CallSite) throws {
    let a = regs + Int(i.a)
    if site.argumentCount == 0 {
      a.pointee = object
    } else {
      let arguments = try takeArguments(regs + Int(i.c), site.argumentCount)
      a.pointee = try element(of: object, arguments, name: site.name)
    }
    // There is one value; whoever waits for another finds none.
    for extra in 1..<max(1, site.outputCount) { (a + extra).pointee = nil }
  }

  func brace(_ i: Instruction, _ regs: Register) throws {
    let object = try operand(regs + Int(i.b), i.b)
    let a = regs + Int(i.a)
    if case .cell(let cell) = object, i.n == 1,
      case .number(let x)? = (regs + Int(i.c)).pointee, let index = Int(exactly: x), index >= 1,
      index <= cell.count
    {
      a.pointee = cell[index - 1]
      return
    }
    let arguments = try takeArguments(regs + Int(i.c), Int(i.n))
    a.pointee = try single(try braceValues(object, arguments, i), i, regs)
  }

  private func single(_ values: [Value], _ i: Instruction, _ regs: Register) throws -> Value {
    if values.count == 1 { return values[0] }
    let use = ListUse(i)
    // An assignment takes the first of several.
    if case .assignment = use, let first = values.first { return first }
    if case .operand = use, let refusal = listOperand(i, regs) { throw refusal }
    throw Messages.notOneValue(values.count, use)
  }

  /// The error of the operator that the next instruction applies to the result of `i`, a list.
  private func listOperand(_ i: Instruction, _ regs: Register) -> EvaluationError? {
    let frame = top
    guard frame.pointee.pc < frame.pointee.code.instructionCount else { return nil }
    let user = frame.pointee.code.instructions[frame.pointee.pc]
    switch user.op {
    case .negate where user.b == i.a: return Messages.listOperand(of: "-")
    case .not where user.b == i.a: return Messages.listOperand(of: "!")
    case let op where op.isBinary && (user.b == i.a || user.c == i.a):
      let isLeft = user.b == i.a
      guard let other = (regs + Int(isLeft ? user.c : user.b)).pointee else { return nil }
      return Messages.listOperand(of: op.binaryOperator.rawValue, isLeft: isLeft, other)
    default: return nil
    }
  }

  /// All values of `object{arguments}`.
  private func braceValues(_ object: Value, _ arguments: [Value], _ i: Instruction) throws
    -> [Value]
  {
    do {
      return try Indexing.contents(of: object, arguments, session)
    } catch {
      throw Messages.naming(error, variable: variableName(i.b), arguments: arguments)
    }
  }

  /// The name of the variable in register `number`; empty for a temporary.
  func variableName(_ number: Int32) -> String {
    let names = top.pointee.code.names
    return number >= 0 && Int(number) < names.count ? names[Int(number)] : ""
  }

  func braceWithList(_ i: Instruction, _ regs: Register) throws {
    let arguments = lists.removeLast().values
    let object = try operand(regs + Int(i.b), i.b)
    (regs + Int(i.a)).pointee = try single(try braceValues(object, arguments, i), i, regs)
  }

  func field(_ i: Instruction, _ regs: Register) throws {
    let object = try operand(regs + Int(i.b), i.b)
    let name = top.pointee.code.sites[Int(i.d)].name
    (regs + Int(i.a)).pointee = try single(
      try Fields.values(of: object, name, session), i, regs)
  }

  func dynamicField(_ i: Instruction, _ regs: Register) throws {
    let object = try operand(regs + Int(i.b), i.b)
    let name = try Fields.name(try operand(regs + Int(i.c), i.c))
    (regs + Int(i.a)).pointee = try single(
      try Fields.values(of: object, name, session), i, regs)
  }

  /// What `end` means: the size of the first candidate that is a value and not a function.
  func end(_ i: Instruction, _ regs: Register) throws {
    let code = top.pointee.code
    for candidate in code.ends[Int(i.b)] {
      guard var object = (regs + candidate.register).pointee else {
        if candidate.path != nil || candidate.register < code.names.count,
          isAssigned(candidate, i)
        {
          (regs + Int(i.a)).set(0)
          return
        }
        continue
      }
      if case .function = object, candidate.path == nil { continue }
      if let path = candidate.path {
        let steps = code.paths[path]
        let arguments = argumentValues(regs + candidate.pathArguments, steps)
        guard let part = try Paths.peek(object, steps, arguments, session) else {
          (regs + Int(i.a)).set(0)
          return
        }
        object = part
      }
      let shape = object.shape
      let extent = Indexing.end(of: shape, position: candidate.position, count: candidate.count)
      (regs + Int(i.a)).set(Double(extent))
      return
    }
    throw EvaluationError(
      "invalid use of 'end': may only be used to index existing value")
  }

  /// Whether the statement stores into the candidate's variable, which has no value yet.
  private func isAssigned(_ candidate: Code.EndCandidate, _ i: Instruction) -> Bool {
    let frame = top
    var next = frame.pointee.pc
    while next < frame.pointee.code.instructionCount {
      let instruction = frame.pointee.code.instructions[next]
      switch instruction.op {
      case .store1, .store2, .storePath, .deletePath:
        return Int(instruction.a) == candidate.register
      case .answer, .show, .jump, .returnFromFunction: return false
      default: next += 1
      }
    }
    return false
  }

  func argumentValues(_ first: Register, _ path: PathDescriptor) -> [Value?] {
    var count = 0
    for step in path.steps {
      switch step {
      case .paren(let n), .brace(let n): count += max(0, n)
      case .dynamicField: count += 1
      case .field: break
      }
    }
    return (0..<count).map { (first + $0).pointee }
  }

  // MARK: - Lists

  func expand(_ i: Instruction, _ regs: Register) throws {
    let values: [Value]
    switch i.op {
    case .listExpandBrace:
      let arguments = lists.removeLast().values
      values = try braceValues(try operand(regs + Int(i.b), i.b), arguments, i)
    case .listExpandField:
      let name = top.pointee.code.sites[Int(i.d)].name
      values = try Fields.values(of: try operand(regs + Int(i.b), i.b), name, session)
    case .listExpandDynamicField:
      let name = try Fields.name(try operand(regs + Int(i.c), i.c))
      values = try Fields.values(of: try operand(regs + Int(i.b), i.b), name, session)
    default:
      let arguments = lists.removeLast().values
      let site = top.pointee.code.sites[Int(i.d)]
      let outputs =
        switch site.outputCount {
        case CallSite.asManyAsPlaces: placeCounts.last?.reduce(0, +) ?? 1
        case CallSite.asManyAsWanted: top.pointee.outputCount
        default: site.outputCount
        }
      values = try results(of: site, (regs + Int(i.b)).pointee, arguments, outputs: outputs)
    }
    lists[lists.count - 1].values += values
  }

  /// What a call or index by `site` of a value, or of the site's name, gives.
  private func results(
    of site: CallSite, _ object: Value?, _ arguments: [Value], outputs: Int
  ) throws -> [Value] {
    switch object {
    case .function(let handle)?: return try invoke(handle, arguments, outputs: outputs)
    case let value?:
      if arguments.isEmpty { return [value] }
      return [try element(of: value, arguments, name: site.name)]
    case nil:
      return try invoke(
        try callee(of: site), named: site.name, arguments, outputs: outputs, site: site)
    }
  }

  func callWithList(_ i: Instruction, _ regs: Register) throws {
    let arguments = lists.removeLast().values
    let site = top.pointee.code.sites[Int(i.d)]
    let values = try results(
      of: site, (regs + Int(i.b)).pointee, arguments, outputs: site.outputCount)
    try deliver(values, i, regs, site)
  }

  func spreadList(_ i: Instruction, _ regs: Register) throws {
    let values = lists.removeLast().values
    if values.isEmpty { throw Machine.unset(output: 1) }
    for index in 0..<Int(i.n) {
      (regs + Int(i.a) + index).pointee = index < values.count ? values[index] : nil
    }
  }

  func answerList(_ i: Instruction, _ regs: Register) throws {
    for value in lists.removeLast().values {
      (regs + Int(i.a)).pointee = value
      if i.n == 1 { try session.show("ans", value) }
    }
  }
}

/// What the one value of `c{...}` or `s.f` is for, when there may be more or fewer.
enum ListUse: Int {
  case operand, chain, assignment

  /// Instructions say it in their small number, `.brace` (whose number is a count) in `d`.
  init(_ i: Instruction) {
    self = ListUse(rawValue: i.op == .brace ? Int(i.d) : Int(i.n)) ?? .operand
  }
}
