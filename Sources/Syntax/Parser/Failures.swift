/// What goes wrong, in words, and how parsing goes on after it.
extension Parser {
  mutating func note(_ diagnostic: SyntaxDiagnostic) {
    guard !lexer.isStopped else { return }
    // One complaint a place: what follows from a first mistake says nothing new.
    if let last = diagnostics.last, last.span.start == diagnostic.span.start { return }
    diagnostics.append(diagnostic)
    if diagnostics.count >= Parser.diagnosticLimit { lexer.isStopped = true }
  }

  /// Notes an error; the caller throws what this gives.
  ///
  /// - Parameter mayContinue: whether more text at the end of the input could mend it.
  mutating func fail(
    _ message: String, at span: Span, help: String? = nil, mayContinue: Bool = true
  ) -> Failure {
    let isAtEnd = current.kind == .endOfInput && !lexer.isStopped
    if mayContinue, isAtEnd, diagnostics.isEmpty { isIncomplete = true }
    note(SyntaxDiagnostic("parse error: " + message, span: span, help: help))
    return Failure()
  }

  mutating func tooDeep(_ span: Span) -> Failure {
    note(
      SyntaxDiagnostic(
        "parse error: nesting too deep (more than \(Parser.depthLimit) levels)", span: span))
    lexer.isStopped = true
    return Failure()
  }

  /// The current token does not fit here.
  mutating func unexpected(expecting what: String? = nil) -> Failure {
    if let opener = openBrackets.last, isOnLaterLine(than: opener) || current.kind == .endOfInput {
      return unclosed()
    }
    let help = helpForCurrent() ?? what.map { "expected \($0)" }
    switch current.kind {
    case .endOfInput: return fail("unexpected end of input", at: current.span, help: help)
    case .newline: return fail("unexpected end of line", at: current.span, help: help)
    case .invalid: return invalidCharacter()
    default: return fail("unexpected '\(clippedText(current))'", at: current.span, help: help)
    }
  }

  /// A bracket that is not closed where it must be: the opener is at fault when the line has ended, or
  /// when its place is taken by a bracket of another kind.
  mutating func unclosed() -> Failure {
    guard let opener = openBrackets.last else { return unexpected() }
    switch current.kind {
    case .closeParen, .closeBracket, .closeBrace:
      return fail(
        "'\(text(current))' does not close '\(text(opener))'", at: current.span,
        help: "'\(text(opener))' on line \(line(opener)) needs '\(partner(of: opener))' first")
    case .invalid: return invalidCharacter()
    case .endOfInput, .newline: return neverClosed(opener)
    default:
      let isOver = isOnLaterLine(than: opener) || current.kind == .semicolon
      if isOver, lexer.nesting.last == .group { return neverClosed(opener) }
      return fail(
        "unexpected '\(clippedText(current))'", at: current.span,
        help: helpForCurrent() ?? "expected ',' or '\(partner(of: opener))'")
    }
  }

  private mutating func neverClosed(_ opener: Lexeme) -> Failure {
    resumePoint = endOfLine(opener)
    // A string without its end has swallowed the bracket.
    if let last = diagnostics.last, last.message.contains("unterminated"),
      Int(last.span.start) > opener.start, Int(last.span.start) < endOfLine(opener)
    {
      return Failure()
    }
    return fail(
      "'\(text(opener))' is never closed", at: opener.span,
      help: blockBraceHelp(opener) ?? "add the missing '\(partner(of: opener))'")
  }

  private mutating func invalidCharacter() -> Failure {
    let (name, help) = InvalidText.describe(source.bytes, current.span)
    return fail(name, at: current.span, help: help)
  }

  private func partner(of opener: Lexeme) -> String {
    switch opener.kind {
    case .openParen: ")"
    case .openBracket: "]"
    default: "}"
    }
  }

  func line(_ lexeme: Lexeme) -> Int { source.position(of: lexeme.start).line }

  /// Whether a line ended since `opener` that no `...` continues.
  private func isOnLaterLine(than opener: Lexeme) -> Bool {
    let (line, column) = source.position(of: current.start)
    return line > self.line(opener) && current.start - column != lexer.continuationEnd
  }

  private func endOfLine(_ lexeme: Lexeme) -> Int {
    source.line(line(lexeme)).endIndex
  }

  private func clippedText(_ lexeme: Lexeme) -> String {
    let text = text(lexeme)
    return text.count > 30 ? text.prefix(27) + "..." : text
  }

  /// A fix for a token that does not fit.
  private func helpForCurrent() -> String? {
    if let help = helpForOtherLanguages() { return help }
    switch current.kind {
    case .assign: return "compare with '=='; '=' assigns to a variable"
    case .closeBrace where openBrackets.isEmpty: return "blocks are closed with 'end'"
    case .plus, .minus, .star, .slash, .and, .or: return nil
    case .number, .identifier, .doubleString, .singleString:
      return openBrackets.isEmpty ? "an operator, ',' or ';' is missing before it" : nil
    case .keyword where !openBrackets.isEmpty:
      return openBrackets.last.map { "'\(text($0))' on line \(line($0)) is still open" }
    default: return nil
    }
  }

  /// After an error: to the end of the line, or of the brackets that were open.
  mutating func recover(brackets: Int, blocks: Int) {
    lexer.nesting = []
    let wasInBrackets = openBrackets.count > brackets
    openBrackets.removeLast(max(0, openBrackets.count - brackets))
    if let point = resumePoint {
      lexer.resume(at: point)
      resumePoint = nil
    } else {
      lexer.resumeSkipping(from: current, closingBrackets: wasInBrackets)
    }
    placeholders = [:]
    indexDepth = 0
    lexer.blockDepth = blocks
    advance()
  }

  /// Runs a rule; after a failure gives nil and stands at the next line end.
  mutating func recovering<T>(_ rule: (inout Parser) throws(Failure) -> T) -> T? {
    let brackets = openBrackets.count
    let blocks = lexer.blockDepth
    do {
      return try rule(&self)
    } catch {
      recover(brackets: brackets, blocks: blocks)
      return nil
    }
  }
}

extension Lexer {
  /// Stands at the end of the line, its tokens noted when they are wanted.
  private mutating func skipLine() {
    guard recorded != nil else { return skipToLineEnd() }
    while true {
      let lexeme = next()
      guard lexeme.kind == .newline || lexeme.kind == .endOfInput else { continue }
      position = lexeme.start
      return
    }
  }

  /// Goes back to `offset`.
  mutating func resume(at offset: Int) {
    guard !isStopped else { return }
    position = offset
    while let last = recorded?.last, Int(last.span.end) > offset { recorded?.removeLast() }
    expectOperand()
  }

  /// Stands at the end of the line that `lexeme` is on; with `closingBrackets`, behind the matrix or
  /// argument list it is in, when that ends.
  mutating func resumeSkipping(from lexeme: Lexeme, closingBrackets: Bool) {
    guard !isStopped else { return }
    if lexeme.kind == .newline {
      position = lexeme.start
    } else {
      skipLine()
    }
    if closingBrackets, let end = endOfOpenMatrix() { position = end }
    expectOperand()
  }

  /// The end of the first later line that consists of a closing bracket's line, when only lines that look
  /// like rows of a matrix stand between.
  private func endOfOpenMatrix() -> Int? {
    var scout = self
    scout.recorded = nil
    for _ in 0..<200 {
      guard scout.position < bytes.count else { return nil }
      let lexeme = scout.next()
      switch lexeme.kind {
      case .closeBracket, .closeBrace, .closeParen:
        scout.skipToLineEnd()
        return scout.position
      case .number, .newline, .comma, .semicolon, .minus, .plus: continue
      default: return nil
      }
    }
    return nil
  }
}
