import Syntax

/// What a name means where it is typed.
enum NameMeaning {
  case variable, function, nothing
}

/// The colours of an input, from the tokens that the language itself reads in it.
struct InputColours {
  /// Longer texts stay as they are: colours are to be there before the next key.
  private static let longestText = 1 << 16

  let meaning: (String) -> NameMeaning

  /// The coloured pieces of a text, in its order.
  ///
  /// - Parameter cursor: names that it touches are not finished, so none of them is wrong; nil when nothing is to be
  ///   marked for it.
  func styles(of bytes: [UInt8], cursor: Int?) -> [StyledRange] {
    guard bytes.count <= Self.longestText else { return [] }
    // Commands of the shell are not of the language.
    if bytes.first == UInt8(ascii: ":") { return [] }
    let source = Source(name: "", bytes: bytes)
    let tokens = Self.tokens(of: source, isVariable: { meaning($0) == .variable })
    let known = NewNames(tokens, source).names
    var styles: [StyledRange] = []
    for (index, token) in tokens.enumerated() {
      let range = Int(token.span.start)..<Int(token.span.end)
      let style =
        token.kind == .name
        ? style(of: source.text(token.span), after: index > 0 ? tokens[index - 1] : nil, bytes)
        : token.role.map(Self.style) ?? .plain
      if style == .wrong, let cursor, range.lowerBound <= cursor, cursor <= range.upperBound {
        continue
      }
      if style == .wrong, token.kind == .name, known.contains(source.text(token.span)) { continue }
      if style != .plain { styles.append(StyledRange(range: range, style: style)) }
    }
    guard let cursor else { return styles }
    return BracketPair(at: cursor, in: tokens, bytes).marked(styles)
  }

  /// The tokens one behind the other: where the parser takes up again behind a mistake it may have read some twice.
  private static func tokens(
    of source: Source, isVariable: @escaping (String) -> Bool
  ) -> [Token] {
    var end: Int32 = 0
    return Syntax.tokens(of: source, isVariable: isVariable).filter { token in
      guard token.span.start >= end, token.span.end > token.span.start,
        Int(token.span.end) <= source.bytes.count
      else { return false }
      end = token.span.end
      return true
    }
  }

  private static func style(_ role: TokenRole) -> InputStyle {
    switch role {
    case .keyword: .keyword
    case .number: .number
    case .string: .string
    case .comment: .comment
    case .wrong: .wrong
    }
  }

  private func style(of name: String, after token: Token?, _ bytes: [UInt8]) -> InputStyle {
    if let token, bytes[Int(token.span.start)..<Int(token.span.end)].elementsEqual([0x2E]) {
      return .plain
    }
    return switch meaning(name) {
    case .variable: .plain
    case .function: .function
    case .nothing: .wrong
    }
  }
}
