import Syntax
import Testing

@Suite("Text of anonymous functions")
struct OctaveTextTests {
  /// The pairs are what Octave 7.3 prints for the handle.
  @Test(
    "is Octave's",
    arguments: [
      Case("@(t) t.^2+1", "@(t) t .^ 2 + 1"),
      Case("@() disp(\"hi\")", "@() disp (\"hi\")"),
      Case(
        "@(x,y) x'*y.' + [1,2;3 4] - {1,'a';\"b\\n\",[]}",
        "@(x, y) x' * y.' + [1, 2; 3, 4] - {1, 'a'; \"b\\n\", []}"),
      Case(
        "@(x) x(1,:)+x(end) && !x || ~y & z | -w", "@(x) x (1, :) + x (end) && !x || !y & z | -w"),
      Case("@(x) a.b(3).c{2}.(d)", "@(x) a.b (3).c {2}.(d)"),
      Case("@(x, varargin) ((x+1)*2)", "@(x, varargin) ((x + 1) * 2)"),
      Case("@(x) 1:2:x(end)", "@(x) 1:2:x (end)"),
      Case("@(x) @(y) x+y", "@(x) @(y)x + y"),
      Case("@(x) @sin", "@(x) @sin"),
      Case("@(x) x~=1", "@(x) x != 1"),
      Case("@(x) 1E3+.5-5.*1d3", "@(x) 1E3 + .5 - 5 .* 1d3"),
      Case("@(x) 'it''s'", "@(x) 'it's'"),
      Case("@(x) \"say \\\"hi\\\"\\t'\\\\\"", "@(x) \"say \\\"hi\\\"\\t'\\\\\""),
      Case("@(~, y) y", "@(~, y) y"),
      Case("@(x) x ** 2", "@(x) x ^ 2"),
      Case("@(x) (1:3)'", "@(x) (1:3)'"),
      Case("@() x()", "@() x ()"),
      Case("@() x{:}", "@() x {:}"),
      Case("@() 2^-1", "@() 2 ^ -1"),
      Case("@(a=3) a", "@(a = 3) a"),
      Case("@(x) x{end}(1)", "@(x) x {end} (1)"),
      Case("@(x) [1,2;3,4](1,:)", "@(x) [1, 2; 3, 4] (1, :)"),
      Case("@(x) [x, 1;]", "@(x) [x, 1]"),
      Case("@(x) a .\\ b \\ c", "@(x) a .\\ b \\ c"),
      Case("@() train(net, X, rate=0.1)", "@() train (net, X, rate = 0.1)"),
      Case("@() 0x1F", "@() 0x1F"),
    ])
  func text(_ c: Case) {
    let program = parse(Source(name: "t", text: c.text))
    guard case .expression(let expr) = program.statements.first?.kind else {
      Issue.record("no expression: \(program.diagnostics)")
      return
    }
    #expect(octaveText(of: expr, in: program.tree, source: program.source) == c.expected)
  }

  @Test("a long chain is written without recursion")
  func longChain() throws {
    let text = "@() " + Array(repeating: "1", count: 100_000).joined(separator: " + ")
    let program = parse(Source(name: "t", text: text))
    guard case .expression(let expr) = program.statements.first?.kind else { return }
    #expect(octaveText(of: expr, in: program.tree, source: program.source) == text)
  }
}
