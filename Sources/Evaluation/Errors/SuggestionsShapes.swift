import Matrices
import Syntax

/// Fixes for shapes that do not fit, found by trying: only what works is said.
public enum ShapeSuggestions {
  /// A help line for `left operation right` with nonconformant shapes; nil when nothing simple fits.
  public static func help(
    _ operation: BinaryOperator, _ left: Operand, _ right: Operand
  ) -> String? {
    guard left.isQuotable, right.isQuotable else { return nil }
    var found = candidates(operation, left, right)
    guard let cheapest = found.map(\.cost).min() else { return nil }
    found.removeAll { $0.cost > cheapest }
    // Two changes are a guess; one guess is enough. Of single changes up to two are worth a choice.
    let shown = found.sorted { $0.rank < $1.rank }.prefix(cheapest > 1 ? 1 : 2)
    return shown.map(\.text).joined(separator: "; or ")
  }

  private struct Candidate {
    var text: String
    var cost: Int
    var rank: Int
  }

  private static func candidates(
    _ operation: BinaryOperator, _ left: Operand, _ right: Operand
  ) -> [Candidate] {
    var found: [Candidate] = []
    let mayLackBias = left.isOfNetwork || right.isOfNetwork
    for (rank, pair) in edits(for: operation).enumerated() {
      let cost = pair.left.cost + pair.right.cost
      if !mayLackBias, changesBias(pair) { continue }
      guard cost > 0, let a = pair.left.applied(to: left), let b = pair.right.applied(to: right),
        let shape = result(operation, a.shape, b.shape),
        !changesBias(pair) || isProduct(operation) || a.shape == b.shape
      else { continue }
      let reasons = [
        pair.left.reason(name(left, "the left operand")),
        pair.right.reason(name(right, "the right operand")),
      ].compactMap { $0 }
      let sentence = merged(reasons, pair, left, right)
      let text = "\(sentence): \(a.text) \(operation.rawValue) \(b.text) is \(shape)"
      // Of two vectors of one shape the outer product is the least likely.
      let isOuter = left.shape == right.shape && shape.count > left.shape.count
      found.append(Candidate(text: text, cost: cost, rank: 2 * rank + (isOuter ? 100 : 0)))
    }
    if let elementwise = elementwise(operation), let shape = broadcast(left.shape, right.shape) {
      let text = "\(left.text) \(elementwise.rawValue) \(right.text) is \(shape)"
      // Equal shapes: before the second way to transpose, after the first.
      let rank = left.shape == right.shape ? 1 : 50
      found.append(Candidate(text: "element by element: " + text, cost: 1, rank: rank))
    }
    return found
  }

  private static func changesBias(_ pair: (left: Edit, right: Edit)) -> Bool {
    pair.left.isAboutBias || pair.right.isAboutBias
  }

  /// Not element by element, where a bias too many is only likely between arrays that are equal without it.
  private static func isProduct(_ operation: BinaryOperator) -> Bool {
    elementwise(operation) != nil
  }

  private static func name(_ operand: Operand, _ other: String) -> String {
    operand.isAtomic && operand.text.utf8.count <= 20 ? operand.text : other
  }

  private static func merged(
    _ reasons: [String], _ pair: (left: Edit, right: Edit), _ left: Operand, _ right: Operand
  ) -> String {
    if pair.left == .transposed, pair.right == .transposed { return "transposing both fits" }
    return reasons.joined(separator: ", ")
  }

  /// Pairs of edits in the order in which they are likely: of data and parameters, the data lacks its
  /// bias; of errors and derivatives, one has a bias too many.
  private static func edits(for operation: BinaryOperator) -> [(left: Edit, right: Edit)] {
    let isProduct = isProduct(operation)
    let singles: [Edit] =
      isProduct
      ? [.transposed, .biased, .biasRow, .unbiased]
      : [.transposed, .unbiased, .unbiasedRow]
    var pairs = singles.flatMap { [(left: Edit.none, right: $0), (left: $0, right: Edit.none)] }
    pairs.append((left: .transposed, right: .transposed))
    let turned: [(Edit, Edit)] =
      isProduct
      ? [(.biased, .biasedTransposed), (.unbiased, .unbiasedTransposed)]
      : [(.unbiased, .unbiasedTransposed)]
    for (straight, turned) in turned {
      pairs.append((left: .none, right: turned))
      pairs.append((left: turned, right: .none))
      pairs.append((left: straight, right: .transposed))
      pairs.append((left: .transposed, right: straight))
    }
    return pairs
  }

  /// The shape of the result; nil when the operands do not fit.
  static func result(_ operation: BinaryOperator, _ a: Shape, _ b: Shape) -> Shape? {
    switch operation {
    case .matrixMultiply:
      a.isMatrix && b.isMatrix && a.columns == b.rows ? Shape(a.rows, b.columns) : nil
    case .matrixRightDivide:
      a.isMatrix && b.isMatrix && a.columns == b.columns ? Shape(a.rows, b.rows) : nil
    case .matrixLeftDivide:
      a.isMatrix && b.isMatrix && a.rows == b.rows ? Shape(a.columns, b.columns) : nil
    case .matrixPower: nil
    default: exact(a, b)
    }
  }

  /// An edit is only worth its while when it makes shapes equal, or fits a vector to a matrix.
  private static func exact(_ a: Shape, _ b: Shape) -> Shape? {
    guard let shape = broadcast(a, b) else { return nil }
    return shape == a || shape == b ? shape : nil
  }

  /// The shape of an operation element by element.
  static func broadcast(_ a: Shape, _ b: Shape) -> Shape? {
    var dimensions: [Int] = []
    for axis in 0..<max(a.rank, b.rank) {
      guard a[axis] == b[axis] || a[axis] == 1 || b[axis] == 1 else { return nil }
      dimensions.append(a[axis] == 1 ? b[axis] : a[axis])
    }
    return Shape(dimensions)
  }

  private static func elementwise(_ operation: BinaryOperator) -> BinaryOperator? {
    switch operation {
    case .matrixMultiply: .multiply
    case .matrixRightDivide: .rightDivide
    case .matrixLeftDivide: .leftDivide
    case .matrixPower: .power
    default: nil
    }
  }

  /// A help line for `target = value` where the shapes differ.
  ///
  /// - Parameters:
  ///   - target: the left-hand side and the shape of what it selects.
  public static func help(assigning value: Operand, to target: Operand) -> String? {
    guard value.isQuotable, target.isQuotable, target.shape.isMatrix,
      let turned = Edit.transposed.applied(to: value)
    else { return nil }
    if turned.shape == target.shape {
      return "transposing fits: \(target.text) = \(turned.text)"
    }
    guard target.shape.count == value.shape.count else {
      return
        "\(target.text) takes \(elements(target.shape)), \(value.text) has \(value.shape.count)"
    }
    let shape = "\(target.shape.rows), \(target.shape.columns)"
    return "the number of elements fits: \(target.text) = reshape(\(value.text), \(shape))"
  }

  private static func elements(_ shape: Shape) -> String {
    shape.count == 1 ? "1 element" : "\(shape.count) elements"
  }

  /// A help line for `[left, right]` or `[left; right]` whose dimensions differ.
  public static func help(
    concatenating left: Operand, _ right: Operand, isVertical: Bool
  ) -> String? {
    guard left.isQuotable, right.isQuotable, left.shape.isMatrix, right.shape.isMatrix else {
      return nil
    }
    let sign = isVertical ? "; " : ", "
    for (a, b) in [(Edit.none, Edit.transposed), (.transposed, .none)] {
      guard let a = a.applied(to: left), let b = b.applied(to: right),
        let shape = joined(a.shape, b.shape, isVertical: isVertical)
      else { continue }
      let name = b.text == right.text ? left : right
      let what = ShapeSuggestions.name(name, "one of them")
      return "transposing \(what) fits: [\(a.text)\(sign)\(b.text)] is \(shape)"
    }
    guard let shape = joined(left.shape, right.shape, isVertical: !isVertical) else { return nil }
    let direction = isVertical ? "side by side" : "one below the other"
    return "\(direction): [\(left.text)\(isVertical ? ", " : "; ")\(right.text)] is \(shape)"
  }

  private static func joined(_ a: Shape, _ b: Shape, isVertical: Bool) -> Shape? {
    if isVertical { return a.columns == b.columns ? Shape(a.rows + b.rows, a.columns) : nil }
    return a.rows == b.rows ? Shape(a.rows, a.columns + b.columns) : nil
  }
}
