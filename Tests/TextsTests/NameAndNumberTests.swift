import Testing
import Texts

@Suite struct NameAndNumberTests {
  @Test(arguments: [
    ("ratte", "rate"), ("EPOCHS", "epochs"), ("epo", "epochs"), ("xyzzy", nil), ("", nil),
  ])
  func theNameThatWasMeant(typed: String, expected: String?) {
    #expect(Spelling.nearest(to: typed, in: ["rate", "epochs"]) == expected)
  }

  @Test(arguments: [
    (0, "0"), (-0.0, "0"), (123456, "123456"), (0.1 + 0.2, "0.3"), (2.0 / 3, "0.6667"),
    (-12345.678, "-1.235e+04"), (1e-9, "1e-09"), (.infinity, "Inf"), (-.infinity, "-Inf"),
    (.nan, "NaN"),
  ])
  func shortNumbers(x: Double, expected: String) {
    #expect(ShortNumber.text(x, digits: 4) == expected)
  }
}
