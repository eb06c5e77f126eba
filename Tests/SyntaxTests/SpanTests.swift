import Syntax
import Testing

@Suite("Places, tokens, cells and comments")
struct SpanTests {
  @Test(
    "spans and marks of expressions",
    arguments: [
      ("z = Theta1 * X';", "Theta1 * X'", "*"),
      ("z = f(a, b)(1)", "f(a, b)(1)", "("),
      ("z = -x.y", "-x.y", "-"),
      ("z = [1 2]", "[1 2]", "["),
      ("z = a:b:c", "a:b:c", ":"),
      ("z = a.b.c ;", "a.b.c", "c"),
      ("z = f(a, b)", "f(a, b)", "f"),
      ("z = s.f(1)", "s.f(1)", "f"),
      ("z = c{2}", "c{2}", "{"),
      ("z = x'", "x'", "'"),
      ("z = @(x) x + 1 % c", "@(x) x + 1", "@"),
      ("z = (x)", "(x)", "("),
      ("z = λ ⊙ μ", "λ ⊙ μ", "⊙"),
    ])
  func spans(_ text: String, _ span: String, _ mark: String) throws {
    let program = parse(Source(name: "t", text: text))
    guard case .expression(let assign) = program.statements.first?.kind,
      case .assign(_, _, let value, _) = program.tree[assign]
    else {
      Issue.record("no assignment")
      return
    }
    #expect(program.source.text(program.tree.span(value)) == span)
    #expect(program.source.text(program.tree.mark(value)) == mark)
    #expect(program.source.text(program.tree.mark(assign)) == "=")
  }

  @Test("spans of statements")
  func statements() {
    let text = "x = 1; % c\nif x\n y\nend, hold on % d\n  z  \n"
    let program = parse(Source(name: "t", text: text))
    #expect(
      program.statements.map { program.source.text($0.span) } == [
        "x = 1", "if x\n y\nend", "hold on", "z",
      ])
  }

  @Test("tokens for highlighting")
  func highlighting() {
    func kinds(_ text: String) -> String {
      let source = Source(name: "t", text: text)
      return tokens(of: source).map { "\($0.kind):\(source.text($0.span))" }
        .joined(separator: " ")
    }
    #expect(
      kinds("if x' == 'a' % c")
        == "keyword:if name:x operation:' operation:== string:'a' comment:% c")
    #expect(
      kinds("hold on; y = 1e3") == "name:hold word:on operation:; name:y operation:= number:1e3")
    #expect(kinds("s.end(end)").hasPrefix("name:s operation:. name:end operation:( keyword:end"))
    #expect(kinds("x = (1\ny = 2").hasSuffix("name:y operation:= number:2"))
    #expect(kinds("a ) b\n$ c") == "name:a operation:) name:b invalid:$ name:c")
    #expect(kinds("x = 1 + ... more\n2").contains("comment:... more"))
  }

  @Test("cells with titles and text")
  func cells() {
    let text = """
      x = 1;
      %% ==== Part 1: Data ====
      % Some *text* with $x^2$.
      %
      % - item
      y = 2;
      for i = 1:3
        %% no cell
      end
      %{
      %% no cell
      %}
      %%
      %%%% no cell
      z = 3;
      """
    let program = parse(Source(name: "t", text: text))
    #expect(program.cells.map(\.title) == ["Part 1: Data", ""])
    #expect(program.cells[0].text == "Some *text* with $x^2$.\n\n- item")
    #expect(program.source.text(program.cells[1].span).hasPrefix("%%\n%%%% no cell\nz = 3;"))
    #expect(program.cells[0].span.end == program.cells[1].span.start)
  }

  @Test("the comment of a function")
  func documentation() {
    func documentation(_ text: String) -> String? {
      parse(Source(name: "t", text: text)).functions.first?.documentation
    }
    #expect(
      documentation("function f(x)\n%F does f.\n%   f(x) more\n\n% other\nend")
        == "F does f.\n  f(x) more")
    #expect(documentation("% above\n% f\nfunction f\n1\nend") == "above\nf")
    #expect(documentation("% far\n\nfunction f\n1\nend") == "")
    #expect(documentation("function f\n%{\nblock\n%}\nend") == "block")
    #expect(documentation("function f(a, ...\n b)\n% doc\nend") == "doc")
  }

  @Test("names of variables")
  func names() {
    for name in ["x", "_a1", "Θ1", "δ₃", "x²", "∂J", "θ′", "x̂"] { #expect(isValidName(name)) }
    for name in ["", "1x", "a b", "if", "end", "a.b", "Θᵀ", "⊙", "²"] {
      #expect(!isValidName(name))
    }
  }
}
