/// `[...]` and `{...}`: rows of elements, which blanks separate too.
extension Parser {
  mutating func parseElements(closing: Lexeme.Kind) throws(Failure) -> Expr {
    let opener = current
    open(.elements)
    var rows: [[Expr]] = []
    var row: [Expr] = []
    while current.kind != closing {
      switch current.kind {
      case .newline, .semicolon:
        advance()
        if !row.isEmpty { rows.append(row) }
        row = []
      case .comma:
        advance()
        if current.kind == .comma {
          throw fail("unexpected ','", at: current.span, help: "an element is missing before it")
        }
      default: row.append(try parseElement(isFirst: row.isEmpty))
      }
    }
    if !row.isEmpty { rows.append(row) }
    try close(closing)
    let kind: ExprKind = closing == .closeBracket ? .matrix(rows: rows) : .cell(rows: rows)
    return try make(kind, from: opener.start, mark: opener.span)
  }

  private mutating func parseElement(isFirst: Bool) throws(Failure) -> Expr {
    switch current.kind {
    case .closeParen, .closeBracket, .closeBrace, .endOfInput: throw unclosed()
    default: break
    }
    // `[1 2](3)` has a blank or a comma between elements; `[1 "a"b]` lacks one.
    if !isFirst, !current.spaceBefore, source.bytes[lastEnd - 1] != UInt8(ascii: ",") {
      throw unexpected()
    }
    return try parseExpression()
  }

  /// Whether the current `~` or `!` stands for an output that is not wanted.
  var isPlaceholder: Bool { lexer.nesting.last == .elements && isFollowedBySeparator(current) }

  mutating func parsePlaceholder() throws(Failure) -> Expr {
    let token = current
    advance()
    let expr = try make(.colon, from: token.start, mark: token.span)
    placeholders[expr] = token.span
    return expr
  }

  /// Complains of a `~` that did not become the target of an assignment.
  mutating func rejectPlaceholders() throws(Failure) {
    guard let span = placeholders.values.min(by: { $0.start < $1.start }) else { return }
    placeholders = [:]
    throw fail(
      "'\(source.text(span))' without a value", at: span,
      help: "it can stand for an output that is not wanted: [~, i] = max(x)",
      mayContinue: false)
  }
}
