import Syntax
import Texts

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
      result += Markup.escaped(source.text(Span(place, start)))
      let text = Markup.escaped(source.text(token.span))
      result += token.role.map { "<span class=\"\(className($0))\">\(text)</span>" } ?? text
      place = end
    }
    return result + Markup.escaped(source.text(Span(place, source.bytes.count)))
  }

  private static func className(_ role: TokenRole) -> String {
    switch role {
    case .keyword: "k"
    case .number: "n"
    case .string: "s"
    case .comment: "c"
    case .wrong: "x"
    }
  }
}
