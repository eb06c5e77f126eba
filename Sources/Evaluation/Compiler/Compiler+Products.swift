import Syntax

/// Matrix products whose factors are transposed or negated on the way.
extension Compiler {
  /// One factor of a product, without the transpose and the sign that the product takes upon itself.
  struct Factor {
    var operand: Expr
    /// Where the transpose and the sign stand in the text.
    var transpose: Expr?
    var sign: Expr?

    var isTaken: Bool { transpose != nil || sign != nil }
  }

  /// The left operand of `op` as a factor: `A'`, `-A` and `-A'` of a product are taken apart.
  ///
  /// The sign is applied when the product is, after the right factor: it stays where the right factor runs
  /// code of its own, which must not run before an error of the sign.
  func leftFactor(_ expr: Expr, of op: BinaryOperator, times right: Expr) -> Factor {
    var factor = Factor(operand: expr)
    guard op == .matrixMultiply else { return factor }
    if case .unary(.minus, let inner) = tree[factor.operand], isPlain(right), !isLiteral(inner) {
      factor.sign = factor.operand
      factor.operand = inner
    }
    if case .transpose(let inner) = tree[factor.operand], isPlain(right) {
      factor.transpose = factor.operand
      factor.operand = inner
    }
    return factor
  }

  func isTransposed(_ expr: Expr) -> Bool {
    if case .transpose = tree[expr] { true } else { false }
  }

  private func isLiteral(_ expr: Expr) -> Bool {
    if case .number = tree[expr] { true } else { false }
  }

  /// Whether evaluating `expr` only looks at a variable or number.
  private func isPlain(_ expr: Expr) -> Bool {
    switch tree[expr] {
    case .number: true
    case .name(let name): variables.contains(name)
    case .transpose(let inner), .parenthesised(let inner): isPlain(inner)
    default: false
    }
  }

  /// The product of a factor in register `left` and `right`, when one of them is transposed or negated.
  ///
  /// Three places follow the instruction: of the sign and of the transposes, for errors in these.
  mutating func compileProduct(
    _ node: Expr, _ op: BinaryOperator, _ factor: Factor, _ left: Int, _ right: Expr,
    _ target: Int
  ) -> Bool {
    guard op == .matrixMultiply, factor.isTaken || isTransposed(right) else { return false }
    var flags: ProductFlags = []
    if factor.sign != nil { flags.insert(.negatesLeft) }
    if factor.transpose != nil { flags.insert(.transposesLeft) }
    var operand = right
    if case .transpose(let inner) = tree[right] {
      flags.insert(.transposesRight)
      operand = inner
    }
    let register = compileValue(operand)
    current = node
    emit(.product, a: target, b: left, c: register, n: Int(flags.rawValue))
    for place in [factor.sign, factor.transpose, isTransposed(right) ? right : nil] {
      current = place ?? node
      emit(.site)
    }
    current = node
    return true
  }
}

/// What a product does to its factors first, the transpose before the sign.
struct ProductFlags: OptionSet {
  let rawValue: UInt8

  static let transposesLeft = ProductFlags(rawValue: 1)
  static let transposesRight = ProductFlags(rawValue: 2)
  static let negatesLeft = ProductFlags(rawValue: 4)
}
