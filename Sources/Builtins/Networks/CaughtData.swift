import Evaluation
import Matrices

/// What a handle such as `@(p) nnCostFunction(p, 4, 5, 3, X, y, lambda)` tells about its data: the arrays it has
/// caught and the whole numbers that it mentions.
struct CaughtData {
  /// Pairs of examples and targets with as many rows.
  let pairs: [(x: Matrix<Double>, y: Matrix<Double>)]
  /// Whole numbers, for the units of hidden layers.
  let numbers: [Int]

  /// More numbers are not tried.
  private static let most = 12

  init(_ handle: FunctionValue) throws {
    guard case .anonymous(let function) = handle.kind else {
      (pairs, numbers) = ([], [])
      return
    }
    var arrays: [Matrix<Double>] = []
    var numbers = CaughtData.wholeNumbers(function.text)
    for (_, value) in function.captured {
      guard let m = try value.doubles, m.shape.isMatrix, !m.isEmpty else { continue }
      if m.count <= CaughtData.most { numbers += m.elements.compactMap { Int(exactly: $0) } }
      if m.rows > 1 { arrays.append(m) }
    }
    var unique: [Int] = []
    for n in numbers where n > 0 && !unique.contains(n) { unique.append(n) }
    self.numbers = Array(unique.prefix(CaughtData.most))
    var pairs: [(x: Matrix<Double>, y: Matrix<Double>)] = []
    for (i, x) in arrays.enumerated() {
      for (j, y) in arrays.enumerated() where i != j && x.rows == y.rows { pairs.append((x, y)) }
    }
    self.pairs = pairs
  }

  private static func wholeNumbers(_ text: String) -> [Int] {
    text.split { !($0.isNumber || $0.isLetter || $0 == "_" || $0 == ".") }.compactMap { Int($0) }
  }
}
