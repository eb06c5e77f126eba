import Matrices

extension Assignment {
  /// `D(i, i) = x` and `D(k) = x` of a diagonal matrix, which stays one where a number goes onto its diagonal.
  ///
  /// - Returns: whether the number was written.
  /// - Throws: for one subscript beyond the last element, which a diagonal matrix does not grow by.
  static func writeOnDiagonal(
    _ value: Value, to target: inout Value?, _ m: Matrix<Double>, _ subscripts: [Subscript]
  ) throws -> Bool {
    let x: Double
    switch value {
    case .number(let number): x = number
    case .bool(let truth): x = truth ? 1 : 0
    default: return false
    }
    var (row, column) = (0, 0)
    switch (subscripts.first, subscripts.count) {
    case (.scalar(let place)?, 1):
      guard place < m.count else { throw EvaluationError("ind2sub: index out of range") }
      (row, column) = (place % m.rows, place / m.rows)
    case (.scalar(let first)?, 2):
      guard case .scalar(let second) = subscripts[1] else { return false }
      (row, column) = (first, second)
    default: return false
    }
    guard row == column, row < min(m.rows, m.columns) else { return false }
    target = nil
    var changed = m
    changed[row, row] = x
    target = .diagonal(changed)
    return true
  }
}
