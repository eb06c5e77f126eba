import Syntax

/// Translates one function, one anonymous function or one top-level statement into register code.
///
/// Registers are numbered in three banks while compiling (names, numbers, temporaries) and put into one
/// row at the end, when the sizes of the banks are known.
struct Compiler {
  var parts: Code.Parts
  let session: Session
  let program: Program
  var tree: Tree { program.tree }
  let siblings: FunctionTable
  /// Names that are variables here for certain: assigned somewhere in the unit, or set when it starts.
  var variables: Set<String> = []
  /// Those of them that are global, which functions may change.
  var globals: Set<String> = []
  /// Whether the unit is a statement of a scope whose variables are not all known (script, prompt, eval).
  var isOpenScope = false
  var temporaries = 0
  var maxTemporaries = 0
  var numberSlots: [UInt64: Int] = [:]
  var loops: [Loop] = []
  /// Cleanup blocks of `unwind_protect` that a jump out of them must run.
  var cleanups: [[Statement]] = []
  var endStack: [Code.EndCandidate] = []
  /// What the next expression's value is for, when it may stand for several.
  var listUse = ListUse.operand
  /// Operations that a fused instruction stands in front of.
  var chainNodes: Set<Int32> = []
  /// The registers of their operands, by expression.
  var chainLeaves: [Int32: Int] = [:]
  /// The expression that instructions are made for.
  var current: Expr?

  struct Loop {
    var breaks: [Int] = []
    var continues: [Int] = []
    var cleanupDepth: Int
  }

  static let numberBank = 1 << 25
  static let temporaryBank = 1 << 26

  init(
    name: String, program: Program, siblings: FunctionTable, owner: UserFunction?, session: Session
  ) {
    parts = Code.Parts(name: name, program: program, owner: owner)
    self.program = program
    self.siblings = siblings
    self.session = session
  }

  // MARK: - Units

  /// The code of a function of the language.
  static func compile(_ function: UserFunction, session: Session) throws -> Code {
    let definition = function.definition
    var compiler = Compiler(
      name: function.name, program: function.program, siblings: function.siblings, owner: function,
      session: session)
    compiler.collectVariables(definition.body)
    compiler.declareSignature(definition)
    compiler.compileDefaults(of: definition.parameters)
    try compiler.compileBody(definition.body)
    compiler.emit(.returnFromFunction)
    return try compiler.finish()
  }

  /// The code of one statement of a scope.
  static func compile(
    _ statement: Statement, in program: Program, siblings: FunctionTable, scope: any Scope,
    session: Session
  ) throws -> Code {
    var compiler = Compiler(
      name: scope.functionName, program: program, siblings: siblings, owner: scope.function,
      session: session)
    compiler.isOpenScope = true
    compiler.collectVariables([statement])
    compiler.collectMentioned([statement], in: scope)
    try compiler.compileBody([statement])
    compiler.emit(.returnFromFunction)
    return try compiler.finish()
  }

  /// The code of an anonymous function: its parameters, then the names it may capture.
  static func compile(
    _ closure: Code.Closure, capturing names: [String], in program: Program,
    siblings: FunctionTable, session: Session
  ) throws -> Code {
    var compiler = Compiler(
      name: "@<anonymous>", program: program, siblings: siblings, owner: nil, session: session)
    compiler.declare(closure.parameters)
    for name in names {
      compiler.variables.insert(name)
      _ = compiler.slot(name)
    }
    compiler.compileDefaults(of: closure.parameters)
    compiler.compileAnonymousBody(closure.body)
    compiler.emit(.returnFromFunction)
    return try compiler.finish()
  }

  private mutating func declareSignature(_ definition: FunctionDefinition) {
    declare(definition.parameters)
    for name in definition.outputs {
      variables.insert(name)
      if name == "varargout", name == definition.outputs.last {
        parts.signature.varargout = slot(name)
      } else {
        parts.signature.outputs.append(slot(name))
      }
    }
  }

  private mutating func declare(_ parameters: [Parameter]) {
    for (index, parameter) in parameters.enumerated() {
      switch parameter.kind {
      case .named(let name):
        variables.insert(name)
        if name == "varargin", index == parameters.count - 1 {
          parts.signature.varargin = slot(name)
          return
        }
        // A name that stands twice keeps its last value: the earlier register gets a name of its own.
        if parts.slots[name] != nil { parts.names.append(" \(index)") } else { _ = slot(name) }
      case .ignored:
        parts.names.append(" \(index)")
        parts.signature.ignoredParameters.insert(index)
      }
      parts.signature.parameterCount += 1
    }
  }

  /// Gives parameters that the call left out their default values.
  private mutating func compileDefaults(of parameters: [Parameter]) {
    for (index, parameter) in parameters.enumerated() {
      guard let value = parameter.defaultValue else { continue }
      let skip = emit(.jumpIfSet, a: index)
      compile(value, into: index)
      patch(skip, b: here)
    }
  }

  /// An anonymous function gives the values of its expression: all of them for a call.
  private mutating func compileAnonymousBody(_ body: Expr) {
    let result = slot(" result")
    var body = body
    while case .parenthesised(let inner) = tree[body] { body = inner }
    current = body
    switch tree[body] {
    case .call, .name, .brace, .field, .dynamicField, .assign:
      // Its results are as many as the caller wants: a list, which the return hands over.
      emit(.listBegin)
      compileExpansion(body, outputs: CallSite.asManyAsWanted)
      parts.signature.varargout = result
      emit(.listMatrix, a: result, n: 2)
    default:
      compile(body, into: result)
      parts.signature.outputs = [result]
    }
  }

  // MARK: - Emitting

  var here: Int { parts.instructions.count }

  @discardableResult
  mutating func emit(
    _ op: Opcode, a: Int = 0, b: Int = 0, c: Int = 0, d: Int = 0, n: Int = 0
  ) -> Int {
    parts.instructions.append(Instruction(op, a: a, b: b, c: c, d: 0, n: n))
    parts.instructions[here - 1].d = UInt16(truncatingIfNeeded: d)
    if d > Int(UInt16.max) && d < Compiler.numberBank { isTooLarge = true }
    wide.append(d)
    parts.expressions.append(current?.index ?? -1)
    return here - 1
  }

  /// The `d` operands before the banks are put into one row.
  var wide: [Int] = []
  var isTooLarge = false

  mutating func patch(_ instruction: Int, a: Int) {
    parts.instructions[instruction].a = Int32(a)
  }

  mutating func patch(_ instruction: Int, b: Int) {
    parts.instructions[instruction].b = Int32(b)
  }

  mutating func patch(_ instruction: Int, c: Int) {
    parts.instructions[instruction].c = Int32(c)
  }

  // MARK: - Registers

  /// The register of variable `name`.
  mutating func slot(_ name: String) -> Int {
    if let slot = parts.slots[name] { return slot }
    let slot = parts.names.count
    parts.names.append(name)
    parts.slots[name] = slot
    return slot
  }

  mutating func number(_ value: Double) -> Int {
    if let slot = numberSlots[value.bitPattern] { return slot }
    let slot = Compiler.numberBank + parts.numbers.count
    parts.numbers.append(value)
    numberSlots[value.bitPattern] = slot
    return slot
  }

  mutating func temporary(_ count: Int = 1) -> Int {
    let first = temporaries
    temporaries += count
    maxTemporaries = max(maxTemporaries, temporaries)
    return Compiler.temporaryBank + first
  }

  /// Runs `body` and gives the temporaries it took free again.
  mutating func scoped<Result>(
    _ body: (inout Compiler) throws -> Result
  ) rethrows -> Result {
    let mark = temporaries
    defer { temporaries = mark }
    return try body(&self)
  }

  mutating func constant(_ value: Value, into target: Int) {
    parts.constants.append(value)
    emit(.constant, a: target, b: parts.constants.count - 1)
  }

  mutating func site(
    name: String, count: Int, outputs: Int, arguments: [Expr] = [], ignored: [Int] = []
  ) -> Int {
    parts.sites.append(
      CallSite(
        name: name, argumentCount: count, outputCount: outputs, arguments: arguments,
        ignored: ignored))
    return parts.sites.count - 1
  }

  // MARK: - Finishing

  private func finish() throws -> Code {
    guard max(parts.names.count, parts.numbers.count, maxTemporaries) < Compiler.numberBank else {
      throw tooLarge
    }
    var parts = parts
    let numberBase = parts.names.count
    let temporaryBase = numberBase + parts.numbers.count
    func place(_ register: Int32) -> Int32 {
      let register = Int(register)
      if register >= Compiler.temporaryBank {
        return Int32(temporaryBase + register - Compiler.temporaryBank)
      }
      if register >= Compiler.numberBank {
        return Int32(numberBase + register - Compiler.numberBank)
      }
      return Int32(register)
    }
    for index in parts.instructions.indices {
      parts.instructions[index].a = place(parts.instructions[index].a)
      parts.instructions[index].b = place(parts.instructions[index].b)
      parts.instructions[index].c = place(parts.instructions[index].c)
      let d = Int(place(Int32(wide[index])))
      guard let narrow = UInt16(exactly: d) else { throw tooLarge }
      parts.instructions[index].d = narrow
    }
    if isTooLarge || here >= Instruction.operandLimit
      || parts.constants.count >= Compiler.numberBank
    {
      throw tooLarge
    }
    for chain in parts.chains {
      chain.target = place(chain.target)
      chain.leaves = chain.leaves.map(place)
      chain.functionRegisters = chain.functionRegisters.map(place)
    }
    for index in parts.handlers.indices {
      parts.handlers[index].register = Int(place(Int32(parts.handlers[index].register)))
    }
    for list in parts.ends.indices {
      for index in parts.ends[list].indices {
        let candidate = parts.ends[list][index]
        parts.ends[list][index].register = Int(place(Int32(candidate.register)))
        parts.ends[list][index].pathArguments = Int(place(Int32(candidate.pathArguments)))
      }
    }
    parts.registerCount = temporaryBase + maxTemporaries
    return Code(parts)
  }

  private var tooLarge: EvaluationError {
    EvaluationError(
      "the function or statement is too large: more than 65,535 variables or calls in one piece")
  }
}
