/// `@name` and `@(x) expression`.
extension Parser {
  mutating func parseHandle() throws(Failure) -> Expr {
    let sign = current
    advance()
    if current.kind == .identifier { return try parseNamedHandle(from: sign) }
    guard current.kind == .openParen else {
      throw unexpected(expecting: "a function name or (parameters) after '@'")
    }
    let parameters = try parseParameters(nesting: .anonymousBody)
    let savedIndexDepth = indexDepth
    indexDepth = 0
    defer { indexDepth = savedIndexDepth }
    let body = try nested { (parser) throws(Failure) in try parser.parseOperators(.orOr) }
    if current.kind == .assign || current.kind.assignmentOperator != nil {
      throw fail(
        "invalid use of operator \(text(current)) in anonymous function", at: current.span,
        help: "the body is one expression; write a function for more")
    }
    lexer.nesting.removeLast()
    return try make(.anonymous(parameters, body: body), from: sign.start, mark: sign.span)
  }

  private mutating func parseNamedHandle(from sign: Lexeme) throws(Failure) -> Expr {
    var name = text(current)
    advance()
    while current.kind == .dot, !current.spaceBefore {
      advance()
      guard current.kind == .identifier else { throw unexpected(expecting: "a name") }
      name += "." + text(current)
      advance()
    }
    return try make(.functionHandle(name), from: sign.start, mark: sign.span)
  }

  /// `(a, ~, b = 1)`; the current token is the parenthesis. `nesting` holds after it closes.
  mutating func parseParameters(nesting: Lexer.Nesting?) throws(Failure) -> [Parameter] {
    open(.group)
    var parameters: [Parameter] = []
    if current.kind != .closeParen {
      repeat { parameters.append(try parseParameter()) } while take(.comma)
    }
    guard current.kind == .closeParen else { throw unclosed() }
    openBrackets.removeLast()
    lexer.nesting.removeLast()
    if let nesting { lexer.nesting.append(nesting) }
    lexer.expectOperand()
    advance()
    return parameters
  }

  private mutating func parseParameter() throws(Failure) -> Parameter {
    let token = current
    if take(.not) { return Parameter(kind: .ignored, defaultValue: nil, span: token.span) }
    guard token.kind == .identifier else { throw unexpected(expecting: "a parameter name") }
    advance()
    let value = take(.assign) ? try parseExpression() : nil
    return Parameter(
      kind: .named(text(token)), defaultValue: value, span: Span(token.start, lastEnd))
  }
}
