import Glibc
import Matrices
import Syntax

/// Operations on numbers with the bits that their own instructions give; nil where these warn.
enum ChainNumbers {
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
