import Evaluation
import Matrices

let cells: [Builtin] = [
  Builtin(
    "cell(n)\ncell(m, n, ...)", "A cell array of empty matrices",
    examples: """
      >> size(cell(2, 3))
      ans =

         2   3

      """,
    seeAlso: ["iscell", "num2cell", "cellfun"], one: makeCell),
  Builtin(
    "iscell(x)", "Whether a value is a cell array",
    examples: """
      >> iscell({1})
      ans = 1
      """, seeAlso: ["iscellstr", "isstruct"],
    one: { call in
      try call.expect(1...1)
      return .bool(call[0].isCell)
    }),
  Builtin(
    "iscellstr(x)", "Whether a value is a cell array of strings",
    examples: """
      >> iscellstr({"a", "b"})
      ans = 1
      """, seeAlso: ["iscell", "ischar"],
    one: { call in
      try call.expect(1...1)
      guard case .cell(let c) = call[0] else { return .bool(false) }
      return .bool(c.elements.allSatisfy(\.isChar))
    }),
  Builtin(
    "num2cell(A, dims)", "Every element (or every slice along dims) as a cell",
    examples: """
      >> num2cell([5 7]){2}
      ans = 7
      """,
    seeAlso: ["mat2cell", "cell2mat"], one: splitElements),
  Builtin(
    "mat2cell(A, rows, columns, ...)", "An array cut into blocks of the given sizes",
    examples: """
      >> mat2cell([1 2 3], 1, [2 1]){1}
      ans =

         1   2

      """,
    seeAlso: ["num2cell", "cell2mat"], one: cutBlocks),
  Builtin(
    "cell2mat(c)", "The arrays in a cell put together in one",
    examples: """
      >> cell2mat({1, [2 3]})
      ans =

         1   2   3

      """,
    seeAlso: ["mat2cell", "num2cell"], one: joinBlocks),
  Builtin(
    "cellslices(x, lb, ub, dim)", "The parts x(lb(i):ub(i)) as a cell",
    examples: """
      >> cellslices(1:4, [1 3], [2 4]){2}
      ans =

         3   4

      """,
    seeAlso: ["mat2cell"], one: sliceCell),
]

private func makeCell(_ call: Call) throws -> Value {
  var extents: [Int] = []
  for argument in call.arguments {
    if argument.isCell { throw EvaluationError("cell (A): use cell (size (A)) instead") }
    guard let numbers = try argument.doubles, !argument.isChar else {
      throw EvaluationError("invalid conversion from string to real N-D array")
    }
    if call.count == 1, !numbers.shape.isVector {
      throw EvaluationError("cell (A): use cell (size (A)) instead")
    }
    if call.count > 1, !numbers.isScalar {
      throw EvaluationError("cell (A, B, ...): dimensions must be scalar integers")
    }
    extents += try numbers.elements.map(extent)
  }
  if extents.isEmpty { return .cell(Matrix(empty: .empty)) }
  if extents.count == 1 { extents.append(extents[0]) }
  return .cell(try Matrix(Shape(extents), repeating: .emptyMatrix))
}

private func extent(_ x: Double) throws -> Int {
  if let n = Int(exactly: x) { return n }
  if x == x.rounded(), x.isFinite {
    throw MatrixError.tooLarge(Shape(Int.max, 1), elementBytes: 8)
  }
  throw EvaluationError(
    "conversion of \(x.isNaN ? "nan" : "\(x)") to octave_idx_type value failed")
}

private func splitElements(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let value = call[0]
  switch value {
  case .function, .network, .map:
    throw call.error("wrong type argument '\(Call.description(value))'")
  default: break
  }
  if call.count == 1 {
    return .cell(
      try Matrix(
        value.shape,
        (0..<value.count).map { i in
          if case .cell(let c) = value { return .cell(Matrix(scalar: c[i])) }
          return try value.element(i)
        }))
  }
  var kept = Set<Int>()
  for x in try call.matrix(1).elements {
    guard let dimension = Int(exactly: x) else {
      throw EvaluationError("conversion of \(x) to int value failed")
    }
    guard dimension >= 1 else { throw call.error("dimension indices must be positive") }
    guard dimension <= value.shape.rank else { continue }
    kept.insert(dimension - 1)
  }
  let extents = value.shape.dimensions
  let cuts = extents.enumerated().map { axis, extent in
    kept.contains(axis) ? [extent] : [Int](repeating: 1, count: extent)
  }
  return try blocks(of: value, cuts)
}

private func cutBlocks(_ call: Call) throws -> Value {
  try call.expect(2...)
  let extents = call[0].shape.dimensions
  var cuts: [[Int]] = []
  for index in 1..<call.count {
    cuts.append(try call.matrix(index).elements.map { Int(exactly: $0) ?? -1 })
  }
  while cuts.count < extents.count { cuts.append([extents[cuts.count]]) }
  for (axis, sizes) in cuts.enumerated() {
    let total = sizes.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    let extent = call[0].shape[axis]
    guard total == extent, sizes.allSatisfy({ $0 >= 0 }) else {
      throw call.error("mismatch on dimension \(axis + 1) (\(extent) != \(total))")
    }
  }
  return try blocks(of: call[0], cuts)
}

/// A cell of the blocks into which the sizes in `cuts` divide each dimension.
private func blocks(of value: Value, _ cuts: [[Int]]) throws -> Value {
  let shape = Shape(cuts.map(\.count))
  let starts = cuts.map { sizes in
    sizes.indices.map { i in sizes[..<i].reduce(0, +) }
  }
  var elements: [Value] = []
  for block in 0..<shape.count {
    var rest = block
    var subscripts: [Subscript] = []
    for (axis, sizes) in cuts.enumerated() {
      let position = rest % sizes.count
      rest /= sizes.count
      subscripts.append(
        .range(start: starts[axis][position], step: 1, count: sizes[position]))
    }
    elements.append(try value.selected(subscripts))
  }
  return .cell(try Matrix(shape, elements))
}

private func joinBlocks(_ call: Call) throws -> Value {
  try call.expect(1...1)
  if call[0].isEmpty { return .double(Matrix(empty: call[0].shape)) }
  guard case .cell(let c) = call[0] else { throw call.error("C must be a cell array") }
  let kinds = Set(c.elements.map(BlockKind.init))
  // Texts may stand among numbers where no number comes first.
  guard kinds.count == 1, kinds.first != .other,
    !c[0].isNumeric || !c.elements.contains(where: \.isChar)
  else { throw call.error("wrong type elements or mixed cells, structs, and matrices") }
  if c.isScalar { return c[0] }
  // Join along one dimension after the other, the longest innermost.
  var parts = c
  let axes = Array(0..<c.shape.rank)
  for axis in axes.sorted(by: { (-c.shape[$0], $0) < (-c.shape[$1], $1) }) {
    parts = try joined(parts, along: axis, call.session)
  }
  return parts[0]
}

/// What `cell2mat` joins: only blocks of one kind go together.
private enum BlockKind: Hashable {
  case array, cell, structure, other

  init(_ value: Value) {
    switch value {
    case .cell: self = .cell
    case .structure: self = .structure
    case .function, .network, .map: self = .other
    default: self = .array
    }
  }
}

/// The cell with its elements along `axis` concatenated.
private func joined(
  _ c: Matrix<Value>, along axis: Int, _ session: Session
) throws -> Matrix<Value> {
  let extent = c.shape[axis]
  if extent == 1 { return c }
  let stride = (0..<axis).reduce(1) { $0 * c.shape[$1] }
  let shape = c.shape.replacing(axis, with: 1)
  var results: [Value] = []
  for outer in 0..<(c.count / (stride * extent)) {
    for inner in 0..<stride {
      let parts = (0..<extent).map { c[outer * stride * extent + $0 * stride + inner] }
      do {
        let result = try session.call(.string("cat"), [.count(axis + 1)] + parts, outputs: 1)
        results.append(result[0])
      } catch let error as EvaluationError where error.message.contains("mismatch") {
        throw EvaluationError("cat: dimension mismatch")
      }
    }
  }
  return try Matrix(shape, results)
}

private func sliceCell(_ call: Call) throws -> Value {
  try call.expect(3...4)
  let lower = try call.matrix(1)
  let upper = try call.matrix(2)
  guard lower.count == upper.count else {
    throw call.error("the lengths of LB and UB must match")
  }
  let axis = call.count == 4 ? try call.axis(3) : call[0].shape.firstNonSingleton
  let rank = max(call[0].shape.rank, axis + 1)
  let slices = try (0..<lower.count).map { i -> Value in
    let first = try Subscript.index(lower[i])
    guard let last = Int(exactly: upper[i]), last >= 0 else {
      throw MatrixError.badSubscript(upper[i])
    }
    var subscripts = [Subscript](repeating: .all, count: rank)
    subscripts[axis] = .range(start: first, step: 1, count: max(0, last - first))
    return try call[0].selected(subscripts)
  }
  return .cell(try Matrix(Shape(1, slices.count), slices))
}
