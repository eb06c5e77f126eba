/// Formulas as a line of characters, for a terminal: `$\Theta^{(1)}$` is Θ⁽¹⁾.
public enum LatexLine {
  /// A text with each of its formulas as characters; those that use what is not known here stay as they are.
  public static func text(_ text: String) -> String {
    FormulaScanner.pieces(of: text).map { piece in
      switch piece {
      case .text(let text): text
      case .formula(let formula): line(formula.source) ?? formula.marked
      }
    }.joined()
  }

  /// Longer formulas stay as they are.
  private static let longest = 2000
  private static let deepest = 20

  /// A formula as characters; nil where that would not be enough.
  static func line(_ source: String) -> String? {
    guard source.utf8.count <= longest else { return nil }
    var rest = source[...]
    return group(&rest, isInBraces: false, depth: 0)
  }

  /// What stands up to the closing brace, or the end.
  private static func group(_ rest: inout Substring, isInBraces: Bool, depth: Int) -> String? {
    var result = ""
    while let character = rest.first {
      if character == "}" {
        guard isInBraces else { return nil }
        rest.removeFirst()
        return result
      }
      guard let part = part(&rest, depth: depth) else { return nil }
      result += part
    }
    return isInBraces ? nil : result
  }

  /// The next letter, command or group, with its marks above or below.
  private static func part(_ rest: inout Substring, depth: Int) -> String? {
    guard depth < deepest, let character = rest.popFirst() else { return nil }
    switch character {
    case "{": return group(&rest, isInBraces: true, depth: depth + 1)
    case "\\": return command(&rest, depth: depth)
    case "^": return part(&rest, depth: depth + 1).map { script($0, superscripts, "^") }
    case "_": return part(&rest, depth: depth + 1).map { script($0, subscripts, "_") }
    case "&", "~": return " "
    default: return String(character)
    }
  }

  private static func command(_ rest: inout Substring, depth: Int) -> String? {
    let name = String(rest.prefix { $0.isASCII && $0.isLetter })
    guard !name.isEmpty else {
      guard let sign = rest.popFirst() else { return nil }
      return ",;: ".contains(sign) ? " " : "{}%$#&_".contains(sign) ? String(sign) : nil
    }
    rest.removeFirst(name.count)
    let isApart = rest.first == " "
    switch name {
    case "frac", "tfrac", "dfrac":
      guard let above = argument(&rest, depth: depth), let below = argument(&rest, depth: depth)
      else { return nil }
      return enclosed(above) + "/" + enclosed(below)
    case "sqrt": return argument(&rest, depth: depth).map { "√" + enclosed($0) }
    case "text", "mathrm", "mathrel", "mathbin", "mathbf", "operatorname":
      return argument(&rest, depth: depth)
    case "left", "right", "big", "Big": return ""
    case "quad", "qquad": return "  "
    default: break
    }
    if LatexSymbols.functions.contains(name) { return name }
    let symbol =
      LatexSymbols.letters[name] ?? LatexSymbols.uprightLetters[name] ?? LatexSymbols.operators[
        name]
      ?? LatexSymbols.largeOperators[name] ?? LatexSymbols.integrals[name]
    // The blank behind a command only ends its name: where a letter follows it the letters stand together.
    if isApart, LatexSymbols.letters[name] != nil { rest = rest.drop { $0 == " " } }
    return symbol
  }

  private static func argument(_ rest: inout Substring, depth: Int) -> String? {
    rest = rest.drop { $0 == " " }
    return part(&rest, depth: depth + 1)
  }

  /// In parentheses where it is more than one thing.
  private static func enclosed(_ text: String) -> String {
    text.allSatisfy { $0.isLetter || $0.isNumber } ? text : "(\(text))"
  }

  private static func script(_ text: String, _ forms: [Character: Character], _ mark: String)
    -> String
  {
    let raised = text.map { forms[$0] }
    if !raised.contains(nil) { return String(raised.compactMap(\.self)) }
    return mark + (text.count == 1 ? text : "(\(text))")
  }

  private static let superscripts = Dictionary(
    uniqueKeysWithValues: zip("0123456789+-=()inlTmk′'", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿˡᵀᵐᵏ′′"))
  private static let subscripts = Dictionary(
    uniqueKeysWithValues: zip(
      "0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"))
}
