import Evaluation
import Matrices

let sizes: [Builtin] = [
  Builtin(
    "size(A)\n[r, c, ...] = size(A)\nsize(A, dim)", "The extents of all dimensions, or of some",
    examples: """
      >> size(ones(3, 2))
      ans =

         3   2

      >> [r, c] = size(ones(3, 2))
      r = 3
      c = 2
      """, seeAlso: ["numel", "ndims", "rows", "columns"], many: sizeOf),
  Builtin(
    "numel(A)", "How many elements an array has",
    examples: """
      >> numel(ones(3, 2))
      ans = 6
      """, seeAlso: ["size", "length"], one: elementCount),
  fact("ndims", "How many dimensions an array has (two or more)", "ones(2, 3, 4)", "3") {
    $0.rank
  },
  fact("rows", "How many rows an array has", "ones(3, 2)", "3") { $0.rows },
  fact("columns", "How many columns an array has", "ones(3, 2)", "2") { $0.columns },
  fact("length", "The largest extent, 0 for an empty array", "ones(3, 2)", "3") {
    $0.isEmpty ? 0 : $0.dimensions.max() ?? 0
  },
  test("isempty", "Whether an array has no elements", "[]") { $0.isEmpty },
  test("isscalar", "Whether a value is 1x1", "5") { $0.isScalar },
  test("isvector", "Whether an array is a row or a column", "[1 2 3]") {
    $0.isMatrix && ($0.rows == 1 || $0.columns == 1)
  },
  test("isrow", "Whether an array is a row", "[1 2 3]") { $0.isMatrix && $0.rows == 1 },
  test("iscolumn", "Whether an array is a column", "[1; 2]") {
    $0.isMatrix && $0.columns == 1
  },
  test("ismatrix", "Whether an array has two dimensions", "ones(2)") { $0.isMatrix },
  test("issquare", "Whether an array has as many rows as columns", "ones(2)") { $0.isSquare },
  Builtin(
    "isnull(x)", "Whether a value is the empty literal [], '' or \"\"",
    examples: """
      >> isnull([])
      ans = 1
      """, seeAlso: ["isempty"],
    one: { call in
      try call.expect(1...1)
      // A variable, even an empty one, is no literal.
      return .bool(["[]", "''", "\"\""].contains(call.session.argumentTexts.first ?? ""))
    }),
]

private func fact(
  _ name: String, _ summary: String, _ example: String, _ answer: String,
  _ count: @escaping @Sendable (Shape) -> Int
) -> Builtin {
  Builtin(
    "\(name)(A)", summary, examples: ">> \(name)(\(example))\nans = \(answer)", seeAlso: ["size"],
    one: { call in
      try call.expect(1...1)
      return .count(count(call[0].shape))
    })
}

private func test(
  _ name: String, _ summary: String, _ example: String,
  _ holds: @escaping @Sendable (Shape) -> Bool
) -> Builtin {
  Builtin(
    "\(name)(A)", summary, examples: ">> \(name)(\(example))\nans = 1", seeAlso: ["size"],
    one: { call in
      try call.expect(1...1)
      return .bool(holds(call[0].shape))
    })
}

private func sizeOf(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let shape = call[0].shape
  if call.count > 1 { return try someExtents(call, shape) }
  if call.outputCount <= 1 { return [try .row(shape.dimensions.map { Double($0) })] }
  return shape.extents(for: call.outputCount).map { .count($0) }
}

private func someExtents(_ call: Call, _ shape: Shape) throws -> [Value] {
  var axes: [Int] = []
  for index in 1..<call.count {
    let m = try call.matrix(index)
    if call.count > 2, !m.isScalar {
      throw call.error("DIM must be a positive integer")
    }
    for x in m.elements {
      guard let axis = Int(exactly: x) else {
        throw call.error("DIM must be a positive integer")
      }
      if axis < 1 {
        throw call.error("requested dimension DIM (= \(axis)) out of range")
      }
      axes.append(axis - 1)
    }
  }
  let extents = axes.map { shape[$0] }
  if call.outputCount <= 1 { return [try .row(extents.map { Double($0) })] }
  guard call.outputCount == extents.count else {
    throw call.error("nargout > 1 but does not match number of requested dimensions")
  }
  return extents.prefix(call.outputCount).map { .count($0) }
}

/// How many of `extent` elements an index picks.
private func picked(by index: Value, of extent: Int) throws -> Int {
  if index.text == ":" { return extent }
  guard index.isLogical, let truths = try index.truths else { return index.count }
  return truths.elements.count { $0 }
}

private func elementCount(_ call: Call) throws -> Value {
  try call.expect(1...)
  // A map is one value here; `length` and `m.Count` count its keys.
  if call.count == 1 { return .count(call[0].valueClass == .map ? 1 : call[0].count) }
  // With indices: how many elements they would pick.
  let extents = call[0].shape.extents(for: call.count - 1)
  var product = 1.0
  for (index, extent) in extents.enumerated() {
    product *= Double(try picked(by: call[index + 1], of: extent))
  }
  return .number(product)
}
