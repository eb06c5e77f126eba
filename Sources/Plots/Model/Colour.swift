/// A colour as shares of red, green and blue, 0 to 1.
public struct Colour: Hashable, Sendable {
  public var red: Double
  public var green: Double
  public var blue: Double

  /// Shares outside of 0 to 1 count as the nearest of these, NaN as 0.
  public init(_ red: Double, _ green: Double, _ blue: Double) {
    func share(_ x: Double) -> Double { x > 0 ? min(x, 1) : 0 }
    (self.red, self.green, self.blue) = (share(red), share(green), share(blue))
  }

  public static let black = Colour(0, 0, 0)
  public static let white = Colour(1, 1, 1)

  /// The colours that series without one take in turn, as in Octave.
  public static let order = [
    Colour(0, 0.447, 0.741), Colour(0.85, 0.325, 0.098), Colour(0.929, 0.694, 0.125),
    Colour(0.494, 0.184, 0.556), Colour(0.466, 0.674, 0.188), Colour(0.301, 0.745, 0.933),
    Colour(0.635, 0.078, 0.184),
  ]

  private static let names: [String: Colour] = [
    "r": Colour(1, 0, 0), "red": Colour(1, 0, 0), "g": Colour(0, 1, 0), "green": Colour(0, 1, 0),
    "b": Colour(0, 0, 1), "blue": Colour(0, 0, 1), "c": Colour(0, 1, 1), "cyan": Colour(0, 1, 1),
    "m": Colour(1, 0, 1), "magenta": Colour(1, 0, 1), "y": Colour(1, 1, 0),
    "yellow": Colour(1, 1, 0), "k": .black, "black": .black, "w": .white, "white": .white,
  ]

  /// The colour of a letter (`r g b c m y k w`), a name, or `#rrggbb`; nil for other words.
  public init?(word: String) {
    let word = word.lowercased()
    if let known = Self.names[word] {
      self = known
      return
    }
    let digits = word.utf8.dropFirst()
    guard word.utf8.first == UInt8(ascii: "#"), digits.count == 6,
      let number = UInt32(String(word.dropFirst()), radix: 16)
    else { return nil }
    func share(_ shift: UInt32) -> Double { Double(number >> shift & 255) / 255 }
    self.init(share(16), share(8), share(0))
  }

  /// The nearest colour of 24 bits.
  public var rgb: Int { rounded(red) << 16 | rounded(green) << 8 | rounded(blue) }

  /// `#rrggbb`.
  public var hexadecimal: String {
    let digits = String(rgb, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  private func rounded(_ share: Double) -> Int { Int((share * 255).rounded()) }
}
