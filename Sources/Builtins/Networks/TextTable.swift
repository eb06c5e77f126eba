import CSystem

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

/// Numbers as explanations and reports show them: four or five digits.
enum ShortNumber {
  static func text(_ x: Double, digits: Int = 5) -> String {
    if let whole = Int(exactly: x), whole.magnitude < 1_000_000 { return String(whole) }
    if x.isNaN { return "NaN" }
    if x.isInfinite { return x < 0 ? "-Inf" : "Inf" }
    var buffer = [CChar](repeating: 0, count: 40)
    let length = nnsh_format_double(&buffer, buffer.count, "%*.*g", 0, Int32(digits), x)
    return String(
      decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
