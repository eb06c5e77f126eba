/// What a token is to a reader: what pages and the prompt colour alike.
public enum TokenRole: Sendable {
  case keyword, number, string, comment, wrong
}

extension Token {
  /// Nil for what has no colour.
  public var role: TokenRole? {
    switch kind {
    case .keyword: .keyword
    case .number: .number
    case .string, .word: .string
    case .comment: .comment
    case .invalid: .wrong
    case .name, .operation: nil
    }
  }
}
