import Matrices
import Syntax

/// Instructions on small double matrices. What is not this simple is left to the general path, which gives the
/// same bits.
extension Machine {
  /// Runs the instruction if it is one of these; gives how many instructions to go on, 0 when it is not.
  func runSmall(_ at: UnsafePointer<Instruction>, _ regs: Register) -> Int {
    let i = at.pointee
    switch i.op {
    case .add, .subtract, .elementMultiply, .elementDivide, .multiply, .divide, .elementPower:
      return smallArithmetic(at, regs) ? 1 : 0
    case .addProduct, .subtractProduct: return smallProductSum(at, regs) ? 2 : 0
    case .product: return smallProduct(at, regs) ? 4 : 0
    case .fused: return isTooSmallToFuse(at, regs) ? 1 : 0
    case .negate:
      return smallMap(.negate, at.a(regs), at.b(regs)) ? 1 : 0
    case .scalarFunction:
      guard !hasOverrides, let f = ScalarFunction.functions[Int(i.c)] else { return 0 }
      return smallMap(f, at.a(regs), at.b(regs)) ? 1 : 0
    case .transpose: return smallTranspose(at, regs) ? 1 : 0
    case .index2: return smallPart(at, regs) ? 2 : 0
    case .matrix: return i.n != 1 && smallMatrix(i, regs) ? 1 : 0
    case .store1: return append(at, regs) ? 1 : 0
    default: return 0
    }
  }

  /// `x(end + 1) = number` where `x` has room.
  private func append(_ at: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let (b, c) = (at.b(regs), at.c(regs))
    guard b.tag | c.tag == 0, let held = at.a(regs).doubles,
      ReferenceCount.isSurelyOne(held.toOpaque())
    else { return false }
    return held._withUnsafeGuaranteedRef { x in
      b.number == Double(x.count) + 1 && x.append(c.number)
    }
  }

  private func smallArithmetic(_ at: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let (a, b, c) = (at.a(regs), at.b(regs), at.c(regs))
    guard let left = SmallArrays.Operand(b), let right = SmallArrays.Operand(c) else {
      return false
    }
    switch at.pointee.op {
    case .multiply: if left.count > 1, right.count > 1 { return false }
    case .divide: if right.count > 1 { return false }
    case .elementPower:
      guard right.count == 1, right.base.pointee == 2 else { return false }
      return combine(.multiply, left, left, a)
    default: break
    }
    guard let operation = at.pointee.op.arithmetic else { return false }
    return combine(operation, left, right, a)
  }

  /// One of the two may be a number, else their shapes must be equal.
  @inline(__always)
  private func combine(
    _ operation: ArithmeticOperation, _ left: SmallArrays.Operand, _ right: SmallArrays.Operand,
    _ a: Register
  ) -> Bool {
    let shape = left.count == 1 ? right : left
    guard shape.count > 1,
      left.count == 1 || right.count == 1
        || left.rows == right.rows && left.columns == right.columns,
      let target = SmallArrays.Target(a, count: shape.count)
    else { return false }
    Double.arithmetic(
      operation, left.base, left.stride, right.base, right.stride, target.base, shape.count)
    target.put(in: a, shape.rows, shape.columns)
    return true
  }

  private func smallMap(_ f: MathFunction, _ a: Register, _ b: Register) -> Bool {
    guard let x = SmallArrays.Operand(array: b) else { return false }
    if let lowest = FusedChain.lowest(f), Double.anyBelow(lowest, x.base, x.count) { return false }
    guard let target = SmallArrays.Target(a, count: x.count) else { return false }
    Double.map(f, x.base, target.base, x.count)
    target.put(in: a, x.rows, x.columns)
    return true
  }

  /// R[b] + R[c] * R[d] or R[b] - R[c] * R[d].
  private func smallProductSum(_ at: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let (a, b) = (at.a(regs), at.b(regs))
    guard let sum = SmallArrays.Operand(array: b), let left = SmallArrays.Operand(at.c(regs)),
      let right = SmallArrays.Operand(at.d(regs)), left.count == 1 || right.count == 1
    else { return false }
    let factor = left.count == 1 ? right : left
    guard factor.rows == sum.rows, factor.columns == sum.columns,
      let target = SmallArrays.Target(a, count: sum.count)
    else { return false }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: sum.count) { product in
      guard let product = product.baseAddress else { return }
      Double.arithmetic(
        .multiply, left.base, left.stride, right.base, right.stride, product, sum.count)
      let operation: ArithmeticOperation = at.pointee.op == .addProduct ? .add : .subtract
      Double.arithmetic(
        operation, sum.base, 1, UnsafePointer(product), 1, target.base, sum.count)
    }
    target.put(in: a, sum.rows, sum.columns)
    return true
  }

  private func smallProduct(_ at: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let flags = ProductFlags(rawValue: at.pointee.n)
    let (a, b, c) = (at.a(regs), at.b(regs), at.c(regs))
    guard let left = SmallArrays.Operand(array: b), let right = SmallArrays.Operand(array: c)
    else { return false }
    let (leftIsTransposed, rightIsTransposed) = (
      flags.contains(.transposesLeft), flags.contains(.transposesRight)
    )
    let (m, k) =
      leftIsTransposed ? (left.columns, left.rows) : (left.rows, left.columns)
    let (depth, n) =
      rightIsTransposed ? (right.columns, right.rows) : (right.rows, right.columns)
    guard k == depth, m &* n <= SmallArrays.most, Gemm.usesLoops(m, n, k) else { return false }
    let alpha: Double = flags.contains(.negatesLeft) ? -1 : 1
    func multiply(into y: UnsafeMutablePointer<Double>) {
      Gemm.multiply(
        transA: leftIsTransposed, transB: rightIsTransposed, m: m, n: n, k: k, alpha: alpha,
        left.base, lda: left.rows, right.base, ldb: right.rows, beta: 0, y, ldc: m)
    }
    if m &* n == 1 {
      var number = 0.0
      multiply(into: &number)
      a.set(number)
      return true
    }
    guard let target = SmallArrays.Target(a, count: m &* n, mayReuse: a != b && a != c) else {
      return false
    }
    multiply(into: target.base)
    target.put(in: a, m, n)
    return true
  }

  private func smallTranspose(_ at: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let (a, b) = (at.a(regs), at.b(regs))
    guard let x = SmallArrays.Operand(array: b),
      let target = SmallArrays.Target(a, count: x.count, mayReuse: a != b)
    else { return false }
    let y = target.base
    for column in 0..<x.columns {
      for row in 0..<x.rows { y[column &+ row &* x.columns] = x.base[row &+ column &* x.rows] }
    }
    target.put(in: a, x.columns, x.rows)
    return true
  }

  /// Whether the arrays of a chain are so small that its operations one by one are faster.
  private func isTooSmallToFuse(_ at: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    guard let first = SmallArrays.Operand(at.b(regs)), let last = SmallArrays.Operand(at.c(regs))
    else { return false }
    let isReduced = at.pointee.n == 1
    return max(first.count, last.count) < (isReduced ? 2 : ElementChain<Double>.leastCount)
  }

  /// `A(i, j)` where i and j are colons, numbers or ranges.
  private func smallPart(_ at: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let (a, b) = (at.a(regs), at.b(regs))
    guard let x = SmallArrays.Operand(array: b), let rows = at.c(regs).run(within: x.rows),
      let columns = at.d(regs).run(within: x.columns), rows.count &* columns.count > 1,
      let target = SmallArrays.Target(a, count: rows.count &* columns.count, mayReuse: a != b)
    else { return false }
    var next = target.base
    for column in columns {
      next.update(from: x.base + column &* x.rows + rows.lowerBound, count: rows.count)
      next += rows.count
    }
    target.put(in: a, rows.count, columns.count)
    return true
  }

  /// `[A B]` and `[A; B]`.
  private func smallMatrix(_ i: Instruction, _ regs: Register) -> Bool {
    let first = regs + Int(i.c)
    let a = regs + Int(i.a)
    let (isRow, count) = top.pointee.code.layouts[Int(i.b)].withUnsafeBufferPointer { layout in
      layout.count == 1
        ? (true, layout[0]) : (false, layout.allSatisfy { $0 == 1 } ? layout.count : 0)
    }
    guard count > 1, let head = SmallArrays.Operand(first) else { return false }
    let along = isRow ? head.rows : head.columns
    var length = 0
    for k in 0..<count {
      guard let part = SmallArrays.Operand(first + k), (isRow ? part.rows : part.columns) == along
      else { return false }
      length += isRow ? part.columns : part.rows
    }
    let isInside = a >= first && a < first + count
    guard along * length <= SmallArrays.most,
      let target = SmallArrays.Target(a, count: along * length, mayReuse: !isInside)
    else { return false }
    var next = target.base
    for k in 0..<count {
      guard let part = SmallArrays.Operand(first + k) else { continue }
      for column in 0..<(isRow ? 1 : part.columns) {
        (next + column * length).update(
          from: part.base + column * part.rows, count: isRow ? part.count : part.rows)
      }
      next += isRow ? part.count : part.rows
    }
    target.put(in: a, isRow ? along : length, isRow ? length : along)
    for k in 0..<count where first + k != a { (first + k).letGo() }
    return true
  }

  /// `ones(m, n)` and the like.
  func smallFilled(_ x: Double, _ i: Instruction, _ regs: Register, count: Int) -> Bool {
    let (a, first) = (regs + Int(i.a), regs + Int(i.c))
    guard count == 2, first.isNumber, (first + 1).isNumber,
      let rows = Int(exactly: first.number), let columns = Int(exactly: (first + 1).number),
      rows > 0, columns > 0, rows <= SmallArrays.most, columns <= SmallArrays.most,
      rows * columns > 1, rows * columns <= SmallArrays.most,
      let target = SmallArrays.Target(a, count: rows * columns)
    else { return false }
    target.base.update(repeating: x, count: rows * columns)
    target.put(in: a, rows, columns)
    return true
  }
}
