/// Statements that hold statements. A head that is wrong does not lose its block: the body and its `end`
/// are read all the same.
extension Parser {
  /// Consumes the keyword of a block.
  private mutating func beginBlock(_ keyword: Keyword) {
    openBlocks.append((keyword, current.span))
    lexer.blockDepth += 1
    advance()
  }

  /// Consumes the `end` of the innermost block, or complains that it is missing.
  private mutating func endBlock(_ special: Keyword) {
    guard let block = openBlocks.popLast() else { return }
    guard let keyword = current.keyword, keyword.isEnd else { return reportMissingEnd(block) }
    lexer.blockDepth -= 1
    if keyword != .end, keyword != special { reportMismatch(keyword, block) }
    advance()
  }

  private mutating func reportMismatch(_ keyword: Keyword, _ block: (keyword: Keyword, span: Span))
  {
    let line = source.position(of: Int(block.span.start)).line
    note(
      SyntaxDiagnostic(
        "parse error: '\(block.keyword.rawValue)' command matched by '\(keyword.rawValue)'",
        span: current.span,
        help:
          "'\(block.keyword.rawValue)' on line \(line) is closed by 'end' or '\(endName(block.keyword))'"
      ))
  }

  /// The body of a block has ended without its `end`.
  mutating func reportMissingEnd(_ block: (keyword: Keyword, span: Span)) {
    lexer.blockDepth -= 1
    let name = block.keyword.rawValue
    let line = source.position(of: Int(block.span.start)).line
    if current.kind == .endOfInput || current.keyword == .function {
      let closer = block.keyword == .do ? "until" : "end"
      var help = "add '\(closer)' (or '\(endName(block.keyword))')"
      if block.keyword == .do { help = "add 'until condition'" }
      if let split = splitElseIf, block.keyword == .if {
        let line = source.position(of: Int(split.start)).line
        help = "'else if' on line \(line) opens a block of its own: write 'elseif'"
      }
      _ = fail(
        "'\(name)' on line \(line) has no '\(closer)'", at: block.span, help: help)
    } else {
      _ = fail(
        "unexpected '\(text(current))'", at: current.span,
        help: "'\(name)' on line \(line) is still open")
      advance()
    }
  }

  private func endName(_ keyword: Keyword) -> String {
    switch keyword {
    case .try: "end_try_catch"
    case .unwindProtect: "end_unwind_protect"
    case .do: "until"
    default: "end" + keyword.rawValue
    }
  }

  /// An `end`, `else`, ... that belongs to no block.
  mutating func reportStrayEnd() {
    guard let keyword = current.keyword else { return }
    if let inner = endingFunction, keyword == .end || keyword == .endfunction {
      endingFunction = nil
      _ = fail(
        "functions inside functions are out of scope", at: inner,
        help: "close the outer function before it")
      return advance()
    }
    let what = keyword.isEnd ? "no block is open here" : "it belongs into a block"
    _ = fail("unexpected '\(keyword.rawValue)'", at: current.span, help: what)
    advance()
  }

  private mutating func parseHead() -> Expr {
    let head = recovering { (parser) throws(Failure) in
      try parser.parseExpression()
    }
    return head ?? makeHole()
  }

  mutating func parseIf() -> StatementKind {
    beginBlock(.if)
    var branches = [(condition: parseHead(), body: parseStatements())]
    var otherwise: [Statement] = []
    while let keyword = current.keyword, keyword == .elseif || keyword == .else {
      let token = current
      advance()
      if keyword == .elseif {
        branches.append((condition: parseHead(), body: parseStatements()))
        continue
      }
      if current.keyword == .if, line(current) == line(token) {
        splitElseIf = Span(token.start, current.end)
      }
      otherwise = parseStatements()
      if current.keyword == .elseif || current.keyword == .else { break }
    }
    endBlock(.endif)
    return .conditional(branches, otherwise: otherwise)
  }

  mutating func parseWhile() -> StatementKind {
    beginBlock(.while)
    let condition = parseHead()
    let body = parseStatements()
    endBlock(.endwhile)
    return .whileLoop(condition: condition, body: body)
  }

  mutating func parseDo() -> StatementKind {
    beginBlock(.do)
    let body = parseStatements()
    guard let block = openBlocks.popLast() else { return .breakLoop }
    guard current.keyword == .until else {
      reportMissingEnd(block)
      return .doUntil(body: body, condition: makeHole())
    }
    lexer.blockDepth -= 1
    advance()
    return .doUntil(body: body, condition: parseHead())
  }

  mutating func parseFor(_ keyword: Keyword) -> StatementKind {
    beginBlock(keyword)
    if keyword == .for, current.kind == .openBracket { return parseForFields() }
    let head = recovering { (parser) throws(Failure) in try parser.parseForHead(keyword) }
    let body = parseStatements()
    endBlock(keyword == .for ? .endfor : .endparfor)
    guard let head else {
      let hole = makeHole()
      return .forLoop(target: .place(hole), values: hole, body: body)
    }
    return .forLoop(target: head.target, values: head.values, body: body)
  }

  /// `i = 1:n` or `(i = 1:n)`; a parallel loop may name a number of workers, which means nothing here.
  private mutating func parseForHead(
    _ keyword: Keyword
  ) throws(Failure) -> (target: AssignmentTarget, values: Expr) {
    let isWrapped = current.kind == .openParen
    if isWrapped { open(.group) }
    let start = current.start
    guard current.kind == .identifier else { throw unexpected(expecting: "a loop variable") }
    let variable = try parsePostfix(try parsePrimary(), from: start)
    guard take(.assign) else { throw unexpected(expecting: "'=': loops are written for i = 1:n") }
    noteAssigned(.place(variable))
    let values = try parseOperators(.orOr)
    if isWrapped {
      if current.kind == .semicolon {
        throw fail(
          "unexpected ';'", at: current.span,
          help: "loops are written: for \(source.text(tree.span(variable))) = 1:n")
      }
      if keyword == .parfor, take(.comma) { _ = try parseExpression() }
      try close(.closeParen)
    }
    return (.place(variable), values)
  }

  /// `[value, key] = object` and the body.
  private mutating func parseForFields() -> StatementKind {
    let head = recovering { (parser) throws(Failure) in try parser.parseFieldsHead() }
    let body = parseStatements()
    endBlock(.endfor)
    guard let head else {
      let hole = makeHole()
      return .forFields(value: hole, key: hole, of: hole, body: body)
    }
    return .forFields(value: head.value, key: head.key, of: head.object, body: body)
  }

  private mutating func parseFieldsHead() throws(Failure) -> (value: Expr, key: Expr, object: Expr)
  {
    open(.group)
    let value = try parseLoopVariable()
    guard take(.comma) || current.kind == .identifier else {
      throw unexpected(expecting: "the variable of the key: for [value, key] = s")
    }
    let key = try parseLoopVariable()
    try close(.closeBracket)
    guard take(.assign) else { throw unexpected(expecting: "'='") }
    return (value, key, try parseOperators(.orOr))
  }

  private mutating func parseLoopVariable() throws(Failure) -> Expr {
    let start = current.start
    guard current.kind == .identifier else { throw unexpected(expecting: "a loop variable") }
    let variable = try parsePostfix(try parsePrimary(), from: start)
    noteAssigned(.place(variable))
    return variable
  }

  mutating func parseSwitch() -> StatementKind {
    beginBlock(.switch)
    let value = parseHead()
    while current.kind.endsStatement, current.kind != .endOfInput { advance() }
    var cases: [(label: Expr, body: [Statement])] = []
    var otherwise: [Statement] = []
    while let keyword = current.keyword, keyword == .case || keyword == .otherwise {
      advance()
      if keyword == .case {
        cases.append((label: parseHead(), body: parseStatements()))
      } else {
        otherwise = parseStatements()
      }
    }
    endBlock(.endswitch)
    return .switchCase(value, cases: cases, otherwise: otherwise)
  }

  mutating func parseTry() -> StatementKind {
    beginBlock(.try)
    let body = parseStatements()
    var variable: String?
    var handler: [Statement] = []
    if current.keyword == .catch {
      let keyword = current
      advance()
      if current.kind == .identifier, line(current) == line(keyword), isAloneOnLine(current) {
        variable = text(current)
        assigned.insert(text(current))
        advance()
      }
      handler = parseStatements()
    }
    endBlock(.endTryCatch)
    return .tryCatch(body: body, variable: variable, handler: handler)
  }

  /// Whether the statement ends behind `lexeme`.
  private func isAloneOnLine(_ lexeme: Lexeme) -> Bool {
    var index = lexeme.end
    while index < source.bytes.count, Characters.isBlank(source.bytes[index]) { index += 1 }
    return index >= source.bytes.count || "\n\r;,%#".utf8.contains(source.bytes[index])
  }

  mutating func parseUnwindProtect() -> StatementKind {
    beginBlock(.unwindProtect)
    let body = parseStatements()
    var cleanup: [Statement] = []
    if current.keyword == .unwindProtectCleanup {
      advance()
      cleanup = parseStatements()
    }
    endBlock(.endUnwindProtect)
    return .unwindProtect(body: body, cleanup: cleanup)
  }

  mutating func beginFunction() { beginBlock(.function) }
  mutating func endFunction() { endBlock(.endfunction) }
}
