import Matrices
import Syntax

/// Turns the steps of a chain into operations on arrays, those on numbers alone done at once.
struct ChainBuilder<Element: RealElement> {
  private enum Known {
    case number(Double)
    case array(Int)
    case step(isTruth: Bool)
  }

  let chain = ElementChain<Element>()
  private var values: [Known]

  init(_ leaves: UnsafeBufferPointer<PreparedChain.Leaf>) {
    values = leaves.enumerated().map { number, leaf in
      switch leaf {
      case .number(let x): .number(x)
      case .array: .array(number)
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
    case .array(let number): .array(number)
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
