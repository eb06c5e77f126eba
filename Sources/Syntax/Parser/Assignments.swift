/// `target = value` in all its forms.
extension Parser {
  /// The rest of an assignment to `left`; the current token is its sign.
  mutating func parseAssignment(to left: Expr, from start: Int) throws(Failure) -> Expr {
    let sign = current
    let operation = sign.kind.assignmentOperator
    let targets = try targets(of: left, sign: sign)
    if operation != nil, case .matrix = tree[left] {
      throw fail("'\(text(sign))' takes one target", at: sign.span)
    }
    advance()
    let value = try parseExpression()
    for target in targets { noteAssigned(target) }
    return try make(
      .assign(targets, operator: operation, value, isIncrement: false), from: start,
      mark: sign.span)
  }

  private mutating func targets(
    of expr: Expr, sign: Lexeme
  ) throws(Failure) -> [AssignmentTarget] {
    guard case .matrix(let rows) = tree[expr], rows.count == 1 else {
      return [try target(expr, sign: sign)]
    }
    var targets: [AssignmentTarget] = []
    for element in rows[0] {
      if let span = placeholders.removeValue(forKey: element) {
        targets.append(.ignored(span))
      } else {
        targets.append(try target(element, sign: sign))
      }
    }
    return targets
  }

  private mutating func target(_ expr: Expr, sign: Lexeme) throws(Failure) -> AssignmentTarget {
    if isPlace(expr) { return .place(expr) }
    var message = "invalid left hand side of assignment"
    var help: String?
    switch tree[expr] {
    case .number, .string: message = "invalid constant left hand side of assignment"
    case .binary, .shortCircuit, .unary:
      help = "compare with '=='; '=' assigns to a variable"
    default: break
    }
    return try rejectTarget(message, tree.span(expr), help)
  }

  private mutating func rejectTarget(
    _ message: String, _ span: Span, _ help: String?
  ) throws(Failure) -> AssignmentTarget {
    throw fail(message, at: span, help: help)
  }

  /// Whether `expr` is a name, or a chain of indexes and fields that begins with one.
  func isPlace(_ expr: Expr) -> Bool { rootName(expr) != nil }

  func rootName(_ expr: Expr) -> String? {
    var expr = expr
    while true {
      switch tree[expr] {
      case .name(let name): return name
      case .call(let base, _), .brace(let base, _), .field(let base, _),
        .dynamicField(let base, _):
        expr = base
      default: return nil
      }
    }
  }

  mutating func noteAssigned(_ target: AssignmentTarget) {
    if case .place(let expr) = target, let name = rootName(expr) { assigned.insert(name) }
  }

  /// `++x` as `x += 1`; two signs before anything that cannot be assigned to.
  mutating func prefixIncrement(_ operand: Expr, _ sign: Lexeme) throws(Failure) -> Expr {
    if isPlace(operand) { return try increment(operand, sign, from: sign.start) }
    let operation: UnaryOperator = sign.kind == .plusPlus ? .plus : .minus
    let once = try make(.unary(operation, operand), from: sign.start, mark: sign.span)
    return try make(.unary(operation, once), from: sign.start, mark: sign.span)
  }

  /// `x++` as `(x += 1) - 1`, whose value is the old one.
  mutating func postfixIncrement(_ operand: Expr, from start: Int) throws(Failure) -> Expr {
    let sign = current
    guard isPlace(operand) else { throw unexpected() }
    advance()
    let assignment = try increment(operand, sign, from: start)
    let kept = try make(.parenthesised(assignment), from: start, mark: sign.span)
    let one = try make(.number(1), from: start, mark: sign.span)
    let undo: BinaryOperator = sign.kind == .plusPlus ? .subtract : .add
    return try make(.binary(undo, kept, one), from: start, mark: sign.span)
  }

  private mutating func increment(
    _ place: Expr, _ sign: Lexeme, from start: Int
  ) throws(Failure) -> Expr {
    let one = try make(.number(1), from: sign.start, mark: sign.span)
    noteAssigned(.place(place))
    return try make(
      .assign(
        [.place(place)], operator: sign.kind == .plusPlus ? .add : .subtract, one,
        isIncrement: true),
      from: start, mark: sign.span)
  }
}
