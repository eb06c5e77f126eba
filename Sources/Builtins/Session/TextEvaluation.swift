import Evaluation
import Matrices

let textEvaluation: [Builtin] = [
  Builtin(
    "[x, ok] = str2num(text)", "The value of the text as an expression; [] when it is none",
    examples: """
      >> str2num("[1 2] * 2")
      ans =

         2   4

      >> [x, ok] = str2num("no number")
      x = [](0x0)
      ok = 0
      """,
    seeAlso: ["str2double", "eval", "num2str"], many: stringToNumber),
  Builtin(
    "bsxfun(f, A, B)",
    "f of two arrays, rows and columns stretched to the same size; operators do so by themselves",
    shapes: "A: r x c, B: r x c, with 1 in place of any size",
    examples: """
      >> bsxfun(@plus, [1 2], [10; 20])
      ans =

         11   12
         21   22

      """,
    seeAlso: ["arrayfun", "repmat"], one: broadcastFunction),
]

private func stringToNumber(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  guard case .char(let m, _) = call[0] else {
    throw call.error("S must be a string or string array")
  }
  // The rows of a character matrix become the rows of the result.
  let rows = (0..<m.rows).map { row in
    String(decoding: (0..<m.columns).map { m[row, $0] }, as: UTF8.self)
  }
  do {
    let values = try call.session.evaluate("[\(rows.joined(separator: ";"))]", outputs: 1)
    guard let value = values.first else { return [.emptyMatrix, .bool(false)] }
    return [value, .bool(true)]
  } catch is EvaluationError {
    return [.emptyMatrix, .bool(false)]
  } catch is SyntaxErrors {
    return [.emptyMatrix, .bool(false)]
  }
}

private func broadcastFunction(_ call: Call) throws -> Value {
  try call.expect(3...3)
  guard call[0].isFunction || call[0].isChar else {
    throw call.error("F must be a string or function handle")
  }
  let (a, b) = (call[1], call[2])
  let rank = max(a.shape.rank, b.shape.rank)
  var extents: [Int] = []
  for axis in 0..<rank {
    let (m, n) = (a.shape[axis], b.shape[axis])
    guard m == n || m == 1 || n == 1 else {
      throw call.error("dimensions of A (\(a.shape)) and B (\(b.shape)) must match")
    }
    extents.append(m == 1 ? n : m)
  }
  let shape = Shape(extents)
  let results = try call.session.call(
    call[0], [try stretched(a, to: shape, call), try stretched(b, to: shape, call)], outputs: 1)
  guard let result = results.first else { throw call.error("F gave no value") }
  return result
}

/// `value` repeated along the axes where it has one element and `shape` more.
private func stretched(_ value: Value, to shape: Shape, _ call: Call) throws -> Value {
  if value.shape == shape || value.isEmpty { return value }
  let counts = (0..<shape.rank).map { axis in
    Value.number(value.shape[axis] == 1 ? Double(shape[axis]) : 1)
  }
  return try call.session.call(.string("repmat"), [value] + counts, outputs: 1)[0]
}
