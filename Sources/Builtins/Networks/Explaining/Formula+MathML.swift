import Texts

extension Formula {
  /// The formula as MathML elements, layers as superscripts in parentheses.
  var mathML: String {
    switch self {
    case .number(let digits): return "<mn>\(digits.htmlEscaped)</mn>"
    case .symbol(let name, let layer):
      let letter = "<mi>\((Formula.greek[name] ?? name).htmlEscaped)</mi>"
      return layer.isEmpty
        ? letter : "<msup>\(letter)<mrow><mo>(</mo><mn>\(layer)</mn><mo>)</mo></mrow></msup>"
    case .call("exp", let arguments) where arguments.count == 1:
      return "<msup><mi>e</mi>\(Formula.row(arguments[0].mathML))</msup>"
    case .call(let name, let arguments):
      return "<mi>\((Formula.greek[name] ?? name).htmlEscaped)</mi>"
        + Formula.fenced(arguments.map(\.mathML).joined(separator: "<mo>,</mo>"))
    case .part(let whole, let index):
      return "<msub>\(Formula.row(whole.mathML))<mtext>\(index.htmlEscaped)</mtext></msub>"
    case .transpose(let inner): return "<msup>\(Formula.row(inner.mathML))<mi>T</mi></msup>"
    case .power(let base, let exponent):
      return "<msup>\(Formula.row(base.mathML))\(Formula.row(exponent.mathML))</msup>"
    case .negative(let inner): return "<mo>-</mo>\(inner.mathML)"
    case .binary("/", let top, let bottom), .binary("./", let top, let bottom):
      return "<mfrac>\(Formula.row(top.ungrouped.mathML))"
        + "\(Formula.row(bottom.ungrouped.mathML))</mfrac>"
    case .binary(let op, let left, let right):
      return "\(left.mathML)<mo>\((Formula.signs[op] ?? op).htmlEscaped)</mo>\(right.mathML)"
    case .group(let inner): return Formula.fenced(inner.mathML)
    case .list(let entries, let isStacked):
      let cells = entries.map { ["\(Formula.row($0.mathML))"] }
      return Formula.table(isStacked ? cells : [cells.flatMap { $0 }])
    case .cases(let value, let condition, let other):
      return "<mrow><mo>{</mo>"
        + Formula.grid([
          [Formula.row(value.mathML), Formula.row(condition.mathML)],
          [Formula.row(other.mathML), "<mtext>else</mtext>"],
        ]) + "</mrow>"
    case .words(let text): return "<mtext>\(text.htmlEscaped)</mtext>"
    }
  }

  private static let greek = [
    "Theta": "Θ", "delta": "δ", "Delta": "Δ", "lambda": "λ", "Phi": "Φ", "phi": "φ",
    "g'": "g′", "sum": "∑",
  ]

  private static let signs = ["*": "\u{2062}", ".*": "⊙", ":=": "≔"]

  static func row(_ inner: String) -> String { "<mrow>\(inner)</mrow>" }

  private static func fenced(_ inner: String) -> String {
    "<mrow><mo>(</mo>\(inner)<mo>)</mo></mrow>"
  }

  /// A matrix in brackets.
  static func table(_ rows: [[String]]) -> String {
    "<mrow><mo>[</mo>\(grid(rows))<mo>]</mo></mrow>"
  }

  private static func grid(_ rows: [[String]]) -> String {
    "<mtable>"
      + rows.map { row in
        "<mtr>" + row.map { "<mtd>\($0)</mtd>" }.joined() + "</mtr>"
      }.joined() + "</mtable>"
  }
}

extension String {
  /// The text with the characters that HTML gives a meaning made harmless.
  var htmlEscaped: String { Markup.entities(self) }
}
