import Evaluation
import Matrices

let choosing: [Builtin] = [
  Builtin(
    "[a, b, ...] = deal(x)\n[a, b, ...] = deal(x, y, ...)",
    "Hands its arguments to its outputs, or one argument to all of them",
    examples: """
      >> [a, b] = deal(1, 2)
      a = 1
      b = 2
      """, seeAlso: ["nthargout"], many: deal),
  Builtin(
    "merge(mask, tval, fval)", "Elements of tval where mask is true, of fval elsewhere",
    examples: """
      >> merge([true false], [1 2], [3 4])
      ans =

         1   4

      """, seeAlso: ["ifelse", "find"], one: merge),
  Builtin(
    "ifelse(mask, tval, fval)", "Elements of tval where mask is true, of fval elsewhere",
    examples: """
      >> ifelse(false, "a", "b")
      ans = b
      """, seeAlso: ["merge"], one: merge),
  Builtin(
    "nthargout(n, func, ...)\nnthargout(n, ntot, func, ...)",
    "Output number n of a function, or several of them in a cell",
    examples: """
      >> nthargout(2, @max, [1 5 3])
      ans = 2
      """, seeAlso: ["deal"], one: nthOutput),
  Builtin(
    "sizeof(x)", "The bytes that the elements of a value take",
    examples: """
      >> sizeof([1 2 3])
      ans = 24
      """, seeAlso: ["whos", "numel"],
    one: { call in
      try call.expect(1...1)
      return .count(byteCount(call[0], depth: 0))
    }),
]

private func deal(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  if call.count == 1 { return [Value](repeating: call[0], count: call.outputCount) }
  guard call.count == max(1, call.outputCount) else {
    throw call.error("nargin > 1 and nargin != nargout")
  }
  return call.arguments
}

private func merge(_ call: Call) throws -> Value {
  try call.expect(3...3)
  guard call[0].isLogical, let mask = try call[0].truths else {
    if call[0].isNumeric { return try mergeByNumber(call) }
    throw call.error("first argument must be logical or numeric")
  }
  if mask.isScalar { return call[mask[0] ? 1 : 2] }
  return try merged(call, mask)
}

private func mergeByNumber(_ call: Call) throws -> Value {
  guard let mask = try call[0].truths else { throw call.invalidCall }
  return mask.isScalar ? call[mask[0] ? 1 : 2] : try merged(call, mask)
}

private func merged(_ call: Call, _ mask: Matrix<Bool>) throws -> Value {
  let choices = [call[2], call[1]]
  guard call[1].valueClass == call[2].valueClass else {
    throw call.error(
      "cannot merge \(call[1].className) with \(call[2].className) with array mask")
  }
  guard choices.allSatisfy({ $0.isScalar || $0.shape == mask.shape }) else {
    throw EvaluationError("merge: MASK, TVAL, and FVAL dimensions must match")
  }
  let picked = try (0..<mask.count).map { i -> Value in
    let choice = choices[mask[i] ? 1 : 0]
    return try choice.element(choice.isScalar ? 0 : i)
  }
  guard let result = try uniformArray(picked, mask.shape, call.session) else {
    throw call.error("cannot merge \(call[1].className) values")
  }
  return result
}

private func nthOutput(_ call: Call) throws -> Value {
  try call.expect(2...)
  let wanted = try call.matrix(0).elements.map { Int(exactly: $0) ?? 0 }
  let invalid = call.error("N and NTOT must consist of positive integers")
  guard !wanted.isEmpty, wanted.allSatisfy({ $0 >= 1 && $0 <= 1 << 16 }) else { throw invalid }
  var total = wanted.max() ?? 1
  var next = 1
  if call[1].isNumeric, call.count > 2 {
    guard let n = call[1].scalar.flatMap({ Int(exactly: $0) }), n >= total, n <= 1 << 16 else {
      throw invalid
    }
    (total, next) = (n, 2)
  }
  guard call[next].isFunction || call[next].isChar else {
    throw call.error("FCN must be a valid function handle")
  }
  let tooMany = call.error("Too many output arguments: \(total)")
  let results: [Value]
  do {
    results = try call.session.call(
      call[next], Array(call.arguments[(next + 1)...]), outputs: total)
  } catch let error as EvaluationError
    where error.message.hasSuffix("called with too many outputs")
    || error.message.hasSuffix("undefined in return list")
  {
    throw tooMany
  }
  func result(_ n: Int) throws -> Value {
    guard n <= results.count else { throw tooMany }
    return results[n - 1]
  }
  if wanted.count == 1 { return try result(wanted[0]) }
  return .cell(try Matrix(Shape(1, wanted.count), wanted.map(result)))
}

/// The bytes of all elements, those inside cells and structs included; a range is three numbers.
private func byteCount(_ value: Value, depth: Int) -> Int {
  if depth > 256 { return 0 }
  switch value {
  case .range: return 24
  case .cell(let c): return c.elements.reduce(0) { $0 &+ byteCount($1, depth: depth + 1) }
  case .structure(let s):
    return s.columns.reduce(0) { sum, column in
      column.elements.reduce(sum) { $0 &+ byteCount($1, depth: depth + 1) }
    }
  default: return value.count &* (value.valueClass.byteCount ?? 0)
  }
}
