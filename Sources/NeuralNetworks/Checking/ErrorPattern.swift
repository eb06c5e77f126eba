import Matrices

/// Where the wrong entries of one gradient stand, and what they have in common.
public enum ErrorPattern: Sendable, Equatable {
  /// All entries differ from the right ones by one factor.
  case factor(Double)
  /// One entry, 1-based.
  case entry(row: Int, column: Int)
  case row(Int)
  case column(Int)
  /// The first column alone.
  case biasColumn
  /// Every column but the first.
  case weights
  /// All entries, without a common factor.
  case everywhere
  /// Some rows and all their entries.
  case rows([Int])
  case columns([Int])
  case scattered

  /// nil without entries.
  init?(_ entries: [GradientCheck.Entry], _ shape: Shape) {
    guard let first = entries.first else { return nil }
    let rows = Set(entries.map(\.row)).sorted()
    let columns = Set(entries.map(\.column)).sorted()
    // An entry may be right by chance or because its input is 0: most of them will do.
    func fills(_ count: Int) -> Bool { entries.count * 10 >= count * 7 }
    if shape.count > 1, fills(shape.count), let factor = ErrorPattern.commonFactor(entries) {
      self = .factor(factor)
    } else if entries.count == 1, shape.count > 1 {
      self = .entry(row: first.row, column: first.column)
    } else if rows.count == 1, shape.rows > 1 {
      self = .row(first.row)
    } else if columns.count == 1, shape.columns > 1 {
      self = first.column == 1 ? .biasColumn : .column(first.column)
    } else if fills(shape.count) && !(columns.first == 2 && columns.count > 1) {
      self = .everywhere
    } else if columns.first == 2, fills(shape.rows * (shape.columns - 1)) {
      self = .weights
    } else if rows.count < shape.rows, fills(rows.count * shape.columns) {
      self = .rows(rows)
    } else if columns.count < shape.columns, fills(columns.count * shape.rows) {
      self = .columns(columns)
    } else {
      self = .scattered
    }
  }

  /// The ratio of the entries to the right ones, when there is one.
  static func commonFactor(_ entries: [GradientCheck.Entry]) -> Double? {
    var (product, square) = (0.0, 0.0)
    for entry in entries {
      product += entry.analytic * entry.numeric
      square += entry.numeric * entry.numeric
    }
    let factor = product / square
    guard factor.isFinite else { return nil }
    let scale = entries.reduce(0) { max($0, abs($1.numeric)) }
    for entry in entries {
      let off = abs(entry.analytic - factor * entry.numeric)
      if off > 1e-5 * max(abs(factor), 1e-3) * (abs(entry.numeric) + 1e-3 * scale) { return nil }
    }
    return factor
  }
}
