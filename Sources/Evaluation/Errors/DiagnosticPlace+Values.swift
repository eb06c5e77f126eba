import Matrices
import Syntax

/// Help that the values of the variables in an operation tell, beyond their shapes.
extension DiagnosticPlace {
  /// A help line for `a operation b` with nonconformant shapes; nil when their values say nothing more.
  func valueHelp(
    _ op: BinaryOperator, _ a: Side, _ b: Side, _ names: DiagnosticNames
  ) -> String? {
    labelHelp(op, a, b, names) ?? onesRowHelp(op, a, b, names) ?? otherLayerHelp(op, a, b, names)
  }

  /// An operand and the shape of its value.
  typealias Side = (expr: Expr, shape: Shape)

  private func text(_ expr: Expr) -> String { program.source.text(program.tree.span(expr)) }

  /// The variable that an operand is, or the transpose of.
  private func variable(_ expr: Expr) -> (name: String, isTransposed: Bool)? {
    switch program.tree[expr] {
    case .name(let name): (name, false)
    case .transpose(let inner): variable(inner).map { ($0.name, !$0.isTransposed) }
    default: nil
    }
  }

  /// Labels 1..K of m examples beside something of m rows and K columns.
  private func labelHelp(
    _ op: BinaryOperator, _ a: Side, _ b: Side, _ names: DiagnosticNames
  ) -> String? {
    let sign: BinaryOperator
    switch op {
    case .add, .subtract, .multiply: sign = op
    case .matrixMultiply: sign = .multiply
    default: return nil
    }
    for (labels, other, isLeft) in [(a, b, true), (b, a, false)] {
      let outputs = other.shape
      guard let (name, _) = variable(labels.expr), isOfLabels(name), let y = names.doubles(name),
        y.shape.isVector,
        outputs.isMatrix, outputs.rows == y.count, outputs.columns > 1,
        text(other.expr).utf8.count <= 40
      else { continue }
      let most = Double(outputs.columns)
      guard y.withUnsafeElements({ $0.allSatisfy { $0 >= 1 && $0 <= most && $0 == $0.rounded() } })
      else { continue }
      let targets = "onehot(\(name), \(outputs.columns))"
      let (left, right) = isLeft ? (targets, text(other.expr)) : (text(other.expr), targets)
      return "\(name) holds labels: \(left) \(sign.rawValue) \(right) is \(outputs)"
    }
    return nil
  }

  /// Whether a variable is called as labels are: small whole numbers stand in many others.
  private func isOfLabels(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix("y") || name.contains("label") || name.contains("target")
  }

  /// `[ones(1, n); X]` where each example, a row, wants a 1 in front.
  private func onesRowHelp(
    _ op: BinaryOperator, _ a: Side, _ b: Side, _ names: DiagnosticNames
  ) -> String? {
    guard op == .matrixMultiply, case .name(let name) = program.tree[a.expr],
      let value = names.doubles(name), value.shape.isMatrix, value.rows > 1, value.columns > 1,
      (0..<value.columns).allSatisfy({ value[0, $0] == 1 }), !value.beginsWithOnes,
      b.shape.rows == value.columns + 1
    else { return nil }
    let mended = "[ones(\(value.rows - 1),1) \(name)(2:end, :)]"
    return
      "\(name) has its ones as a row, and each row wants one in front: \(mended) * \(text(b.expr)) "
      + "is \(value.rows - 1)x\(b.shape.columns)"
  }

  /// `a1 * Theta2'` where `Theta1` fits, and no bias is missing.
  private func otherLayerHelp(
    _ op: BinaryOperator, _ a: Side, _ b: Side, _ names: DiagnosticNames
  ) -> String? {
    guard op == .matrixMultiply, hasBias(a.expr, names),
      let (name, isTransposed) = variable(b.expr), let stem = DiagnosticNames.stem(of: name)
    else { return nil }
    let fitting = names.variables.filter { other in
      guard other != name, DiagnosticNames.stem(of: other) == stem,
        let shape = names.doubles(other)?.shape, shape.isMatrix
      else { return false }
      return a.shape.columns == (isTransposed ? shape.columns : shape.rows)
    }
    guard fitting.count == 1, let shape = names.doubles(fitting[0])?.shape else { return nil }
    let columns = isTransposed ? shape.rows : shape.columns
    return "\(fitting[0]) fits: \(text(a.expr)) * \(fitting[0])\(isTransposed ? "'" : "") is "
      + "\(a.shape.rows)x\(columns)"
  }

  private func hasBias(_ expr: Expr, _ names: DiagnosticNames) -> Bool {
    switch program.tree[expr] {
    case .name(let name): names.doubles(name)?.beginsWithOnes ?? false
    case .matrix: text(expr).contains("ones(")
    default: false
    }
  }

  /// An index that is a variable, labels say, with a 0 among its elements.
  func zeroIndexHelp(_ argument: Expr, _ names: DiagnosticNames) -> String? {
    guard case .name(let name) = program.tree[argument], let value = names.doubles(name),
      value.count > 1,
      value.withUnsafeElements({ $0.allSatisfy { $0 >= 0 && $0 == $0.rounded() } }),
      let place = value.withUnsafeElements({ $0.firstIndex(of: 0) })
    else { return nil }
    return
      "\(name)(\(place + 1)) is 0, and indexes start at 1: \(name) + 1 counts labels from 1; the "
      + "digit 0 has label 10"
  }
}

extension DiagnosticNames {
  /// A variable's numbers; nil for other values, and for arrays of more than two dimensions.
  func doubles(_ name: String) -> Matrix<Double>? {
    guard let value = value(name), value.shape.isMatrix, value.isNumeric || value.isLogical else {
      return nil
    }
    return (try? value.doubles) ?? nil
  }

  /// `Theta` of `Theta2`; nil for names without a number.
  static func stem(of name: String) -> String? {
    let stem = name.reversed().drop { $0.isNumber }.reversed()
    return stem.isEmpty || stem.count == name.count ? nil : String(stem)
  }
}

extension Matrix where Element == Double {
  /// Whether the first column is all ones.
  fileprivate var beginsWithOnes: Bool {
    columns > 1 && rows > 0 && (0..<rows).allSatisfy { self[$0, 0] == 1 }
  }
}
