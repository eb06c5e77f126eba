import Matrices

extension Machine {
  /// Runs one instruction that opens and closes no frame, for any operands; gives the next one.
  @inline(never)
  func general(
    _ at: UnsafePointer<Instruction>, _ regs: Register
  ) throws -> UnsafePointer<Instruction> {
    let frame = top
    frame.pointee.next = at + 1
    frame.pointee.noteObjects(lists: lists.count)
    let done = runSmall(at, regs)
    if done > 0 { return at + done }
    let i = at.pointee
    func target(_ offset: Int32) -> UnsafePointer<Instruction> {
      frame.pointee.layout.pointee.instructions.at(offset)
    }
    switch i.op {
    case .power, .elementPower:
      let (a, b, c) = (at.a(regs), at.b(regs), at.c(regs))
      if b.tag | c.tag == 0, a.isTrivial, c.number == 2 {
        a.setTrivial(b.number * b.number)
      } else {
        try binary(i, regs)
      }
    case .add, .subtract, .multiply, .elementMultiply, .divide, .elementDivide, .equal, .notEqual,
      .less, .lessOrEqual, .greater, .greaterOrEqual, .leftDivide, .elementLeftDivide, .and, .or:
      try binary(i, regs)
    case .addProduct, .subtractProduct:
      try productSum(i, regs)
      return at + 2
    case .divideByPower:
      var division = i
      division.op = i.d == 0 ? .divide : .elementDivide
      try binary(division, regs)
    case .fused: if try runChain(i, regs) { return target(i.aOffset) }
    case .product:
      try product(i, regs)
      return at + 4
    case .floorQuotient:
      try floorQuotient(i, regs)
      return at + 2
    case .negate:
      let (a, b) = (at.a(regs), at.b(regs))
      if b.isNumber, a.isTrivial { a.setTrivial(-b.number) } else { try unary(i, regs) }
    case .not:
      let (a, b) = (at.a(regs), at.b(regs))
      if b.isBool, a.isTrivial { a.setTrivial(!b.bool) } else { try unary(i, regs) }
    case .plus, .transpose: try unary(i, regs)
    case .scalarFunction:
      let (a, b) = (at.a(regs), at.b(regs))
      if b.isNumber, a.isTrivial, !hasOverrides, let result = ScalarFunction.apply(i.c, b.number) {
        a.setTrivial(result)
      } else {
        try callIntrinsic(i, regs, count: 1)
      }
    case .scalarFunction2, .modulo:
      let (a, b, c) = (at.a(regs), at.b(regs), at.c(regs))
      if b.tag | c.tag == 0, a.isTrivial, !hasOverrides,
        let result = ScalarFunction2.apply(i.n, b.number, c.number)
      {
        a.setTrivial(result)
      } else {
        try callIntrinsic(i, regs, count: 2)
      }

    case .move: at.a(regs).pointee = try operand(at.b(regs), i.b)
    case .take:
      let (a, b) = (at.a(regs), at.b(regs))
      a.pointee = b.take()
    case .clear: at.a(regs).pointee = nil
    case .constant: at.a(regs).pointee = frame.pointee.code.constants[Int(i.b)]
    case .truth: at.a(regs).set(try truth(i, regs))
    case .range: try makeRange(i, regs)
    case .matrix: try makeMatrix(i, regs)
    case .closure: try makeClosure(i, regs)
    case .handle: try makeHandle(i, regs)

    case .index1: try index(i, regs, site: Int(i.d), extra: nil)
    case .index2:
      frame.pointee.next = at + 2
      try index(i, regs, site: Int((at + 1).pointee.a), extra: Int(i.d))
      return at + 2
    case .brace: try brace(i, regs)
    case .field: try field(i, regs)
    case .dynamicField: try dynamicField(i, regs)
    case .end: try end(i, regs)

    case .listBegin: lists.append(ValueList())
    case .listPush:
      lists[lists.count - 1].values.append(try operand(at.a(regs), i.a))
    case .listRow:
      lists[lists.count - 1].rows.append(lists[lists.count - 1].values.count)
    case .listExpandBrace, .listExpandField, .listExpandDynamicField, .listExpandCall:
      try expand(i, regs)
    case .listCall: try callWithList(i, regs)
    case .listBrace: try braceWithList(i, regs)
    case .listMatrix: try makeMatrixFromList(i, regs)
    case .listSpread: try spreadList(i, regs)
    case .listAnswer: try answerList(i, regs)
    case .listEnd: lists.removeLast()

    case .store1: try store(i, regs, count: 1)
    case .store2: try store(i, regs, count: 2)
    case .storePath: try storePath(i, regs)
    case .deletePath: try deletePath(i, regs)
    case .peekPath: try peekPath(i, regs)
    case .countPlaces: try countPlaces(i, regs)
    case .storePlaces: try storePlaces(i, regs)
    case .checkOutput: try checkOutput(i, regs)
    case .show: try show(i, regs)
    case .answer: try answer(i, regs)

    case .fieldPairs: try makeFieldPairs(i, regs)
    case .forRange: try startRangeLoop(i, regs)
    case .forValues: try startLoop(i, regs)
    case .forNext: if try !nextLoopValue(at, regs) { return target(i.cOffset) }
    case .forRepeat:
      try session.checkInterrupt()
      if try nextLoopValue(at, regs) { return target(i.cOffset) }
    case .jumpBack:
      try session.checkInterrupt()
      return target(i.aOffset)
    case .jumpUnless: if try !truth(i, regs) { return target(i.aOffset) }
    case .jumpIf:
      try session.checkInterrupt()
      if try truth(i, regs) { return target(i.aOffset) }
    case .jumpUnlessEqual, .jumpUnlessNotEqual, .jumpUnlessLess, .jumpUnlessLessOrEqual,
      .jumpUnlessGreater, .jumpUnlessGreaterOrEqual:
      if try !compare(i, regs) { return target(i.aOffset) }
    case .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfLessOrEqual, .jumpIfGreater,
      .jumpIfGreaterOrEqual:
      try session.checkInterrupt()
      if try compare(i, regs) { return target(i.aOffset) }
    case .jumpUnlessScalar:
      if !(at.b(regs).pointee?.isScalar ?? false) { return target(i.aOffset) }
    case .shortCircuited: warnOfShortCircuit(i.n == 0 ? "|" : "&")
    case .jumpIfSet:
      if at.a(regs).tag != RegisterLayout.unsetTag { return target(i.bOffset) }

    case .argumentCount:
      let count = i.n == 0 ? frame.pointee.argumentCount : frame.pointee.outputCount
      at.a(regs).set(Double(count))
    case .global, .persistent: try bind(i, regs)
    case .caught: try caught(i, regs)
    case .rethrow: throw takeCaught(at.a(regs))
    case .define: try define(Int(i.b))
    case .matchCase: try matchCase(i, regs)
    case .endScript: session.hasReturned = true

    // The loop runs these itself.
    case .jump, .index, .call, .site, .returnFromFunction: break
    }
    return at + 1
  }
}
