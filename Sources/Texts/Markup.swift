/// Text inside a page or a picture, in HTML or XML: it says what it says and does nothing.
public enum Markup {
  /// `text` for the content of an element or a quoted attribute.
  public static func escaped(_ text: String) -> String { entities(VisibleText.plain(text)) }

  /// Only the characters that have a meaning there.
  public static func entities(_ text: some StringProtocol) -> String {
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
