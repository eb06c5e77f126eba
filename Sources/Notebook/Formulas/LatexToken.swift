/// A piece of LaTeX's mathematics.
enum LatexToken: Equatable {
  /// `\alpha`, `\,`, `\\`: the name without its backslash.
  case command(String)
  case open
  case close
  case superscript
  case `subscript`
  case separator
  /// `~`, which is a blank.
  case tie
  case character(Character)
  case end
}

/// A token and where it stands, for arguments that are read as text.
struct PlacedLatexToken {
  let token: LatexToken
  let start: Int
  let end: Int
  let hasBlankBefore: Bool
}

/// Cuts LaTeX into tokens. Comments and blanks are left out.
enum LatexLexer {
  static func tokens(of text: [Character]) -> [PlacedLatexToken] {
    var tokens: [PlacedLatexToken] = []
    var next = 0
    var hasBlank = false
    while next < text.count {
      let start = next
      let character = text[next]
      next += 1
      if character.isWhitespace {
        hasBlank = true
        continue
      }
      let token: LatexToken
      switch character {
      case "\\": token = .command(commandName(in: text, at: &next))
      case "{": token = .open
      case "}": token = .close
      case "^": token = .superscript
      case "_": token = .subscript
      case "&": token = .separator
      case "~": token = .tie
      case "%":
        while next < text.count, text[next] != "\n" { next += 1 }
        continue
      default: token = .character(character)
      }
      tokens.append(
        PlacedLatexToken(token: token, start: start, end: next, hasBlankBefore: hasBlank))
      hasBlank = false
    }
    tokens.append(
      PlacedLatexToken(token: .end, start: next, end: next, hasBlankBefore: hasBlank))
    return tokens
  }

  private static func isLetter(_ character: Character) -> Bool {
    character.isASCII && character.isLetter
  }

  private static func commandName(in text: [Character], at next: inout Int) -> String {
    guard next < text.count else { return "" }
    let start = next
    next += 1
    guard isLetter(text[start]) else { return String(text[start]) }
    while next < text.count, isLetter(text[next]) { next += 1 }
    let name = String(text[start..<next])
    // `align*`, `operatorname*` and the like are names of their own; elsewhere a star is a star.
    if next < text.count, text[next] == "*", name == "operatorname" {
      next += 1
      return name + "*"
    }
    return name
  }
}
