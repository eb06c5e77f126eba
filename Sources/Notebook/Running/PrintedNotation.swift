import Evaluation
import Syntax

/// In what notation a statement prints formulas: that of `explain(..., as="latex")` and
/// `explain(..., as="markdown")`; nil for every other statement.
func printedNotation(
  of statement: Statement, in program: Program, _ session: Session
) -> CellOutput.Notation? {
  let tree = program.tree
  guard case .expression(let expression) = statement.kind,
    case .call(let base, let arguments) = tree[expression],
    case .name("explain") = tree[base], session.isBuiltin("explain")
  else { return nil }
  for (index, argument) in arguments.enumerated() {
    switch tree[argument] {
    case .assign(let targets, nil, let value, _):
      guard case .place(let place)? = targets.first, case .name("as") = tree[place] else {
        continue
      }
      return notation(tree[value])
    case .string(let name, _) where name.elementsEqual("as".utf8) && index + 1 < arguments.count:
      return notation(tree[arguments[index + 1]])
    default: continue
    }
  }
  return nil
}

private func notation(_ value: ExprKind) -> CellOutput.Notation? {
  guard case .string(let bytes, _) = value else { return nil }
  switch String(decoding: bytes, as: UTF8.self) {
  case "latex": return .latex
  case "markdown": return .markdown
  default: return nil
  }
}
