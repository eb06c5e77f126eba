extension LatexReader {
  struct Construction {
    let mathML: String
    var hasLimits = false
  }

  /// What a command makes of its arguments.
  mutating func construction(_ name: String) -> Construction? {
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac": return fraction("")
    case "binom", "dbinom", "tbinom":
      guard let fraction = fraction(" linethickness=\"0\"") else { return nil }
      return Construction(
        mathML: fenced("(", [fraction.mathML], ")"))
    case "sqrt": return root()
    case "text", "textrm", "textnormal", "mbox", "textbf", "textit", "texttt", "textsf":
      return bracedText().flatMap { words($0) }
    case "operatorname", "operatorname*":
      return bracedText().map {
        let form = " movablelimits=\"true\" form=\"prefix\" lspace=\"0\" rspace=\"0.1667em\""
        return Construction(
          mathML: name.hasSuffix("*") ? MathML.operation($0, form) : MathML.upright($0),
          hasLimits: name.hasSuffix("*"))
      }
    case "mathrel", "mathbin", "mathop", "mathord", "mathopen", "mathclose", "mathpunct":
      return relation(hasLimits: name == "mathop")
    case "left": return fences()
    case "begin": return environment()
    case "overset", "stackrel", "underset":
      guard let script = argument(), let base = argument() else { return nil }
      return Construction(
        mathML: MathML.element(name == "underset" ? "munder" : "mover", [base, script]))
    case "not": return negation()
    case "substack":
      guard take(.open), let rows = rows(), take(.close) else { return nil }
      return Construction(mathML: MathML.table(rows, " rowspacing=\"0\""))
    case "tag":
      return bracedText().map { Construction(mathML: MathML.text("  (\($0))")) }
    default: return accent(name)
    }
  }

  private mutating func fraction(_ attributes: String) -> Construction? {
    guard let top = argument(), let bottom = argument() else { return nil }
    return Construction(mathML: MathML.element("mfrac", [top, bottom], attributes))
  }

  private mutating func root() -> Construction? {
    guard take(.character("[")) else {
      return argument().map { Construction(mathML: MathML.element("msqrt", [$0])) }
    }
    var degree: [String] = []
    while token != .character("]") {
      guard let part = argument() else { return nil }
      degree.append(part)
    }
    advance()
    return argument().map {
      Construction(mathML: MathML.element("mroot", [$0, MathML.row(degree)]))
    }
  }

  /// `\text{...}`, where a few commands are characters and `$...$` is mathematics again.
  private mutating func words(_ source: String) -> Construction? {
    let parts = source.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return nil }
    var elements: [String] = []
    for (index, part) in parts.enumerated() where !part.isEmpty {
      if index % 2 == 0 {
        guard let text = LatexText.plain(String(part)) else { return nil }
        elements.append(MathML.text(text))
      } else {
        guard let inner = inner(String(part)) else { return nil }
        elements.append(inner)
      }
    }
    return Construction(mathML: MathML.row(elements))
  }

  private func inner(_ source: String) -> String? {
    var reader = LatexReader(source)
    return reader.all()
  }

  /// `\mathrel{:=}`: what stands inside as one operator, where it is signs.
  private mutating func relation(hasLimits: Bool) -> Construction? {
    let before = self
    if let text = bracedText(), !text.isEmpty, text.allSatisfy({ ":=<>+-*/.".contains($0) }) {
      return Construction(mathML: MathML.operation(text == ":=" ? "≔" : text))
    }
    self = before
    return argument().map { Construction(mathML: $0, hasLimits: hasLimits) }
  }

  private mutating func negation() -> Construction? {
    let negated: [String: String] = ["=": "≠", "in": "∉", "<": "≮", ">": "≯", "equiv": "≢"]
    var sign: String?
    if case .character(let character) = token { sign = negated[String(character)] }
    if case .command(let name) = token { sign = negated[name] }
    guard let sign else { return nil }
    advance()
    return Construction(mathML: MathML.operation(sign))
  }

  private mutating func accent(_ name: String) -> Construction? {
    if let sign = LatexSymbols.accents[name] {
      guard let base = argument() else { return nil }
      let isWide = name.hasPrefix("wide") || name.hasPrefix("over")
      let mark = MathML.operation(sign, " stretchy=\"\(isWide)\"")
      return Construction(
        mathML: MathML.element("mover", [base, mark], " accent=\"true\""),
        hasLimits: name == "overbrace")
    }
    guard let sign = LatexSymbols.underAccents[name], let base = argument() else { return nil }
    return Construction(
      mathML: MathML.element("munder", [base, MathML.operation(sign, " stretchy=\"true\"")]),
      hasLimits: name == "underbrace")
  }

  // MARK: - Fences

  /// `\left( ... \middle| ... \right)`; `\left` is behind us.
  private mutating func fences() -> Construction? {
    guard let left = fence(), var parts = row() else { return nil }
    while take(.command("middle")) {
      guard let sign = fence(), let more = row() else { return nil }
      parts.append(MathML.fence(sign, isStretchy: true))
      parts += more
    }
    guard take(.command("right")), let right = fence() else { return nil }
    return Construction(mathML: fenced(left, parts, right))
  }

  /// A fence; empty for `.`, which stands for none.
  private mutating func fence() -> String? {
    switch token {
    case .character(let character):
      guard "()[]|/.<>".contains(character) else { return nil }
      advance()
      let signs: [Character: String] = [".": "", "<": "⟨", ">": "⟩"]
      return signs[character] ?? String(character)
    case .command(let name):
      guard let sign = LatexSymbols.fences[name] else { return nil }
      advance()
      return sign
    default: return nil
    }
  }

  func fenced(_ left: String, _ parts: [String], _ right: String) -> String {
    let open = left.isEmpty ? "" : MathML.fence(left, form: "prefix", isStretchy: true)
    let close = right.isEmpty ? "" : MathML.fence(right, form: "postfix", isStretchy: true)
    return "<mrow>\(open)\(parts.joined())\(close)</mrow>"
  }

  // MARK: - Environments

  /// `\begin{...} ... \end{...}`; `\begin` is behind us.
  private mutating func environment() -> Construction? {
    guard let name = bracedText() else { return nil }
    if name == "array", bracedText() == nil { return nil }
    guard let rows = rows(), take(.command("end")), bracedText() == name else { return nil }
    switch name {
    case "matrix", "smallmatrix", "array": return Construction(mathML: MathML.table(rows))
    // Their fences are drawn by the page's style: browsers stretch them only with a font for mathematics.
    case "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix":
      return Construction(mathML: MathML.table(rows, " class=\"\(name)\""))
    case "cases":
      return Construction(
        mathML: fenced("{", [MathML.table(rows, " class=\"cases\"")], ""))
    case "aligned", "align", "align*", "split", "eqnarray", "eqnarray*":
      return Construction(mathML: MathML.table(rows, " displaystyle=\"true\" class=\"aligned\""))
    case "gathered", "gather", "gather*", "equation", "equation*":
      return Construction(mathML: MathML.table(rows, " displaystyle=\"true\""))
    default: return nil
    }
  }

  /// Cells between `&` and `\\`, up to what ends the table.
  private mutating func rows() -> [[String]]? {
    var rows: [[String]] = [[]]
    while true {
      while take(.command("hline")) {}
      guard let cell = row() else { return nil }
      rows[rows.count - 1].append(cell.joined())
      if take(.separator) { continue }
      guard take(.command("\\")) || take(.command("cr")) else { break }
      rows.append([])
    }
    // A last `\\` begins no row.
    if rows.count > 1, rows.last == [""] { rows.removeLast() }
    return rows
  }
}
