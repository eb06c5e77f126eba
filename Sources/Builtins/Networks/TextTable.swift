/// Rows of cells as lines with aligned columns.
enum TextTable {
  /// Columns are as wide as their widest cell and two blanks apart; `rightAligned` holds 0-based columns.
  static func lines(_ rows: [[String]], rightAligned: Set<Int>) -> [String] {
    guard let first = rows.first else { return [] }
    let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let room = String(repeating: " ", count: max(0, widths[column] - cell.count))
        if column > 0 { line += "  " }
        line += rightAligned.contains(column) ? room + cell : cell + room
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
