import Matrices
import Syntax

/// A column met a row, and the result is huge: mostly a transpose that was forgotten.
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
    guard overflow || count >= threshold else { return }
    session.warn(
      "operator \(op.rawValue) of \(left) and \(right) makes a \(shape) array "
        + "(\(ByteCount.text(shape, elementBytes: 8))); a transpose may be missing",
      identifier: "nnsh:large-broadcast")
  }
}
