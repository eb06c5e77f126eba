import Matrices
import Syntax

/// The general path of operators and conditions: any classes, any shapes.
extension Machine {
  /// The value in a register; a variable without one is the call of the function of that name.
  func operand(_ register: Register, _ number: Int32) throws -> Value {
    if let value = register.pointee { return value }
    let code = top.pointee.code
    guard Int(number) < code.names.count else {
      throw EvaluationError("value on the right hand side of the assignment not defined")
    }
    return try callNamed(code.names[Int(number)])
  }

  /// Calls function `name` without arguments for one value.
  private func callNamed(_ name: String) throws -> Value {
    guard let callee = session.resolve(name, siblings: siblings) else {
      throw Messages.undefined(name)
    }
    let results = try invoke(callee, named: name, [], outputs: 1, site: nil)
    guard let first = results.first else { throw Messages.noValue(of: name) }
    return first
  }

  /// The functions that the running code sees first.
  var siblings: FunctionTable {
    guard frameCount > 0 else { return session.commandFunctions }
    let frame = top
    return frame.pointee.function?.siblings ?? frame.pointee.scope?.siblings
      ?? session.commandFunctions
  }

  func binary(_ i: Instruction, _ regs: Register) throws {
    let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
    if i.a == i.b, i.a != i.c, try updateInPlace(i.op, a, c) { return }
    let left = try operand(b, i.b)
    let right = try operand(c, i.c)
    a.pointee = try Operators.binary(i.op.binaryOperator, left, right, session)
  }

  /// `.addProduct`, `.subtractProduct` of anything but numbers: the product, whose place the next instruction
  /// holds, then the sum.
  func productSum(_ i: Instruction, _ regs: Register) throws {
    top.pointee.next += 1
    let product = try Operators.binary(
      .matrixMultiply, try operand(regs + Int(i.c), i.c),
      try operand(regs + Int(i.d), Int32(i.d)), session)
    top.pointee.next -= 1
    let (a, b) = (regs + Int(i.a), regs + Int(i.b))
    let op: BinaryOperator = i.op == .addProduct ? .add : .subtract
    if i.a == i.b, case .double(let right) = product, case .double(let left)? = a.pointee,
      left.shape == right.shape, let operation = op.elementwise
    {
      _ = try updateInPlace(operation, a, right)
      return
    }
    a.pointee = try Operators.binary(op, try operand(b, i.b), product, session)
  }

  /// `.floorQuotient` of anything but numbers.
  func floorQuotient(_ i: Instruction, _ regs: Register) throws {
    top.pointee.next += 1
    let quotient = try Operators.binary(
      .matrixRightDivide, try operand(regs + Int(i.b), i.b), try operand(regs + Int(i.c), i.c),
      session)
    top.pointee.next -= 1
    try callIntrinsic(i, regs, [quotient])
  }

  /// `x op= y` on a double array that nobody else refers to, without a copy.
  private func updateInPlace(_ op: Opcode, _ a: Register, _ c: Register) throws -> Bool {
    guard case .double = a.pointee, let operation = op.arithmetic else { return false }
    switch c.pointee {
    case .number(let scalar):
      guard case .double(var array) = a.take() else { return false }
      defer { a.pointee = .double(array) }
      try array.apply(operation, scalar)
      return true
    case .double(let right):
      guard op.isElementwise, case .double(let left) = a.pointee, left.shape == right.shape else {
        return false
      }
      return try updateInPlace(operation, a, right)
    default: return false
    }
  }

  private func updateInPlace(
    _ operation: ArithmeticOperation, _ a: Register, _ right: Matrix<Double>
  ) throws -> Bool {
    guard case .double(var array) = a.take() else { return false }
    defer { a.pointee = .double(array) }
    try array.apply(operation, right)
    return true
  }

  func unary(_ i: Instruction, _ regs: Register) throws {
    let value = try operand(regs + Int(i.b), i.b)
    let result =
      switch i.op {
      case .negate: try Operators.unary(.minus, value, session)
      case .not: try Operators.unary(.not, value, session)
      case .plus: try Operators.unary(.plus, value, session)
      default: try Operators.transpose(value)
      }
    (regs + Int(i.a)).pointee = result
  }

  /// The truth of R[b] as a condition.
  func truth(_ i: Instruction, _ regs: Register) throws -> Bool {
    try Operators.truth(try operand(regs + Int(i.b), i.b))
  }

  /// The truth of R[b] op R[c], any values.
  func compare(_ i: Instruction, _ regs: Register) throws -> Bool {
    let left = try operand(regs + Int(i.b), i.b)
    let right = try operand(regs + Int(i.c), i.c)
    let result = try Operators.binary(i.op.binaryOperator, left, right, session)
    return try Operators.truth(result)
  }

  // MARK: - Making values

  func makeRange(_ i: Instruction, _ regs: Register) throws {
    let base = regs + Int(i.b)
    let start = try operand(base, i.b)
    let step = i.n == 3 ? try operand(base + 1, i.b + 1) : nil
    let stop = try operand(base + (i.n == 3 ? 2 : 1), i.b + (i.n == 3 ? 2 : 1))
    (regs + Int(i.a)).pointee = try Operators.range(start, step, stop, session)
  }

  func makeMatrix(_ i: Instruction, _ regs: Register) throws {
    let layout = top.pointee.code.layouts[Int(i.b)]
    var rows: [[Value]] = []
    rows.reserveCapacity(layout.count)
    var next = Int(i.c)
    for count in layout {
      var row: [Value] = []
      row.reserveCapacity(count)
      for _ in 0..<count {
        guard let value = (regs + next).take() else {
          throw EvaluationError("some elements undefined in argument list")
        }
        row.append(value)
        next += 1
      }
      rows.append(row)
    }
    (regs + Int(i.a)).pointee =
      i.n == 1 ? try Concatenation.cell(rows) : try Concatenation.matrix(rows, session)
  }

  func makeMatrixFromList(_ i: Instruction, _ regs: Register) throws {
    let list = lists.removeLast()
    if i.n == 2 {
      (regs + Int(i.a)).pointee = .cell(
        try Matrix(Shape(1, list.values.count), list.values))
      return
    }
    var rows: [[Value]] = []
    var start = 0
    for end in list.rows {
      rows.append(Array(list.values[start..<end]))
      start = end
    }
    (regs + Int(i.a)).pointee =
      i.n == 1 ? try Concatenation.cell(rows) : try Concatenation.matrix(rows, session)
  }

  func makeClosure(_ i: Instruction, _ regs: Register) throws {
    let code = top.pointee.code
    let closure = code.closures[Int(i.b)]
    let scope = FrameScope(self, frameCount - 1)
    let function = try session.anonymousFunction(
      closure, in: code.program, siblings: siblings, scope: scope)
    (regs + Int(i.a)).pointee = .function(FunctionValue(.anonymous(function)))
  }

  func makeHandle(_ i: Instruction, _ regs: Register) throws {
    let name = top.pointee.code.sites[Int(i.b)].name
    if let own = siblings.functions[name] {
      (regs + Int(i.a)).pointee = .function(FunctionValue(.user(own)))
    } else {
      (regs + Int(i.a)).pointee = .function(FunctionValue(.named(name)))
    }
  }

  // MARK: - Loops

  func startRangeLoop(_ i: Instruction, _ regs: Register) throws {
    let hidden = regs + Int(i.a)
    let start = try operand(regs + Int(i.b), i.b)
    let stop = try operand(regs + Int(i.c), i.c)
    let step = try operand(regs + Int(i.d), Int32(i.d))
    if case .number(let first) = start, case .number(let last) = stop,
      case .number(let stride) = step,
      let count = RangeValue.count(start: first, step: stride, limit: last)
    {
      keep(RangeValue(start: first, step: stride, limit: last, count: count), hidden)
      return
    }
    let values = try Operators.range(start, step, stop, session)
    if case .number(let only) = values {
      keep(RangeValue(start: only, step: 1, limit: only, count: 1), hidden)
      return
    }
    hidden.pointee = values
    (hidden + 2).set(Double(hidden.pointee?.shape.columns ?? 0))
    (hidden + 3).set(0)
  }

  /// Puts what a loop counts by into its hidden registers, as the loop's instruction reads them.
  private func keep(_ range: RangeValue, _ hidden: Register) {
    hidden.set(range.start)
    (hidden + 1).set(range.step)
    (hidden + 2).set(Double(range.count))
    (hidden + 3).set(0)
    (hidden + 4).set(range.limit)
  }

  func makeFieldPairs(_ i: Instruction, _ regs: Register) throws {
    guard case .structure(let s) = try operand(regs + Int(i.b), i.b) else {
      throw EvaluationError("in statement 'for [X, Y] = VAL', VAL must be a structure")
    }
    let pairs = zip(s.names, s.columns).flatMap { name, column -> [Value] in
      [s.shape.isScalar ? column[0] : .cell(column), .string(name)]
    }
    (regs + Int(i.a)).pointee = .cell(try Matrix(Shape(2, s.names.count), pairs))
  }

  func startLoop(_ i: Instruction, _ regs: Register) throws {
    let hidden = regs + Int(i.a)
    let value = try operand(regs + Int(i.b), i.b)
    if value.isFunction || value.valueClass == .map {
      throw EvaluationError("invalid type in for loop expression")
    }
    let count = value.isEmpty ? 0 : value.count / value.shape.rows
    if case .number(let x) = value {
      // One pass over a number: a range of one.
      hidden.set(x)
      (hidden + 1).set(1)
      (hidden + 4).set(x)
    } else {
      hidden.pointee = value
    }
    (hidden + 2).set(Double(count))
    (hidden + 3).set(0)
    if count == 0 {
      (regs + Int(loopTarget(after: i))).pointee = try Indexing.pagesAsColumns(value)
    }
  }

  /// The variable of the loop that `forValues` starts: the next instruction's.
  private func loopTarget(after i: Instruction) -> Int32 {
    let frame = top
    return frame.pointee.code.instructions[frame.pointee.pc].b
  }

  func nextLoopValue(_ at: UnsafePointer<Instruction>, _ regs: Register) throws -> Bool {
    if fastNext(at, regs) { return true }
    let i = at.pointee
    let hidden = regs + Int(i.a)
    let position = (hidden + 3).number
    guard position < (hidden + 2).number, let object = hidden.pointee else { return false }
    if hidden.isNumber {
      // The loop's variable holds an object or nothing: the number has room now.
      (regs + Int(i.b)).set(0)
      return fastNext(at, regs)
    }
    (hidden + 3).set(position + 1)
    let target = regs + Int(i.b)
    let column = Int(position)
    if case .double(let m) = object, m.rows == 1 {
      target.set(m[column])
    } else {
      target.pointee = try Indexing.column(column, of: object)
    }
    return true
  }

  func matchCase(_ i: Instruction, _ regs: Register) throws {
    let subject = try operand(regs + Int(i.b), i.b)
    let label = try operand(regs + Int(i.c), i.c)
    (regs + Int(i.a)).set(try Operators.matches(subject, label: label))
  }
}

extension Opcode {
  var binaryOperator: BinaryOperator {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .matrixMultiply
    case .divide: .matrixRightDivide
    case .leftDivide: .matrixLeftDivide
    case .power: .matrixPower
    case .elementMultiply: .multiply
    case .elementDivide: .rightDivide
    case .elementLeftDivide: .leftDivide
    case .elementPower: .power
    case .notEqual, .jumpUnlessNotEqual, .jumpIfNotEqual: .notEqual
    case .less, .jumpUnlessLess, .jumpIfLess: .less
    case .lessOrEqual, .jumpUnlessLessOrEqual, .jumpIfLessOrEqual: .lessOrEqual
    case .greater, .jumpUnlessGreater, .jumpIfGreater: .greater
    case .greaterOrEqual, .jumpUnlessGreaterOrEqual, .jumpIfGreaterOrEqual: .greaterOrEqual
    case .and: .and
    case .or: .or
    default: .equal
    }
  }

  /// Whether it combines R[b] and R[c] by `binaryOperator`.
  var isBinary: Bool {
    self == .equal || self == .jumpUnlessEqual || self == .jumpIfEqual || binaryOperator != .equal
  }

  /// The operation between an array and a number, where it may be done in place.
  var arithmetic: ArithmeticOperation? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply, .elementMultiply: .multiply
    case .divide, .elementDivide: .divide
    default: nil
    }
  }

  /// Whether it works element by element between arrays too.
  var isElementwise: Bool {
    switch self {
    case .add, .subtract, .elementMultiply, .elementDivide: true
    default: false
    }
  }
}
