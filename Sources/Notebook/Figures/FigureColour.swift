/// A colour in a picture as it is written there.
enum FigureColour: Equatable {
  /// The colour of axes and words: black on white, light on a dark page.
  case ink
  /// The colour of the paper.
  case paper
  /// A colour that means something: red, green and blue from 0 to 255.
  case own(Int, Int, Int)
  /// No colour, or one that is said elsewhere.
  case other

  /// gnuplot writes its own ink and paper by name and by digits, and the colours it was asked for as `rgb(r, g, b)`.
  init(_ text: String) {
    switch text.lowercased() {
    case "black": self = .ink
    case "#ffffff", "white": self = .paper
    case let text where text.hasPrefix("rgb(") && text.hasSuffix(")"):
      let parts = text.dropFirst(4).dropLast().split(separator: ",").map { part in
        Int(String(part.drop { $0 == " " }))
      }
      if parts.count == 3, let red = parts[0], let green = parts[1], let blue = parts[2],
        [red, green, blue].allSatisfy((0...255).contains)
      {
        self = .own(red, green, blue)
      } else {
        self = .other
      }
    default: self = .other
    }
  }

  /// `#rrggbb` of a colour of its own.
  static func hexadecimal(_ red: Int, _ green: Int, _ blue: Int) -> String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The same hue, so light that lines of it stand out on a dark page; nil where it does as it is.
  static func onDark(_ red: Int, _ green: Int, _ blue: Int) -> String? {
    // Contrast of 4.5 to 1 and more by the formula of WCAG 2.
    let least = 4.5 * (luminance(of: (15, 19, 23)) + 0.05) - 0.05
    guard luminance(of: (red, green, blue)) < least else { return nil }
    for share in 1...20 {
      func lighter(_ part: Int) -> Int { part + (255 - part) * share / 20 }
      let mixed = (lighter(red), lighter(green), lighter(blue))
      if luminance(of: mixed) >= least { return hexadecimal(mixed.0, mixed.1, mixed.2) }
    }
    return "#ffffff"
  }

  /// Relative luminance, 0 to 1. Within a hundredth of WCAG's own, which has 2.4 for the power and a straight piece
  /// near 0.
  private static func luminance(of colour: (Int, Int, Int)) -> Double {
    func linear(_ part: Int) -> Double {
      let share = Double(part) / 255
      return share * share * (0.8 + 0.2 * share)
    }
    return 0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
  }
}
