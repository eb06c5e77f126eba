import Testing

@testable import Notebook

/// Formulas as characters of a terminal.
struct LatexLineTests {
  @Test(arguments: [
    (#"\Theta^{(1)}"#, "Θ⁽¹⁾"), (#"J(\theta)"#, "J(θ)"),
    (#"a^{(l)} = g(z^{(l+1)})"#, "a⁽ˡ⁾ = g(z⁽ˡ⁺¹⁾)"),
    (#"D = (\Delta + \lambda \Theta) / m"#, "D = (Δ + λΘ) / m"),
    (#"\frac{\lambda}{2m} \sum \Theta^2"#, "λ/2m ∑ Θ²"), (#"(a^{(l)})^T"#, "(a⁽ˡ⁾)ᵀ"),
    (#"\theta_0 + \theta_1 x_1"#, "θ₀ + θ₁ x₁"),
    (#"\Delta_{ij} \mathrel{+}= a_j \delta_i"#, "Δᵢⱼ += aⱼ δᵢ"),
    (#"\log(1 - h_k)"#, "log(1 - hₖ)"), (#"x^{ab}"#, "x^(ab)"), (#"e^{-z}"#, "e^(-z)"),
    (#"\sqrt{a + b}"#, "√(a + b)"), (#"g'(z)"#, "g'(z)"), (#"\partial J / \partial z"#, "∂J / ∂z"),
  ])
  func formulas(source: String, expected: String) {
    #expect(LatexLine.line(source) == expected)
  }

  @Test(arguments: [
    #"\unknown"#, "{", "}", "^", #"\"#, #"\frac{a}"#, #"\begin{matrix} a \end{matrix}"#,
    String(repeating: "{", count: 100) + String(repeating: "}", count: 100),
  ])
  func whatIsNotKnownStays(source: String) {
    #expect(LatexLine.line(source) == nil)
    #expect(LatexLine.text("a $b" + source + "$").contains("a "))
  }

  @Test func formulasInText() {
    #expect(
      LatexLine.text(#"Rows of $\Theta^{(1)}$ cost 3$ or `$x_1$`; $\nothing$"#)
        == #"Rows of Θ⁽¹⁾ cost 3$ or `$x_1$`; $\nothing$"#)
  }
}
