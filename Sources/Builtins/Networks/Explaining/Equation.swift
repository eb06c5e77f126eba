import Matrices
import Texts

/// One step of the algorithm: an equation with the shapes and numbers of its result.
struct Equation {
  /// The parts of the algorithm, in the order in which they are computed.
  enum Section: String, CaseIterable {
    case forward = "Forward"
    case backward = "Backward"
    case update = "Update"
  }

  let section: Section
  /// The equation, or an expression of which the numbers are shown, as the language has it.
  let text: String
  /// What a teacher says beside it.
  var note = ""
  /// The shapes: `2x3 * 3x1 -> 2x1`.
  var shapes = ""
  /// What it gives; nil where the numbers stood before.
  var numbers: Matrix<Double>?

  /// The equation with its note.
  var line: String { note.isEmpty ? text : "\(text), \(note)" }
}

/// Wide arrays as explanations show them: the first numbers, how many there are, and their norm.
enum Abridged {
  /// Rows and columns that are shown.
  static let most = 8

  /// `[1  0.5  -0.2]'`; a single number without brackets.
  static func column(_ m: Matrix<Double>) -> String {
    if m.count == 1 { return ShortNumber.text(m[0]) }
    let shown = (0..<min(m.count, most)).map { ShortNumber.text(m[$0]) }
    let rest = m.count > most ? "  ... (\(m.count) numbers, norm \(norm(m)))" : ""
    return "[" + shown.joined(separator: "  ") + rest + "]'"
  }

  /// The numbers of a matrix in aligned columns.
  static func rows(_ m: Matrix<Double>) -> [String] {
    let lines = TextTable.lines(cells(m), rightAligned: Set(0...min(m.columns, most)))
    return isCut(m) ? lines + ["... (\(m.shape), norm \(norm(m)))"] : lines
  }

  static func isCut(_ m: Matrix<Double>) -> Bool { m.rows > most || m.columns > most }

  /// The numbers that are shown, with dots where columns are left out.
  static func cells(_ m: Matrix<Double>) -> [[String]] {
    let columns = min(m.columns, most)
    return (0..<min(m.rows, most)).map { row in
      (0..<columns).map { ShortNumber.text(m[row, $0]) } + (m.columns > columns ? ["..."] : [])
    }
  }

  /// The square root of the sum of all squares.
  static func norm(_ m: Matrix<Double>) -> String {
    let largest = m.elements.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return ShortNumber.text(largest) }
    let sum = m.elements.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    return ShortNumber.text(largest * sum.squareRoot())
  }
}
