import Matrices
import Syntax

/// An operand of an operation that failed: its text in the source and the shape of its value.
public struct Operand: Sendable {
  public var text: String
  public var shape: Shape
  /// Whether a `'` or an index can follow the text without parentheses around it.
  public var isAtomic: Bool
  /// A literal: it lacks no bias column, its writer sees how many elements it has.
  public var isLiteral: Bool

  public init(text: String, shape: Shape, isAtomic: Bool, isLiteral: Bool = false) {
    self.text = text
    self.shape = shape
    self.isAtomic = isAtomic
    self.isLiteral = isLiteral
  }

  /// The operand that is expression `expr` of `program`.
  public init(_ expr: Expr, in tree: Tree, source: Source, shape: Shape) {
    text = source.text(tree.span(expr))
    self.shape = shape
    switch tree[expr] {
    case .matrix, .cell, .number, .string, .range: isLiteral = true
    default: isLiteral = false
    }
    switch tree[expr] {
    case .name, .call, .brace, .field, .dynamicField, .parenthesised, .matrix, .cell, .number,
      .string, .transpose:
      isAtomic = true
    default: isAtomic = false
    }
  }

  /// The text, in parentheses when something must follow it.
  var wrapped: String { isAtomic ? text : "(\(text))" }

  /// Whether the names in it are those of networks: where `A * B` fails, no bias is missing.
  var isOfNetwork: Bool {
    let names = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    return names.contains { name in
      let base = name.prefix { !$0.isNumber && $0 != "_" }
      return Operand.networkLetters.contains(String(base))
        || ["theta", "delta", "weight", "grad"].contains { name.lowercased().contains($0) }
    }
  }

  private static let networkLetters: Set<String> = [
    "X", "x", "a", "z", "h", "g", "d", "W", "w", "Θ", "θ", "Δ", "δ",
  ]

  /// Whether the text is short and on one line, fit to stand in a sentence.
  var isQuotable: Bool { text.utf8.count <= 40 && !text.contains("\n") }
}

/// A change to an operand that may make shapes fit.
enum Edit: CaseIterable {
  case none, transposed, biased, biasedTransposed, unbiased, unbiasedTransposed, biasRow,
    unbiasedRow

  /// How far it goes from what was written.
  var cost: Int {
    switch self {
    case .none: 0
    case .transposed, .biased, .unbiased, .biasRow, .unbiasedRow: 1
    case .biasedTransposed, .unbiasedTransposed: 2
    }
  }

  var isAboutBias: Bool { self != .none && self != .transposed }

  /// What it gives: new text and new shape; nil when it makes no sense for the operand.
  func applied(to operand: Operand) -> Operand? {
    let rows = operand.shape.rows
    let columns = operand.shape.columns
    guard operand.shape.isMatrix else { return self == .none ? operand : nil }
    if self != .none, self != .transposed, operand.isLiteral { return nil }
    func made(_ text: String, _ rows: Int, _ columns: Int) -> Operand {
      Operand(text: text, shape: Shape(rows, columns), isAtomic: true)
    }
    switch self {
    case .none: return operand
    case .transposed:
      guard operand.text.hasSuffix("'"), operand.isAtomic else {
        return made(operand.wrapped + "'", columns, rows)
      }
      return made(String(operand.text.dropLast()), columns, rows)
    case .biased: return made("[ones(\(rows),1) \(operand.wrapped)]", rows, columns + 1)
    case .biasedTransposed:
      return made("[ones(\(rows),1) \(operand.wrapped)]'", columns + 1, rows)
    case .unbiased:
      return columns < 2 ? nil : made("\(operand.wrapped)(:, 2:end)", rows, columns - 1)
    case .unbiasedTransposed:
      return columns < 2 ? nil : made("\(operand.wrapped)(:, 2:end)'", columns - 1, rows)
    case .biasRow:
      let ones = columns == 1 ? "1" : "ones(1,\(columns))"
      return made("[\(ones); \(operand.wrapped)]", rows + 1, columns)
    case .unbiasedRow:
      return rows < 2 ? nil : made("\(operand.wrapped)(2:end, :)", rows - 1, columns)
    }
  }

  /// What was wrong with the operand, as a clause; `name` is how it is called.
  func reason(_ name: String) -> String? {
    switch self {
    case .none: nil
    case .transposed: "transposing \(name) fits"
    case .biased: "\(name) lacks the bias column"
    case .biasedTransposed: "\(name) lacks the bias column and stands the other way"
    case .unbiased: "\(name) has the bias column"
    case .unbiasedTransposed: "\(name) has the bias column and stands the other way"
    case .biasRow: "\(name) lacks the bias row"
    case .unbiasedRow: "\(name) has the bias row"
    }
  }
}
