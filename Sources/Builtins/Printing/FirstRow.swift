import Evaluation
import Matrices

extension Call {
  /// The text of argument `index`; of several rows the first counts, with a warning. Nil for what is no text.
  func firstRow(_ index: Int) -> [UInt8]? {
    guard case .char(let m, _) = arguments[index] else { return nil }
    if m.isEmpty { return [] }
    if m.rows > 1 {
      session.warn("multi-row character matrix converted to a string, only the first row is used")
    }
    return (0..<m.columns).map { m[0, $0] }
  }
}
