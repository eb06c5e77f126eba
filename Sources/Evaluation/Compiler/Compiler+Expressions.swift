import Syntax

extension Compiler {
  /// Compiles `expr` for its one value and gives the register that holds it: the variable's own register
  /// where it is one, so that operands need no copies.
  mutating func compileValue(_ expr: Expr) -> Int {
    if let register = chainLeaves[expr.index] { return register }
    switch tree[expr] {
    case .number(let value): return number(value)
    case .name(let name) where variables.contains(name): return slot(name)
    case .parenthesised(let inner): return compileValue(inner)
    case .unary(.minus, let inner):
      if case .number(let value) = tree[inner] { return number(-value) }
    default: break
    }
    let target = temporary()
    compile(expr, into: target)
    return target
  }

  /// Compiles `expr` so that its one value ends in register `target`, which the last instruction writes.
  mutating func compile(_ expr: Expr, into target: Int) {
    let outer = current
    current = expr
    defer { current = outer }
    scoped { $0.compileKind(expr, into: target) }
  }

  /// Compiles the object that an index or a field follows.
  mutating func compileBase(_ expr: Expr) -> Int {
    listUse = .chain
    defer { listUse = .operand }
    return compileValue(expr)
  }

  private mutating func compileKind(_ expr: Expr, into target: Int) {
    if let register = chainLeaves[expr.index] {
      emit(.move, a: target, b: register)
    } else if !compileChain(expr, into: target) {
      compileOperation(expr, into: target)
    }
  }

  mutating func compileOperation(_ expr: Expr, into target: Int) {
    let use = listUse
    listUse = .operand
    switch tree[expr] {
    case .number(let value): emit(.move, a: target, b: number(value))
    case .string(let bytes, let doubleQuoted):
      constant(.bytes(bytes, doubleQuoted: doubleQuoted), into: target)
    case .name(let name): compileName(name, expr, into: target, outputs: 1)
    case .colon: constant(.string(":"), into: target)
    case .end: compileEnd(into: target)
    case .unary(let op, let inner):
      let operand = compileValue(inner)
      switch op {
      case .minus: emit(.negate, a: target, b: operand)
      case .plus: emit(.plus, a: target, b: operand)
      case .not: emit(.not, a: target, b: operand)
      }
    case .transpose(let inner): emit(.transpose, a: target, b: compileValue(inner))
    case .binary: compileBinary(expr, into: target)
    case .shortCircuit(let isAnd, let left, let right):
      let result = temporary()
      emit(.truth, a: result, b: compileValue(left))
      let skip = emit(isAnd ? .jumpUnless : .jumpIf, b: result)
      emit(.truth, a: result, b: compileValue(right))
      patch(skip, a: here)
      emit(.move, a: target, b: result)
    case .range(let start, let step, let stop):
      let base = temporary(3)
      compile(start, into: base)
      if let step {
        compile(step, into: base + 1)
        compile(stop, into: base + 2)
        emit(.range, a: target, b: base, n: 3)
      } else {
        compile(stop, into: base + 1)
        emit(.range, a: target, b: base, n: 2)
      }
    case .matrix(let rows): compileMatrix(rows, isCell: false, into: target)
    case .cell(let rows): compileMatrix(rows, isCell: true, into: target)
    case .call(let base, let arguments):
      compileCall(expr, base, arguments, into: target, outputs: 1)
    case .brace(let base, let arguments):
      compileBrace(base, arguments, into: target, use)
    case .field(let base, let name):
      if let dotted = dottedFunction(expr) {
        compileName(dotted, expr, into: target, outputs: 1)
        return
      }
      let object = compileBase(base)
      emit(
        .field, a: target, b: object, d: site(name: name, count: 0, outputs: 1), n: use.rawValue)
      letGo(object, of: base, unless: target)
    case .dynamicField(let base, let name):
      let object = compileBase(base)
      emit(.dynamicField, a: target, b: object, c: compileValue(name), n: use.rawValue)
      letGo(object, of: base, unless: target)
    case .functionHandle(let name):
      emit(.handle, a: target, b: site(name: name, count: 0, outputs: 0))
    case .anonymous(let parameters, let body):
      parts.closures.append(
        Code.Closure(
          parameters: parameters, body: body,
          text: octaveText(of: expr, in: tree, source: program.source)))
      emit(.closure, a: target, b: parts.closures.count - 1)
    case .assign(let targets, let op, let value, _):
      let result = compileAssignment(expr, targets, op, value, shows: false)
      emit(.move, a: target, b: result)
    case .parenthesised(let inner):
      listUse = use
      compile(inner, into: target)
    }
  }

  /// A bare name that is not certainly a variable: a variable that turned up meanwhile, or a call.
  mutating func compileName(_ name: String, _ expr: Expr, into target: Int, outputs: Int) {
    if variables.contains(name) {
      emit(.move, a: target, b: slot(name))
    } else if name == "__LINE__" {
      let line = program.source.position(of: Int(tree.span(expr).start)).line
      emit(.move, a: target, b: number(Double(line)))
    } else if name == "__FILE__" {
      constant(.string(program.source.name), into: target)
    } else if name == "nargin" || name == "nargout", !isOpenScope {
      emit(.argumentCount, a: target, n: name == "nargin" ? 0 : 1)
    } else {
      emit(
        .call, a: target, b: slot(name), c: temporary(),
        d: site(name: name, count: 0, outputs: outputs))
    }
  }

  // MARK: - Operators

  private static let opcodes: [BinaryOperator: Opcode] = [
    .add: .add, .subtract: .subtract, .matrixMultiply: .multiply, .matrixRightDivide: .divide,
    .matrixLeftDivide: .leftDivide, .matrixPower: .power, .multiply: .elementMultiply,
    .rightDivide: .elementDivide, .leftDivide: .elementLeftDivide, .power: .elementPower,
    .equal: .equal, .notEqual: .notEqual, .less: .less, .lessOrEqual: .lessOrEqual,
    .greater: .greater, .greaterOrEqual: .greaterOrEqual, .and: .and, .or: .or,
  ]

  static func opcode(_ op: BinaryOperator) -> Opcode { opcodes[op] ?? .add }

  /// The jump that looks at comparison `op` itself and is taken when its truth is `value`.
  static func jump(_ op: BinaryOperator, when value: Bool) -> Opcode {
    switch op {
    case .notEqual: value ? .jumpIfNotEqual : .jumpUnlessNotEqual
    case .less: value ? .jumpIfLess : .jumpUnlessLess
    case .lessOrEqual: value ? .jumpIfLessOrEqual : .jumpUnlessLessOrEqual
    case .greater: value ? .jumpIfGreater : .jumpUnlessGreater
    case .greaterOrEqual: value ? .jumpIfGreaterOrEqual : .jumpUnlessGreaterOrEqual
    default: value ? .jumpIfEqual : .jumpUnlessEqual
    }
  }

  /// A chain of binary operators, its left spine walked by a loop.
  private mutating func compileBinary(_ expr: Expr, into target: Int) {
    var spine: [(node: Expr, op: BinaryOperator, right: Expr)] = []
    var left = expr
    while case .binary(let op, let inner, let right) = tree[left],
      chainLeaves[left.index] == nil, spine.isEmpty || !beginsChain(left)
    {
      spine.append((left, op, right))
      left = inner
    }
    var factor =
      spine.last.map { leftFactor(left, of: $0.op, times: $0.right) } ?? Factor(operand: left)
    var result = compileValue(factor.operand)
    if mentionsGlobal(factor.operand), spine.contains(where: { mayCall($0.right) }) {
      let copy = temporary()
      emit(.move, a: copy, b: result)
      result = copy
    }
    let accumulator = spine.count > 1 ? temporary() : target
    for (index, step) in spine.reversed().enumerated() {
      let isLast = index == spine.count - 1
      let destination = isLast ? target : accumulator
      let source = result
      scoped { compiler in
        if compiler.compileProductSum(step.node, step.op, step.right, source, into: destination) {
          return
        }
        if compiler.compileProduct(step.node, step.op, factor, source, step.right, destination) {
          return
        }
        // A local variable on the left is read after the right side ran; only an assignment inside could tell.
        let right = compiler.compileValue(step.right)
        compiler.current = step.node
        if compiler.compileDivisionByPower(step.op, source, step.right, right, destination) {
          return
        }
        compiler.emit(Compiler.opcode(step.op), a: destination, b: source, c: right)
      }
      result = destination
      factor = Factor(operand: step.node)
    }
    current = expr
  }

  /// `left + x * y` and `left - x * y` as one instruction.
  private mutating func compileProductSum(
    _ node: Expr, _ op: BinaryOperator, _ right: Expr, _ left: Int, into target: Int
  ) -> Bool {
    guard op == .add || op == .subtract,
      case .binary(.matrixMultiply, let x, let y) = tree[right],
      !leftFactor(x, of: .matrixMultiply, times: y).isTaken, !isTransposed(y)
    else { return false }
    let first = compileValue(x)
    let second = compileValue(y)
    current = node
    emit(
      op == .add ? .addProduct : .subtractProduct, a: target, b: left, c: first, d: second)
    current = right
    emit(.site)
    return true
  }

  /// `x / 2` and the like, which multiply by the reciprocal: it is exact, and several times as fast.
  private mutating func compileDivisionByPower(
    _ op: BinaryOperator, _ left: Int, _ right: Expr, _ divisor: Int, _ target: Int
  ) -> Bool {
    guard op == .matrixRightDivide || op == .rightDivide, case .number(let x) = tree[right],
      x.significand == 1, x.sign == .plus, (1...255).contains(x.exponent)
    else { return false }
    emit(
      .divideByPower, a: target, b: left, c: divisor, d: op == .rightDivide ? 1 : 0,
      n: Int(x.exponent))
    return true
  }

  // MARK: - Matrices

  private mutating func compileMatrix(_ rows: [[Expr]], isCell: Bool, into target: Int) {
    let elements = rows.reduce(0) { $0 + $1.count }
    let isDynamic = rows.contains { $0.contains { mayExpand($0) } }
    if isDynamic {
      emit(.listBegin)
      for row in rows {
        for element in row { compileListElement(element) }
        emit(.listRow)
      }
      emit(.listMatrix, a: target, n: isCell ? 1 : 0)
      return
    }
    let first = temporary(max(1, elements))
    var next = first
    for row in rows {
      for element in row {
        compile(element, into: next)
        next += 1
      }
    }
    parts.layouts.append(rows.map(\.count))
    emit(.matrix, a: target, b: parts.layouts.count - 1, c: first, n: isCell ? 1 : 0)
  }

  /// Whether an expression in a list may stand for several values, or none.
  func mayExpand(_ expr: Expr) -> Bool {
    switch tree[expr] {
    case .brace, .field, .dynamicField: true
    default: false
    }
  }

  /// Adds the value, or the values, of one element to the innermost list.
  mutating func compileListElement(_ expr: Expr) {
    if mayExpand(expr) {
      compileExpansion(expr)
      return
    }
    scoped { compiler in
      let value = compiler.temporary()
      compiler.compile(expr, into: value)
      compiler.emit(.listPush, a: value)
    }
  }

  // MARK: - end

  private mutating func compileEnd(into target: Int) {
    parts.ends.append(endStack.reversed())
    emit(.end, a: target, b: parts.ends.count - 1)
  }

  /// Compiles index arguments, with `end` meaning the object in `register` (at `path` inside it).
  mutating func withEnd(
    of register: Int, path: Int? = nil, pathArguments: Int = 0, position: Int, count: Int,
    _ body: (inout Compiler) -> Void
  ) {
    endStack.append(
      Code.EndCandidate(
        register: register, position: position, count: count, path: path,
        pathArguments: pathArguments))
    body(&self)
    endStack.removeLast()
  }
}
