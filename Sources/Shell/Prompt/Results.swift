import Evaluation
import Matrices
import Syntax

/// The results of inputs by their prompt number: what `Out{n}` gives.
struct Results {
  /// Results beyond this size keep memory in use: only those of the last inputs stay.
  private static let largeCount = 1000
  private static let largeDepth = 100
  private var values: [Int: Value] = [:]
  private var largest = 0

  mutating func keep(_ value: Value, number: Int) {
    values[number] = value
    largest = max(largest, number)
    let old = number - Self.largeDepth
    if let value = values[old], value.count > Self.largeCount { values[old] = nil }
  }

  /// A row of cells, with `[]` where an input had no result.
  var cell: Value {
    let all = (0..<largest).map { values[$0 + 1] ?? .emptyMatrix }
    guard let row = try? Matrix(Shape(1, all.count), all) else { return .emptyMatrix }
    return .cell(row)
  }
}

/// The variable that holds the result of an input's last statement; nil when it gives none.
func resultName(of program: Program, isVariable: (String) -> Bool) -> String? {
  guard case .expression(var expression) = program.statements.last?.kind else { return nil }
  let tree = program.tree
  if case .assign(let targets, _, _, _) = tree[expression] {
    guard case .place(let place) = targets.first else { return nil }
    return baseName(of: place, in: tree)
  }
  if case .name(let name) = tree[expression], isVariable(name) { return name }
  while case .parenthesised(let inner) = tree[expression] { expression = inner }
  return "ans"
}

/// The variable at the head of a chain of indices and fields.
func baseName(of place: Expr, in tree: Tree) -> String? {
  var place = place
  while true {
    switch tree[place] {
    case .name(let name): return name
    case .call(let base, _), .brace(let base, _), .field(let base, _), .dynamicField(let base, _):
      place = base
    default: return nil
    }
  }
}
