import Matrices
import Syntax

extension Machine {
  /// `.product` of anything but numbers. The places of the sign and of the transposes are those of the next
  /// three instructions.
  func product(_ i: Instruction, _ regs: Register) throws {
    let flags = ProductFlags(rawValue: i.n)
    let frame = top
    let next = frame.pointee.next
    var left = try operand(regs + Int(i.b), i.b)
    if let right = (regs + Int(i.c)).pointee,
      let result = try product(left, right, flags)
        ?? Differentiation.product(left, right, flags)
    {
      (regs + Int(i.a)).pointee = result
      return
    }
    if flags.contains(.transposesLeft) {
      frame.pointee.next = next + 2
      left = try Operators.transpose(left)
    }
    if flags.contains(.negatesLeft) {
      frame.pointee.next = next + 1
      left = try Operators.unary(.minus, left, session)
    }
    frame.pointee.next = next + 3
    var right = try operand(regs + Int(i.c), i.c)
    if flags.contains(.transposesRight) { right = try Operators.transpose(right) }
    frame.pointee.next = next
    (regs + Int(i.a)).pointee = try Operators.binary(.matrixMultiply, left, right, session)
  }

  /// The product of double and single matrices as they lie; nil for other operands.
  private func product(_ left: Value, _ right: Value, _ flags: ProductFlags) throws -> Value? {
    switch (left, right) {
    case (.double(let a), .double(let b)):
      return try product(a, b, flags).map(Value.matrix)
    case (.single(let a), .single(let b)):
      return try product(a, b, flags).map(Value.single)
    default: return nil
    }
  }

  private func product<Element: RealElement>(
    _ a: Matrix<Element>, _ b: Matrix<Element>, _ flags: ProductFlags
  ) throws -> Matrix<Element>? {
    guard a.shape.isMatrix, b.shape.isMatrix, !a.isScalar, !b.isScalar else { return nil }
    var (a, b) = (a, b)
    if flags.contains(.negatesLeft) {
      // (-A) B and A (-B) are the same bits: the smaller factor takes the sign.
      if a.count <= b.count { a = try a.mapped(.negate) } else { b = try b.mapped(.negate) }
    }
    return try Matrix.product(
      a, transposed: flags.contains(.transposesLeft), b,
      transposed: flags.contains(.transposesRight))
  }
}
