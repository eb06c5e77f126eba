import Syntax

/// Conditions that run but seldom mean what they say: told once, when they are compiled.
extension Compiler {
  /// Looks at the condition of an `if`, `while` or `until`.
  ///
  /// - Parameter depth: the parentheses around it; two say that an assignment is meant.
  func checkCondition(_ condition: Expr, depth: Int = 0) {
    switch tree[condition] {
    case .parenthesised(let inner): checkCondition(inner, depth: depth + 1)
    case .assign(_, nil, _, false) where depth < 2:
      warn(
        "suggest parenthesis around assignment used as truth value", condition,
        "'=' assigns, '==' compares", identifier: "Octave:assign-as-truth-value")
    case .binary(let op, let left, let right) where op.isComparison:
      guard case .binary(let first, let low, let middle) = tree[left], first.isComparison else {
        return
      }
      let rest = "\(text(middle)) \(op.rawValue) \(text(right))"
      warn(
        "\(text(condition)) compares the truth value of \(text(left)) with \(text(right))",
        condition, "write \(text(low)) \(first.rawValue) \(text(middle)) && \(rest)",
        identifier: "nnsh:chained-comparison")
    case .shortCircuit(_, let left, let right):
      checkCondition(left)
      checkCondition(right)
    default: return
    }
  }

  /// `elif x == 1` reads as a command, which the branch before it would run.
  func checkCommand(_ name: String, _ place: Expr) {
    guard name == "elif" || name == "elsif", !session.isFunction(name) else { return }
    warn(
      "unknown command '\(name)'", place, "it is written elseif",
      identifier: "nnsh:unknown-branch")
  }

  private func text(_ expr: Expr) -> String { program.source.text(tree.span(expr)) }

  private func warn(_ text: String, _ expr: Expr, _ advice: String, identifier: String) {
    guard text.utf8.count < 200 else { return }
    let (line, column) = program.source.position(of: Int(tree.span(expr).start))
    session.warn(
      "\(text) near line \(line), column \(column + 1): \(advice)", identifier: identifier)
  }
}
