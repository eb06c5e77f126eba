extension LatexReader {
  /// One thing that scripts can stand at.
  mutating func base() -> Base? {
    switch token {
    case .open: return group().map { Base(mathML: $0) }
    case .character(let character):
      advance()
      if character == ":", take(.character("=")) { return Base(mathML: MathML.operation("≔")) }
      return character.isDigit ? number(character) : symbol(character)
    case .command(let name):
      advance()
      return command(name)
    case .superscript, .subscript:
      // Scripts at nothing: `{}^T`, or at the start of a formula.
      return Base(mathML: "<mrow></mrow>")
    case .tie, .close, .separator, .end: return nil
    }
  }

  /// `{...}` as one element.
  mutating func group() -> String? {
    guard take(.open), let parts = row(), take(.close) else { return nil }
    return parts.count == 1 ? parts[0] : "<mrow>\(parts.joined())</mrow>"
  }

  private mutating func number(_ first: Character) -> Base {
    var digits = String(first)
    while case .character(let character) = token {
      if character.isDigit {
        digits.append(character)
      } else if character == ".", case .character(let after) = following.token, after.isDigit,
        !following.hasBlankBefore
      {
        digits.append(character)
      } else {
        break
      }
      advance()
    }
    return Base(mathML: MathML.number(digits))
  }

  /// A character that is no digit.
  private func symbol(_ character: Character) -> Base? {
    switch character {
    case "(", "[":
      return Base(mathML: MathML.fence(String(character), form: "prefix", isStretchy: false))
    case ")", "]":
      return Base(mathML: MathML.fence(String(character), form: "postfix", isStretchy: false))
    case "|":
      return Base(mathML: MathML.operation("|", " stretchy=\"false\" lspace=\"0\" rspace=\"0\""))
    case "-": return Base(mathML: MathML.operation("−"))
    case "*": return Base(mathML: MathML.operation("∗"))
    case ",", ";":
      return Base(mathML: MathML.operation(String(character), " separator=\"true\""))
    case "'", "$", "#", "\"", "`", "@": return nil
    default: break
    }
    let isCapitalGreek = LatexSymbols.uprightLetters.values.contains(String(character))
    if isCapitalGreek { return Base(mathML: MathML.upright(String(character))) }
    return Base(
      mathML: character.isLetter
        ? MathML.identifier(String(character)) : MathML.operation(String(character)))
  }

  /// What a command stands for; its name is behind us.
  private mutating func command(_ name: String) -> Base? {
    if let letter = LatexSymbols.letters[name] { return Base(mathML: MathML.identifier(letter)) }
    if let letter = LatexSymbols.uprightLetters[name] {
      return Base(mathML: MathML.upright(letter))
    }
    if let sign = LatexSymbols.operators[name] { return Base(mathML: MathML.operation(sign)) }
    if let sign = LatexSymbols.largeOperators[name] {
      return Base(mathML: MathML.operation(sign), hasLimits: true)
    }
    if let sign = LatexSymbols.integrals[name] { return Base(mathML: MathML.operation(sign)) }
    if LatexSymbols.functions.contains(name) {
      return Base(mathML: MathML.upright(name), isFunction: true)
    }
    if LatexSymbols.functionsWithLimits.contains(name) {
      return Base(
        mathML: MathML.operation(
          LatexReader.spelling[name] ?? name,
          " movablelimits=\"true\" form=\"prefix\" lspace=\"0\" rspace=\"0\""),
        hasLimits: true, isFunction: true)
    }
    if let fence = LatexSymbols.fences[name] {
      return Base(mathML: MathML.fence(fence, isStretchy: false))
    }
    if let face = LatexStyle.commands[name] { return letters(in: face) }
    return construction(name).map { Base(mathML: $0.mathML, hasLimits: $0.hasLimits) }
  }

  private static let spelling = [
    "argmax": "arg max", "argmin": "arg min", "limsup": "lim sup", "liminf": "lim inf",
  ]

  /// `\mathrm{...}` and its like. Words are set as one; with anything else in them they are read on.
  private mutating func letters(in face: LatexStyle.Face) -> Base? {
    var words = ""
    if case .character(let character) = token {
      advance()
      words = String(character)
    } else {
      let before = self
      guard let inner = bracedText() else {
        return token == .open ? nil : argument().map { Base(mathML: $0) }
      }
      guard inner.allSatisfy({ LatexStyle.isWord($0, in: face) }) else {
        self = before
        return group().map { Base(mathML: $0) }
      }
      words = inner
    }
    if words.allSatisfy({ ":=.- ".contains($0) }) { return Base(mathML: MathML.operation(words)) }
    switch face {
    case .characters(let character):
      return Base(mathML: MathML.identifier(String(words.map { character($0) ?? $0 })))
    case .styled(let style): return Base(mathML: MathML.styled(words, style))
    case .upright: return Base(mathML: MathML.upright(words))
    case .italic:
      return Base(mathML: MathML.row(words.map { MathML.identifier(String($0)) }))
    }
  }
}
