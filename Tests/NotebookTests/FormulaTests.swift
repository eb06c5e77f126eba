import Testing
import Texts

@testable import Notebook

/// The converter of formulas: what lecture notes and explanations use, and what it leaves alone.
struct FormulaTests {
  /// The content of the `<math>` element, without the row around it.
  private func inner(_ source: String) -> String? {
    guard let math = LatexFormula.mathML(source, isDisplay: false),
      let start = math.firstIndex(of: ">")
    else { return nil }
    var text = math[math.index(after: start)...].dropLast("</math>".count)
    if text.hasPrefix("<mrow>"), text.hasSuffix("</mrow>"),
      text.split(separator: "<mrow>").count == 1
    {
      text = text.dropFirst("<mrow>".count).dropLast("</mrow>".count)
    }
    return String(text)
  }

  /// A line each; `⏎` stands for a line end and `␣` for a blank that is kept.
  private static let conversions = #"""
    x => <mi>x</mi>
    12.5x => <mn>12.5</mn><mi>x</mi>
    -1 => <mo form="prefix">−</mo><mn>1</mn>
    1. => <mn>1</mn><mo>.</mo>
    x_i => <msub><mi>x</mi><mi>i</mi></msub>
    x^23 => <msup><mi>x</mi><mn>2</mn></msup><mn>3</mn>
    x_i^2 => <msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>
    x^2_i => <msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>
    g' => <msup><mi>g</mi><mo>′</mo></msup>
    g''_1 => <msubsup><mi>g</mi><mn>1</mn><mrow><mo>′</mo><mo>′</mo></mrow></msubsup>
    \Theta => <mi mathvariant="normal">Θ</mi>
    \delta => <mi>δ</mi>
    \frac12 => <mfrac><mn>1</mn><mn>2</mn></mfrac>
    \frac{a}{b} => <mfrac><mi>a</mi><mi>b</mi></mfrac>
    \sqrt[3]{x} => <mroot><mi>x</mi><mn>3</mn></mroot>
    \sqrt x => <msqrt><mi>x</mi></msqrt>
    a := b => <mi>a</mi><mo>≔</mo><mi>b</mi>
    a \mathrel{:=} b => <mi>a</mi><mo>≔</mo><mi>b</mi>
    a\,b => <mi>a</mi><mspace width="0.1667em"/><mi>b</mi>
    \log h => <mi>log</mi><mspace width="0.1667em"/><mi>h</mi>
    \log(h) => <mi>log</mi><mo form="prefix" fence="true" stretchy="false">(</mo><mi>h</mi><mo form="postfix" fence="true" stretchy="false">)</mo>
    \sum_{i}^m => <munderover><mo>∑</mo><mi>i</mi><mi>m</mi></munderover>
    \int_0^1 => <msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>
    \mathbb{R} => <mi>ℝ</mi>
    \mathcal L => <mi>ℒ</mi>
    \mathbb{E} => <mi>𝔼</mi>
    \mathrm{d}x => <mi mathvariant="normal">d</mi><mi>x</mi>
    \mathrm{NaN} => <mi>NaN</mi>
    \mathbf{x} => <mi mathvariant="normal" class="bold">x</mi>
    \text{if } x => <mtext>if␣</mtext><mi>x</mi>
    \text{a $b$} => <mtext>a␣</mtext><mi>b</mi>
    \text{50\% \textbackslash{}n} => <mtext>50%␣\n</mtext>
    \hat{y} => <mover accent="true"><mi>y</mi><mo stretchy="false">^</mo></mover>
    {}^T => <msup><mrow></mrow><mi>T</mi></msup>
    a \odot b => <mi>a</mi><mo>⊙</mo><mi>b</mi>
    \{x\} => <mo fence="true" stretchy="false">{</mo><mi>x</mi><mo fence="true" stretchy="false">}</mo>
    a < b => <mi>a</mi><mo>&lt;</mo><mi>b</mi>
    \& => <mi>&amp;</mi>
    \not= x => <mo>≠</mo><mi>x</mi>
    x % comment⏎y => <mi>x</mi><mi>y</mi>
     =>
    Θ_1 => <msub><mi mathvariant="normal">Θ</mi><mn>1</mn></msub>
    \left( \frac{a}{b} \right. => <mo form="prefix" fence="true" stretchy="true">(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac>
    \begin{pmatrix} a & b \\ c & d \\ \end{pmatrix} => <mtable class="pmatrix"><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr></mtable>
    x = -1 => <mi>x</mi><mo>=</mo><mo form="prefix">−</mo><mn>1</mn>
    x - 1 => <mi>x</mi><mo>−</mo><mn>1</mn>
    \operatorname{diag}(x) => <mi>diag</mi><mo form="prefix" fence="true" stretchy="false">(</mo><mi>x</mi><mo form="postfix" fence="true" stretchy="false">)</mo>
    \mathtt{(:,2:end)} => <mi mathvariant="normal" class="mono">(:,2:end)</mi>
    """#

  private static var pairs: [(String, String)] {
    conversions.split(separator: "\n").map { line in
      let sides = line.split(separator: " =>", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        String(sides[0]).replacing("⏎", with: "\n"),
        String(sides[1].drop { $0 == " " }).replacing("␣", with: "\u{A0}")
      )
    }
  }

  @Test(arguments: pairs)
  func converts(source: String, expected: String) {
    #expect(inner(source) == expected)
  }

  /// What is not known, or wrong: the source stays.
  @Test(arguments: [
    "\\unknown", "\\frac{a}", "{", "}", "\\left(", "\\right)", "\\begin{foo}\\end{foo}",
    "\\begin{matrix}", "\\begin{matrix}\\end{pmatrix}", "x_a_b", "x^a^b", "a & b", "a \\\\ b", "#",
    "\\", "\\sqrt[", "\\text{", "\\text{\\foo}", "\\not", "\\left\\foo", "\\def\\x{y}", "^", "_",
    "x^", "\\mathbb", "\\begin", "\\end{matrix}", "\\href{x}{y}", "$", "\\text{$}", "\\tag",
    "\\sqrt[^2]{x}", "x^^2", "\\frac_1^2",
  ])
  func leaves(source: String) {
    #expect(LatexFormula.mathML(source, isDisplay: true) == nil)
    #expect(
      LatexFormula.html(source, isDisplay: false)
        == "<code class=\"formula\">\(Markup.escaped("$\(source)$"))</code>")
  }

  @Test(arguments: [
    "{", "\\frac", "\\sqrt{", "\\left(", "\\mathbf", "\\begin{matrix}", "x_", "x^{", "\\hat",
    "\\text{$", "\\overset", "\\mathrel", "\\sqrt[", "\\mathrm{",
  ])
  func deepNestingEnds(part: String) {
    for count in [10, 39, 41, 1000] {
      let source = String(repeating: part, count: count)
      _ = LatexFormula.html(source + "x", isDisplay: true)
      _ = LatexFormula.html(source + String(repeating: "}", count: count), isDisplay: true)
    }
    let nested = String(repeating: "{", count: 100) + "x" + String(repeating: "}", count: 100)
    #expect(LatexFormula.mathML(nested, isDisplay: true) == nil)
  }

  @Test func tooLongStays() {
    #expect(LatexFormula.mathML(String(repeating: "x", count: 20_001), isDisplay: true) == nil)
  }

  /// Every piece of the notation in any order: an answer, and elements that close in their order.
  @Test func randomFormulasAreWellFormed() {
    let parts = [
      "x", "1", "{", "}", "^", "_", "&", "\\\\", "\\frac", "\\left(", "\\right)", "\\text{a$b$}",
      "\\begin{matrix}", "\\end{matrix}", "'", "\\sum", "\\sqrt", "[", "]", "\\hat", "~", "<",
      "\\log",
      "\\mathrm", "\\middle|", "\\quad", "$", "\\Theta", "\"", "\\not",
    ]
    var random = SystemRandomNumberGenerator()
    for _ in 0..<3000 {
      let length = Int.random(in: 1...14, using: &random)
      let source = (0..<length).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      guard let math = LatexFormula.mathML(source, isDisplay: false) else { continue }
      #expect(MarkupReader.isWellFormed(math), "\(source)")
    }
  }
}

/// A look at markup: whether elements close in their order.
enum MarkupReader {
  static func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    for part in text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1) {
      guard let end = part.firstIndex(of: ">") else { return false }
      let tag = part[..<end]
      let name = tag.prefix { $0 != " " && $0 != "/" }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else if !tag.hasSuffix("/"), name != "img" {
        open.append(name)
      }
    }
    return open.isEmpty
  }
}
