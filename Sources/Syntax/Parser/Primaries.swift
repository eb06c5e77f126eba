/// Operands, and the indexes and fields behind them.
extension Parser {
  mutating func parsePrimary() throws(Failure) -> Expr {
    let token = current
    switch token.kind {
    case .number:
      advance()
      return try makeNumber(token)
    case .imaginary: throw complexNumber(token)
    case .singleString:
      advance()
      let content = Lexer.singleQuoted(source.bytes[token.start..<token.end])
      return try make(.string(content, doubleQuoted: false), from: token.start, mark: token.span)
    case .doubleString:
      advance()
      let content = Lexer.doubleQuoted(source.bytes[token.start..<token.end])
      return try make(.string(content, doubleQuoted: true), from: token.start, mark: token.span)
    case .identifier:
      advance()
      return try make(.name(text(token)), from: token.start, mark: token.span)
    case .keyword where token.keyword == .end && indexDepth > 0:
      advance()
      return try make(.end, from: token.start, mark: token.span)
    case .openParen: return try parseParenthesised()
    case .openBracket: return try parseElements(closing: .closeBracket)
    case .openBrace: return try parseElements(closing: .closeBrace)
    case .at: return try parseHandle()
    default: throw unexpected(expecting: "a value")
    }
  }

  private mutating func makeNumber(_ token: Lexeme) throws(Failure) -> Expr {
    let literal = NumberLiteral(source.bytes[token.start..<token.end])
    let number = try make(.number(literal.value), from: token.start, mark: token.span)
    guard let className = literal.className else { return number }
    if literal.isTooLong {
      let kind = literal.isBinary ? "binary" : "hexadecimal"
      throw fail("too many digits for \(kind) constant", at: token.span, mayContinue: false)
    }
    let name = try make(.name(className), from: token.start, mark: token.span)
    return try make(.call(name, [number]), from: token.start, mark: token.span)
  }

  private mutating func complexNumber(_ token: Lexeme) -> Failure {
    let digits = source.text(Span(token.start, token.end - 1))
    let unit = source.text(Span(token.end - 1, token.end))
    return fail(
      "complex numbers are out of scope", at: token.span,
      help: "for \(digits) times a variable write \(digits)*\(unit)")
  }

  private mutating func parseParenthesised() throws(Failure) -> Expr {
    let opener = current
    open(.group)
    let inner = try parseExpression()
    try close(.closeParen)
    return try make(.parenthesised(inner), from: opener.start, mark: opener.span)
  }

  /// Indexes, calls and fields directly behind `base`, as many as there are.
  mutating func parsePostfix(_ base: Expr, from start: Int) throws(Failure) -> Expr {
    var result = base
    while true {
      let token = current
      if startsElement(token) { return result }
      switch token.kind {
      case .openParen:
        let arguments = try parseArguments(closing: .closeParen)
        result = try make(.call(result, arguments), from: start, mark: mark(of: result, token))
      case .openBrace:
        let arguments = try parseArguments(closing: .closeBrace)
        result = try make(.brace(result, arguments), from: start, mark: token.span)
      case .dot: result = try parseField(of: result, from: start)
      default: return result
      }
    }
  }

  /// A call by name is pointed at by its name, any other by its bracket.
  private func mark(of base: Expr, _ bracket: Lexeme) -> Span {
    switch tree[base] {
    case .name, .field: tree.mark(base)
    default: bracket.span
    }
  }

  /// `.name` or `.(expression)`.
  private mutating func parseField(of base: Expr, from start: Int) throws(Failure) -> Expr {
    advance()
    let token = current
    if token.kind == .identifier {
      advance()
      return try make(.field(base, text(token)), from: start, mark: token.span)
    }
    guard token.kind == .openParen else { throw unexpected(expecting: "a field name") }
    open(.group)
    let name = try parseExpression()
    try close(.closeParen)
    return try make(.dynamicField(base, name), from: start, mark: token.span)
  }

  /// The arguments of a call or an index; the current token opens them.
  private mutating func parseArguments(closing: Lexeme.Kind) throws(Failure) -> [Expr] {
    open(.group)
    indexDepth += 1
    defer { indexDepth -= 1 }
    var arguments: [Expr] = []
    if current.kind != closing {
      repeat { arguments.append(try parseArgument(closing: closing)) } while take(.comma)
    }
    try close(closing)
    return arguments
  }

  private mutating func parseArgument(closing: Lexeme.Kind) throws(Failure) -> Expr {
    let token = current
    if token.kind == .colon, isFollowedBySeparator(token) {
      advance()
      return try make(.colon, from: token.start, mark: token.span)
    }
    if token.kind == .comma || token.kind == closing {
      throw fail("unexpected '\(text(token))'", at: token.span, help: "an argument is missing here")
    }
    return try parseExpression()
  }

  /// Whether `,` or a closing bracket is the next thing after `lexeme`.
  func isFollowedBySeparator(_ lexeme: Lexeme) -> Bool {
    var index = lexeme.end
    let bytes = source.bytes
    while index < bytes.count,
      Characters.isBlank(bytes[index]) || Characters.isLineEnd(bytes[index])
    {
      index += 1
    }
    guard index < bytes.count else { return true }
    return ",)]};".utf8.contains(bytes[index])
  }
}
