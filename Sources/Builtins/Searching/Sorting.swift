import Evaluation
import Matrices

let sorting: [Builtin] = [
  Builtin(
    "[s, i] = sort(x, dim, mode)",
    "The elements in order along a dimension, and where they were; NaN comes last",
    examples: """
      >> [s, i] = sort([3 1 2])
      s =

         1   2   3

      i =

         2   3   1

      >> sort([3 1 2], "descend")
      ans =

         3   2   1

      """, seeAlso: ["sortrows", "unique", "max"], many: sort),
  Builtin(
    "[s, i] = sortrows(A, c)",
    "The rows in the order of columns c (descending where c is negative)",
    examples: """
      >> sortrows([3 1; 1 2; 1 1])
      ans =

         1   1
         1   2
         3   1

      """, seeAlso: ["sort"], many: sortRows),
  Builtin(
    "issorted(x, mode)", "Whether the elements are in order",
    examples: """
      >> issorted([1 2 2])
      ans = 1
      """, seeAlso: ["sort"], one: isSorted),
]

private func sort(_ call: Call) throws -> [Value] {
  try call.expect(1...3)
  var descending = false
  var axis = call[0].shape.firstNonSingleton
  for index in 1..<max(1, call.count) {
    if let mode = call[index].text {
      switch mode.lowercased() {
      case "ascend": descending = false
      case "descend": descending = true
      default: throw call.error("MODE must be either \"ascend\" or \"descend\"")
      }
    } else {
      axis = try call.axis(index)
    }
  }
  if call.outputCount > 1, !call[0].isScalar, axis >= call[0].shape.rank {
    throw call.error("invalid dimension")
  }
  if case .cell(let cell) = call[0] {
    return try sortTexts(call, cell, descending, axis)
  }
  func answer<Element>(
    _ m: Matrix<Element>, _ wrap: (Matrix<Element>) throws -> Value
  ) throws -> [Value] where Element: SortableElement {
    let (values, positions) = try m.sorted(axis: axis, descending: descending)
    let first = try wrap(values)
    return call.outputCount > 1 ? [first, try Call.positions(positions)] : [first]
  }
  switch call[0] {
  case .single(let m): return try answer(m) { .single($0) }
  case .logical(let m): return try answer(m) { .truths($0) }
  case .bool(let b): return try answer(Matrix(scalar: b)) { .truths($0) }
  case .char(let m, let quoted): return try answer(m) { .char($0, doubleQuoted: quoted) }
  case .integer(let m, .uint64):
    return try answer(m.converted { UInt64(bitPattern: $0) }) {
      .integer(try $0.converted { Int64(bitPattern: $0) }, .uint64)
    }
  case .integer(let m, let kind): return try answer(m) { .integer($0, kind) }
  default:
    guard let m = try call[0].doubles else { throw call.wrongType(0) }
    if call.outputCount <= 1, let values = try m.sortedValues(axis: axis, descending: descending) {
      return [.matrix(values)]
    }
    return try answer(m) { .matrix($0) }
  }
}

/// Each line of a cell of texts along `axis` sorted by itself.
private func sortTexts(
  _ call: Call, _ cell: Matrix<Value>, _ descending: Bool, _ axis: Int
) throws -> [Value] {
  let texts = try cell.elements.map { value -> [UInt8] in
    guard let bytes = value.bytes else {
      throw call.error("only cell arrays of character strings may be sorted")
    }
    return bytes
  }
  let length = axis < cell.shape.rank ? cell.shape[axis] : 1
  let step = (0..<min(axis, cell.shape.rank)).reduce(1) { $0 * cell.shape[$1] }
  var order = Array(texts.indices)
  var positions = texts.map { _ in 1.0 }
  if length > 1 {
    for start in texts.indices where start / step % length == 0 {
      let line = (0..<length).map { start + $0 * step }
      for (place, found) in SortedOrder.of(line.map { texts[$0] }, descending: descending)
        .enumerated()
      {
        order[line[place]] = line[found]
        positions[line[place]] = Double(found + 1)
      }
    }
  }
  let sorted = try cell.indexed(.list(order, shape: cell.shape))
  let first = Value.cell(sorted.reshaped(cell.shape))
  return call.outputCount < 2 ? [first] : [first, .matrix(try Matrix(cell.shape, positions))]
}

extension SortedOrder {
  /// The stable order of byte strings.
  static func of(_ texts: [[UInt8]], descending: Bool = false) -> [Int] {
    of(texts.count) { a, b in
      descending
        ? texts[b].lexicographicallyPrecedes(texts[a])
        : texts[a].lexicographicallyPrecedes(texts[b])
    }
  }
}

private func sortRows(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  if call[0].isCell, call[0].isEmpty {
    return [call[0], .double(Matrix(empty: Shape(0, 1)))]
  }
  let order: [Int]
  if case .cell(let cell) = call[0], call.count == 2, call[1].isScalar,
    let column = try numberColumn(cell, call)
  {
    order = try SortedOrder.of(column.map(\.orderedKey), descending: (call[1].scalar ?? 1) < 0)
  } else if let texts = call[0].texts {
    let down = call.count == 2 && (call[1].scalar ?? 1) < 0
    guard call[0].shape.columns == 1 else {
      throw call.error("only cell arrays of character strings may be sorted")
    }
    order = SortedOrder.of(texts.map { Array($0.utf8) }, descending: down)
  } else {
    guard let m = try call[0].doubles else {
      throw call.error("only cell arrays of character strings may be sorted")
    }
    guard m.shape.isMatrix else { throw call.error("A must be a 2-D matrix") }
    if call.count == 2, !call[1].isEmpty, !call[1].shape.isVector || !call[1].isNumeric {
      throw call.error("C must be a numeric vector")
    }
    let columns =
      call.count == 2 && !call[1].isEmpty
      ? try call.matrix(1).elements : (0..<m.columns).map { Double($0 + 1) }
    guard columns.allSatisfy({ $0 == $0.rounded() && $0 != 0 }) else {
      throw call.error("C must be a vector of integers")
    }
    guard columns.allSatisfy({ abs($0) <= Double(m.columns) }) else {
      throw call.error("all elements of C must be in the range [1, columns (A)]")
    }
    order = try m.rowOrder(
      by: columns.map { Int(abs($0)) - 1 }, descending: columns.map { $0 < 0 })
  }
  let rows = Subscript.list(order, shape: Shape(order.count, 1))
  let sorted = try call[0].selected([rows, .all])
  if call.outputCount < 2 { return [sorted] }
  return [sorted, try .column(order.map { Double($0 + 1) })]
}

/// The numbers in the column of a cell that the call's second argument means; nil when they are none.
private func numberColumn(_ cell: Matrix<Value>, _ call: Call) throws -> [Double]? {
  guard cell.shape.isMatrix, let column = Int(exactly: abs(try call.scalar(1))), column >= 1,
    column <= cell.columns
  else { return nil }
  let values = (0..<cell.rows).map { cell[$0, column - 1] }
  guard values.allSatisfy({ $0.isNumeric || $0.isLogical }) else { return nil }
  let numbers = values.compactMap(\.scalar)
  return numbers.count == values.count ? numbers : nil
}

private func isSorted(_ call: Call) throws -> Value {
  try call.expect(1...3)
  var directions = [false]
  var byRows = false
  for index in 1..<max(1, call.count) {
    guard let word = call[index].text else {
      throw call.error("second argument must be a string")
    }
    switch word.lowercased() {
    case "ascend", "ascending": directions = [false]
    case "descend", "descending": directions = [true]
    case "either": directions = [false, true]
    case "rows": byRows = true
    default: throw call.error("MODE must be \"ascend\", \"descend\", or \"either\"")
    }
  }
  if let texts = call[0].texts?.map({ Array($0.utf8) }) {
    if texts.isEmpty { return .bool(true) }
    if byRows { throw call.error("A must be a numeric array to be sorted by rows") }
    return .bool(
      directions.contains {
        SortedOrder.of(texts, descending: $0) == Array(0..<texts.count)
      })
  }
  guard let m = try call[0].doubles else { throw call.wrongType(0) }
  if byRows {
    guard m.shape.isMatrix else { throw call.error("A must be a 2-D object") }
    // For either direction the first and the last row must differ the same way in all columns.
    if directions.count == 2, m.rows > 1 {
      let ends = Set((0..<m.columns).map { m[0, $0] < m[m.rows - 1, $0] })
      let differs = (0..<m.columns).contains { m[0, $0] != m[m.rows - 1, $0] }
      if differs, ends.count > 1 { return .bool(false) }
    }
    return .bool(
      try directions.contains { down in
        let all = [Bool](repeating: down, count: m.columns)
        return try m.rowOrder(by: Array(0..<m.columns), descending: all) == Array(0..<m.rows)
      })
  }
  guard m.shape.isVector || m.isEmpty else { throw call.error("needs a vector") }
  let keys = m.elements.map(\.orderedKey)
  return .bool(
    try directions.contains { try SortedOrder.of(keys, descending: $0) == Array(0..<m.count) })
}
