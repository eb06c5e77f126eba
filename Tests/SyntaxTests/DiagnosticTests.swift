import Syntax
import Testing

@Suite("Syntax errors")
struct DiagnosticTests {
  /// A text, the words of its first diagnostic, the text it points at, and the help.
  struct Wrong: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    let place: String
    let help: String?
    init(_ text: String, _ message: String, _ place: String, _ help: String?) {
      self.text = text
      self.message = "parse error: " + message
      self.place = place
      self.help = help
    }
    var testDescription: String { text }
  }

  @Test(
    "say what and where",
    arguments: [
      Wrong("x = 1+*2", "unexpected '*'", "*", "expected a value"),
      Wrong("x = (1 + 2\ny = 3", "'(' is never closed", "(", "add the missing ')'"),
      Wrong("x = [1 2\ny = 3;\n", "'[' is never closed", "[", "add the missing ']'"),
      Wrong("x = (1]", "']' does not close '('", "]", "'(' on line 1 needs ')' first"),
      Wrong("x = 1)", "unexpected ')'", ")", "nothing is open that this ')' could close"),
      Wrong("if x\n1", "'if' on line 1 has no 'end'", "if", "add 'end' (or 'endif')"),
      Wrong(
        "for i=1:3\nif x\nend\n", "'for' on line 1 has no 'end'", "for",
        "add 'end' (or 'endfor')"),
      Wrong(
        "if x\n1\nelse if y\n2\nend\n", "'if' on line 1 has no 'end'", "if",
        "'else if' on line 3 opens a block of its own: write 'elseif'"),
      Wrong("do\nx\nend", "unexpected 'end'", "end", "'do' on line 1 is still open"),
      Wrong(
        "while x\nendif", "'while' command matched by 'endif'", "endif",
        "'while' on line 1 is closed by 'end' or 'endwhile'"),
      Wrong("x = 5 6", "unexpected '6'", "6", "an operator, ',' or ';' is missing before it"),
      Wrong(
        "x = 'abc", "unterminated character string constant", "'abc",
        "close the string with ' on the same line"),
      Wrong("end", "unexpected 'end'", "end", "no block is open here"),
      Wrong("else", "unexpected 'else'", "else", "it belongs into a block"),
      Wrong(
        "x = 3i", "complex numbers are out of scope", "3i",
        "for 3 times a variable write 3*i"),
      Wrong(
        "classdef A\nend", "classdef is out of scope", "classdef",
        "functions with structs do most of what a class does"),
      Wrong(
        "x = a ? b : c", "unexpected '?'", "?",
        "choose with if and else, or with merge(c, a, b)"),
      Wrong(
        "x = 1 // two", "unexpected '/'", "/",
        "comments begin with % or #; whole division is floor(a / b)"),
      Wrong("x = 1; // two", "unexpected '/'", "/", "comments begin with % or #"),
      Wrong(
        "/* two */", "unexpected '/'", "/",
        "comments begin with % or #; %{ and %} on lines of their own enclose several lines"),
      Wrong("// one", "unexpected '/'", "/", "comments begin with % or #"),
      Wrong("x = (1 + 2;\ny = 1", "'(' is never closed", "(", "add the missing ')'"),
      Wrong("x[1]", "unexpected '['", "[", "index with parentheses: x(1)"),
      Wrong("b = A[1, 2]", "unexpected '['", "[", "index with parentheses: A(1, 2)"),
      Wrong("b = row[0]", "unexpected '['", "[", "index with parentheses, from 1: row(1)"),
      Wrong(
        "b = A[1:, :3]", "unexpected '['", "[",
        "index with parentheses, from 1: A(2:end, 1:3)"),
      Wrong("b = A[-1]", "unexpected '['", "[", "index with parentheses: A(end)"),
      Wrong("b = A(:2, :)", "unexpected ':'", ":", "a range says where it begins: 1:n"),
      Wrong("if x <> 3\nend", "unexpected '>'", ">", "'not equal' is written != or ~="),
      Wrong("if x => 3\nend", "unexpected '>'", ">", "it is written >="),
      Wrong(
        "f = lambda x, y: x + y", "unexpected 'x'", "x",
        "functions without a name are written @(x, y) x + y"),
      Wrong(
        "print(f\"cost {J}\")", "unexpected '\"cost {J}\"'", "\"cost {J}\"",
        "numbers are put into text by sprintf(\"x is %g\", x), and printf prints it"),
      Wrong(
        "if x == 3:\n x\nend", "unexpected end of line", "\n", "no ':' stands at the end of a line"),
      Wrong(
        "W = rand((2, 3))", "unexpected ','", ",",
        "parentheses hold one value; several are a row in brackets: [a, b]"),
      Wrong(
        "function r = f(x)\n  return x * 2\nend", "unexpected 'x'", "x",
        "'return' takes no value: it goes to the output of the function, as in r = x; return"),
      Wrong(
        "for (k = 0; k < 9; k++)\nend", "unexpected ';'", ";", "loops are written: for k = 1:n"),
      Wrong(
        "while (x > 1) {\n  x\nend", "'{' is never closed", "{",
        "blocks need no '{': they go on to their 'end'"),
      Wrong(
        "def f(x):\n  return x * 2\n", "unexpected 'def'", "def",
        "functions are written: function r = f(x), r = ...; end"),
      Wrong("for i in x\nend", "unexpected 'in'", "in", "loops are written: for i = 1:n"),
      Wrong("x = a = = b", "unexpected '='", "=", "compare with '=='; '=' assigns to a variable"),
      Wrong("x = a − b", "unexpected '−'", "−", "write -"),
      Wrong("disp(“hi”)", "unexpected '“'", "“", "write \""),
      Wrong("x = f(1, , 2)", "unexpected ','", ",", "an argument is missing here"),
      Wrong("x = [1, , 2]", "unexpected ','", ",", "an element is missing before it"),
      Wrong("1 = x", "invalid constant left hand side of assignment", "1", nil),
      Wrong(
        "a + b = c", "invalid left hand side of assignment", "a + b",
        "compare with '=='; '=' assigns to a variable"),
      Wrong(
        "f = @(x) x = 3", "invalid use of operator = in anonymous function", "=",
        "the body is one expression; write a function for more"),
      Wrong("1:2:3:4", "unexpected ':'", ":", "a range is start:step:stop"),
      Wrong("x = 1 +\ny", "unexpected end of line", "\n", "expected a value"),
      Wrong("%{\nx", "block comment is never closed", "%{", "write %} on a line of its own"),
      Wrong(
        "function f\n function g\n end\nend", "functions inside functions are out of scope",
        "function", "close the outer function before it"),
      Wrong("global", "unexpected end of input", "", "expected a variable name"),
    ])
  func table(_ c: Wrong) throws {
    let source = Source(name: "t", text: c.text)
    let first = try #require(parse(source).diagnostics.first)
    #expect(first.message == c.message)
    #expect(source.text(first.span) == c.place)
    #expect(first.help == c.help)
  }

  @Test("one mistake gives one complaint, and the rest is read")
  func recovery() {
    let cases: [(String, Int, Int)] = [
      ("x = )\ny = 1\nz = 2", 1, 2),
      ("if (x\n 1\nend\ny = 2", 1, 2),
      ("for i in x\n 1\nend\ny", 1, 2),
      ("A = [1 2 ]]\nB = 2", 1, 1),
      ("A = [1 $\n 2 3];\nB = 2", 1, 1),
      ("while x\n y = (1\nend\nz", 1, 2),
      ("printf(\"a\\n, 1);\nx", 1, 1),
      ("function f(\n1\nend\nx", 1, 2),
    ]
    for (text, diagnostics, statements) in cases {
      let program = parse(Source(name: "t", text: text))
      #expect(program.diagnostics.count == diagnostics, "\(text): \(program.diagnostics)")
      #expect(program.statements.count == statements, "\(text)")
    }
  }
}
