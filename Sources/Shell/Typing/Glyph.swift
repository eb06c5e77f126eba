import CSystem
import Glibc

/// A character as the screen shows it: its text, and how many columns that takes.
struct Glyph: Equatable {
  var text: String
  var width: Int

  /// Whether terminals differ in how many columns it takes, or whether it joins with the next one: pictures, and what is
  /// put together by joiners and selectors.
  var isUncertain: Bool {
    text.unicodeScalars.contains { $0.value >= 0x1F000 || $0.value == 0x200D || $0.value == 0xFE0F }
  }

  /// How far apart tab stops are, counted from the beginning of the text.
  static let tabWidth = 8

  /// The glyph that begins at `offset` of `bytes`, with the marks over it, and the offset after it.
  ///
  /// - Parameter column: where it begins, counted from the beginning of the text: a tab goes to the next stop.
  static func next(in bytes: ArraySlice<UInt8>, at offset: Int, column: Int) -> (Glyph, end: Int) {
    let byte = bytes[offset]
    if byte == UInt8(ascii: "\t") {
      let width = tabWidth - column % tabWidth
      return (Glyph(text: String(repeating: " ", count: width), width: width), offset + 1)
    }
    if byte < 0x20 || byte == 0x7F {
      let letter = Character(Unicode.Scalar(byte ^ 0x40))
      return (Glyph(text: "^\(letter)", width: 2), offset + 1)
    }
    var end = offset
    guard let scalar = scalar(in: bytes, at: &end) else {
      return (Glyph(text: "\u{FFFD}", width: 1), offset + 1)
    }
    guard byte >= 0x80 || end < bytes.endIndex && bytes[end] >= 0x80 else {
      return (Glyph(text: String(Character(scalar)), width: 1), end)
    }
    var glyph = lone(scalar)
    var next = end
    while next < bytes.endIndex, bytes[next] >= 0x80,
      let mark = self.scalar(in: bytes, at: &next), width(of: mark) == 0
    {
      glyph.text.unicodeScalars.append(mark)
      end = next
    }
    return (glyph, end)
  }

  /// A scalar by itself. Controls beyond ASCII, and marks that turn the direction of what follows, would do
  /// something to the screen; a mark without a letter stands over a blank.
  private static func lone(_ scalar: Unicode.Scalar) -> Glyph {
    switch scalar.value {
    case 0x80..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
      return Glyph(text: "\u{FFFD}", width: 1)
    default: break
    }
    let width = width(of: scalar)
    return width == 0
      ? Glyph(text: " " + String(Character(scalar)), width: 1)
      : Glyph(text: String(Character(scalar)), width: max(1, width))
  }

  /// Columns of a character: 2 for wide ones, 0 for marks over the letter before, 1 for what is not known.
  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.value {
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: return 1
    default: break
    }
    TerminalLetters.prepare()
    let width = nnsh_character_columns(scalar.value)
    return width < 0 ? 1 : Int(width)
  }

  private static func scalar(
    in bytes: ArraySlice<UInt8>, at offset: inout Int
  ) -> Unicode.Scalar? {
    let first = bytes[offset]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let end = min(offset + length, bytes.endIndex)
    let text = String(validating: bytes[offset..<end], as: UTF8.self)
    guard let scalar = text?.unicodeScalars.first else { return nil }
    offset = end
    return scalar
  }

  /// The glyphs of a text that is one line.
  static func all(of text: String) -> [Glyph] {
    let bytes = Array(text.utf8)[...]
    var glyphs: [Glyph] = []
    var offset = 0
    var column = 0
    while offset < bytes.endIndex {
      let (glyph, end) = next(in: bytes, at: offset, column: column)
      glyphs.append(glyph)
      column += glyph.width
      offset = end
    }
    return glyphs
  }
}

/// Which letters the C library and readline know: those of the user's locale, or all of Unicode.
enum TerminalLetters {
  /// Readline cuts the line into letters by the locale; the plain one knows no letters beyond ASCII.
  static func prepare() { _ = isPrepared }

  private static let isPrepared: Bool = {
    if setlocale(LC_CTYPE, "") == nil || String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" {
      setlocale(LC_CTYPE, "C.UTF-8")
    }
    return true
  }()
}
