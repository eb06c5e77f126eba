import Matrices
import Syntax

extension Compiler {
  mutating func compileBody(_ statements: [Statement]) throws {
    for statement in statements {
      try Interrupt.check()
      let mark = temporaries
      try compile(statement)
      temporaries = mark
    }
  }

  private mutating func compile(_ statement: Statement) throws {
    switch statement.kind {
    case .expression(let expr): compileExpressionStatement(expr, shows: statement.printsResult)
    case .command(let name, let arguments, let place):
      current = place
      checkCommand(name, place)
      compileCommand(name, arguments, statement)
    case .conditional(let branches, let otherwise): try compileConditional(branches, otherwise)
    case .forLoop(let target, let values, let body): try compileFor(target, values, body)
    case .forFields(let value, let key, let object, let body):
      try compileForFields(value, key, object, body)
    case .whileLoop(let condition, let body): try compileWhile(condition, body)
    case .doUntil(let body, let condition): try compileDoUntil(body, condition)
    case .switchCase(let value, let cases, let otherwise):
      try compileSwitch(value, cases, otherwise)
    case .breakLoop: try compileLoopExit(isBreak: true)
    case .continueLoop: try compileLoopExit(isBreak: false)
    case .returnFromFunction:
      try runCleanups(downTo: 0)
      compileReturn()
    case .tryCatch(let body, let variable, let handler): try compileTry(body, variable, handler)
    case .unwindProtect(let body, let cleanup): try compileUnwindProtect(body, cleanup)
    case .global(let declarations): declare(declarations, .global)
    case .persistent(let declarations): declare(declarations, .persistent)
    case .function(let index): emit(.define, b: index)
    }
  }

  // MARK: - Expressions and commands

  private mutating func compileExpressionStatement(_ expr: Expr, shows: Bool) {
    current = expr
    let answer = slot("ans")
    let flag = shows ? 1 : 0
    switch tree[expr] {
    case .assign(let targets, let op, let value, let isIncrement):
      _ = compileAssignment(expr, targets, op, value, shows: shows && !isIncrement)
    case .name(let name) where variables.contains(name):
      emit(.show, a: slot(name), b: slot(name), n: shows ? 0 : 1)
    case .name(let name):
      let result = temporary()
      compileName(name, expr, into: result, outputs: 0)
      emit(.answer, a: answer, b: result, c: slot(name), n: flag)
    case .call(let base, let arguments):
      let result = temporary()
      compileCall(expr, base, arguments, into: result, outputs: 0)
      current = expr
      emit(.answer, a: answer, b: result, c: -1, n: flag)
    case .brace, .field, .dynamicField:
      emit(.listBegin)
      compileExpansion(expr)
      current = expr
      emit(.listAnswer, a: answer, n: flag)
    default:
      // A register of its own: `.answer` moves the value out, and a constant's must stay.
      let result = temporary()
      compile(expr, into: result)
      current = expr
      emit(.answer, a: answer, b: result, c: -1, n: flag)
    }
  }

  private mutating func compileCommand(
    _ name: String, _ arguments: [[UInt8]], _ statement: Statement
  ) {
    let first = temporary(max(1, arguments.count))
    for (index, argument) in arguments.enumerated() {
      constant(.bytes(argument), into: first + index)
    }
    emit(
      .call, a: first, b: slot(name), c: first,
      d: site(name: name, count: arguments.count, outputs: 0))
    emit(.answer, a: slot("ans"), b: first, c: -1, n: statement.printsResult ? 1 : 0)
  }

  private mutating func declare(_ declarations: [Declaration], _ op: Opcode) {
    parts.hasBoundVariables = true
    for declaration in declarations {
      scoped { compiler in
        let register = compiler.slot(declaration.name)
        if let value = declaration.initialValue {
          let initial = compiler.temporary()
          compiler.compile(value, into: initial)
          compiler.emit(op, a: register, b: register, c: initial, n: 1)
        } else {
          compiler.emit(op, a: register, b: register)
        }
      }
    }
  }

  // MARK: - Conditions

  /// Code that jumps (to places patched later) when the truth of `expr` is `value`, else goes on.
  private mutating func compileJump(_ expr: Expr, when value: Bool) -> [Int] {
    current = expr
    switch tree[expr] {
    case .parenthesised(let inner): return compileJump(inner, when: value)
    case .binary(let op, let left, let right) where op.isComparison:
      return scoped { compiler in
        let a = compiler.compileValue(left)
        let b = compiler.compileValue(right)
        compiler.current = expr
        return [compiler.emit(Compiler.jump(op, when: value), b: a, c: b)]
      }
    case .binary(let op, let left, let right) where op == .or || op == .and:
      return compileElementwiseCondition(expr, op, left, right, when: value)
    case .shortCircuit(let isAnd, let left, let right):
      if isAnd != value {
        return compileJump(left, when: value)
          + compileJump(right, when: value)
      }
      let skips = compileJump(left, when: !value)
      let jumps = compileJump(right, when: value)
      for skip in skips { patch(skip, a: here) }
      return jumps
    default:
      return scoped { compiler in
        let register = compiler.compileValue(expr)
        compiler.current = expr
        return [compiler.emit(value ? .jumpIf : .jumpUnless, b: register)]
      }
    }
  }

  /// `|` and `&` in a condition look at the right operand only when the left one does not decide,
  /// provided that it is 1x1.
  private mutating func compileElementwiseCondition(
    _ expr: Expr, _ op: BinaryOperator, _ left: Expr, _ right: Expr, when value: Bool
  ) -> [Int] {
    scoped { compiler in
      let a = compiler.temporary()
      let result = compiler.temporary()
      compiler.compile(left, into: a)
      compiler.current = expr
      let full = compiler.emit(.jumpUnlessScalar, b: a)
      compiler.emit(.truth, a: result, b: a)
      let decided = compiler.emit(op == .or ? .jumpIf : .jumpUnless, b: result)
      compiler.compile(right, into: result)
      let done = compiler.emit(.jump)
      compiler.patch(decided, a: compiler.here)
      compiler.current = expr
      compiler.emit(.shortCircuited, n: op == .or ? 0 : 1)
      let warned = compiler.emit(.jump)
      compiler.patch(full, a: compiler.here)
      let b = compiler.temporary()
      compiler.compile(right, into: b)
      compiler.current = expr
      compiler.emit(Compiler.opcode(op), a: result, b: a, c: b)
      compiler.patch(done, a: compiler.here)
      compiler.patch(warned, a: compiler.here)
      return [compiler.emit(value ? .jumpIf : .jumpUnless, b: result)]
    }
  }

  private mutating func compileConditional(
    _ branches: [(condition: Expr, body: [Statement])], _ otherwise: [Statement]
  ) throws {
    var ends: [Int] = []
    for (index, branch) in branches.enumerated() {
      checkCondition(branch.condition)
      let skips = compileJump(branch.condition, when: false)
      try compileBody(branch.body)
      if index < branches.count - 1 || !otherwise.isEmpty { ends.append(emit(.jump)) }
      for skip in skips { patch(skip, a: here) }
    }
    try compileBody(otherwise)
    for end in ends { patch(end, a: here) }
  }

  // MARK: - Loops

  private mutating func compileFor(
    _ target: AssignmentTarget, _ values: Expr, _ body: [Statement]
  ) throws {
    let hidden = temporary(5)
    compileForStart(values, into: hidden)
    var place: Expr?
    var register = temporary()
    if case .place(let expr) = target {
      if case .name(let name) = tree[expr] { register = slot(name) } else { place = expr }
    }
    try compilePasses(over: values, hidden, register, body) { compiler in
      if let place { compiler.store(register, at: place, place, shows: false) }
    }
  }

  /// The passes of a loop whose values stand ready in the hidden registers: each begins with `start`.
  private mutating func compilePasses(
    over values: Expr, _ hidden: Int, _ register: Int, _ body: [Statement],
    start: (inout Compiler) -> Void
  ) throws {
    loops.append(Loop(cleanupDepth: cleanups.count))
    current = values
    let next = emit(.forNext, a: hidden, b: register)
    let top = here
    start(&self)
    try compileBody(body)
    finishLoop(continueAt: here)
    current = values
    emit(.forRepeat, a: hidden, b: register, c: top)
    patch(next, c: here)
    patchBreaks()
  }

  /// A loop through the columns of a cell that holds the fields' values and names.
  private mutating func compileForFields(
    _ value: Expr, _ key: Expr, _ object: Expr, _ body: [Statement]
  ) throws {
    let hidden = temporary(5)
    let pairs = temporary()
    compile(object, into: pairs)
    current = object
    emit(.fieldPairs, a: pairs, b: pairs)
    let pair = temporary()
    emit(.forValues, a: hidden, b: pairs)
    try compilePasses(over: object, hidden, pair, body) { compiler in
      for (row, place) in [value, key].enumerated() {
        let part = compiler.temporary()
        compiler.emit(.brace, a: part, b: pair, c: compiler.number(Double(row + 1)), n: 1)
        if case .name(let name) = compiler.tree[place] {
          compiler.emit(.move, a: compiler.slot(name), b: part)
        } else {
          compiler.store(part, at: place, place, shows: false)
        }
      }
    }
  }

  private mutating func compileForStart(_ values: Expr, into hidden: Int) {
    scoped { compiler in
      if case .range(let start, let step, let stop) = compiler.tree[values] {
        let first = compiler.compileValue(start)
        let stride = step.map { compiler.compileValue($0) } ?? compiler.number(1)
        let last = compiler.compileValue(stop)
        compiler.current = values
        compiler.emit(.forRange, a: hidden, b: first, c: last, d: stride)
      } else {
        let register = compiler.compileValue(values)
        compiler.current = values
        compiler.emit(.forValues, a: hidden, b: register)
      }
    }
  }

  /// The condition stands before the loop and again at its end, so that a pass takes one jump, not two.
  private mutating func compileWhile(_ condition: Expr, _ body: [Statement]) throws {
    loops.append(Loop(cleanupDepth: cleanups.count))
    checkCondition(condition)
    let exits = compileJump(condition, when: false)
    let top = here
    try compileBody(body)
    finishLoop(continueAt: here)
    for jump in compileJump(condition, when: true) { patch(jump, a: top) }
    for exit in exits { patch(exit, a: here) }
    patchBreaks()
  }

  private mutating func compileDoUntil(_ body: [Statement], _ condition: Expr) throws {
    loops.append(Loop(cleanupDepth: cleanups.count))
    let top = here
    try compileBody(body)
    finishLoop(continueAt: here)
    checkCondition(condition)
    let exits = compileJump(condition, when: true)
    emit(.jumpBack, a: top)
    for exit in exits { patch(exit, a: here) }
    patchBreaks()
  }

  private mutating func finishLoop(continueAt target: Int) {
    guard let loop = loops.last else { return }
    for jump in loop.continues { patch(jump, a: target) }
  }

  private mutating func patchBreaks() {
    guard let loop = loops.popLast() else { return }
    for jump in loop.breaks { patch(jump, a: here) }
  }

  /// Leaves the function, or the script with all statements that would follow.
  private mutating func compileReturn() {
    if isOpenScope { emit(.endScript) }
    emit(.returnFromFunction)
  }

  private mutating func compileLoopExit(isBreak: Bool) throws {
    // Outside a loop both do nothing that matters: Octave stops the script there.
    guard let depth = loops.last?.cleanupDepth else { return compileReturn() }
    try runCleanups(downTo: depth)
    let jump = emit(isBreak ? .jump : .jumpBack)
    if isBreak {
      loops[loops.count - 1].breaks.append(jump)
    } else {
      loops[loops.count - 1].continues.append(jump)
    }
  }

  // MARK: - switch

  private mutating func compileSwitch(
    _ value: Expr, _ cases: [(label: Expr, body: [Statement])], _ otherwise: [Statement]
  ) throws {
    let subject = temporary()
    compile(value, into: subject)
    var ends: [Int] = []
    for branch in cases {
      let skip = scoped { compiler -> Int in
        let label = compiler.compileValue(branch.label)
        let matches = compiler.temporary()
        compiler.current = branch.label
        compiler.emit(.matchCase, a: matches, b: subject, c: label)
        return compiler.emit(.jumpUnless, b: matches)
      }
      try compileBody(branch.body)
      ends.append(emit(.jump))
      patch(skip, a: here)
    }
    try compileBody(otherwise)
    for end in ends { patch(end, a: here) }
  }

  // MARK: - Errors

  private mutating func compileTry(
    _ body: [Statement], _ variable: String?, _ handler: [Statement]
  ) throws {
    let error = temporary()
    let start = here
    try compileBody(body)
    let end = here
    let skip = emit(.jump)
    parts.handlers.append(
      Code.Handler(start: start, end: end, target: here, register: error))
    emit(.caught, a: variable.map { slot($0) } ?? -1, b: error)
    try compileBody(handler)
    patch(skip, a: here)
  }

  private mutating func compileUnwindProtect(
    _ body: [Statement], _ cleanup: [Statement]
  ) throws {
    let error = temporary()
    cleanups.append(cleanup)
    let start = here
    try compileBody(body)
    let end = here
    cleanups.removeLast()
    try compileBody(cleanup)
    let skip = emit(.jump)
    parts.handlers.append(
      Code.Handler(start: start, end: end, target: here, register: error))
    try compileBody(cleanup)
    emit(.rethrow, a: error)
    patch(skip, a: here)
  }

  /// Compiles the cleanups that a jump from inside `unwind_protect` passes, innermost first.
  private mutating func runCleanups(downTo depth: Int) throws {
    let all = cleanups
    while cleanups.count > depth {
      guard let cleanup = cleanups.popLast() else { break }
      try compileBody(cleanup)
    }
    cleanups = all
  }
}

extension BinaryOperator {
  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}
