/// Lists of statements, and the statements that hold no others.
extension Parser {
  /// Statements up to a keyword that ends a block, or the end of the input.
  mutating func parseStatements() -> [Statement] {
    var list: [Statement] = []
    while true {
      while current.kind.endsStatement, current.kind != .endOfInput { advance() }
      if current.kind == .endOfInput || current.keyword?.endsBlock == true { return list }
      // In a file without `end`s the next `function` ends the one before.
      if current.keyword == .function, openBlocks.last?.keyword == .function { return list }
      let statement = recovering { (parser) throws(Failure) in try parser.parseStatement() }
      if let statement { list.append(statement) }
    }
  }

  private mutating func parseStatement() throws(Failure) -> Statement {
    let start = current.start
    let kind = try nested { (parser) throws(Failure) in try parser.parseStatementKind() }
    try rejectPlaceholders()
    let span = Span(start, max(start, lastEnd))
    if current.keyword?.endsBlock == true
      || current.keyword == .function && mayPrecedeFunction(kind)
    {
      return Statement(kind: kind, span: span, printsResult: true)
    }
    guard current.kind.endsStatement else { throw unexpected() }
    let isQuiet = current.kind == .semicolon
    if current.kind != .endOfInput { advance() }
    return Statement(kind: kind, span: span, printsResult: !isQuiet)
  }

  /// A function without `end` is ended by the next one, and so is the last statement in it.
  private func mayPrecedeFunction(_ kind: StatementKind) -> Bool {
    if case .function = kind { return true }
    return openBlocks.last?.keyword == .function
  }

  private mutating func parseStatementKind() throws(Failure) -> StatementKind {
    if let keyword = current.keyword { return try parseKeyword(keyword) }
    if current.kind == .identifier {
      let name = text(current)
      if !assigned.contains(name), lexer.looksLikeCommand(after: current), !isVariable(name) {
        return try parseCommand(name)
      }
    }
    return .expression(try result(of: try parseExpression()))
  }

  /// What an expression shows as a statement: `(x)` and `(x = 3)` show `x`; `x++` sets `ans` to the old
  /// value, `++x` to the new one.
  private mutating func result(of expr: Expr) throws(Failure) -> Expr {
    var inner = expr
    while case .parenthesised(let next) = tree[inner] { inner = next }
    switch tree[inner] {
    case .name, .assign(_, operator: _, _, isIncrement: false): return inner
    case .assign where inner == expr:
      return try make(
        .parenthesised(expr), from: Int(tree.span(expr).start), mark: tree.mark(expr))
    default: return expr
    }
  }

  private mutating func parseCommand(_ name: String) throws(Failure) -> StatementKind {
    let token = current
    if Parser.foreignWords[name] != nil { foreignStatements.append((name, token.span)) }
    let (words, end) = lexer.commandWords(after: current)
    advance()
    lastEnd = token.end
    let place = try make(.name(name), from: token.start, mark: token.span)
    lastEnd = end
    return .command(name: name, arguments: words, place: place)
  }

  private mutating func parseKeyword(_ keyword: Keyword) throws(Failure) -> StatementKind {
    switch keyword {
    case .if: return parseIf()
    case .for, .parfor: return parseFor(keyword)
    case .while: return parseWhile()
    case .do: return parseDo()
    case .switch: return parseSwitch()
    case .try: return parseTry()
    case .unwindProtect: return parseUnwindProtect()
    case .function: return parseFunction()
    case .global, .persistent: return try parseDeclarations(keyword)
    case .break: return consume(.breakLoop)
    case .continue: return consume(.continueLoop)
    case .return: return consume(.returnFromFunction)
    case .classdef:
      let failure = fail(
        "classdef is out of scope", at: current.span,
        help: "functions with structs do most of what a class does")
      lexer.isStopped = true
      throw failure
    default: throw unexpected()
    }
  }

  private mutating func consume(_ kind: StatementKind) -> StatementKind {
    advance()
    return kind
  }

  /// `global a b = 3`.
  private mutating func parseDeclarations(_ keyword: Keyword) throws(Failure) -> StatementKind {
    advance()
    var declarations: [Declaration] = []
    while current.kind == .identifier {
      let token = current
      advance()
      assigned.insert(text(token))
      let value = take(.assign) ? try parseOperators(.orOr) : nil
      declarations.append(
        Declaration(name: text(token), initialValue: value, span: Span(token.start, lastEnd)))
    }
    if declarations.isEmpty { throw unexpected(expecting: "a variable name") }
    return keyword == .global ? .global(declarations) : .persistent(declarations)
  }
}
