import Syntax

/// One line of source as a terminal shows it: characters with their widths and where they come from.
///
/// Tabs become blanks, control characters their pictures, malformed UTF-8 the replacement character, so
/// that whatever a file holds, marks stand under what they mean.
struct DiagnosticLine {
  struct Cell {
    var text: String
    var width: Int
    /// Byte offsets in the source.
    var start: Int
    var end: Int
  }

  private(set) var cells: [Cell] = []
  static let tabWidth = 4
  /// Characters further out are not looked at: a line of a megabyte costs no more than one of this length.
  private static let byteLimit = 4_000

  /// The cells around byte offset `focus` of `line`.
  init(_ line: ArraySlice<UInt8>, around focus: Int) {
    let from = max(line.startIndex, focus - Self.byteLimit / 2)
    let to = min(line.endIndex, from + Self.byteLimit)
    guard from < to else { return }
    var column = 0
    var offset = from
    for character in String(decoding: line[from..<to], as: UTF8.self) {
      let length = Self.byteLength(character, line, offset)
      var (text, width) = Self.shown(character)
      if character == "\t" {
        width = Self.tabWidth - column % Self.tabWidth
        text = String(repeating: " ", count: width)
      }
      cells.append(Cell(text: text, width: width, start: offset, end: min(offset + length, to)))
      column += width
      offset += length
    }
  }

  /// How many bytes a decoded character takes; one replacement may stand for a broken sequence.
  private static func byteLength(
    _ character: Character, _ line: ArraySlice<UInt8>, _ offset: Int
  ) -> Int {
    guard character == "\u{FFFD}", offset < line.endIndex else { return character.utf8.count }
    if line[offset...].starts(with: [0xEF, 0xBF, 0xBD]) { return 3 }
    return replacedLength(line, offset)
  }

  /// The length of the malformed piece at `offset`: a lead byte with the continuations that still fit it.
  private static func replacedLength(_ line: ArraySlice<UInt8>, _ offset: Int) -> Int {
    var length = 1
    while offset + length < line.endIndex, length < 4 {
      let piece = String(decoding: line[offset...(offset + length)], as: UTF8.self)
      if piece.unicodeScalars.count > 1 { break }
      length += 1
    }
    return length
  }

  private static func shown(_ character: Character) -> (text: String, width: Int) {
    guard let scalar = character.unicodeScalars.first else { return ("", 0) }
    if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
      return (String(Character(picture)), 1)
    }
    if scalar.value == 0x7F { return ("\u{2421}", 1) }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return ("\u{FFFD}", 1)
    case .nonspacingMark, .enclosingMark: return (" " + String(character), 1)
    default: return (String(character), isWide(scalar) ? 2 : 1)
    }
  }

  /// Scripts and pictures that take two columns.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  var width: Int { cells.reduce(0) { $0 + $1.width } }

  /// The column (from 0) at which byte `offset` is shown.
  func column(of offset: Int) -> Int {
    var column = 0
    for cell in cells {
      if cell.end > offset { break }
      column += cell.width
    }
    return column
  }

  /// The text of columns `range`, with what is cut marked by `...`.
  func text(columns range: Range<Int>) -> String {
    var text = ""
    var column = 0
    for cell in cells {
      if column >= range.lowerBound, column + cell.width <= range.upperBound { text += cell.text }
      column += cell.width
    }
    return text
  }
}
