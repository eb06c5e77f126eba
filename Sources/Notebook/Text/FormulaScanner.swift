/// Finds the formulas of a Markdown text: `$...$` in a line of text, `$$...$$` on display.
///
/// As in Pandoc a `$` opens a formula when no blank follows it, and one closes it that has no blank before
/// it and no digit behind it (so that prices are prices). `\$` is a dollar. Code is left alone, and no formula
/// goes on beyond an empty line.
struct FormulaScanner {
  struct Formula: Equatable {
    let source: String
    let isDisplay: Bool

    /// As it was written.
    var marked: String { isDisplay ? "$$\(source)$$" : "$\(source)$" }
  }

  enum Piece: Equatable {
    case text(String)
    case formula(Formula)
  }

  private let text: [Character]
  private var next = 0
  private var plain = ""
  private var pieces: [Piece] = []
  /// Lengths of runs of backticks of which no second one follows.
  private var unclosed: Set<Int> = []

  private init(_ text: String) { self.text = Array(text) }

  static func pieces(of text: String) -> [Piece] {
    var scanner = FormulaScanner(text)
    scanner.scan()
    return scanner.pieces
  }

  private mutating func scan() {
    var isLineStart = true
    while next < text.count {
      if isLineStart, takeFence() { continue }
      let character = text[next]
      isLineStart = character == "\n"
      switch character {
      case "\\": takePlain(min(2, text.count - next))
      case "`": takeCode()
      case "$": if !takeFormula() { takePlain(run(of: "$", from: next)) }
      default: takePlain(1)
      }
    }
    endPlain()
  }

  private mutating func takePlain(_ count: Int) {
    plain.append(contentsOf: text[next..<(next + count)])
    next += count
  }

  private mutating func endPlain() {
    if !plain.isEmpty { pieces.append(.text(plain)) }
    plain = ""
  }

  private func run(of character: Character, from start: Int) -> Int {
    var end = start
    while end < text.count, text[end] == character { end += 1 }
    return end - start
  }

  // MARK: - Code

  /// Takes a code span, or a run of backticks that opens none.
  private mutating func takeCode() {
    let length = run(of: "`", from: next)
    // A length that was looked for in vain closes nothing further on either.
    if unclosed.contains(length) { return takePlain(length) }
    var place = next + length
    while place < text.count {
      let closing = run(of: "`", from: place)
      if closing == length { return takePlain(place + closing - next) }
      place += max(1, closing)
    }
    unclosed.insert(length)
    takePlain(length)
  }

  /// Takes a whole fenced block, if the line at `next` opens one.
  private mutating func takeFence() -> Bool {
    guard let fence = fence(at: next) else { return false }
    var place = lineEnd(from: next)
    while place < text.count {
      let line = place + 1
      place = lineEnd(from: line)
      if let other = self.fence(at: line), other.character == fence.character,
        other.length >= fence.length, other.isBare
      {
        break
      }
    }
    takePlain(min(place + 1, text.count) - next)
    return true
  }

  private func fence(at line: Int) -> (character: Character, length: Int, isBare: Bool)? {
    let indent = run(of: " ", from: line)
    let start = line + indent
    guard indent < 4, start < text.count, text[start] == "`" || text[start] == "~" else {
      return nil
    }
    let length = run(of: text[start], from: start)
    guard length >= 3 else { return nil }
    let rest = text[(start + length)..<max(start + length, lineEnd(from: line))]
    if text[start] == "`", rest.contains("`") { return nil }
    return (text[start], length, rest.allSatisfy { $0 == " " || $0 == "\t" })
  }

  private func lineEnd(from start: Int) -> Int {
    var end = start
    while end < text.count, text[end] != "\n" { end += 1 }
    return end
  }

  // MARK: - Formulas

  private mutating func takeFormula() -> Bool {
    let marks = min(2, run(of: "$", from: next))
    let start = next + marks
    guard let end = formulaEnd(from: start, marks: marks), end > start else { return false }
    endPlain()
    let source = String(text[start..<end])
    pieces.append(.formula(Formula(source: source, isDisplay: marks == 2)))
    next = end + marks
    return true
  }

  private func formulaEnd(from start: Int, marks: Int) -> Int? {
    guard start < text.count, marks == 2 || !text[start].isWhitespace else { return nil }
    var place = start
    while place < text.count {
      switch text[place] {
      case "\\": place += 2
      case "\n" where isEmptyLine(after: place): return nil
      case "$" where closes(at: place, marks: marks): return place
      case "$" where marks == 1: return nil
      default: place += 1
      }
    }
    return nil
  }

  private func closes(at place: Int, marks: Int) -> Bool {
    if marks == 2 { return run(of: "$", from: place) >= 2 }
    let after = place + 1 < text.count ? text[place + 1] : " "
    return !text[place - 1].isWhitespace && !after.isNumber && after != "$"
  }

  private func isEmptyLine(after lineEnd: Int) -> Bool {
    let rest = text[(lineEnd + 1)...]
    return rest.first { $0 != " " && $0 != "\t" } == "\n"
  }
}
