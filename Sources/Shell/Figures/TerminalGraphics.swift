import CSystem
import Glibc

/// How a terminal shows pictures, found by asking it.
struct TerminalGraphics: Equatable {
  enum Pixels: Equatable {
    case kitty
    case iterm
    case sixels
    /// Letters and blocks alone.
    case none
  }

  var pixels = Pixels.none
  /// Size of a character in pixels.
  var cell = (width: 10, height: 20)

  static func == (a: Self, b: Self) -> Bool { a.pixels == b.pixels && a.cell == b.cell }

  /// What asks for all abilities: a picture of one pixel in kitty's protocol, which is not shown; the size of a character,
  /// in iTerm2's protocol and in xterm's; and at last what every terminal answers, its primary attributes, whose answer
  /// ends with `c`.
  private static let question =
    "\u{1B}_Gi=4711,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}]1337;ReportCellSize\u{1B}\\"
    + "\u{1B}[16t\u{1B}[c"

  /// Asks the terminal on standard input and output, which gets a fifth of a second.
  static func asked() -> TerminalGraphics {
    var answer = [CChar](repeating: 0, count: 512)
    let count = nnsh_terminal_ask(
      STDIN_FILENO, STDOUT_FILENO, question, CChar(UInt8(ascii: "c")), &answer, answer.count, 200)
    return TerminalGraphics(
      answer: String(decoding: answer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  init() {}

  /// - Parameter answer: all that came back.
  init(answer: String) {
    if answer.contains("\u{1B}_Gi=4711;OK") {
      pixels = .kitty
    } else if answer.contains("]1337;ReportCellSize=") {
      pixels = .iterm
    } else if Self.numbers(in: answer, after: "\u{1B}[?", until: "c").dropFirst().contains(4) {
      pixels = .sixels
    }
    let size = Self.numbers(in: answer, after: "\u{1B}[6;", until: "t")
    if size.count == 2, (4...100).contains(size[1]), (4...200).contains(size[0]) {
      cell = (size[1], size[0])
    }
  }

  /// The numbers between two marks, as in `ESC [ ? 62 ; 4 c`.
  private static func numbers(in text: String, after start: String, until end: Character) -> [Int] {
    guard let from = text.range(of: start) else { return [] }
    let rest = text[from.upperBound...]
    guard let to = rest.firstIndex(of: end) else { return [] }
    return rest[..<to].split(separator: ";").compactMap { Int($0) }
  }
}

extension String {
  /// Where `part` stands first.
  fileprivate func range(of part: String) -> Range<Index>? {
    var place = startIndex
    while place < endIndex {
      if self[place...].utf8.starts(with: part.utf8) {
        return place..<(utf8.index(place, offsetBy: part.utf8.count))
      }
      place = utf8.index(after: place)
    }
    return nil
  }
}
