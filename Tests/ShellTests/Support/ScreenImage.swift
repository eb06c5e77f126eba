/// What a terminal shows after it got some bytes: as much of one as the prompt uses.
struct ScreenImage {
  private(set) var columns: Int
  private let height: Int
  private var grid: [[Place]]
  private(set) var row = 0
  private(set) var column = 0
  /// A full row was written: the next character goes to the one below.
  private var isPending = false
  private var style = ""
  private var unread: [UInt8] = []

  struct Place: Equatable {
    var text = " "
    /// The codes in force, such as `35`; empty for plain.
    var style = ""
  }

  init(columns: Int = 80, rows: Int = 24) {
    self.columns = columns
    height = rows
    grid = Array(repeating: Array(repeating: Place(), count: columns), count: rows)
  }

  /// The rows without blanks at their ends.
  var lines: [String] {
    var lines = grid.map { row in
      var text = row.map(\.text).joined()
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The styles of what the rows show, blanks left out.
  var inks: [[String]] {
    grid.prefix(lines.count).map { row in row.filter { $0.text != " " }.map(\.style) }
  }

  /// The last rows up to the lowest that shows anything.
  func last(_ count: Int) -> [String] { Array(lines.suffix(count)) }

  /// The styles of the first place where `text` is shown, one a character.
  func styles(of text: String) -> [String]? {
    for row in grid.reversed() {
      let letters = row.map(\.text)
      let wanted = text.map(String.init)
      guard letters.count >= wanted.count else { continue }
      for start in 0...(letters.count - wanted.count)
      where Array(letters[start..<start + wanted.count]) == wanted {
        return row[start..<start + wanted.count].map(\.style)
      }
    }
    return nil
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    unread += bytes
    var index = 0
    while let length = lengthOfNext(from: index) {
      take(Array(unread[index..<index + length]))
      index += length
    }
    unread.removeFirst(index)
  }

  /// How many bytes the next character or sequence has; nil when it is not whole.
  private func lengthOfNext(from start: Int) -> Int? {
    guard start < unread.count else { return nil }
    let first = unread[start]
    if first == 0x1B {
      guard start + 1 < unread.count else { return nil }
      guard unread[start + 1] == UInt8(ascii: "[") else { return 2 }
      let end = unread[(start + 2)...].firstIndex { (0x40...0x7E).contains($0) }
      return end.map { $0 - start + 1 }
    }
    let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return start + length <= unread.count ? length : nil
  }

  private mutating func take(_ bytes: [UInt8]) {
    switch bytes[0] {
    case 0x0D: (column, isPending) = (0, false)
    case 0x0A: lineFeed()
    case 0x08: column = max(0, column - 1)
    case 0x1B: obey(bytes)
    case 0..<0x20: break
    default: put(String(decoding: bytes, as: UTF8.self))
    }
  }

  private mutating func lineFeed() {
    isPending = false
    if row + 1 < height {
      row += 1
    } else {
      grid.removeFirst()
      grid.append(Array(repeating: Place(), count: columns))
    }
  }

  private mutating func put(_ text: String) {
    let value = text.unicodeScalars.first?.value ?? 0
    if (0x300...0x36F).contains(value) {
      grid[row][max(0, isPending ? column : column - 1)].text += text
      return
    }
    let width = (0x1100...0x115F).contains(value) || (0x2E80...0xFFE6).contains(value) ? 2 : 1
    if isPending || column + width > columns {
      column = 0
      lineFeed()
    }
    grid[row][column] = Place(text: text, style: style)
    if width == 2 { grid[row][column + 1] = Place(text: "", style: style) }
    column += width
    isPending = column >= columns
    if isPending { column = columns - 1 }
  }

  private mutating func obey(_ sequence: [UInt8]) {
    guard sequence.count > 2, let last = sequence.last else { return }
    let text = String(decoding: sequence[2..<sequence.count - 1], as: UTF8.self)
    let count = max(1, Int(text) ?? 1)
    switch Character(Unicode.Scalar(last)) {
    case "A": row = max(0, row - count)
    case "B": row = min(height - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "H": (row, column) = (0, 0)
    case "K": erase(row, from: column)
    case "J":
      if text == "2" {
        for line in 0..<height { erase(line, from: 0) }
      } else {
        erase(row, from: column)
        for line in row + 1..<max(height, row + 1) { erase(line, from: 0) }
      }
    case "m":
      // A colour does not end the waiting behind a full row.
      style = text == "0" || text.isEmpty ? "" : text
      return
    default: return
    }
    isPending = false
  }

  private mutating func erase(_ line: Int, from column: Int) {
    for place in column..<columns { grid[line][place] = Place() }
  }
}
