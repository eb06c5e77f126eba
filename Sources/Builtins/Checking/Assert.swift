import Evaluation
import Matrices

let checking: [Builtin] = [
  Builtin(
    "fail(code, pattern)\nfail(code, \"warning\", pattern)",
    "Stops with an error unless the code fails (or warns) with a message that fits the pattern",
    examples: """
      >> fail("error('too small')", "small")
      """,
    seeAlso: ["assert", "error"], many: fail),
  Builtin(
    "assert(condition, message, ...)\nassert(observed, expected, tolerance)",
    "Stops with an error unless the condition holds, or the two values are equal",
    math: "|observed - expected| <= tolerance; relative to |expected| when it is negative",
    examples: """
      >> assert(1 + 1 == 2)
      >> assert([1 2 3], [1 2 3])
      >> assert(pi, 3.1416, 1e-4)
      >> assert(pi, 3.14, -0.01)
      """,
    seeAlso: ["isequal", "error"], many: assert),
]

private func assert(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  if call.count == 1 {
    guard holds(call[0]) else {
      throw EvaluationError("assert (\(call.argumentTexts.joined(separator: ","))) failed")
    }
    return []
  }
  if call[0].isLogical, call[1].isChar {
    guard holds(call[0]) else { throw try failure(call) }
    return []
  }
  try call.expect(2...3)
  var comparison = Comparison(
    tolerance: call.count > 2 ? try call[2].doubles : nil, text: call.argumentTexts)
  try comparison.compare(call[0], call[1])
  if let message = comparison.message { throw EvaluationError(message) }
  return []
}

private func holds(_ value: Value) -> Bool {
  guard value.isNumeric || value.isLogical, !value.isEmpty,
    let elements = try? value.doubles?.elements
  else { return false }
  return elements.allSatisfy { $0 != 0 }
}

/// The error of `assert(condition, message, ...)`: made as `error(message, ...)` makes it.
private func failure(_ call: Call) throws -> EvaluationError {
  do {
    _ = try call.session.call(
      .string("error"), Array(call.arguments.dropFirst()), outputs: 0)
    return EvaluationError("assert failed")
  } catch let error as EvaluationError {
    return error
  }
}

extension Call {
  /// The arguments as messages name them.
  fileprivate var argumentTexts: [String] {
    let written = session.argumentTexts
    return written.count == count ? written : Array(["cond", "expected", "tol"].prefix(count))
  }
}
