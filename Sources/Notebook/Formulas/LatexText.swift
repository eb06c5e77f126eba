/// The text mode of LaTeX, as far as its commands are characters.
enum LatexText {
  private static let commands = [
    "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~", "ldots": "…",
    "dots": "…", "quad": "  ",
  ]

  /// `source` as plain text; nil where it uses what is not known here.
  static func plain(_ source: String) -> String? {
    var result = ""
    var rest = source[...]
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        guard let first = rest.first else { return nil }
        if "{}$%#&_ ,;".contains(first) {
          result.append(",; ".contains(first) ? " " : first)
          rest.removeFirst()
          continue
        }
        let name = String(rest.prefix { $0.isASCII && $0.isLetter })
        guard let text = commands[name] else { return nil }
        result += text
        rest = rest.dropFirst(name.count).drop { $0 == " " }
        if rest.hasPrefix("{}") { rest = rest.dropFirst(2) }
      case "~": result += " "
      case "{", "}": continue
      default: result.append(character)
      }
    }
    return result
  }
}
