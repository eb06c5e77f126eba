/// A place of the screen: a glyph in its style.
struct Cell: Equatable {
  var glyph: Glyph
  var style = InputStyle.plain
}

/// Everything that is to be seen of an input.
struct InputView {
  var prompt = ""
  /// Stands before all lines but the first.
  var continuation = ""
  var text = TypedText(bytes: [], cursor: 0)
  /// In the order of the text.
  var styles: [StyledRange] = []
  /// Shown behind the cursor where that is at the end of its line, as far as there is room.
  var hint = ""
  /// Shown below, one line each.
  var menu: [[Cell]] = []
  /// Whether a place for the cursor is needed: not in the last drawing.
  var hasCursor = true
}

/// An input cut into the rows of a screen: as many as it has, those around the cursor.
struct InputLayout: Equatable {
  struct Row: Equatable {
    var cells: [Cell] = []
    /// Whether it goes on with the line of the row before.
    var isWrapped = false
    /// Where in the text it begins.
    var offset = 0

    var width: Int { cells.reduce(0) { $0 + $1.glyph.width } }
  }

  private(set) var rows: [Row] = [Row()]
  private(set) var cursorRow = 0
  private(set) var cursorColumn = 0
  private let columns: Int
  private var column = 0

  /// - Parameters:
  ///   - top: the offset at which the first row began before: it stays there while that shows the cursor.
  init(_ view: InputView, columns: Int, rows limit: Int, top: Int = 0) {
    self.columns = max(2, columns)
    let limit = max(1, limit)
    let part = Self.part(of: view.text, rows: limit, columns: self.columns)
    if part.lowerBound == 0 {
      append(view.prompt)
    } else if view.text.bytes[part.lowerBound - 1] == TypedText.newline {
      append(view.continuation)
    }
    rows[0].offset = part.lowerBound
    append(view, part)
    let room = limit - min(view.menu.count, limit - 1)
    cut(to: room, top: top)
    for line in view.menu { append(line) }
  }

  /// The part of a text that can be on the screen together with the cursor.
  private static func part(of text: TypedText, rows: Int, columns: Int) -> Range<Int> {
    let most = 4 * rows * columns
    guard text.bytes.count > most else { return 0..<text.bytes.count }
    let first = max(0, text.cursor - most)
    var start = text.cursor
    var lines = 0
    while start > first {
      if text.bytes[start - 1] == TypedText.newline {
        lines += 1
        if lines > rows { break }
      }
      start -= 1
    }
    while start > 0, start < text.cursor, text.bytes[start] & 0xC0 == 0x80 { start += 1 }
    let last = min(text.bytes.count, text.cursor + most)
    var end = text.cursor
    lines = 0
    while end < last {
      if text.bytes[end] == TypedText.newline {
        lines += 1
        if lines > rows { break }
      }
      end += 1
    }
    return start..<end
  }

  private mutating func append(_ view: InputView, _ part: Range<Int>) {
    let bytes = view.text.bytes[part]
    var styles = view.styles[...]
    var offset = part.lowerBound
    // Tab stops are counted from where the line of the text begins.
    var lineColumn = 0
    while true {
      if offset == view.text.cursor { markCursor(view) }
      guard offset < part.upperBound else { break }
      if bytes[offset] == TypedText.newline {
        offset += 1
        begin(isWrapped: false, offset)
        append(view.continuation)
        rows[rows.count - 1].offset = offset
        lineColumn = 0
        continue
      }
      while let first = styles.first, first.range.upperBound <= offset { styles.removeFirst() }
      let style = styles.first.map { $0.range.contains(offset) ? $0.style : .plain } ?? .plain
      let (glyph, end) = Glyph.next(in: bytes, at: offset, column: lineColumn)
      if view.text.bytes[offset] == UInt8(ascii: "\t") {
        for _ in 0..<glyph.width { append(Cell(glyph: Self.blank), offset) }
      } else {
        append(Cell(glyph: glyph, style: style), offset)
      }
      lineColumn += glyph.width
      offset = end
    }
  }

  private static let blank = Glyph(text: " ", width: 1)

  private mutating func markCursor(_ view: InputView) {
    let text = view.text
    if column >= columns, view.hasCursor { begin(isWrapped: true, text.cursor) }
    (cursorRow, cursorColumn) = (rows.count - 1, column)
    let isAtLineEnd =
      text.cursor == text.bytes.count || text.bytes[text.cursor] == TypedText.newline
    guard isAtLineEnd, !view.hint.isEmpty else { return }
    for glyph in Glyph.all(of: view.hint) {
      // The last column stays free, so that the hint never needs a row.
      guard column + glyph.width < columns else { break }
      append(Cell(glyph: glyph, style: .hint), text.cursor)
    }
  }

  /// Text of the prompt, which may have lines of its own.
  private mutating func append(_ prompt: String) {
    for (index, line) in prompt.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if index > 0 { begin(isWrapped: false, 0) }
      for glyph in Glyph.all(of: String(line)) { append(Cell(glyph: glyph), 0) }
    }
  }

  private mutating func append(_ cell: Cell, _ offset: Int) {
    if column + cell.glyph.width > columns { begin(isWrapped: true, offset) }
    rows[rows.count - 1].cells.append(cell)
    column += cell.glyph.width
  }

  private mutating func begin(isWrapped: Bool, _ offset: Int) {
    rows.append(Row(isWrapped: isWrapped, offset: offset))
    column = 0
  }

  private mutating func append(_ menuLine: [Cell]) {
    begin(isWrapped: false, .max)
    for cell in menuLine where column + cell.glyph.width < columns { append(cell, .max) }
  }

  /// Keeps `limit` rows, among them the cursor's.
  private mutating func cut(to limit: Int, top: Int) {
    guard rows.count > limit else { return }
    var first = rows.lastIndex { $0.offset <= top } ?? 0
    first = min(max(first, cursorRow - limit + 1), cursorRow, rows.count - limit)
    rows = Array(rows[first..<first + limit])
    cursorRow -= first
  }
}
