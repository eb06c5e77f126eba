import Evaluation
import Matrices

let truthTests: [Builtin] = [
  Builtin(
    "any(x, dim)", "Whether some element along a dimension is true (not zero, not NaN)",
    examples: """
      >> any([0 1; 0 0])
      ans =

        0  1

      """, seeAlso: ["all", "find"], one: { try test($0, isAny: true) }),
  Builtin(
    "all(x, dim)", "Whether all elements along a dimension are true (not zero)",
    examples: """
      >> all([1 1; 0 1])
      ans =

        0  1

      """, seeAlso: ["any"], one: { try test($0, isAny: false) }),
  Builtin(
    "nnz(x)", "How many elements are not zero",
    examples: """
      >> nnz([1 0 2])
      ans = 2
      """, seeAlso: ["find", "any"],
    one: { call in
      try call.expect(1...1)
      guard let m = try call[0].doubles else {
        if call[0].isCell { throw call.error("wrong type argument 'cell array'") }
        let type = call[0].typeName
        throw EvaluationError("octave_base_value::nnz (): wrong type argument '\(type)'")
      }
      return .count(m.withUnsafeElements { $0.reduce(0) { $0 + ($1 != 0 ? 1 : 0) } })
    }),
]

private func test(_ call: Call, isAny: Bool) throws -> Value {
  try call.expect(1...2)
  if case .bool(let b) = call[0], call.count == 1 { return .bool(b) }
  let shape = call[0].shape
  var axis = shape.firstNonSingleton
  // A vector of any direction counts as one line.
  if call.count == 2 {
    guard let x = call[1].scalar, let n = Int(exactly: x), n >= 0 else {
      throw call.error("invalid dimension argument = \(shortText(call[1].scalar ?? .nan))")
    }
    if n > 0 { axis = n - 1 }
  }
  // Octave reads rows of up to eight elements by another rule, where NaN is not true.
  let before = (0..<min(axis, shape.rank)).reduce(1) { $0 * shape[$1] }
  let isStrict = before > 1 && shape[axis] <= 8
  switch call[0] {
  case .bool, .logical:
    guard let m = try call[0].truths?.asSummed(along: axis) else { throw call.wrongType(0) }
    return .truths(try isAny ? m.any(axis: axis) { $0 } : m.all(axis: axis) { $0 })
  case .single(let m):
    let lines = m.asSummed(along: axis)
    return .truths(
      try isAny
        ? lines.any(axis: axis) { $0 != 0 && !$0.isNaN }
        : lines.all(axis: axis) { $0 != 0 && !(isStrict && $0.isNaN) })
  default:
    guard let m = try call[0].doubles?.asSummed(along: axis) else { throw call.wrongType(0) }
    return .truths(
      try isAny
        ? m.any(axis: axis) { $0 != 0 && !$0.isNaN }
        : m.all(axis: axis) { $0 != 0 && !(isStrict && $0.isNaN) })
  }
}
