/// A piece of source text with its role, for highlighting and completion.
public struct Token: Hashable, Sendable {
  public enum Kind: Sendable {
    case keyword, number, string, comment, name, operation
    /// A word after a command: `on` in `hold on`.
    case word
    /// Text that no token begins with.
    case invalid
  }
  public var kind: Kind
  public var span: Span
  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// The tokens of `source` in the order of the text, without blanks and line ends.
///
/// They come from the parser's own lexer, so that quotes, matrix blanks and commands are read as they run.
public func tokens(
  of source: Source, isVariable: @escaping (String) -> Bool = { _ in false }
) -> [Token] {
  var parser = Parser(source, isVariable: isVariable, isInteractive: false)
  parser.lexer.recorded = []
  parser.parseProgram()
  parser.lexer.resume(after: parser.current)
  parser.lexer.nesting = []
  while parser.lexer.next().kind != .endOfInput {}
  return parser.lexer.recorded ?? []
}
