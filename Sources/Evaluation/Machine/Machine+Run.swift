import CSystem
import Glibc
import Matrices

/// The loop: what runs on numbers and truth values, and calls and jumps. The rest is `general`'s.
///
/// The fast path of an instruction asks for operands that are numbers and a destination that holds a number or
/// a truth value, by one test of all tags. The loop keeps the frame, its registers and the instruction in local
/// variables; what leaves the loop first puts the next instruction into the frame.
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
      case .add: try arithmetic(i, regs) { $0 + $1 }
      case .subtract: try arithmetic(i, regs) { $0 - $1 }
      case .multiply, .elementMultiply: try arithmetic(i, regs) { $0 * $1 }
      case .divide, .elementDivide: try arithmetic(i, regs) { $0 / $1 }
      case .equal: try comparison(i, regs) { $0 == $1 }
      case .notEqual: try comparison(i, regs) { $0 != $1 }
      case .less: try comparison(i, regs) { $0 < $1 }
      case .lessOrEqual: try comparison(i, regs) { $0 <= $1 }
      case .greater: try comparison(i, regs) { $0 > $1 }
      case .greaterOrEqual: try comparison(i, regs) { $0 >= $1 }
      case .addProduct:
        try productSum(i, regs) { $0 + $1 * $2 }
        i += 1
      case .subtractProduct:
        try productSum(i, regs) { $0 - $1 * $2 }
        i += 1
      case .floorQuotient:
        let (a, b, c) = (i.a(regs), i.b(regs), i.c(regs))
        if _fastPath(b.tag | c.tag | a.objectTag == 0 && !hasOverrides) {
          a.setTrivial(ScalarFunction.floor(b.number / c.number))
        } else {
          try general(i, regs)
        }
        i += 1
      case .move:
        let (a, b) = (i.a(regs), i.b(regs))
        if _fastPath(b.objectTag | a.objectTag == 0) {
          a.copyTrivial(from: b)
        } else {
          try general(i, regs)
        }
      case .take: i.a(regs).pointee = i.b(regs).take()
      case .scalarFunction:
        let (a, b) = (i.a(regs), i.b(regs))
        if _fastPath(b.tag | a.objectTag == 0 && !hasOverrides),
          let result = ScalarFunction.apply(i.pointee.c, b.number)
        {
          a.setTrivial(result)
        } else {
          try general(i, regs)
        }
      case .scalarFunction2:
        let (a, b, c) = (i.a(regs), i.b(regs), i.c(regs))
        if _fastPath(b.tag | c.tag | a.objectTag == 0 && !hasOverrides),
          let result = ScalarFunction2.apply(i.pointee.n, b.number, c.number)
        {
          a.setTrivial(result)
        } else {
          try general(i, regs)
        }

      case .jump:
        i = frame.pointee.layout.pointee.instructions.at(i.pointee.aOffset)
        continue
      case .jumpBack:
        if _slowPath(nnsh_interrupt_requested()) { try general(i, regs) }
        i = frame.pointee.layout.pointee.instructions.at(i.pointee.aOffset)
        continue
      case .jumpUnless:
        let b = i.b(regs)
        if try !(_fastPath(b.isBool) ? b.bool : truth(i, regs)) {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.aOffset)
          continue
        }
      case .jumpIf:
        let b = i.b(regs)
        if try _fastPath(b.isBool) ? b.bool : truth(i, regs) {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.aOffset)
          continue
        }
      case .jumpUnlessEqual:
        if try !holds(i, regs, ==) {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.aOffset)
          continue
        }
      case .jumpUnlessNotEqual:
        if try !holds(i, regs, !=) {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.aOffset)
          continue
        }
      case .jumpUnlessLess:
        if try !holds(i, regs, <) {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.aOffset)
          continue
        }
      case .jumpUnlessLessOrEqual:
        if try !holds(i, regs, <=) {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.aOffset)
          continue
        }
      case .jumpUnlessGreater:
        if try !holds(i, regs, >) {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.aOffset)
          continue
        }
      case .jumpUnlessGreaterOrEqual:
        if try !holds(i, regs, >=) {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.aOffset)
          continue
        }
      case .jumpUnlessScalar:
        if !(i.b(regs).pointee?.isScalar ?? false) {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.aOffset)
          continue
        }
      case .jumpIfSet:
        if i.a(regs).tag != RegisterLayout.unsetTag {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.bOffset)
          continue
        }
      case .forNext:
        if try !(fastNext(i, regs) || nextLoopValue(i, regs)) {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.cOffset)
          continue
        }
      case .forRepeat:
        if _slowPath(nnsh_interrupt_requested()) { try general(i, regs) }
        if try fastNext(i, regs) || nextLoopValue(i, regs) {
          i = frame.pointee.layout.pointee.instructions.at(i.pointee.cOffset)
          continue
        }

      case .index1: if _slowPath(!fastIndex(i, regs)) { try general(i, regs) }
      case .index2:
        if _slowPath(!fastIndex2(i, regs)) { try general(i, regs) }
        i += 1
      case .store1: if _slowPath(!fastStore(i, regs)) { try general(i, regs) }
      case .store2: if _slowPath(!fastStore2(i, regs)) { try general(i, regs) }

      case .index, .call:
        frame.pointee.next = i + 1
        if try enterPlainly(i, regs, frame) || enterGenerally(i.pointee, regs) {
          frame = top
          regs = frame.pointee.registers
          i = frame.pointee.next
          continue
        }
      case .returnFromFunction:
        if _slowPath(!returnPlainly(frame)) {
          frame.pointee.next = i + 1
          let isDone = frameCount - 1 == entry
          try returnFromTop()
          if isDone { return }
        }
        frame = top
        regs = frame.pointee.registers
        i = frame.pointee.next
        continue
      default: try general(i, regs)
      }
      i += 1
    }
  }

  /// R[a] = operation of the numbers R[b] and R[c].
  @inline(__always)
  private func arithmetic(
    _ i: UnsafePointer<Instruction>, _ regs: Register, _ operation: (Double, Double) -> Double
  ) throws {
    let (a, b, c) = (i.a(regs), i.b(regs), i.c(regs))
    if _fastPath(b.tag | c.tag | a.objectTag == 0) {
      a.setTrivial(operation(b.number, c.number))
    } else {
      try general(i, regs)
    }
  }

  @inline(__always)
  private func comparison(
    _ i: UnsafePointer<Instruction>, _ regs: Register, _ holds: (Double, Double) -> Bool
  ) throws {
    let (a, b, c) = (i.a(regs), i.b(regs), i.c(regs))
    if _fastPath(b.tag | c.tag | a.objectTag == 0) {
      a.setTrivial(holds(b.number, c.number))
    } else {
      try general(i, regs)
    }
  }

  /// R[a] = operation of the numbers R[b], R[c] and R[d].
  @inline(__always)
  private func productSum(
    _ i: UnsafePointer<Instruction>, _ regs: Register,
    _ operation: (Double, Double, Double) -> Double
  ) throws {
    let (a, b, c, d) = (i.a(regs), i.b(regs), i.c(regs), i.d(regs))
    if _fastPath(b.tag | c.tag | d.tag | a.objectTag == 0) {
      a.setTrivial(operation(b.number, c.number, d.number))
    } else {
      try general(i, regs)
    }
  }

  /// Whether a comparison of R[b] and R[c] holds.
  @inline(__always)
  private func holds(
    _ i: UnsafePointer<Instruction>, _ regs: Register, _ comparison: (Double, Double) -> Bool
  ) throws -> Bool {
    let (b, c) = (i.b(regs), i.c(regs))
    if _fastPath(b.tag | c.tag == 0) { return comparison(b.number, c.number) }
    return try compare(i, regs)
  }

  /// R[b] = the next number of the range in the hidden registers from R[a] on; false when there is none, or
  /// it is no range.
  @inline(__always)
  private func fastNext(_ i: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let (hidden, b) = (i.a(regs), i.b(regs))
    guard hidden.isNumber else { return false }
    let count = (hidden + 2).number
    let position = (hidden + 3).number
    guard position < count else { return false }
    var value = hidden.number + position * (hidden + 1).number
    (hidden + 3).setTrivial(position + 1)
    if _slowPath(position + 1 == count) {
      value = Machine.clamp(value, step: (hidden + 1).number, (hidden + 4).number)
    }
    b.set(value)
    return true
  }

  /// The last value of a range never passes its limit.
  @inline(__always)
  static func clamp(_ value: Double, step: Double, _ limit: Double) -> Double {
    if step > 0 { return value > limit ? limit : value }
    return value < limit ? limit : value
  }
}
