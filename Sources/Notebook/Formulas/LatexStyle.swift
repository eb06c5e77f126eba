/// Letters in another face: `\mathbb{R}`, `\mathcal{L}`, `\mathbf{x}`.
enum LatexStyle {
  /// How letters are set: by characters of their own, or by a class that the page's style gives a face.
  enum Face: Sendable {
    case characters(@Sendable (Character) -> Character?)
    /// With the class of that name, upright.
    case styled(String)
    case upright
    case italic
  }

  static let commands: [String: Face] = [
    "mathbb": .characters(doubleStruck), "mathcal": .characters(script),
    "mathscr": .characters(script), "mathbf": .styled("bold"), "boldsymbol": .styled("bold"),
    "bm": .styled("bold"), "mathtt": .styled("mono"), "mathrm": .upright, "mathsf": .styled("sans"),
    "mathit": .italic, "mathnormal": .italic,
  ]

  /// Whether a character inside the command's braces is a part of a word, and no mathematics.
  static func isWord(_ character: Character, in face: Face) -> Bool {
    if case .styled("mono") = face { return !"\\{}$^_&~%".contains(character) }
    return character.isLetter || character.isNumber || " -.:=".contains(character)
  }

  private static let doubleStruckOwn: [Character: Character] = [
    "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
  ]
  private static let scriptOwn: [Character: Character] = [
    "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ",
    "e": "ℯ", "g": "ℊ", "o": "ℴ",
  ]

  @Sendable private static func doubleStruck(_ letter: Character) -> Character? {
    doubleStruckOwn[letter] ?? shifted(letter, upper: 0x1D538, lower: 0x1D552, digit: 0x1D7D8)
  }

  @Sendable private static func script(_ letter: Character) -> Character? {
    scriptOwn[letter] ?? shifted(letter, upper: 0x1D49C, lower: 0x1D4B6, digit: nil)
  }

  /// The letter in an alphabet of Unicode's mathematical block.
  private static func shifted(
    _ letter: Character, upper: UInt32, lower: UInt32, digit: UInt32?
  ) -> Character? {
    guard let value = letter.asciiValue.map(UInt32.init) else { return nil }
    let code: UInt32? =
      switch value {
      case 0x41...0x5A: upper + value - 0x41
      case 0x61...0x7A: lower + value - 0x61
      case 0x30...0x39: digit.map { $0 + value - 0x30 }
      default: nil
      }
    return code.flatMap { Unicode.Scalar($0) }.map { Character($0) }
  }
}
