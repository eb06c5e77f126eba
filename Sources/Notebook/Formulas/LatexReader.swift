/// Reads a formula by recursive descent; every rule gives MathML, or nil for what is not known.
struct LatexReader {
  let text: [Character]
  private let tokens: [PlacedLatexToken]
  private var next = 0
  private var depth = 0
  private static let depthLimit = 40

  init(_ source: String) {
    text = Array(source)
    tokens = LatexLexer.tokens(of: text)
  }

  // MARK: - Tokens

  var token: LatexToken { tokens[min(next, tokens.count - 1)].token }

  /// The token after the next one.
  var following: PlacedLatexToken { tokens[min(next + 1, tokens.count - 1)] }

  mutating func advance() { next = min(next + 1, tokens.count - 1) }

  mutating func take(_ expected: LatexToken) -> Bool {
    guard token == expected else { return false }
    advance()
    return true
  }

  /// The text between braces, as it is written: arguments of `\text` and `\begin`.
  mutating func bracedText() -> String? {
    guard token == .open else { return nil }
    let start = tokens[next].end
    var level = 0
    repeat {
      if token == .open { level += 1 }
      if token == .close { level -= 1 }
      if token == .end { return nil }
      advance()
    } while level > 0
    return String(text[start..<tokens[next - 1].start])
  }

  // MARK: - Rows

  /// The whole formula as the content of one element.
  mutating func all() -> String? {
    guard let parts = row(), token == .end else { return nil }
    return MathML.row(parts)
  }

  /// Everything up to the end of a group, cell or fence.
  mutating func row() -> [String]? {
    guard depth < Self.depthLimit else { return nil }
    depth += 1
    defer { depth -= 1 }
    var parts: [String] = []
    while !endsRow {
      guard var part = item() else { return nil }
      if part.count == 1, Self.signs.contains(part[0]), parts.last.map(Self.awaitsOperand) ?? true {
        part = ["<mo form=\"prefix\">" + part[0].dropFirst("<mo>".count)]
      }
      parts += part
    }
    return parts
  }

  /// What is a sign of a number at the start, after an operator or an opening fence.
  private static let signs = ["−", "+", "±", "∓"].map { MathML.operation($0) }

  private static func awaitsOperand(_ part: String) -> Bool {
    part.hasPrefix("<mo") && !part.contains("form=\"postfix\"") && !part.contains("<mo>…")
      && !part.hasPrefix("<mover") && !part.hasPrefix("<mo>!")
  }

  private var endsRow: Bool {
    switch token {
    case .end, .close, .separator: true
    case .command(let name): ["\\", "cr", "right", "middle", "end"].contains(name)
    default: false
    }
  }

  /// One thing with its scripts: usually one element, none for what only changes sizes.
  private mutating func item() -> [String]? {
    if case .command(let name) = token {
      if LatexSymbols.ignored.contains(name) {
        advance()
        return []
      }
      if name == "label" {
        advance()
        return bracedText() == nil ? nil : []
      }
      if let width = LatexSymbols.spaces[name] {
        advance()
        return [MathML.space(width)]
      }
    }
    if take(.tie) { return [MathML.space("0.3333em")] }
    guard let base = base(), let scripted = scripts(of: base) else { return nil }
    return base.isFunction && needsBlank ? [scripted, MathML.space("0.1667em")] : [scripted]
  }

  /// Whether the name of a function and what follows would run together.
  private var needsBlank: Bool {
    switch token {
    case .open: true
    case .character(let character): character.isLetter || character.isNumber
    case .command(let name):
      !endsRow && name != "left" && LatexSymbols.fences[name] == nil
        && LatexSymbols.operators[name] == nil && LatexSymbols.spaces[name] == nil
        && !LatexSymbols.ignored.contains(name)
    default: false
    }
  }

  // MARK: - Scripts

  /// What scripts stand at.
  struct Base {
    var mathML: String
    /// Scripts stand below and above it.
    var hasLimits = false
    var isFunction = false
  }

  private mutating func scripts(of base: Base) -> String? {
    var above: [String] = []
    var below: String?
    while true {
      if take(.character("'")) {
        above.append(MathML.operation("′"))
      } else if token == .superscript {
        advance()
        guard above.allSatisfy({ $0 == MathML.operation("′") }), let script = argument() else {
          return nil
        }
        above.append(script)
      } else if token == .subscript, below == nil {
        advance()
        guard let script = argument() else { return nil }
        below = script
      } else if token == .subscript {
        return nil
      } else {
        break
      }
    }
    let top = above.isEmpty ? nil : MathML.row(above)
    switch (below, top) {
    case (nil, nil): return base.mathML
    case (let below?, nil):
      return MathML.element(base.hasLimits ? "munder" : "msub", [base.mathML, below])
    case (nil, let top?):
      return MathML.element(base.hasLimits ? "mover" : "msup", [base.mathML, top])
    case (let below?, let top?):
      return MathML.element(
        base.hasLimits ? "munderover" : "msubsup", [base.mathML, below, top])
    }
  }

  /// An argument or script: a group, or one thing without scripts of its own.
  mutating func argument() -> String? {
    guard depth < Self.depthLimit else { return nil }
    depth += 1
    defer { depth -= 1 }
    // Nothing stands for an argument.
    if token == .superscript || token == .subscript { return nil }
    // One digit of `x^23` and `\\frac12`, not the number.
    if case .character(let digit) = token, digit.isDigit {
      advance()
      return MathML.number(String(digit))
    }
    return base()?.mathML
  }
}

extension Character {
  var isDigit: Bool { isASCII && isNumber }
}
