import Testing

@testable import Plots

@Suite struct StyleTests {
  @Test func wordsMeanColourLineAndMarker() throws {
    let word = try #require(StyleWord("r--o"))
    #expect(word.colour == Colour(1, 0, 0) && word.dash == .dashed && word.marker == .circle)
    var style = Style()
    try #require(StyleWord("kx")).apply(to: &style)
    #expect(style.dash == .none && style.marker == .cross && style.colour == .black)
    #expect(StyleWord("-.")?.dash == .dashDotted)
    #expect(StyleWord("b.")?.marker == .point)
    #expect(StyleWord("g;name;")?.name == "name")
    #expect(StyleWord("LineWidth") == nil)
    #expect(StyleWord("color") == nil)
    #expect(StyleWord(";open") == nil)
  }

  @Test func colourMapsGoFromEndToEnd() {
    for name in ColorMap.names {
      #expect(ColorMap.named(name, count: 1)?.colours.count == 1)
      #expect(ColorMap.named(name, count: 7)?.colours.count == 7)
    }
    #expect(ColorMap.named("gray")?.colour(at: 0) == .black)
    #expect(ColorMap.named("gray")?.colour(at: 1) == .white)
    #expect(ColorMap.named("gray")?.colour(at: .nan) == nil)
    #expect(ColorMap.named("nothing") == nil)
  }
}
