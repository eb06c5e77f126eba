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
    var regs = top.pointee.registers
    var pc = UnsafePointer(top.pointee.code.instructions)
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
              keep(pc)
              a.pointee = try operand(b, i.b)
            }
          case .take: (regs + Int(i.a)).pointee = (regs + Int(i.b)).take()
          case .clear: (regs + Int(i.a)).pointee = nil
          case .constant:
            (regs + Int(i.a)).pointee = top.pointee.code.constants[Int(i.b)]

          case .add:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number + c.number)
            } else {
              keep(pc)
              try binary(i, regs)
            }
          case .subtract:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number - c.number)
            } else {
              keep(pc)
              try binary(i, regs)
            }
          case .multiply, .elementMultiply:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number * c.number)
            } else {
              keep(pc)
              try binary(i, regs)
            }
          case .divide, .elementDivide:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number / c.number)
            } else {
              keep(pc)
              try binary(i, regs)
            }
          case .power, .elementPower:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial, c.number == 2 {
              a.setTrivial(b.number * b.number)
            } else {
              keep(pc)
              try binary(i, regs)
            }
          case .equal:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number == c.number)
            } else {
              keep(pc)
              try binary(i, regs)
            }
          case .notEqual:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number != c.number)
            } else {
              keep(pc)
              try binary(i, regs)
            }
          case .less:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number < c.number)
            } else {
              keep(pc)
              try binary(i, regs)
            }
          case .lessOrEqual:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number <= c.number)
            } else {
              keep(pc)
              try binary(i, regs)
            }
          case .greater:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number > c.number)
            } else {
              keep(pc)
              try binary(i, regs)
            }
          case .greaterOrEqual:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial {
              a.setTrivial(b.number >= c.number)
            } else {
              keep(pc)
              try binary(i, regs)
            }
          case .leftDivide, .elementLeftDivide, .and, .or:
            keep(pc)
            try binary(i, regs)
          case .negate:
            let (a, b) = (regs + Int(i.a), regs + Int(i.b))
            if b.isNumber, a.isTrivial {
              a.setTrivial(-b.number)
            } else {
              keep(pc)
              try unary(i, regs)
            }
          case .not:
            let (a, b) = (regs + Int(i.a), regs + Int(i.b))
            if b.isBool, a.isTrivial {
              a.setTrivial(!b.bool)
            } else {
              keep(pc)
              try unary(i, regs)
            }
          case .plus, .transpose:
            keep(pc)
            try unary(i, regs)
          case .scalarFunction:
            let (a, b) = (regs + Int(i.a), regs + Int(i.b))
            if b.isNumber, a.isTrivial, !session.hasOverrides,
              let result = ScalarFunction.apply(i.c, b.number)
            {
              a.setTrivial(result)
            } else {
              keep(pc)
              try callIntrinsic(i, regs, count: 1)
            }
          case .scalarFunction2:
            let (a, b, c) = (regs + Int(i.a), regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0, a.isTrivial, !session.hasOverrides,
              let result = ScalarFunction2.apply(i.n, b.number, c.number)
            {
              a.setTrivial(result)
            } else {
              keep(pc)
              try callIntrinsic(i, regs, count: 2)
            }

          case .jump: pc = target(i.a)
          case .jumpBack:
            pc = target(i.a)
            if nnsh_interrupt_requested() {
              keep(pc)
              try session.checkInterrupt()
            }
          case .jumpUnless:
            let b = regs + Int(i.b)
            if b.isBool {
              if !b.bool { pc = target(i.a) }
            } else {
              keep(pc)
              if try !truth(b, i) { pc = target(i.a) }
            }
          case .jumpIf:
            let b = regs + Int(i.b)
            if b.isBool {
              if b.bool { pc = target(i.a) }
            } else {
              keep(pc)
              if try truth(b, i) { pc = target(i.a) }
            }
          case .compareJump:
            let (b, c) = (regs + Int(i.b), regs + Int(i.c))
            if b.tag | c.tag == 0 {
              if !Machine.compare(i.n, b.number, c.number) { pc = target(i.a) }
            } else {
              keep(pc)
              if try !compareSlowly(i, regs) { pc = target(i.a) }
            }
          case .jumpUnlessScalar:
            if !((regs + Int(i.b)).pointee?.isScalar ?? false) { pc = target(i.a) }
          case .truth:
            let (a, b) = (regs + Int(i.a), regs + Int(i.b))
            if b.isBool, a.isTrivial {
              a.setTrivial(b.bool)
            } else {
              keep(pc)
              a.set(try truth(b, i))
            }

          case .forRange:
            keep(pc)
            try startRangeLoop(i, regs)
          case .forValues:
            keep(pc)
            try startLoop(i, regs)
          case .forNext:
            let hidden = regs + Int(i.a)
            if hidden.isNumber {
              let position = hidden + 3
              if position.number < (hidden + 2).number {
                var value = hidden.number + position.number * (hidden + 1).number
                position.setTrivial(position.number + 1)
                if position.number == (hidden + 2).number {
                  value = Machine.clamp(value, step: (hidden + 1).number, (hidden + 4).number)
                }
                (regs + Int(i.b)).set(value)
              } else {
                pc = target(i.c)
              }
            } else {
              keep(pc)
              if try !nextLoopValue(i, regs) { pc = target(i.c) }
            }

          case .range:
            keep(pc)
            try makeRange(i, regs)
          case .matrix:
            keep(pc)
            try makeMatrix(i, regs)
          case .closure:
            keep(pc)
            try makeClosure(i, regs)
          case .handle:
            keep(pc)
            try makeHandle(i, regs)

          case .index1:
            if !fastIndex(i, regs) {
              keep(pc)
              try index(i, regs, site: Int(i.d), extra: nil)
            }
          case .index2:
            if !fastIndex2(i, regs) {
              keep(pc + 1)
              try index(i, regs, site: Int(pc.pointee.a), extra: Int(i.d))
            }
            pc += 1
          case .site: break
          case .index, .call:
            keep(pc)
            if try enterCall(i, regs) {
              regs = top.pointee.registers
              pc = UnsafePointer(top.pointee.code.instructions)
            }
          case .brace:
            keep(pc)
            try brace(i, regs)
          case .field:
            keep(pc)
            try field(i, regs)
          case .dynamicField:
            keep(pc)
            try dynamicField(i, regs)
          case .end:
            keep(pc)
            try end(i, regs)

          case .listBegin: lists.append(ValueList())
          case .listPush:
            keep(pc)
            lists[lists.count - 1].values.append(try operand(regs + Int(i.a), i.a))
          case .listRow:
            lists[lists.count - 1].rows.append(lists[lists.count - 1].values.count)
          case .listExpandBrace, .listExpandField, .listExpandDynamicField, .listExpandCall:
            keep(pc)
            try expand(i, regs)
          case .listCall:
            keep(pc)
            try callWithList(i, regs)
          case .listBrace:
            keep(pc)
            try braceWithList(i, regs)
          case .listMatrix:
            keep(pc)
            try makeMatrixFromList(i, regs)
          case .listSpread:
            keep(pc)
            try spreadList(i, regs)
          case .listAnswer:
            keep(pc)
            try answerList(i, regs)

          case .store1:
            if !fastStore(i, regs) {
              keep(pc)
              try store(i, regs, count: 1)
            }
          case .store2:
            if !fastStore2(i, regs) {
              keep(pc)
              try store(i, regs, count: 2)
            }
          case .storePath:
            keep(pc)
            try storePath(i, regs)
          case .deletePath:
            keep(pc)
            try deletePath(i, regs)
          case .peekPath:
            keep(pc)
            try peekPath(i, regs)
          case .countPlaces:
            keep(pc)
            try countPlaces(i, regs)
          case .storePlaces:
            keep(pc)
            try storePlaces(i, regs)
          case .listEnd: lists.removeLast()
          case .checkOutput:
            keep(pc)
            try checkOutput(i, regs)

          case .show:
            keep(pc)
            try show(i, regs)
          case .answer:
            keep(pc)
            try answer(i, regs)

          case .returnFromFunction:
            keep(pc)
            let isDone = frameCount - 1 == entry
            try returnFromTop()
            if isDone { return }
            regs = top.pointee.registers
            pc = UnsafePointer(top.pointee.code.instructions) + top.pointee.pc
          case .argumentCount:
            let count = i.n == 0 ? top.pointee.argumentCount : top.pointee.outputCount
            (regs + Int(i.a)).set(Double(count))
          case .global, .persistent:
            keep(pc)
            try bind(i, regs)
          case .caught:
            keep(pc)
            try caught(i, regs)
          case .rethrow:
            keep(pc)
            throw takeCaught(regs + Int(i.a))
          case .jumpIfSet:
            if (regs + Int(i.a)).tag != RegisterLayout.unsetTag { pc = target(i.b) }
          case .define:
            keep(pc)
            try define(Int(i.b))
          case .matchCase:
            keep(pc)
            try matchCase(i, regs)
          }
        }
      } catch {
        guard let resumed = unwind(error, entry: entry) else { throw pendingError(error) }
        regs = top.pointee.registers
        pc = UnsafePointer(top.pointee.code.instructions) + resumed
      }
    }
  }

  @inline(__always)
  private func keep(_ pc: UnsafePointer<Instruction>) {
    let frame = top
    frame.pointee.pc = pc - UnsafePointer(frame.pointee.code.instructions)
  }

  @inline(__always)
  private func target(_ number: Int32) -> UnsafePointer<Instruction> {
    UnsafePointer(top.pointee.code.instructions) + Int(number)
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

  /// The last value of a range never passes its limit.
  @inline(__always)
  static func clamp(_ value: Double, step: Double, _ limit: Double) -> Double {
    if step > 0 { return value > limit ? limit : value }
    return value < limit ? limit : value
  }
}
