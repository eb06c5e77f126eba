import CSystem
import Glibc
import Matrices

extension Machine {
  /// Runs the newest frame until it returns; its results are then in `results`.
  ///
  /// The loop holds the frame's registers and the next instruction in local variables; `frame.pc` is
  /// brought up to date before anything that may look at frames.
  func run() throws {
    let entry = frameCount - 1
    frames[entry].isEntry = true
    var frame = top
    var regs = frame.pointee.registers
    var start = UnsafePointer(frame.pointee.code.instructions)
    var pc = start
    while true {
      do {
        while true {
          let i = pc.pointee
          pc += 1
          switch i.op {
          case .move:
            let a = regs + Int(i.a)
            let b = regs + Int(i.b)
            if b.isNumber, a.isTrivial {
              a.setTrivial(b.number)
            } else {
              frame.pointee.pc = pc - start
              a.pointee = try operand(b, i.b)
            }
          case .take: (regs + Int(i.a)).pointee = (regs + Int(i.b)).take()
          case .clear: (regs + Int(i.a)).pointee = nil
          case .constant:
            (regs + Int(i.a)).pointee = frame.pointee.code.constants[Int(i.b)]

          case .add:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number + c.number)
            } else {
              frame.pointee.pc = pc - start
              try binary(i, regs)
            }
          case .subtract:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number - c.number)
            } else {
              frame.pointee.pc = pc - start
              try binary(i, regs)
            }
          case .multiply, .elementMultiply:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number * c.number)
            } else {
              frame.pointee.pc = pc - start
              try binary(i, regs)
            }
          case .divide, .elementDivide:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number / c.number)
            } else {
              frame.pointee.pc = pc - start
              try binary(i, regs)
            }
          case .addProduct:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            let d = regs + Int(i.d)
            if b.tag | c.tag | d.tag == 0, a.isTrivial {
              a.setTrivial(b.number + c.number * d.number)
            } else {
              try productSum(i, regs, frame, at: pc - start)
            }
            pc += 1
          case .subtractProduct:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            let d = regs + Int(i.d)
            if b.tag | c.tag | d.tag == 0, a.isTrivial {
              a.setTrivial(b.number - c.number * d.number)
            } else {
              try productSum(i, regs, frame, at: pc - start)
            }
            pc += 1
          case .floorQuotient:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial, !hasOverrides {
              a.setTrivial(ScalarFunction.floor(b.number / c.number))
            } else {
              try floorQuotient(i, regs, frame, at: pc - start)
            }
            pc += 1
          case .power, .elementPower:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial, c.number == 2 {
              a.setTrivial(b.number * b.number)
            } else {
              frame.pointee.pc = pc - start
              try binary(i, regs)
            }
          case .equal:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number == c.number)
            } else {
              frame.pointee.pc = pc - start
              try binary(i, regs)
            }
          case .notEqual:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number != c.number)
            } else {
              frame.pointee.pc = pc - start
              try binary(i, regs)
            }
          case .less:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number < c.number)
            } else {
              frame.pointee.pc = pc - start
              try binary(i, regs)
            }
          case .lessOrEqual:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number <= c.number)
            } else {
              frame.pointee.pc = pc - start
              try binary(i, regs)
            }
          case .greater:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number > c.number)
            } else {
              frame.pointee.pc = pc - start
              try binary(i, regs)
            }
          case .greaterOrEqual:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number >= c.number)
            } else {
              frame.pointee.pc = pc - start
              try binary(i, regs)
            }
          case .leftDivide, .elementLeftDivide, .and, .or:
            frame.pointee.pc = pc - start
            try binary(i, regs)
          case .negate:
            let (a, b) = (regs + Int(i.a), regs + Int(i.b))
            if b.isNumber, a.isTrivial {
              a.setTrivial(-b.number)
            } else {
              frame.pointee.pc = pc - start
              try unary(i, regs)
            }
          case .not:
            let (a, b) = (regs + Int(i.a), regs + Int(i.b))
            if b.isBool, a.isTrivial {
              a.setTrivial(!b.bool)
            } else {
              frame.pointee.pc = pc - start
              try unary(i, regs)
            }
          case .plus, .transpose:
            frame.pointee.pc = pc - start
            try unary(i, regs)
          case .scalarFunction:
            let (a, b) = (regs + Int(i.a), regs + Int(i.b))
            if b.isNumber, a.isTrivial, !hasOverrides,
              let result = ScalarFunction.apply(i.c, b.number)
            {
              a.setTrivial(result)
            } else {
              frame.pointee.pc = pc - start
              try callIntrinsic(i, regs, count: 1)
            }
          case .scalarFunction2:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial, !hasOverrides,
              let result = ScalarFunction2.apply(i.n, b.number, c.number)
            {
              a.setTrivial(result)
            } else {
              frame.pointee.pc = pc - start
              try callIntrinsic(i, regs, count: 2)
            }

          case .jump: pc = start + Int(i.a)
          case .jumpBack:
            pc = start + Int(i.a)
            if nnsh_interrupt_requested() {
              frame.pointee.pc = pc - start
              try session.checkInterrupt()
            }
          case .jumpUnless:
            let b = regs + Int(i.b)
            if b.isBool {
              if !b.bool { pc = start + Int(i.a) }
            } else {
              frame.pointee.pc = pc - start
              if try !truth(b, i) { pc = start + Int(i.a) }
            }
          case .jumpIf:
            let b = regs + Int(i.b)
            if b.isBool {
              if b.bool { pc = start + Int(i.a) }
            } else {
              frame.pointee.pc = pc - start
              if try truth(b, i) { pc = start + Int(i.a) }
            }
          case .compareJump:
            let (b, c) = (regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0 {
              if !Machine.compare(i.n, b.number, c.number) { pc = start + Int(i.a) }
            } else {
              frame.pointee.pc = pc - start
              if try !compareSlowly(i, regs) { pc = start + Int(i.a) }
            }
          case .jumpUnlessScalar:
            if !((regs + Int(i.b)).pointee?.isScalar ?? false) { pc = start + Int(i.a) }
          case .truth:
            let (a, b) = (regs + Int(i.a), regs + Int(i.b))
            if b.isBool, a.isTrivial {
              a.setTrivial(b.bool)
            } else {
              frame.pointee.pc = pc - start
              a.set(try truth(b, i))
            }

          case .forRange:
            frame.pointee.pc = pc - start
            try startRangeLoop(i, regs)
          case .forValues:
            frame.pointee.pc = pc - start
            try startLoop(i, regs)
          case .forNext:
            if !fastNext(i, regs) {
              frame.pointee.pc = pc - start
              if try !nextLoopValue(i, regs) { pc = start + Int(i.c) }
            }
          case .forRepeat:
            if nnsh_interrupt_requested() {
              frame.pointee.pc = pc - start
              try session.checkInterrupt()
            }
            if fastNext(i, regs) {
              pc = start + Int(i.c)
            } else {
              frame.pointee.pc = pc - start
              if try nextLoopValue(i, regs) { pc = start + Int(i.c) }
            }

          case .range:
            frame.pointee.pc = pc - start
            try makeRange(i, regs)
          case .matrix:
            frame.pointee.pc = pc - start
            try makeMatrix(i, regs)
          case .closure:
            frame.pointee.pc = pc - start
            try makeClosure(i, regs)
          case .handle:
            frame.pointee.pc = pc - start
            try makeHandle(i, regs)

          case .index1:
            if !fastIndex(i, regs) {
              frame.pointee.pc = pc - start
              try index(i, regs, site: Int(i.d), extra: nil)
            }
          case .index2:
            if !fastIndex2(i, regs) {
              frame.pointee.pc = pc + 1 - start
              try index(i, regs, site: Int(pc.pointee.a), extra: Int(i.d))
            }
            pc += 1
          case .site: break
          case .index, .call:
            frame.pointee.pc = pc - start
            if try enterCall(i, regs, frame) {
              frame = top
              regs = frame.pointee.registers
              start = UnsafePointer(frame.pointee.code.instructions)
              pc = start
            }
          case .brace:
            frame.pointee.pc = pc - start
            try brace(i, regs)
          case .field:
            frame.pointee.pc = pc - start
            try field(i, regs)
          case .dynamicField:
            frame.pointee.pc = pc - start
            try dynamicField(i, regs)
          case .end:
            frame.pointee.pc = pc - start
            try end(i, regs)

          case .listBegin: lists.append(ValueList())
          case .listPush:
            frame.pointee.pc = pc - start
            lists[lists.count - 1].values.append(try operand(regs + Int(i.a), i.a))
          case .listRow:
            lists[lists.count - 1].rows.append(lists[lists.count - 1].values.count)
          case .listExpandBrace, .listExpandField, .listExpandDynamicField, .listExpandCall:
            frame.pointee.pc = pc - start
            try expand(i, regs)
          case .listCall:
            frame.pointee.pc = pc - start
            try callWithList(i, regs)
          case .listBrace:
            frame.pointee.pc = pc - start
            try braceWithList(i, regs)
          case .listMatrix:
            frame.pointee.pc = pc - start
            try makeMatrixFromList(i, regs)
          case .listSpread:
            frame.pointee.pc = pc - start
            try spreadList(i, regs)
          case .listAnswer:
            frame.pointee.pc = pc - start
            try answerList(i, regs)

          case .store1:
            if !fastStore(i, regs) {
              frame.pointee.pc = pc - start
              try store(i, regs, count: 1)
            }
          case .store2:
            if !fastStore2(i, regs) {
              frame.pointee.pc = pc - start
              try store(i, regs, count: 2)
            }
          case .storePath:
            frame.pointee.pc = pc - start
            try storePath(i, regs)
          case .deletePath:
            frame.pointee.pc = pc - start
            try deletePath(i, regs)
          case .peekPath:
            frame.pointee.pc = pc - start
            try peekPath(i, regs)
          case .countPlaces:
            frame.pointee.pc = pc - start
            try countPlaces(i, regs)
          case .storePlaces:
            frame.pointee.pc = pc - start
            try storePlaces(i, regs)
          case .listEnd: lists.removeLast()
          case .checkOutput:
            frame.pointee.pc = pc - start
            try checkOutput(i, regs)

          case .show:
            frame.pointee.pc = pc - start
            try show(i, regs)
          case .answer:
            frame.pointee.pc = pc - start
            try answer(i, regs)

          case .returnFromFunction:
            frame.pointee.pc = pc - start
            let isDone = frameCount - 1 == entry
            try returnFromTop()
            if isDone { return }
            frame = top
            regs = frame.pointee.registers
            start = UnsafePointer(frame.pointee.code.instructions)
            pc = start + frame.pointee.pc
          case .argumentCount:
            let count = i.n == 0 ? frame.pointee.argumentCount : frame.pointee.outputCount
            (regs + Int(i.a)).set(Double(count))
          case .global, .persistent:
            frame.pointee.pc = pc - start
            try bind(i, regs)
          case .caught:
            frame.pointee.pc = pc - start
            try caught(i, regs)
          case .rethrow:
            frame.pointee.pc = pc - start
            throw takeCaught(regs + Int(i.a))
          case .jumpIfSet:
            if (regs + Int(i.a)).tag != RegisterLayout.unsetTag { pc = start + Int(i.b) }
          case .define:
            frame.pointee.pc = pc - start
            try define(Int(i.b))
          case .matchCase:
            frame.pointee.pc = pc - start
            try matchCase(i, regs)
          }
        }
      } catch {
        guard let resumed = unwind(error, entry: entry) else { throw pendingError(error) }
        frame = top
        regs = frame.pointee.registers
        start = UnsafePointer(frame.pointee.code.instructions)
        pc = start + resumed
      }
    }
  }

  /// The comparison with opcode number `op`.
  @inline(__always)
  static func compare(_ op: UInt8, _ x: Double, _ y: Double) -> Bool {
    switch op {
    case Opcode.less.rawValue: x < y
    case Opcode.lessOrEqual.rawValue: x <= y
    case Opcode.greater.rawValue: x > y
    case Opcode.greaterOrEqual.rawValue: x >= y
    case Opcode.equal.rawValue: x == y
    default: x != y
    }
  }

  /// R[b] = the next number of the range in the hidden registers from R[a] on; false when there is none, or
  /// it is no range.
  @inline(__always)
  private func fastNext(_ i: Instruction, _ regs: Register) -> Bool {
    let hidden = regs + Int(i.a)
    guard hidden.isNumber else { return false }
    let step = (hidden + 1).number
    let count = (hidden + 2).number
    let position = (hidden + 3).number
    guard position < count else { return false }
    var value = hidden.number + position * step
    (hidden + 3).setTrivial(position + 1)
    if position + 1 == count { value = Machine.clamp(value, step: step, (hidden + 4).number) }
    (regs + Int(i.b)).set(value)
    return true
  }

  /// The last value of a range never passes its limit.
  @inline(__always)
  static func clamp(_ value: Double, step: Double, _ limit: Double) -> Double {
    if step > 0 { return value > limit ? limit : value }
    return value < limit ? limit : value
  }
}
