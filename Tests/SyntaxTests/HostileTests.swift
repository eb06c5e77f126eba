import Syntax
import Testing

@Suite("Hostile input")
struct HostileTests {
  private func messages(_ text: String) -> [String] {
    parse(Source(name: "t", text: text)).diagnostics.map(\.message)
  }

  private let tooDeep = "parse error: nesting too deep (more than 256 levels)"

  @Test("flat chains may be long")
  func flat() {
    let sum = Array(repeating: "1", count: 100_000).joined(separator: "+")
    #expect(messages(sum) == [])
    #expect(messages(String(repeating: "x = 1;\n", count: 100_000)) == [])
    #expect(messages("[" + String(repeating: "1 ", count: 100_000) + "]") == [])
    #expect(messages("[" + String(repeating: "1;\n", count: 100_000) + "]") == [])
    #expect(messages("f(" + String(repeating: "1,", count: 100_000) + "1)") == [])
    #expect(messages(String(repeating: "[", count: 200) + String(repeating: "]", count: 200)) == [])
    #expect(messages("x = " + String(repeating: "2^", count: 100_000) + "1") == [])
    let cases = String(repeating: "elseif x\n1\n", count: 10_000)
    #expect(messages("if x\n1\n" + cases + "end") == [])
    #expect(messages(String(repeating: "% comment\n", count: 100_000)) == [])
    #expect(messages("'" + String(repeating: "a", count: 1_000_000) + "'") == [])
  }

  @Test(
    "nesting is counted",
    arguments: [
      String(repeating: "(", count: 10_000),
      String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000),
      String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000),
      String(repeating: "{", count: 100_000),
      String(repeating: "f(", count: 10_000),
      String(repeating: "@()", count: 10_000) + "1",
      String(repeating: "-", count: 100_000) + "1",
      String(repeating: "- ", count: 100_000) + "1",
      String(repeating: "!", count: 100_000) + "1",
      "a" + String(repeating: "'", count: 100_000),
      "a" + String(repeating: "(1)", count: 100_000),
      "a" + String(repeating: ".b", count: 100_000),
      String(repeating: "a = ", count: 100_000) + "1",
      String(repeating: "2^-", count: 100_000) + "1",
      String(repeating: "if 1\n", count: 10_000),
      String(repeating: "for i = 1:2\n", count: 10_000)
        + String(repeating: "end\n", count: 10_000),
      String(repeating: "switch 1 case 1\n", count: 10_000),
      String(repeating: "try\n", count: 10_000),
      String(repeating: "a || ", count: 10_000) + "b",
      String(repeating: "a(1 + ", count: 10_000),
    ])
  func deep(_ text: String) {
    let found = messages(text)
    // `2^-2^-...` is a chain from the left, which may be long.
    if text.hasPrefix("2^-") { return #expect(found == []) }
    #expect(found == [tooDeep], "\(text.prefix(10))")
  }

  @Test("255 levels are fine")
  func allowed() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("(1+", ")"), ("f(1+", ")")] {
      let text = String(repeating: open, count: 250) + "1" + String(repeating: close, count: 250)
      #expect(messages(text) == [], "\(open)")
    }
  }

  @Test("bytes of any kind are read without a crash and in bounded time")
  func rubbish() {
    var state: UInt64 = 7
    func random() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    for length in [1, 10, 100, 1_000, 100_000] {
      let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: random()) }
      let source = Source(name: "t", bytes: bytes)
      let program = parse(source)
      #expect(program.diagnostics.count <= 21)
      for token in tokens(of: source) { #expect(token.span.end <= length) }
    }
  }

  @Test("each prefix of a program is complete, incomplete or wrong, never fatal")
  func prefixes() {
    let text = """
      function [a, b] = f(x, varargin)  % doc
        if (x(end, :) >= 1e-3 && !y) a = [1 -2; x' "q\\n"]; else b.c{3}.(d) += @(t) t.^2; end
      endfunction
      for i = 1:2:10, switch x, case {1, 'a'}, disp hello, otherwise, x++; end, end
      """
    let bytes = Array(text.utf8)
    for end in 0...bytes.count {
      _ = parse(Source(name: "t", bytes: Array(bytes[..<end])), isInteractive: true)
      _ = parse(Source(name: "t", bytes: Array(bytes[(bytes.count - end)...])))
    }
    #expect(messages(text) == [])
  }

  /// Tokens lie in order and in the text, spans of the tree in the text.
  private func checkPlaces(_ bytes: [UInt8]) {
    let source = Source(name: "t", bytes: bytes)
    var end: Int32 = 0
    for token in tokens(of: source) {
      #expect(token.span.start >= end && token.span.end > token.span.start)
      end = token.span.end
    }
    #expect(Int(end) <= bytes.count)
    let program = parse(source, isInteractive: bytes.count % 2 == 0)
    for index in program.tree.kinds.indices {
      let span = program.tree.span(Expr(index))
      #expect(span.start >= 0 && span.start <= span.end && Int(span.end) <= bytes.count)
    }
    for diagnostic in program.diagnostics {
      #expect(diagnostic.span.start <= diagnostic.span.end)
      #expect(Int(diagnostic.span.end) <= bytes.count)
    }
  }

  @Test("texts that once went wrong", arguments: ["(\"\\\na", "f(\"%\u{1}\u{0}f\\\nal"])
  func findings(_ text: String) { checkPlaces(Array(text.utf8)) }

  @Test("mutated programs keep their places in order")
  func mutations() {
    let seed = Array(
      """
      % comment
      function [a, ~] = f(x, y = 2)
        if (x(end, :) >= 1e-3 && !y) a = [1 -2; x' "q\\n"]; else b.c{3}.(d) += @(t) t.^2; end
      end
      %{
      block
      %}
      for i = 1:2:10, switch x, case {1, 'a'}, hold on, otherwise, x++; end, end
      A = [1, 2 ...
        3]; Θ1ᵀ ⊙ δ; try, x; catch err, y; end_try_catch
      """.utf8)
    let pieces = [
      "(", ")", "[", "]", "{", "}", "'", "\"", "\n", "end", "...", "%{\n", "=", "~", ",",
    ]
    var state: UInt64 = 11
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    for _ in 0..<400 {
      var bytes = seed
      for _ in 0..<(1 + random(4)) {
        let at = random(bytes.count)
        switch random(3) {
        case 0: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random(20)))
        case 1: bytes.insert(contentsOf: Array(pieces[random(pieces.count)].utf8), at: at)
        default: bytes[at] = UInt8(random(256))
        }
      }
      checkPlaces(bytes)
    }
  }
}
