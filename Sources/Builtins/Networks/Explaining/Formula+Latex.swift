extension Formula {
  /// The formula for LaTeX's mathematics mode, layers as superscripts in parentheses.
  var latex: String {
    switch self {
    case .number(let digits): return Formula.latexNumber(digits)
    case .symbol(let name, let layer):
      let letter = Formula.latexLetters[name] ?? (name.count > 1 ? "\\mathrm{\(name)}" : name)
      return layer.isEmpty ? letter : "\(letter)^{(\(layer))}"
    case .call("exp", let arguments) where arguments.count == 1:
      return "e^{\(arguments[0].latex)}"
    case .call(let name, let arguments):
      let head = Formula.latexFunctions[name] ?? "\\operatorname{\(name)}"
      return head + "\\left(" + arguments.map(\.latex).joined(separator: ", ") + "\\right)"
    case .part(let whole, let index):
      return "{\(whole.latex)}_{\\mathtt{\(index)}}"
    case .transpose(let inner): return "{\(inner.latex)}^{T}"
    case .power(let base, let exponent): return "{\(base.latex)}^{\(exponent.latex)}"
    case .negative(let inner): return "-\(inner.latex)"
    case .binary("/", let top, let bottom), .binary("./", let top, let bottom):
      return "\\frac{\(top.ungrouped.latex)}{\(bottom.ungrouped.latex)}"
    case .binary(let op, let left, let right):
      return "\(left.latex) \(Formula.latexOperators[op] ?? op) \(right.latex)"
    case .group(let inner): return "\\left(\(inner.latex)\\right)"
    case .list(let entries, let isStacked):
      return "\\begin{bmatrix} "
        + entries.map(\.latex).joined(separator: isStacked ? " \\\\ " : " & ")
        + " \\end{bmatrix}"
    case .cases(let value, let condition, let other):
      return "\\begin{cases} \(value.latex) & \(condition.latex) \\\\ \(other.latex) & "
        + "\\text{else} \\end{cases}"
    case .words(let text): return "\\text{\(Formula.latexEscaped(text))}"
    }
  }

  /// Without parentheses around all of it, which a fraction does not need.
  var ungrouped: Formula { if case .group(let inner) = self { inner } else { self } }

  private static let latexLetters = [
    "Theta": "\\Theta", "delta": "\\delta", "Delta": "\\Delta", "lambda": "\\lambda",
  ]

  private static let latexFunctions = [
    "log": "\\log", "tanh": "\\tanh", "max": "\\max", "sum": "\\sum", "g'": "g'", "g": "g",
    "Phi": "\\Phi", "phi": "\\varphi",
  ]

  private static let latexOperators = [
    "*": "\\,", ".*": "\\odot", ":=": "\\mathrel{:=}", "./": "\\oslash",
  ]

  /// `1e-05` as a power of ten.
  static func latexNumber(_ text: String) -> String {
    switch text {
    case "Inf": return "\\infty"
    case "-Inf": return "-\\infty"
    case "NaN": return "\\mathrm{NaN}"
    case "...": return "\\cdots"
    default: break
    }
    guard let e = text.firstIndex(of: "e"), let power = Int(text[text.index(after: e)...])
    else { return text }
    return "\(text[..<e]) \\cdot 10^{\(power)}"
  }

  /// Text with the characters that LaTeX gives a meaning made harmless.
  static func latexEscaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\textbackslash{}"
      case "^": result += "\\textasciicircum{}"
      case "~": result += "\\textasciitilde{}"
      case "#", "$", "%", "&", "_", "{", "}": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}
