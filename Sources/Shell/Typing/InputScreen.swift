/// What stands on the screen of an input, and how to bring it to something else with few characters.
///
/// Rows are counted from the one where the prompt began; the cursor is only ever moved relative to where it is.
struct InputScreen {
  private var rows: [InputLayout.Row] = []
  private var columns = 0
  private var cursorRow = 0
  private var cursorColumn = 0
  private var style = InputStyle.plain
  private var output: [UInt8] = []

  /// The text offset at which the first row begins.
  var top: Int { rows.first?.offset ?? 0 }

  /// Knows that the cursor stands at the beginning of an empty line, and nothing else.
  mutating func forget() { self = InputScreen() }

  /// The characters that clear everything; the cursor is then in the corner.
  mutating func clear() -> [UInt8] {
    forget()
    return Array("\u{1B}[H\u{1B}[2J".utf8)
  }

  /// The characters that turn what is shown into `layout`.
  mutating func show(_ layout: InputLayout, columns: Int) -> [UInt8] {
    if self.columns != 0, columns != self.columns { eraseResized(to: columns) }
    self.columns = columns
    for row in layout.rows.indices { rewrite(row, layout) }
    if rows.count > layout.rows.count {
      move(toRow: layout.rows.count, column: 0)
      write("\u{1B}[J")
      rows.removeLast(rows.count - layout.rows.count)
    }
    setStyle(.plain)
    move(toRow: layout.cursorRow, column: layout.cursorColumn)
    defer { output = [] }
    return output
  }

  /// The characters that erase everything and show `layout`, which may be higher than the screen.
  mutating func showAfresh(_ layout: InputLayout, columns: Int) -> [UInt8] {
    move(toRow: 0, column: 0)
    write("\u{1B}[J")
    rows = []
    self.columns = 0
    return show(layout, columns: columns)
  }

  /// The characters that leave the input: `mark` behind it and the cursor on the next line.
  mutating func leave(_ mark: String = "") -> [UInt8] {
    if let last = rows.indices.last { move(toRow: last, column: rows[last].width) }
    write(mark + "\r\n")
    defer { forget() }
    return output
  }

  // MARK: - Rows

  private mutating func rewrite(_ index: Int, _ layout: InputLayout) {
    let new = layout.rows[index]
    let old = index < rows.count ? rows[index] : InputLayout.Row()
    defer {
      if index < rows.count { rows[index] = new } else { rows.append(new) }
    }
    var column = 0
    var first = 0
    while first < min(new.cells.count, old.cells.count), new.cells[first] == old.cells[first] {
      column += new.cells[first].glyph.width
      first += 1
    }
    if index >= rows.count, index > 0, new.cells.isEmpty { return addRow(index) }
    guard first < max(new.cells.count, old.cells.count) else { return }
    let (newWidth, oldWidth) = (new.width, old.width)
    var last = new.cells.count
    if newWidth == oldWidth {
      var fromEnd = 0
      while last > first, old.cells.count - fromEnd > first,
        new.cells[last - 1] == old.cells[old.cells.count - fromEnd - 1]
      {
        last -= 1
        fromEnd += 1
      }
    }
    // Behind a full row the terminal itself goes on to the next one, and then knows them for one line.
    let flowsOn =
      index > 0 && first == 0 && new.isWrapped && cursorRow == index - 1
      && cursorColumn == columns && last > 0
    if flowsOn {
      cursorRow = index
      cursorColumn = 0
    } else {
      move(toRow: index, column: column)
    }
    for cell in new.cells[first..<last] {
      setStyle(cell.style)
      if cell.glyph.isUncertain {
        writeUncertain(cell.glyph)
      } else {
        write(cell.glyph.text)
        cursorColumn += cell.glyph.width
      }
    }
    if newWidth < oldWidth {
      setStyle(.plain)
      move(toRow: index, column: newWidth)
      write("\u{1B}[K")
    }
  }

  /// Whatever the terminal thinks of a glyph: nothing else is left in its columns, and what follows stands behind them.
  private mutating func writeUncertain(_ glyph: Glyph) {
    let back = cursorColumn > 0 ? "\r\u{1B}[\(cursorColumn)C" : "\r"
    write(String(repeating: " ", count: glyph.width) + back + glyph.text)
    cursorColumn += glyph.width
    // Nobody knows whether the next letter would begin a new row.
    if cursorColumn >= columns { cursorColumn = 0 }
    write(cursorColumn > 0 ? "\r\u{1B}[\(cursorColumn)C" : "\r")
  }

  private mutating func addRow(_ index: Int) { move(toRow: index, column: 0) }

  /// Takes everything away after the terminal got another width: rows of one line have flowed together and
  /// apart.
  private mutating func eraseResized(to columns: Int) {
    var above = 0
    var width = 0
    for (index, row) in rows.enumerated() where index <= cursorRow {
      if index > 0, !row.isWrapped {
        above += max(1, (width + columns - 1) / columns)
        width = 0
      }
      width += index == cursorRow ? min(cursorColumn, row.width) : row.width
    }
    if columns > 0 { above += width / columns }
    if above > 0 { write("\u{1B}[\(above)A") }
    write("\r\u{1B}[J")
    let pending = output
    forget()
    output = pending
  }

  // MARK: - Characters

  private mutating func move(toRow row: Int, column: Int) {
    let known = max(rows.count - 1, cursorRow)
    if row < cursorRow {
      write("\u{1B}[\(cursorRow - row)A")
    } else if row > cursorRow {
      let below = min(row, known) - cursorRow
      if below > 0 { write("\u{1B}[\(below)B") }
      let new = row - max(known, cursorRow)
      if new > 0 {
        // A new line takes over the colour of the ground.
        setStyle(.plain)
        write(String(repeating: "\r\n", count: new))
        cursorColumn = 0
      }
    }
    cursorRow = row
    guard column != cursorColumn else { return }
    write("\r")
    if column > 0 { write("\u{1B}[\(column)C") }
    cursorColumn = column
  }

  private mutating func setStyle(_ new: InputStyle) {
    guard new != style else { return }
    if style != .plain { write("\u{1B}[0m") }
    if new != .plain { write("\u{1B}[\(new.code)m") }
    style = new
  }

  private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }
}
