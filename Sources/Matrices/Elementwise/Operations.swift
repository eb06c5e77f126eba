/// Arithmetic of two operands, element by element; in the order of the kernels' own list.
public enum ArithmeticOperation: UInt32, Sendable, CaseIterable {
  case add, subtract, multiply, divide
  /// `b / a`.
  case leftDivide
  /// Out of the reals (a negative number to a broken power) the result is NaN.
  case power

  /// As the language writes it.
  public var symbol: String {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: ".*"
    case .divide: "./"
    case .leftDivide: ".\\"
    case .power: ".^"
    }
  }
}

/// Comparisons of two operands; in the order of the kernels' own list. With NaN all but `notEqual` are false.
public enum ComparisonOperation: UInt32, Sendable, CaseIterable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  /// As the language writes it.
  public var symbol: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}

/// Functions of every element; in the order of the kernels' own list.
public enum MathFunction: UInt32, Sendable, CaseIterable {
  case exp, log, log2, log10, log1p, expm1, cbrt, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
  case asinh, acosh, atanh, erf, erfc
  /// 1 / (1 + exp(-x)).
  case sigmoid
  case gamma
  /// The logarithm of the absolute value of gamma.
  case lgamma
  case sqrt, abs, negate, floor, ceil
  /// Half away from zero.
  case round
  /// Towards zero.
  case fix
  /// -1, 0 or 1; NaN for NaN.
  case sign

  /// From how many elements on a second thread pays.
  var sharedFrom: Int {
    switch self {
    case .sqrt, .abs, .negate, .floor, .ceil, .round, .fix, .sign: 1 << 16
    case .gamma, .lgamma, .sinh, .cosh, .asinh, .acosh, .atanh: 4096
    default: 20_000
    }
  }
}
