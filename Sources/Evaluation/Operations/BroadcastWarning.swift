import Matrices
import Syntax

/// A column met a row: mostly a transpose that was forgotten, when the result is huge, or when the difference of
/// as many numbers was wanted.
enum BroadcastWarning {
  /// Results with fewer elements are no burden.
  static let threshold = 10_000_000

  /// Warns, before it is computed, of an operation element by element whose result is huge and much larger
  /// than its operands.
  static func check(_ op: BinaryOperator, _ left: Shape, _ right: Shape, _ session: Session) {
    guard op.elementwise != nil, left.isMatrix, right.isMatrix,
      let shape = ShapeSuggestions.broadcast(left, right), shape != left, shape != right
    else { return }
    let (count, overflow) = shape.rows.multipliedReportingOverflow(by: shape.columns)
    guard overflow || count >= threshold else {
      if op == .subtract { checkDifference(left, right, session) }
      return
    }
    session.warn(
      "operator \(op.rawValue) of \(left) and \(right) makes a \(shape) array "
        + "(\(ByteCount.text(shape, elementBytes: 8))); a transpose may be missing",
      identifier: "nnsh:large-broadcast")
  }

  /// A row minus a column of as many numbers. What is written out as an outer difference, with a transpose, a
  /// colon or brackets, is meant.
  private static func checkDifference(_ left: Shape, _ right: Shape, _ session: Session) {
    guard left.rows == right.columns, left.columns == right.rows, left.isVector,
      let text = session.currentText, text.utf8.count < 60,
      !text.contains(where: { "':[{\"".contains($0) })
    else { return }
    session.advise(
      "\(text) of \(left) and \(right) is \(outer(left, right)), "
        + "not \(left.rows * left.columns) differences; a transpose may be missing",
      identifier: "nnsh:outer-broadcast")
  }

  private static func outer(_ left: Shape, _ right: Shape) -> Shape {
    Shape(max(left.rows, right.rows), max(left.columns, right.columns))
  }
}
