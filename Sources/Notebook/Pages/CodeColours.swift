import Syntax

/// Code as HTML: each token in an element whose class says what it is.
enum CodeColours {
  /// - Parameter isVariable: whether a name is a variable where the code runs; a word after one is no command.
  static func html(_ code: String, isVariable: @escaping (String) -> Bool) -> String {
    let source = Source(name: "", text: code)
    var result = ""
    var place = 0
    for token in tokens(of: source, isVariable: isVariable) {
      let (start, end) = (Int(token.span.start), Int(token.span.end))
      guard start >= place, end > start else { continue }
      result += HTMLText.escaped(source.text(Span(place, start)))
      let text = HTMLText.escaped(source.text(token.span))
      result += kindName(token, source).map { "<span class=\"\($0)\">\(text)</span>" } ?? text
      place = end
    }
    return result + HTMLText.escaped(source.text(Span(place, source.bytes.count)))
  }

  private static func kindName(_ token: Token, _ source: Source) -> String? {
    switch token.kind {
    case .keyword: "k"
    case .number: "n"
    case .string, .word: "s"
    case .comment: "c"
    case .invalid: "x"
    case .name, .operation: nil
    }
  }
}
