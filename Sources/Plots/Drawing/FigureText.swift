/// Text of a figure in gnuplot's markup: Octave's, a small part of TeX (`\theta_1^{2}`), where it is known,
/// everything else as it stands.
enum FigureText {
  /// A string of gnuplot that shows `text`: in single quotes, where nothing is ever expanded, joined with the signs that
  /// cannot stand there.
  static func quoted(_ text: String, isMarkup: Bool = true) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let quoted = lines.map { line in
      let shown = isMarkup ? marked(line) : escaped(line)
      return shown.split(separator: "'", omittingEmptySubsequences: false).map { "'\($0)'" }
        .joined(separator: ".\"\\047\".")
    }
    return quoted.joined(separator: ".\"\\n\".")
  }

  /// The label of a tick, which gnuplot takes for a format of numbers.
  static func tick(_ text: String) -> String {
    let doubled = text.split(separator: "%", omittingEmptySubsequences: false)
    return quoted(doubled.joined(separator: "%%"), isMarkup: false)
  }

  /// The text alone, with signs for words of TeX, for terminals and descriptions.
  static func plain(_ text: String) -> String {
    var plain = ""
    for piece in pieces(text[...]) {
      switch piece {
      case .text(let words): plain += words
      case .raised(let sign): plain.append(sign)
      case .open, .close: break
      }
    }
    return plain
  }

  private enum Piece {
    case text(String)
    /// `^` or `_` before what is raised or lowered.
    case raised(Character)
    case open
    case close
  }

  private static func marked(_ text: Substring) -> String {
    var marked = ""
    var depth = 0
    for piece in pieces(text) {
      switch piece {
      case .text(let words): marked += escaped(words[...])
      case .raised(let sign): marked.append(sign)
      case .open:
        marked += "{"
        depth += 1
      case .close where depth > 0:
        marked += "}"
        depth -= 1
      case .close: break
      }
    }
    // An open end would swallow what follows.
    while let last = marked.last, last == "^" || last == "_" { marked.removeLast() }
    return marked + String(repeating: "}", count: depth)
  }

  private static func escaped(_ text: Substring) -> String {
    var escaped = ""
    for character in text where !isControl(character) {
      if "@&~{}_^\\".contains(character) { escaped += "\\" }
      escaped.append(character)
    }
    return escaped
  }

  private static func isControl(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.value < 0x20 || (0x7f..<0xa0).contains($0.value) }
  }

  private static func pieces(_ text: Substring) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text
    while let first = rest.first {
      rest.removeFirst()
      switch first {
      case "{": pieces.append(.open)
      case "}": pieces.append(.close)
      case "^", "_":
        pieces.append(.raised(first))
      case "\\": pieces += word(&rest)
      default: pieces.append(.text(String(first)))
      }
    }
    return pieces
  }

  /// What stands for the word of TeX after a backslash.
  private static func word(_ rest: inout Substring) -> [Piece] {
    let name = rest.prefix { $0.isASCII && $0.isLetter }
    if name.isEmpty {
      guard let sign = rest.popFirst() else { return [.text("\\")] }
      return "{}_^\\%$&#".contains(sign) ? [.text(String(sign))] : [.text("\\" + String(sign))]
    }
    rest = rest.dropFirst(name.count)
    if let sign = signs[String(name)] { return [.text(sign)] }
    // Fonts are left as they are.
    if ["bf", "it", "rm", "sl"].contains(String(name)) { return [] }
    if ["fontname", "fontsize", "color"].contains(String(name)), rest.first == "{",
      let end = rest.firstIndex(of: "}")
    {
      rest = rest[rest.index(after: end)...]
      return []
    }
    return [.text("\\" + name)]
  }

  private static let signs = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ",
    "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "times": "×",
    "cdot": "·", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠",
    "approx": "≈", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏",
    "int": "∫", "in": "∈", "rightarrow": "→", "leftarrow": "←", "uparrow": "↑",
    "downarrow": "↓", "circ": "∘", "degree": "°", "bullet": "•", "ldots": "…", "propto": "∝",
    "equiv": "≡", "sim": "∼", "forall": "∀", "exists": "∃", "div": "÷", "cap": "∩", "cup": "∪",
  ]
}
