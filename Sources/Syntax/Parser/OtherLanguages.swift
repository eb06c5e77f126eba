/// Fixes for what people of other languages write, by the token that does not fit and what stands before it.
extension Parser {
  /// Words at the start of a statement that other languages have: each reads as a command here, and only the
  /// lines after it are wrong.
  static let foreignWords: [String: String] = [
    "def": "functions are written: function r = f(x), r = ...; end",
    "elif": "it is written elseif",
    "import": "nothing is imported: functions are found by their names",
    "from": "nothing is imported: functions are found by their names",
    "let": "variables need no declaration: x = 1",
    "var": "variables need no declaration: x = 1",
    "const": "variables need no declaration: x = 1",
  ]

  /// Notes the words that led to the mistakes of the lines after them.
  mutating func explainForeignWords() {
    guard !isIncomplete, let last = diagnostics.map(\.span.start).max() else { return }
    for (word, span) in foreignStatements where span.start < last {
      note(
        SyntaxDiagnostic(
          "parse error: unexpected '\(word)'", span: span, help: Parser.foreignWords[word]))
    }
  }

  /// A fix for the current token, which fits nothing here.
  func helpForOtherLanguages() -> String? {
    switch current.kind {
    case .openBracket where !current.spaceBefore: return squareIndexHelp
    case .greater where byte(before: current) == UInt8(ascii: "<"):
      return "'not equal' is written != or ~="
    case .greater where byte(before: current) == UInt8(ascii: "="): return "it is written >="
    case .less where byte(before: current) == UInt8(ascii: "="): return "it is written <="
    case .slash where byte(after: current) == UInt8(ascii: "*"):
      return "comments begin with % or #; %{ and %} on lines of their own enclose several lines"
    case .slash where byte(before: current) == UInt8(ascii: "/"):
      return "comments begin with % or #; whole division is floor(a / b)"
    case .slash where byte(after: current) == UInt8(ascii: "/"): return "comments begin with % or #"
    case .identifier where text(current) == "in": return "loops are written: for i = 1:n"
    case .identifier where wordBefore == "lambda", .colon where wordBefore == "lambda":
      return lambdaHelp
    case .doubleString where isTextPrefix, .singleString where isTextPrefix:
      return "numbers are put into text by sprintf(\"x is %g\", x), and printf prints it"
    case .newline where byte(before: current) == UInt8(ascii: ":"),
      .endOfInput where byte(before: current) == UInt8(ascii: ":"):
      return "no ':' stands at the end of a line"
    case .comma where lexer.nesting.last == .group && indexDepth == 0,
      .comma where openBrackets.last.map(isWithoutName) == true:
      return "parentheses hold one value; several are a row in brackets: [a, b]"
    case .colon where !openBrackets.isEmpty: return "a range says where it begins: 1:n"
    case .closeParen where openBrackets.isEmpty, .closeBracket where openBrackets.isEmpty:
      return "nothing is open that this '\(text(current))' could close"
    case let kind where kind != .newline && kind != .endOfInput && wordBefore == "return":
      return "'return' takes no value: it goes to the output of the function, as in r = x; return"
    default: return nil
    }
  }

  /// Whether a parenthesis stands for itself and holds no arguments.
  private func isWithoutName(_ opener: Lexeme) -> Bool {
    guard opener.kind == .openParen, opener.start > 0 else { return opener.kind == .openParen }
    let before = source.bytes[opener.start - 1]
    return !(Parser.isWordByte(before) || [UInt8(ascii: ")"), UInt8(ascii: "}")].contains(before))
  }

  /// The help for a `{` that was to open a block: nil where it begins a cell.
  func blockBraceHelp(_ opener: Lexeme) -> String? {
    guard opener.kind == .openBrace else { return nil }
    let line = source.line(line(opener))
    let rest = source.bytes[opener.end..<line.endIndex].drop { $0 == 32 || $0 == 9 || $0 == 13 }
    guard rest.isEmpty || rest.first == UInt8(ascii: "%") || rest.first == UInt8(ascii: "#"),
      let first = String(decoding: line, as: UTF8.self).split(whereSeparator: { !$0.isLetter })
        .first,
      ["if", "else", "elseif", "for", "while", "function", "switch", "do"].contains(first)
    else { return nil }
    return "blocks need no '{': they go on to their 'end'"
  }

  // MARK: - What stands before

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 128 || (byte | 32) >= 97 && (byte | 32) <= 122
      || byte >= 48 && byte <= 57
  }

  /// The byte that stands before a token, blanks left out.
  private func byte(before token: Lexeme) -> UInt8? {
    source.bytes[..<token.start].last { $0 != 32 && $0 != 9 && $0 != 13 }
  }

  private func byte(after token: Lexeme) -> UInt8? {
    token.end < source.bytes.count ? source.bytes[token.end] : nil
  }

  /// The word before the current token on its line.
  private var wordBefore: String {
    var end = current.start
    while end > 0, source.bytes[end - 1] == 32 || source.bytes[end - 1] == 9 { end -= 1 }
    var start = end
    while start > 0, Parser.isWordByte(source.bytes[start - 1]) { start -= 1 }
    return source.text(Span(start, end))
  }

  /// `f"..."`: a letter right before a string.
  private var isTextPrefix: Bool {
    !current.spaceBefore && ["f", "F", "r", "b", "u"].contains(wordBefore)
  }

  /// `x -> ...`, said anew: what follows `lambda` on its line, up to where the expression would end.
  private var lambdaHelp: String {
    let general = "functions without a name are written @(x) x + 1"
    let line = source.line(line(current))
    let rest = source.text(Span(min(current.start, line.endIndex), line.endIndex))
    let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return general }
    let parameters = parts[0].filter { $0 != " " }
    let body = parts[1].drop { $0 == " " }.prefix { $0 != ";" && $0 != "%" && $0 != "#" }
    guard !body.isEmpty, body.utf8.count < 40, openBrackets.isEmpty else { return general }
    return "functions without a name are written @(\(parameters.replacing(",", by: ", "))) \(body)"
  }

  /// `x[1, 2]` as an index is written here, from 1.
  private var squareIndexHelp: String {
    let general = "index with parentheses: x(1)"
    let line = source.line(line(current))
    let name = wordBefore
    let inside = source.bytes[min(current.end, line.endIndex)..<line.endIndex]
    guard !name.isEmpty, let close = inside.firstIndex(of: UInt8(ascii: "]")) else {
      return general
    }
    let text = source.text(Span(current.end, close))
    guard text.utf8.count < 30, !text.contains("["), !text.contains("("), !text.isEmpty else {
      return general
    }
    let items = text.split(separator: ",", omittingEmptySubsequences: false).map(Parser.subscripted)
    return "index with parentheses\(items.contains(where: \.isCounted) ? ", from 1" : ""): "
      + "\(name)(\(items.map(\.text).joined(separator: ", ")))"
  }

  /// A subscript of Python: `:2`, `1:`, `0`, `-1`.
  private static func subscripted(_ item: Substring) -> (text: String, isCounted: Bool) {
    var item = item.drop { $0 == " " }
    while item.last == " " { item.removeLast() }
    if item == "0" { return ("1", true) }
    if item == "-1" { return ("end", false) }
    if item.count > 1, item.first == ":", !item.dropFirst().contains(":") {
      return ("1" + item, false)
    }
    if item.count > 1, item.last == ":", let first = Int(item.dropLast()), first >= 0,
      first < 1 << 30
    {
      return ("\(first + 1):end", true)
    }
    return (String(item), false)
  }
}

extension String {
  fileprivate func replacing(_ separator: Character, by text: String) -> String {
    split(separator: separator, omittingEmptySubsequences: false).joined(separator: text)
  }
}
