import Matrices
import Testing

@testable import Evaluation

/// Colours of tables of counts.
struct CountShadesTests {
  private func coloured(_ text: String, _ shape: Shape, _ counts: [Double]) throws -> String {
    String(
      decoding: CountShades.coloured(Array(text.utf8), try Matrix(shape, counts)), as: UTF8.self)
  }

  private func cell(_ text: String, _ ground: Int) -> String {
    "\u{1B}[38;5;16;48;5;\(ground)m\(text)\u{1B}[0m"
  }

  @Test func partsOfAWideTableGoOn() throws {
    let text = "C =\n\n Columns 1 and 2:\n\n   1   0\n   0   1\n\n Column 3:\n\n    9\n   10\n\n"
    #expect(
      try coloured(text, Shape(2, 3), [1, 0, 0, 1, 9, 10])
        == "C =\n\n Columns 1 and 2:\n\n \(cell("  1", 194))   0\n   0 \(cell("  1", 194))\n\n"
        + " Column 3:\n\n \(cell("   9", 196))\n \(cell("  10", 196))\n\n")
  }

  /// A text that does not say the counts stays as it is.
  @Test func otherTextsStay() throws {
    for text in ["C =\n\n   1   2\n   3   4\n\n", "C =\n\n   1   0   0\n", "1\n1\n1\n", ""] {
      #expect(try coloured(text, Shape(2, 2), [1, 0, 0, 1]) == text)
    }
    #expect(try coloured("C = [](0x0)\n", Shape(0, 0), []) == "C = [](0x0)\n")
  }
}
