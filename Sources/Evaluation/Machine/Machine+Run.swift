import CSystem
import Glibc
import Matrices

/// The loop: what runs on numbers and truth values, and calls and jumps. The rest is `general`'s.
///
/// The fast path of an instruction asks for operands that are numbers, by one test of all tags, and a
/// destination that holds nothing to release. Nothing lives across a call: the loop's variables, which are the
/// frame, its registers and the instruction, are read again after it, so that they stay in the processor's
/// registers until then.
extension Machine {
  /// Runs the newest frame until it returns; its results are then in `results`.
  func run() throws {
    let entry = frameCount - 1
    frames[entry].isEntry = true
    while true {
      do { return try loop(entry) } catch {
        guard let resumed = unwind(error, entry: entry) else { throw pendingError(error) }
        top.pointee.next = top.pointee.layout.pointee.instructions + resumed
      }
    }
  }

  private func loop(_ entry: Int) throws {
    var frame = top
    var regs = frame.pointee.registers
    var i = frame.pointee.next
    while true {
      switch i.pointee.op {
      case .add: if arithmetic(&i, regs, +) { continue }
      case .subtract: if arithmetic(&i, regs, -) { continue }
      case .multiply, .elementMultiply: if arithmetic(&i, regs, *) { continue }
      case .divide, .elementDivide: if arithmetic(&i, regs, /) { continue }
      case .equal: if comparison(&i, regs, ==) { continue }
      case .notEqual: if comparison(&i, regs, !=) { continue }
      case .matchCase: if comparison(&i, regs, ==) { continue }
      case .less: if comparison(&i, regs, <) { continue }
      case .lessOrEqual: if comparison(&i, regs, <=) { continue }
      case .greater: if comparison(&i, regs, >) { continue }
      case .greaterOrEqual: if comparison(&i, regs, >=) { continue }
      case .addProduct: if productSum(&i, regs, { $0 + $1 * $2 }) { continue }
      case .subtractProduct: if productSum(&i, regs, { $0 - $1 * $2 }) { continue }
      case .product:
        let (a, b, c) = (i.a(regs), i.b(regs), i.c(regs))
        if _fastPath(b.tag | c.tag | a.objectTag == 0) {
          a.setTrivial((i.pointee.n & 4 != 0 ? -b.number : b.number) * c.number)
          i += 4
          continue
        }
      case .fused:
        if _fastPath(i.b(regs).tag | i.c(regs).tag == 0) {
          i += 1
          continue
        }
      case .floorQuotient:
        let (a, b, c) = (i.a(regs), i.b(regs), i.c(regs))
        if _fastPath(b.tag | c.tag | a.objectTag == 0 && !hasOverrides) {
          a.setTrivial(ScalarFunction.floor(b.number / c.number))
          i += 2
          continue
        }
      case .divideByPower:
        let (a, b) = (i.a(regs), i.b(regs))
        if _fastPath(b.isNumber), _fastPath(a.isTrivial) {
          a.setTrivial(b.number * Double(bitPattern: UInt64(1023 &- Int(i.pointee.n)) << 52))
          i += 1
          // The end of a branch: `if mod(x, 2) == 0, x = x / 2; else`.
          if i.pointee.op == .jump { i = target(frame, i.pointee.aOffset) }
          continue
        }
      case .modulo:
        let (a, b, c) = (i.a(regs), i.b(regs), i.c(regs))
        if _fastPath(b.tag | c.tag | a.objectTag == 0 && !hasOverrides),
          let result = ScalarFunction2.wholeModulo(b.number, c.number)
        {
          a.setTrivial(result)
          // `if mod(x, n) == k`: the branch is known before the remainder is in memory.
          let next = i + 1
          let k = next.c(regs)
          if next.pointee.op == .jumpUnlessEqual, next.pointee.bOffset == i.pointee.aOffset,
            k.isNumber
          {
            i = result == k.number ? next + 1 : target(frame, next.pointee.aOffset)
          } else {
            i = next
          }
          continue
        }
      case .move:
        let (a, b) = (i.a(regs), i.b(regs))
        if _fastPath(b.objectTag == 0), _fastPath(a.isTrivial) {
          a.copyTrivial(from: b)
          i += 1
          continue
        }
        if b.tag != RegisterLayout.unsetTag {
          copyObject(a, b, frame)
          i += 1
          continue
        }
      case .jump:
        i = target(frame, i.pointee.aOffset)
        continue
      case .jumpBack:
        if _fastPath(!nnsh_interrupt_requested()) {
          i = target(frame, i.pointee.aOffset)
          continue
        }
      case .jumpUnless:
        let b = i.b(regs)
        if _fastPath(b.isBool) {
          i = b.bool ? i + 1 : target(frame, i.pointee.aOffset)
          continue
        }
      case .jumpIf:
        let b = i.b(regs)
        if _fastPath(b.isBool && !nnsh_interrupt_requested()) {
          i = b.bool ? target(frame, i.pointee.aOffset) : i + 1
          continue
        }
      case .jumpUnlessEqual: if jump(&i, regs, frame, unless: ==) { continue }
      case .jumpUnlessNotEqual: if jump(&i, regs, frame, unless: !=) { continue }
      case .jumpUnlessLess: if jump(&i, regs, frame, unless: <) { continue }
      case .jumpUnlessLessOrEqual: if jump(&i, regs, frame, unless: <=) { continue }
      case .jumpUnlessGreater: if jump(&i, regs, frame, unless: >) { continue }
      case .jumpUnlessGreaterOrEqual: if jump(&i, regs, frame, unless: >=) { continue }
      case .jumpIfEqual: if jumpBack(&i, regs, frame, if: ==) { continue }
      case .jumpIfNotEqual: if jumpBack(&i, regs, frame, if: !=) { continue }
      case .jumpIfLess: if jumpBack(&i, regs, frame, if: <) { continue }
      case .jumpIfLessOrEqual: if jumpBack(&i, regs, frame, if: <=) { continue }
      case .jumpIfGreater: if jumpBack(&i, regs, frame, if: >) { continue }
      case .jumpIfGreaterOrEqual: if jumpBack(&i, regs, frame, if: >=) { continue }
      case .forNext:
        if _fastPath(fastNext(i, regs)) {
          i += 1
          continue
        }
      case .forRepeat:
        if _fastPath(!nnsh_interrupt_requested() && fastNext(i, regs)) {
          i = target(frame, i.pointee.cOffset)
          continue
        }

      case .index1:
        if _fastPath(fastIndex(i, regs)) {
          i += 1
          continue
        }
      case .index2:
        if _fastPath(fastIndex2(i, regs)) {
          i += 2
          continue
        }
      case .store1:
        if _fastPath(fastStore(i, regs)) {
          i += 1
          continue
        }
      case .store2:
        if _fastPath(fastStore2(i, regs)) {
          i += 1
          continue
        }

      case .index, .call:
        if let layout = enterSimply(i, regs, frame) {
          frame += 1
          regs = frame.pointee.registers
          i = layout.pointee.instructions
          continue
        }
        if let opened = try enterPlainly(i, regs) {
          frame = opened
          regs = frame.pointee.registers
          i = frame.pointee.next
          continue
        }
        if try enterGenerally(i, regs) {
          frame = top
          regs = frame.pointee.registers
          i = frame.pointee.next
          continue
        }
      case .returnFromFunction:
        if let caller = returnNumber(regs, frame) {
          frame = caller
          regs = frame.pointee.registers
          i = frame.pointee.next
          continue
        }
        if let caller = returnPlainly() {
          frame = caller
        } else {
          let isDone = frameCount - 1 == entry
          try returnFromTop(i)
          if isDone { return }
          frame = top
        }
        regs = frame.pointee.registers
        i = frame.pointee.next
        continue
      default: break
      }
      i = try general(i, regs)
      frame = top
      regs = frame.pointee.registers
    }
  }

  /// R[a] = R[b], which is no number: out of the loop, whose variables the counting of references would displace.
  @inline(never)
  private func copyObject(_ a: Register, _ b: Register, _ frame: UnsafeMutablePointer<Frame>) {
    frame.pointee.noteObjects(lists: lists.count)
    a.pointee = b.pointee
  }

  @inline(__always)
  private func target(
    _ frame: UnsafeMutablePointer<Frame>, _ offset: Int32
  ) -> UnsafePointer<Instruction> {
    frame.pointee.layout.pointee.instructions.at(offset)
  }

  /// R[a] = operation of R[b] and R[c], and on to the next instruction, if they are numbers.
  @inline(__always)
  private func arithmetic(
    _ i: inout UnsafePointer<Instruction>, _ regs: Register,
    _ operation: (Double, Double) -> Double
  ) -> Bool {
    let (a, b, c) = (i.a(regs), i.b(regs), i.c(regs))
    guard _fastPath(b.tag | c.tag == 0), _fastPath(a.isTrivial) else { return false }
    a.setTrivial(operation(b.number, c.number))
    i += 1
    return true
  }

  /// The same for comparisons.
  @inline(__always)
  private func comparison(
    _ i: inout UnsafePointer<Instruction>, _ regs: Register, _ holds: (Double, Double) -> Bool
  ) -> Bool {
    let (a, b, c) = (i.a(regs), i.b(regs), i.c(regs))
    guard _fastPath(b.tag | c.tag == 0), _fastPath(a.isTrivial) else { return false }
    a.setTrivial(holds(b.number, c.number))
    i += 1
    return true
  }

  /// The same for R[b], R[c] and R[d], and past the place of the product.
  @inline(__always)
  private func productSum(
    _ i: inout UnsafePointer<Instruction>, _ regs: Register,
    _ operation: (Double, Double, Double) -> Double
  ) -> Bool {
    let (a, b, c, d) = (i.a(regs), i.b(regs), i.c(regs), i.d(regs))
    guard _fastPath(b.tag | c.tag | d.tag | a.objectTag == 0) else { return false }
    a.setTrivial(operation(b.number, c.number, d.number))
    i += 2
    return true
  }

  /// On to the next instruction or to `a`, if R[b] and R[c] are numbers.
  @inline(__always)
  private func jump(
    _ i: inout UnsafePointer<Instruction>, _ regs: Register, _ frame: UnsafeMutablePointer<Frame>,
    unless holds: (Double, Double) -> Bool
  ) -> Bool {
    let (b, c) = (i.b(regs), i.c(regs))
    guard _fastPath(b.tag | c.tag == 0) else { return false }
    i = holds(b.number, c.number) ? i + 1 : target(frame, i.pointee.aOffset)
    return true
  }

  /// To `a` or on to the next instruction, if R[b] and R[c] are numbers and Ctrl-C was not pressed.
  @inline(__always)
  private func jumpBack(
    _ i: inout UnsafePointer<Instruction>, _ regs: Register, _ frame: UnsafeMutablePointer<Frame>,
    if holds: (Double, Double) -> Bool
  ) -> Bool {
    let (b, c) = (i.b(regs), i.c(regs))
    guard _fastPath(b.tag | c.tag == 0), _fastPath(!nnsh_interrupt_requested()) else {
      return false
    }
    i = holds(b.number, c.number) ? target(frame, i.pointee.aOffset) : i + 1
    return true
  }

  /// R[b] = the next number of the range in the hidden registers from R[a] on; false when there is none, or
  /// it is no range.
  @inline(__always)
  func fastNext(_ i: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let (hidden, b) = (i.a(regs), i.b(regs))
    guard hidden.tag | b.objectTag == 0 else { return false }
    let count = (hidden + 2).number
    let position = (hidden + 3).number
    guard position < count else { return false }
    var value = hidden.number + position * (hidden + 1).number
    (hidden + 3).setTrivial(position + 1)
    if _slowPath(position + 1 == count) {
      value = Machine.clamp(value, step: (hidden + 1).number, (hidden + 4).number)
    }
    b.setTrivial(value)
    return true
  }

  /// The last value of a range never passes its limit.
  @inline(__always)
  static func clamp(_ value: Double, step: Double, _ limit: Double) -> Double {
    if step > 0 { return value > limit ? limit : value }
    return value < limit ? limit : value
  }
}
