import Matrices
import Syntax
import Testing

@testable import Evaluation

@Suite("Rendered errors")
struct RenderedErrorTests {
  /// The span of the `nth` occurrence of `piece` in `text`.
  private func span(_ piece: String, in text: String, _ nth: Int = 0) -> Span {
    let bytes = Array(text.utf8)
    let wanted = Array(piece.utf8)
    var left = nth
    for start in 0...max(0, bytes.count - wanted.count)
    where bytes[start...].starts(with: wanted) {
      if left == 0 { return Span(start, start + wanted.count) }
      left -= 1
    }
    return Span(0, 0)
  }

  /// An error at `place` of `text`, with labels under other pieces.
  private func error(
    _ text: String, at place: Span, _ labels: [(Span, String)] = [], name: String = "costs.nn"
  ) -> EvaluationError {
    var error = EvaluationError("operator *: nonconformant arguments (op1 is 2x3, op2 is 2x4)")
    error.places = [
      EvaluationError.Place(
        source: Source(name: name, text: text), span: place, function: "", labels: labels)
    ]
    return error
  }

  /// The lines between the message and the end.
  private func snippet(_ error: EvaluationError) -> String {
    var lines = rendered(error, colours: false).split(
      separator: "\n", omittingEmptySubsequences: false)
    lines.removeFirst()
    return lines.joined(separator: "\n")
  }

  @Test("the contract's example")
  func example() {
    let line = "z2 = Theta1 * X;"
    let text = String(repeating: "\n", count: 11) + line
    var error = error(
      text, at: span("*", in: text),
      [(span("Theta1", in: text), "25x401"), (span("X", in: text), "5000x400")])
    error.message = "operator *: nonconformant arguments (op1 is 25x401, op2 is 5000x400)"
    error.help =
      "X lacks the bias column and stands the other way: Theta1 * [ones(5000,1) X]' is 25x5000"
    let expected = """
      error: operator *: nonconformant arguments (op1 is 25x401, op2 is 5000x400)
        --> costs.nn:12:13
         |
      12 | z2 = Theta1 * X;
         |      ------ ^ - 5000x400
         |      25x401
      help: X lacks the bias column and stands the other way: Theta1 * [ones(5000,1) X]' is 25x5000

      """
    #expect(rendered(error, colours: false) == expected)
  }

  @Test("notes that do not fit beside each other take lines of their own")
  func crowded() {
    let text = "f(a, b, c)"
    let error = error(
      text, at: span("f", in: text),
      [
        (span("a", in: text), "100x200"), (span("b", in: text), "3x4"),
        (span("c", in: text), "1x1"),
      ])
    let expected = """
        --> costs.nn:1:1
         |
       1 | f(a, b, c)
         | ^ -  -  - 1x1
         |   |  3x4
         |   100x200

      """
    #expect(snippet(error) == expected)
  }

  @Test("marks stand right under letters of the lecture, wide characters and tabs")
  func widths() {
    let text = "\tΘ1ᵀ * \"数\" + x̂ * δ"
    let error = error(text, at: span("*", in: text, 1), [(span("δ", in: text), "1x1")])
    let expected = """
        --> costs.nn:1:16
         |
       1 |     Θ1ᵀ * "数" + x̂ * δ
         |                    ^ - 1x1

      """
    #expect(snippet(error) == expected)
  }

  @Test("spans over several lines are marked where the error is")
  func severalLines() {
    let text = "x = [1 2\n     3 4] * y;"
    let error = error(
      text, at: span("*", in: text),
      [(span("[1 2\n     3 4]", in: text), "2x2"), (span("y", in: text), "3x1")])
    let expected = """
        --> costs.nn:2:11
         |
       2 |      3 4] * y;
         |      ---- ^ - 3x1
         |      2x2

      """
    #expect(snippet(error) == expected)
  }

  @Test("labels on other lines show these lines")
  func otherLines() {
    let text = "x = a ...\n  + 1 ...\n\n  * y;"
    let error = error(
      text, at: span("*", in: text), [(span("a", in: text), "2x2"), (span("y", in: text), "3x1")])
    let expected = """
        --> costs.nn:4:3
         |
       1 | x = a ...
         |     - 2x2
      ..
       4 |   * y;
         |   ^ - 3x1

      """
    #expect(snippet(error) == expected)
  }

  @Test("long lines are clipped around the place")
  func longLines() {
    let text =
      String(repeating: "a + ", count: 50_000) + "b * c" + String(repeating: " + d", count: 9_000)
    let error = error(text, at: span("*", in: text), [(span("b", in: text), "2x2")])
    let lines = snippet(error).split(separator: "\n")
    #expect(lines[2].count < 120)
    #expect(lines[2].hasPrefix(" 1 | ...") && lines[2].hasSuffix("..."))
    let star = lines[2].firstIndex(of: "*").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    let caret = lines[3].firstIndex(of: "^").map {
      lines[3].distance(from: lines[3].startIndex, to: $0)
    }
    #expect(star == caret && star != nil)
  }

  @Test("any bytes and any spans give text without control characters")
  func hostile() {
    var state: UInt64 = 3
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    for _ in 0..<300 {
      let count = 1 + random(300)
      let bytes = (0..<count).map { _ in UInt8(random(256)) }
      func span() -> Span { Span(random(count + 20) - 10, random(count + 20) - 10) }
      var error = EvaluationError("m")
      error.places = [
        EvaluationError.Place(
          source: Source(name: "t", bytes: bytes), span: span(), function: "f",
          labels: [(span(), "1x1"), (span(), "2x2")])
      ]
      let text = rendered(error, colours: false)
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
  }

  @Test("calls are listed, recursion is counted")
  func trace() {
    let text = "function f\n  g(1)\nend\nf"
    var error = error(text, at: span("g(1)", in: text))
    let place = { (function: String, piece: String) in
      EvaluationError.Place(
        source: Source(name: "f.nn", text: text), span: self.span(piece, in: text),
        function: function, labels: [])
    }
    error.places +=
      [place("f", "g(1)")] + (0..<256).map { _ in place("f", "end") } + [place("", "f")]
    let calls = rendered(error, colours: false).split(separator: "\n").suffix(3)
    #expect(
      calls == [
        "called from: f at f.nn:2", "called from: f at f.nn:3 (256 times)", "called from: f.nn:1",
      ])
  }

  @Test("errors without a place are their message and help")
  func plain() {
    let error = EvaluationError("one\ntwo\n", help: "try")
    #expect(rendered(error, colours: false) == "error: one\ntwo\nhelp: try\n")
    #expect(rendered(error, colours: true).contains("\u{1B}[1;31merror:\u{1B}[0m"))
  }

  @Test("syntax errors point at their place")
  func syntax() {
    let source = Source(name: "In[3]", text: "y = (1 + 2\nx = 'a")
    let program = parse(source)
    let expected = """
      error: parse error: '(' is never closed
        --> In[3]:1:5
         |
       1 | y = (1 + 2
         |     ^
      help: add the missing ')'
      error: parse error: unterminated character string constant
        --> In[3]:2:5
         |
       2 | x = 'a
         |     ^^
      help: close the string with ' on the same line

      """
    #expect(rendered(program.diagnostics, in: source, colours: false) == expected)
  }
}
