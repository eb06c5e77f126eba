import Glibc
import Matrices
import Syntax

/// Runs chains of operations element by element in one pass.
extension Machine {
  /// `.fused`: true when the chain's result is in its register; false, with nothing done, when its operations
  /// must be done one by one.
  func runChain(_ i: Instruction, _ regs: Register) throws -> Bool {
    let chain = top.pointee.code.chains[Int(i.d)]
    guard let operands = ChainOperands(chain, regs), stillMeansBuiltins(chain, regs) else {
      return false
    }
    let result =
      operands.isSingle
      ? try operands.run(chain, Float.self) : try operands.run(chain, Double.self)
    guard let result else { return false }
    (regs + Int(chain.target)).pointee = result
    return true
  }

  private func stillMeansBuiltins(_ chain: FusedChain, _ regs: Register) -> Bool {
    for function in chain.functions
    where (regs + Int(function.register)).tag != RegisterLayout.unsetTag {
      return false
    }
    if chain.generation == session.generation { return true }
    guard
      chain.functions.allSatisfy({ session.meansBuiltin($0.name, siblings: siblings) })
    else { return false }
    chain.generation = session.generation
    return true
  }
}

/// The values of a chain's leaves, when they are numbers and arrays of one class and shape.
private struct ChainOperands {
  enum Leaf {
    case number(Double)
    case array(UnsafeRawPointer)
  }

  var leaves: [Leaf] = []
  var shape = Shape.scalar
  var isSingle = false

  init?(_ chain: FusedChain, _ regs: Register) {
    var hasArray = false
    leaves.reserveCapacity(chain.leaves.count)
    for register in chain.leaves {
      switch regs[Int(register)] {
      case .number(let x)?: leaves.append(.number(x))
      case .double(let m)?:
        if hasArray, isSingle || m.shape != shape { return nil }
        shape = m.shape
        hasArray = true
        leaves.append(.array(UnsafeRawPointer(m.storage.base)))
      case .single(let m)?:
        if m.isScalar || hasArray, !isSingle || m.shape != shape { return nil }
        (shape, isSingle, hasArray) = (m.shape, true, true)
        leaves.append(.array(UnsafeRawPointer(m.storage.base)))
      default: return nil
      }
    }
    guard hasArray, shape.count >= ElementChain<Double>.leastCount else { return nil }
  }

  /// nil when the chain is not one of operations element by element after all, or leaves the reals.
  func run<Element: RealElement>(_ chain: FusedChain, _: Element.Type) throws -> Value? {
    var builder = ChainBuilder<Element>(leaves, shape)
    for (index, step) in chain.steps.enumerated() {
      let isLast = index == chain.steps.count - 1 && chain.reduction == nil
      guard builder.append(step, isLast: isLast) else { return nil }
    }
    if let reduction = chain.reduction {
      let axis = shape.firstNonSingleton
      guard var sums = try builder.chain.sum(axis: axis) else { return nil }
      if reduction == .mean { try sums.apply(.divide, Element(shape[axis])) }
      return Value(real: sums)
    }
    if builder.isTruth { return try builder.chain.truths().map(Value.truths) }
    return try builder.chain.array().flatMap { Value(real: $0) }
  }
}

extension Value {
  /// An array of either class of real numbers.
  fileprivate init?<Element: RealElement>(real m: Matrix<Element>) {
    if let m = m as? Matrix<Double> {
      self = .matrix(m)
    } else if let m = m as? Matrix<Float> {
      self = .single(m)
    } else {
      return nil
    }
  }
}

/// Turns the steps of a chain into operations on arrays, those on numbers alone done at once.
private struct ChainBuilder<Element: RealElement> {
  private enum Known {
    case number(Double)
    case array(UnsafePointer<Element>)
    case step(isTruth: Bool)
  }

  var chain: ElementChain<Element>
  private var values: [Known]

  init(_ leaves: [ChainOperands.Leaf], _ shape: Shape) {
    chain = ElementChain(shape)
    values = leaves.map { leaf in
      switch leaf {
      case .number(let x): .number(x)
      case .array(let base): .array(base.assumingMemoryBound(to: Element.self))
      }
    }
  }

  /// Whether the last value is one of truths.
  var isTruth: Bool {
    if case .step(true)? = values.last { true } else { false }
  }

  private func operand(_ value: Known) -> ElementChain<Element>.Operand {
    switch value {
    case .number(let x): .constant(Element(x))
    case .array(let base): .array(base)
    case .step: .step
    }
  }

  /// False where the step is none that chains do.
  mutating func append(_ step: FusedChain.Step, isLast: Bool) -> Bool {
    switch step {
    case .binary(let op, let a, let b): appendBinary(op, values[a], values[b], isLast)
    case .negate(let a): appendMap(.negate, values[a])
    case .not(let a): appendNot(values[a], isLast)
    case .function(let f, let a): appendMap(f, values[a])
    }
  }

  private mutating func appendMap(_ f: MathFunction, _ a: Known) -> Bool {
    if case .number(let x) = a {
      guard let y = ChainNumbers.map(f, x) else { return false }
      values.append(.number(y))
      return true
    }
    chain.append(f, operand(a), lowest: FusedChain.lowest(f).map { Element($0) })
    values.append(.step(isTruth: false))
    return true
  }

  private mutating func appendNot(_ a: Known, _ isLast: Bool) -> Bool {
    guard case .step(isTruth: true) = a, isLast || Element.isDouble else { return false }
    chain.append(.equal, .step, .constant(0))
    values.append(.step(isTruth: true))
    return true
  }

  private mutating func appendBinary(
    _ op: BinaryOperator, _ a: Known, _ b: Known, _ isLast: Bool
  ) -> Bool {
    if case .number(let x) = a, case .number(let y) = b {
      guard let result = ChainNumbers.binary(op, x, y) else { return false }
      values.append(.number(result))
      return true
    }
    switch op {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      // Truth values count as double: they would not stay single.
      guard isLast || Element.isDouble else { return false }
      chain.append(op.comparison, operand(a), operand(b))
      values.append(.step(isTruth: true))
      return true
    case .power:
      guard case .number(let exponent) = b else { return false }
      if exponent == 2 {
        chain.appendSquare(operand(a))
      } else {
        chain.appendPower(operand(a), Element(exponent))
      }
    case .matrixMultiply:
      guard isNumber(a) || isNumber(b) else { return false }
      chain.append(.multiply, operand(a), operand(b))
    case .matrixRightDivide:
      guard isNumber(b) else { return false }
      chain.append(.divide, operand(a), operand(b))
    default:
      guard let operation = op.elementwise else { return false }
      chain.append(operation, operand(a), operand(b))
    }
    values.append(.step(isTruth: false))
    return true
  }

  private func isNumber(_ value: Known) -> Bool {
    if case .number = value { true } else { false }
  }
}

/// Operations on numbers with the bits that their own instructions give; nil where these warn.
private enum ChainNumbers {
  static func map(_ f: MathFunction, _ x: Double) -> Double? {
    if f == .negate { return -x }
    if let lowest = FusedChain.lowest(f), !(x >= lowest) { return nil }
    if let function = ScalarFunction.allCases.first(where: {
      FusedChain.functions[$0.rawValue] == f
    }) {
      return ScalarFunction.apply(Int32(function.number), x)
    }
    return VectorMath.apply(f, x)
  }

  static func binary(_ op: BinaryOperator, _ x: Double, _ y: Double) -> Double? {
    switch op {
    case .add: return x + y
    case .subtract: return x - y
    case .multiply, .matrixMultiply: return x * y
    case .rightDivide, .matrixRightDivide: return x / y
    case .power:
      if y == 2 { return x * x }
      let result = Glibc.pow(x, y)
      return result.isNaN ? nil : result
    default: return nil
    }
  }
}
