/// Text inside a page: it says what it says and does nothing.
enum HTMLText {
  /// `text` for the content of an element or a quoted attribute.
  static func escaped(_ text: String) -> String { entities(VisibleText.plain(text)) }

  /// Only the characters that HTML gives a meaning.
  static func entities(_ text: some StringProtocol) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
