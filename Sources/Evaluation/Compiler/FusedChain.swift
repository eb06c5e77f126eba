import Matrices
import Syntax

/// Operations element by element that one instruction does together: a tree in postfix order.
///
/// Values are numbered: first the leaves, which registers hold when the instruction runs, then the results
/// of the steps.
final class FusedChain {
  enum Step {
    case binary(BinaryOperator, Int, Int)
    case negate(Int)
    case not(Int)
    /// A builtin of one argument.
    case function(MathFunction, Int)
  }

  enum Reduction {
    case sum, mean
  }

  var leaves: [Int32] = []
  var target: Int32 = 0
  var steps: [Step] = []
  var reduction: Reduction?
  /// The builtins it stands for.
  var functions: [String] = []
  /// The registers that variables of their names would have.
  var functionRegisters: [Int32] = []
  /// When the names were last found to mean the builtins.
  var generation = -1
  /// Made when the chain runs for the first time.
  private(set) lazy var prepared = PreparedChain(leaves)

  static let functions: [String: MathFunction] = [
    "exp": .exp, "log": .log, "sqrt": .sqrt, "abs": .abs, "tanh": .tanh, "log1p": .log1p,
    "sin": .sin, "cos": .cos, "expm1": .expm1,
  ]
  static let reductions: [String: Reduction] = ["sum": .sum, "mean": .mean]

  /// Where the functions that leave the reals begin to be real.
  static func lowest(_ f: MathFunction) -> Double? {
    switch f {
    case .log, .sqrt: 0
    case .log1p: -1
    default: nil
    }
  }
}
