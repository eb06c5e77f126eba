/// Definitions of functions.
extension Parser {
  mutating func parseFunction() -> StatementKind {
    let start = current.start
    let outerAssigned = assigned
    assigned = []
    beginFunction()
    let head = recovering { (parser) throws(Failure) in try parser.parseFunctionHead() }
    let headEnd = lastEnd
    let body = parseStatements()
    finishFunction()
    assigned = outerAssigned
    functions.append(
      FunctionDefinition(
        name: head?.name ?? "", parameters: head?.parameters ?? [], outputs: head?.outputs ?? [],
        body: body, nameSpan: head?.nameSpan ?? Span(start, start), span: Span(start, lastEnd),
        documentation: documentation(of: source, head: start, headEnd: headEnd)))
    return .function(functions.count - 1)
  }

  /// In a file the next function, or the end of the text, ends a function too.
  private mutating func finishFunction() {
    let endsByFile = current.kind == .endOfInput || current.keyword == .function
    guard endsByFile, let block = openBlocks.last else { return endFunction() }
    openBlocks.removeLast()
    if current.keyword == .function { endingFunction = current.span }
    if isInteractive {
      reportMissingEnd(block)
    } else {
      lexer.blockDepth -= 1
    }
  }

  private typealias Head = (
    name: String, nameSpan: Span, parameters: [Parameter], outputs: [String]
  )

  /// `[a, b] = name(x, y)` and its shorter forms.
  private mutating func parseFunctionHead() throws(Failure) -> Head {
    var outputs: [String] = []
    if current.kind == .openBracket {
      outputs = try parseOutputs()
      guard take(.assign) else { throw unexpected(expecting: "'='") }
    }
    var (name, span) = try parseFunctionName()
    if outputs.isEmpty, take(.assign) {
      outputs = [name]
      (name, span) = try parseFunctionName()
    }
    var parameters: [Parameter] = []
    if current.kind == .openParen { parameters = try parseParameters(nesting: nil) }
    for output in outputs { assigned.insert(output) }
    for parameter in parameters {
      if case .named(let name) = parameter.kind { assigned.insert(name) }
    }
    return (name, span, parameters, outputs)
  }

  private mutating func parseFunctionName() throws(Failure) -> (String, Span) {
    guard current.kind == .identifier else { throw unexpected(expecting: "a function name") }
    let token = current
    advance()
    return (text(token), token.span)
  }

  private mutating func parseOutputs() throws(Failure) -> [String] {
    open(.group)
    var outputs: [String] = []
    while current.kind != .closeBracket {
      guard current.kind == .identifier else { throw unexpected(expecting: "an output name") }
      outputs.append(text(current))
      advance()
      _ = take(.comma)
    }
    try close(.closeBracket)
    return outputs
  }
}
