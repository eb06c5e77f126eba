/// The lines of marks and notes under a source line.
///
/// The rightmost note stands behind the marks, the others below, each under the start of its own; as many
/// on one line as fit.
struct DiagnosticMarks {
  struct Mark {
    var columns: Range<Int>
    var note: String
    var isPrimary: Bool
  }

  private let marks: [Mark]
  private let style: DiagnosticStyle

  init(_ marks: [Mark], style: DiagnosticStyle) {
    self.marks = marks.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
    self.style = style
  }

  /// The rows, without blanks at their ends.
  func rows() -> [String] {
    var notes = marks.filter { !$0.note.isEmpty }
    var first = underlines()
    if let last = notes.last, last.columns.upperBound == marks.map(\.columns.upperBound).max() {
      notes.removeLast()
      first.append((" " + last.note, .label))
    }
    var rows = [style.row(first)]
    while !notes.isEmpty {
      let (row, left) = noteRow(notes)
      rows.append(style.row(row))
      notes = left
    }
    return rows
  }

  /// Pieces of a row, each with what it is.
  typealias Pieces = [(text: String, role: DiagnosticStyle.Role)]

  private func underlines() -> Pieces {
    let width = marks.map(\.columns.upperBound).max() ?? 0
    var roles = [DiagnosticStyle.Role](repeating: .plain, count: width)
    // Labels first: where they overlap with the place itself, its carets win.
    for mark in marks.filter({ !$0.isPrimary }) + marks.filter(\.isPrimary) {
      for column in mark.columns where column >= 0 {
        roles[column] = mark.isPrimary ? .primary : .label
      }
    }
    return roles.map { role in
      switch role {
      case .primary: ("^", role)
      case .label: ("-", role)
      default: (" ", role)
      }
    }
  }

  /// One row of notes: those that fit from the right, strokes for those still to come, and these.
  private func noteRow(_ notes: [Mark]) -> (row: Pieces, left: [Mark]) {
    var placed: [(column: Int, text: String)] = []
    var left: [Mark] = []
    var limit = Int.max
    for mark in notes.reversed() {
      let start = mark.columns.lowerBound
      if placed.isEmpty || start + mark.note.count < limit {
        placed.insert((start, mark.note), at: 0)
      } else {
        placed.insert((start, "|"), at: 0)
        left.insert(mark, at: 0)
      }
      limit = start
    }
    var row: Pieces = []
    var column = 0
    for (start, text) in placed {
      row.append((String(repeating: " ", count: max(0, start - column)), .plain))
      row.append((text, .label))
      column = max(column, start) + text.count
    }
    return (row, left)
  }
}
