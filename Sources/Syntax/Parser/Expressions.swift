/// Expressions, from the loosest operator to the tightest.
extension Parser {
  /// An expression or an assignment, which is one too.
  mutating func parseExpression() throws(Failure) -> Expr {
    try nested { (parser) throws(Failure) in
      let start = parser.current
      let left = try parser.parseOperators(.orOr)
      guard parser.current.kind == .assign || parser.current.kind.assignmentOperator != nil else {
        return left
      }
      return try parser.parseAssignment(to: left, from: start.start)
    }
  }

  /// How tightly binary operators hold, loosest first.
  enum Level: Int {
    case orOr, andAnd, or, and, comparison, range, sum, product, unary

    var tighter: Level { Level(rawValue: rawValue + 1) ?? .unary }
  }

  /// Operators of `minimum` and tighter, from the left.
  mutating func parseOperators(_ minimum: Level) throws(Failure) -> Expr {
    let start = current.start
    var left = try parseUnary()
    while let level = level(of: current.kind), level.rawValue >= minimum.rawValue,
      !startsElement(current)
    {
      if level == .range {
        left = try parseRange(from: left, start: start)
        continue
      }
      let operation = current
      advance()
      let right = try parseOperators(level.tighter)
      left = try make(binary(operation.kind, left, right), from: start, mark: operation.span)
    }
    return left
  }

  /// `start:stop` and `start:step:stop`.
  private mutating func parseRange(from first: Expr, start: Int) throws(Failure) -> Expr {
    let colon = current
    advance()
    let second = try parseOperators(.sum)
    guard current.kind == .colon, !startsElement(current) else {
      return try make(
        .range(start: first, step: nil, stop: second), from: start, mark: colon.span)
    }
    advance()
    let third = try parseOperators(.sum)
    if current.kind == .colon {
      throw fail("unexpected ':'", at: current.span, help: "a range is start:step:stop")
    }
    return try make(
      .range(start: first, step: second, stop: third), from: start, mark: colon.span)
  }

  private func level(of kind: Lexeme.Kind) -> Level? {
    switch kind {
    case .orOr: .orOr
    case .andAnd: .andAnd
    case .or: .or
    case .and: .and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
    case .colon: .range
    case .plus, .minus: .sum
    case .star, .slash, .backslash, .dotStar, .dotSlash, .dotBackslash: .product
    default: nil
    }
  }

  private func binary(_ kind: Lexeme.Kind, _ left: Expr, _ right: Expr) -> ExprKind {
    switch kind {
    case .andAnd: .shortCircuit(isAnd: true, left, right)
    case .orOr: .shortCircuit(isAnd: false, left, right)
    default: .binary(operation(of: kind), left, right)
    }
  }

  private func operation(of kind: Lexeme.Kind) -> BinaryOperator {
    switch kind {
    case .plus: .add
    case .minus: .subtract
    case .star: .matrixMultiply
    case .slash: .matrixRightDivide
    case .backslash: .matrixLeftDivide
    case .dotStar: .multiply
    case .dotSlash: .rightDivide
    case .dotBackslash: .leftDivide
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .and: .and
    case .or: .or
    case .dotCaret: .power
    default: .matrixPower
    }
  }

  /// Whether a token between elements begins the next one: in `[a -b]` the sign does, in `[a - b]` and
  /// `[a-b]` it does not.
  func startsElement(_ lexeme: Lexeme) -> Bool {
    guard lexer.blanksSeparate, lexeme.spaceBefore else { return false }
    switch lexeme.kind {
    case .plus, .minus, .plusPlus, .minusMinus:
      guard lexeme.end < source.bytes.count else { return false }
      let after = source.bytes[lexeme.end]
      return !Characters.isBlank(after) && !Characters.isLineEnd(after)
    case .openParen, .openBrace, .not, .at: return true
    default: return false
    }
  }

  /// Signs and `!`, which hold tighter than products and looser than powers.
  mutating func parseUnary() throws(Failure) -> Expr {
    guard isPrefix(current.kind) else { return try parsePower() }
    if current.kind == .not, isPlaceholder { return try parsePlaceholder() }
    var signs: [Lexeme] = []
    while isPrefix(current.kind) {
      signs.append(current)
      advance()
    }
    return try prefixed(try parsePower(), with: signs)
  }

  func isPrefix(_ kind: Lexeme.Kind) -> Bool {
    switch kind {
    case .plus, .minus, .not, .plusPlus, .minusMinus: true
    default: false
    }
  }

  /// `operand` under `signs`, of which the last stands next to it.
  mutating func prefixed(_ operand: Expr, with signs: [Lexeme]) throws(Failure) -> Expr {
    var result = operand
    for sign in signs.reversed() {
      result =
        switch sign.kind {
        case .minus: try make(.unary(.minus, result), from: sign.start, mark: sign.span)
        case .plus: try make(.unary(.plus, result), from: sign.start, mark: sign.span)
        case .not: try make(.unary(.not, result), from: sign.start, mark: sign.span)
        default: try prefixIncrement(result, sign)
        }
    }
    return result
  }

  /// Powers and transposes, from the left; their right operands may have signs of their own.
  mutating func parsePower() throws(Failure) -> Expr {
    let start = current.start
    var left = try parsePostfix(try parsePrimary(), from: start)
    while true {
      switch current.kind {
      case .transpose:
        let mark = current.span
        advance()
        left = try make(.transpose(left), from: start, mark: mark)
        left = try parsePostfix(left, from: start)
      case .caret, .dotCaret:
        let operation = current
        advance()
        let right = try parsePowerOperand()
        left = try make(
          .binary(self.operation(of: operation.kind), left, right), from: start,
          mark: operation.span)
      case .plusPlus, .minusMinus:
        if startsElement(current) { return left }
        left = try postfixIncrement(left, from: start)
      default: return left
      }
    }
  }

  private mutating func parsePowerOperand() throws(Failure) -> Expr {
    var signs: [Lexeme] = []
    while isPrefix(current.kind) {
      signs.append(current)
      advance()
    }
    let start = current.start
    var operand = try parsePostfix(try parsePrimary(), from: start)
    if current.kind == .plusPlus || current.kind == .minusMinus, isPlace(operand),
      !startsElement(current)
    {
      operand = try postfixIncrement(operand, from: start)
    }
    return try prefixed(operand, with: signs)
  }
}
