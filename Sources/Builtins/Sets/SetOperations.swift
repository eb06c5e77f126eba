import Evaluation
import Matrices

let setOperations: [Builtin] = [
  Builtin(
    "[y, i, j] = unique(x, \"rows\", \"stable\", \"last\")",
    "The different elements in order; y = x(i), x = y(j)",
    examples: """
      >> unique([3 1 1 2])
      ans =

         1   2   3

      """, seeAlso: ["union", "ismember", "sort"], many: unique),
  Builtin(
    "[y, ia, ib] = union(a, b, \"rows\", \"stable\")", "The elements of either set",
    examples: """
      >> union([1 3], [2 1])
      ans =

         1   2   3

      """, seeAlso: ["intersect", "setdiff", "unique"], many: union),
  Builtin(
    "[y, ia, ib] = intersect(a, b, \"rows\", \"stable\")", "The elements of both sets",
    examples: """
      >> intersect([1 2 3], [2 3 4])
      ans =

         2   3

      """, seeAlso: ["union", "setdiff", "ismember"], many: intersect),
  Builtin(
    "[y, ia] = setdiff(a, b, \"rows\", \"stable\")", "The elements of a that are not in b",
    examples: """
      >> setdiff([1 2 3], 2)
      ans =

         1   3

      """, seeAlso: ["union", "intersect", "setxor"], many: setDifference),
  Builtin(
    "[y, ia, ib] = setxor(a, b, \"rows\")", "The elements of just one of the sets",
    examples: """
      >> setxor([1 2], [2 3])
      ans =

         1   3

      """, seeAlso: ["union", "setdiff"], many: setExclusive),
  Builtin(
    "[tf, index] = ismember(a, s, \"rows\")", "Which elements of a are in s, and where",
    examples: """
      >> [tf, i] = ismember([1 5 2], [2 1 0])
      tf =

        1  0  1

      i =

         2   0   1

      """, seeAlso: ["unique", "intersect", "lookup"], many: isMember),
]

private func numbers(_ indices: [Int], asRow: Bool = false) throws -> Value {
  let positions = indices.map { Double($0 + 1) }
  return asRow ? try .row(positions) : try .column(positions)
}

/// Those of `total` places that a condition left: none of one are 0x0.
private func numbers(_ indices: [Int], outOf total: Int, asRow: Bool) throws -> Value {
  indices.isEmpty && total == 1 ? .emptyMatrix : try numbers(indices, asRow: asRow)
}

private func unique(_ call: Call) throws -> [Value] {
  var call = call
  let options = try SetOptions(&call, operands: 1)
  let x = call[0]
  guard x.isNumericOrLogical || x.isChar || x.texts != nil else {
    throw call.error("X must be an array or cell array of strings")
  }
  if options.byRows, !x.isCell, x.shape.rows == 1 { return [x, .number(1), .number(1)] }
  if x.isEmpty, !options.byRows || x.isCell || x.shape.rows == 0 {
    let shape = options.byRows && !x.isCell ? x.shape : SetMembers.shape(ofDistinct: x, 0)
    let none = try x.rearranged(by: Reshaping(shape: shape))
    return [none, .emptyMatrix, .emptyMatrix]
  }
  if x.isEmpty {
    // Rows without elements are all the same.
    let rows = x.shape.rows
    return [
      try x.rearranged(by: Reshaping(shape: Shape(1, 0))),
      .number(options.takesLast ? Double(rows) : 1),
      .matrix(try Matrix(Shape(rows, 1), repeating: 1)),
    ]
  }
  if call.outputCount < 2, !options.byRows, !options.isStable, x.valueClass == .double,
    let values = try distinctValues(x)
  {
    return [values]
  }
  let byRows = options.byRows && !x.isCell
  let members = try SetMembers([x], byRows: byRows, call: call)
  var chosen = members.representatives(0..<members.count, last: options.takesLast)
  var rank = Array(0..<chosen.count)
  if options.isStable {
    let order = chosen.indices.sorted { chosen[$0] < chosen[$1] }
    for (place, group) in order.enumerated() { rank[group] = place }
    chosen = order.map { chosen[$0] }
  }
  let shown = members.shown(chosen, among: 0..<members.count, options)
  let values = try members.picked(shown, isRow: members.isRow)
  if call.outputCount < 2 { return [values] }
  let asRow = options.isLegacy && members.isRow
  return [
    values, try numbers(chosen, asRow: asRow),
    try numbers(members.group.map { rank[$0] }, asRow: asRow),
  ]
}

/// The different numbers in order; nil where equal ones differ (NaN, zeros of either sign).
private func distinctValues(_ x: Value) throws -> Value? {
  guard let m = try x.doubles else { return nil }
  let column = m.reshaped(Shape(m.count, 1))
  guard let sorted = try column.sortedValues(axis: 0) else { return nil }
  var count = 1
  let all = try Matrix<Double>(sorted.shape) { target in
    guard let base = target.baseAddress else { return }
    base[0] = sorted[0]
    try Interrupt.pieces(1..<sorted.count, writing: Double.self) { piece in
      // Every number is written, over the last one where that is the same.
      for index in piece {
        let number = sorted.storage.base[index]
        count &+= base[count &- 1] == number ? 0 : 1
        base[count &- 1] = number
      }
    }
  }
  let distinct = try all.indexed(.range(start: 0, step: 1, count: count))
  let isRow = m.rows == 1 && m.shape.isMatrix
  return .matrix(distinct.reshaped(isRow ? Shape(1, count) : Shape(count, 1)))
}

private func members(
  _ call: inout Call
) throws -> (SetMembers, SetOptions, first: Range<Int>, second: Range<Int>) {
  let options = try SetOptions(&call, operands: 2)
  for index in 0..<2 {
    let value = call[index]
    guard value.isNumericOrLogical || value.isChar || value.texts != nil else {
      throw unfitSet(call)
    }
  }
  if options.byRows {
    if call[0].isCell || call[1].isCell {
      throw call.error("cells not supported with \"rows\"")
    }
    guard call[0].shape.isMatrix, call[1].shape.isMatrix else {
      throw call.error("A and B must be 2-dimensional matrices")
    }
  }
  if options.byRows, !call[0].isEmpty, !call[1].isEmpty,
    call[0].shape.columns != call[1].shape.columns
  {
    throw call.error("number of columns in A and B must match")
  }
  let members = try SetMembers(
    [call[0], call[1]], byRows: options.byRows, byUnion: call.name == "union", call: call)
  return (members, options, 0..<members.firstCount, members.firstCount..<members.count)
}

/// Whether a result lies as a row: with "legacy" unless both sets are columns.
private func isRow(_ all: SetMembers, _ options: SetOptions, _ call: Call) -> Bool {
  if !options.isLegacy || all.byRows { return all.isRow }
  return !(call[0].shape.columns == 1 && call[1].shape.columns == 1)
}

/// Whether both sets lie as rows, so that their union does: `[]` does not, and beside a cell a text is the column
/// of its rows.
private func areRows(_ a: Value, _ b: Value) -> Bool {
  [(a, b), (b, a)].allSatisfy { set, other in
    if set.isChar, other.isCell { return set.shape.rows <= 1 }
    if other.isCell, set.isEmpty { return false }
    return set.shape.isMatrix && set.shape.rows == 1
  }
}

extension SetMembers {
  /// The members to show for those chosen among `range`: of equal numbers, such as the zeros of either sign,
  /// the last one, unless they keep their order.
  fileprivate func shown(_ chosen: [Int], among range: Range<Int>, _ options: SetOptions) -> [Int] {
    if options.isStable { return chosen }
    let last = representatives(range, last: true)
    return chosen.map { last[group[$0]] }
  }
}

private func union(_ call: Call) throws -> [Value] {
  var call = call
  let (all, options, first, _) = try members(&call)
  var chosen = all.representatives(0..<all.count, last: options.takesLast)
  if options.isStable { chosen.sort() }
  let asRow = options.isLegacy ? isRow(all, options, call) : areRows(call[0], call[1])
  let indicesAsRow = options.isLegacy && asRow
  let shown = all.shown(chosen, among: 0..<all.count, options)
  let ofFirst = chosen.filter { first.contains($0) }
  let ofSecond = chosen.filter { !first.contains($0) }.map { $0 - first.count }
  return [
    try all.picked(shown, isRow: asRow && !chosen.isEmpty),
    try numbers(ofFirst, outOf: chosen.count, asRow: indicesAsRow),
    try numbers(ofSecond, outOf: chosen.count, asRow: indicesAsRow),
  ]
}

private func intersect(_ call: Call) throws -> [Value] {
  var call = call
  let (all, options, first, second) = try members(&call)
  let inFirst = all.representatives(first, last: options.takesLast)
  let inSecond = all.representatives(second, last: options.takesLast)
  let asRow = isRow(all, options, call)
  let indicesAsRow = options.isLegacy && asRow
  var groups = (0..<all.groupCount).filter { inFirst[$0] >= 0 && inSecond[$0] >= 0 }
  if options.isStable { groups.sort { inFirst[$0] < inFirst[$1] } }
  if all.sets.contains(where: \.isEmpty) {
    let areNumbers = all.sets.allSatisfy(\.isNumeric)
    let none =
      all.values.isCell ? Value.cell(Matrix(empty: .empty)) : areNumbers ? .emptyMatrix : .bytes([])
    return [none, .emptyMatrix, .emptyMatrix]
  }
  func isOne(_ set: [Int]) -> Bool { set.filter { $0 >= 0 }.count == 1 }
  if groups.isEmpty, !all.byRows, isOne(inFirst), isOne(inSecond) {
    return [
      try all.values.selected([.list([], shape: .empty)]), .emptyMatrix, .emptyMatrix,
    ]
  }
  return [
    try all.picked(all.shown(groups.map { inFirst[$0] }, among: first, options), isRow: asRow),
    try numbers(groups.map { inFirst[$0] }, asRow: indicesAsRow),
    try numbers(groups.map { inSecond[$0] - first.count }, asRow: indicesAsRow),
  ]
}

private func setDifference(_ call: Call) throws -> [Value] {
  var call = call
  let (all, options, first, second) = try members(&call)
  let inSecond = all.representatives(second)
  let inFirst = all.representatives(first, last: options.takesLast)
  let distinct = inFirst.count { $0 >= 0 }
  var chosen = inFirst.enumerated().filter { $1 >= 0 && inSecond[$0] < 0 }.map { $1 }
  if options.isStable { chosen.sort() }
  let isFirstRow = all.sets[0].shape.isMatrix && all.sets[0].shape.rows == 1 && !all.byRows
  let asRow = isFirstRow || (options.isLegacy && isRow(all, options, call))
  // What stays whole lies as `unique` leaves it.
  let isWhole = first.isEmpty || second.isEmpty
  let shape =
    isWhole
    ? SetMembers.shape(ofDistinct: all.sets[0], distinct)
    : asRow ? Shape(1, chosen.count) : Shape(chosen.count, 1)
  let left = try all.picked(all.shown(chosen, among: first, options), ofSet: 0, shape)
  let indices =
    distinct == 0
    ? Value.emptyMatrix
    : try numbers(
      chosen, asRow: options.isLegacy && asRow || !all.byRows && distinct == 1)
  return [left, indices]
}

private func setExclusive(_ call: Call) throws -> [Value] {
  var call = call
  let (all, options, first, second) = try members(&call)
  let inFirst = all.representatives(first, last: options.takesLast)
  let inSecond = all.representatives(second, last: options.takesLast)
  var chosen = (0..<all.groupCount)
    .filter { (inFirst[$0] >= 0) != (inSecond[$0] >= 0) }.map { max(inFirst[$0], inSecond[$0]) }
  if options.isStable { chosen.sort() }
  let asRow = isRow(all, options, call)
  let indicesAsRow = options.isLegacy && asRow
  let shown = all.shown(chosen, among: 0..<all.count, options)
  let ofFirst = chosen.filter { first.contains($0) }
  let ofSecond = chosen.filter { second.contains($0) }.map { $0 - first.count }
  // Beside a set without elements the other one stays as `unique` leaves it.
  if first.isEmpty || second.isEmpty {
    let other = first.isEmpty ? 1 : 0
    let places = shown.map { $0 - (other == 1 ? first.count : 0) }
    let shape = SetMembers.shape(ofDistinct: all.sets[other], chosen.count)
    return [
      try all.picked(places, ofSet: other, shape),
      first.isEmpty ? .emptyMatrix : try numbers(ofFirst, asRow: indicesAsRow),
      second.isEmpty ? .emptyMatrix : try numbers(ofSecond, asRow: indicesAsRow),
    ]
  }
  return [
    try all.picked(shown, isRow: asRow),
    try numbers(ofFirst, outOf: chosen.count, asRow: indicesAsRow),
    try numbers(ofSecond, outOf: chosen.count, asRow: indicesAsRow),
  ]
}

private func isMember(_ call: Call) throws -> [Value] {
  var call = call
  let options = try SetOptions(&call, operands: 2)
  let (a, s) = (call[0], call[1])
  if options.byRows, a.isCell || s.isCell {
    throw call.error("cells not supported with \"rows\" flag")
  }
  if case .char(let rows, _) = a, case .cell(let strings) = s {
    return try rowsInCell(rows, strings, call)
  }
  for value in [a, s] {
    guard value.isNumericOrLogical || value.isChar || value.texts != nil else {
      throw unfitSet(call)
    }
  }
  if a.isCell, !s.isCell, !s.isChar, !s.isEmpty { throw unfitSet(call) }
  if options.byRows {
    guard a.shape.isMatrix, s.shape.isMatrix else {
      throw call.error("A and B must be 2-dimensional matrices with \"rows\" flag")
    }
    if !a.isEmpty, !s.isEmpty, a.shape.columns != s.shape.columns {
      throw call.error("number of columns in A and B must match")
    }
  }
  // Without elements a becomes the empty cell beside strings.
  if a.isEmpty, s.isCell, !a.isChar {
    return [.truths(Matrix(empty: .empty)), .emptyMatrix]
  }
  let all = try SetMembers([a, s], byRows: options.byRows && !a.isCell, call: call)
  let inSecond = all.representatives(all.firstCount..<all.count, last: true)
  let shape = all.byRows ? Shape(a.shape.rows, 1) : a.shape
  let places = (0..<all.firstCount).map { index -> Double in
    let found = inSecond[all.group[index]]
    return found < 0 ? 0 : Double(found - all.firstCount + 1)
  }
  let filled = places.count == shape.count ? places : [Double](repeating: 0, count: shape.count)
  let index = try Matrix(shape, filled)
  return [.truths(try index.converted { $0 > 0 }), .matrix(index)]
}

/// Each row of a text looked up among the strings of a cell.
private func rowsInCell(
  _ rows: Matrix<UInt8>, _ strings: Matrix<Value>, _ call: Call
) throws -> [Value] {
  let texts = try strings.elements.map { value -> [UInt8]? in
    guard case .char(let m, _) = value else {
      throw call.error(
        rows.isEmpty
          ? "A and B must be arrays or cell arrays of strings"
          : "cell array of strings cannot be combined with a nonstring value")
    }
    return m.rows <= 1 ? m.elements : nil
  }
  // Rows of a matrix lose the blanks that fill them up.
  let wanted =
    rows.rows <= 1
    ? [rows.elements]
    : rows.textRows.map { row in
      let length = (row.lastIndex { $0 != UInt8(ascii: " ") && $0 != 0 } ?? -1) + 1
      return Array(row.prefix(length))
    }
  let places = wanted.map { row in Double((texts.lastIndex { $0 == row } ?? -1) + 1) }
  let index = try Matrix(Shape(places.count, 1), places)
  return [.truths(try index.converted { $0 > 0 }), .matrix(index)]
}

/// The error for operands that are no sets, or no pair of sets of one kind.
private func unfitSet(_ call: Call) -> EvaluationError {
  let hasTexts = call.arguments.prefix(2).contains { $0.isCell && $0.texts != nil }
  return call.error(
    hasTexts
      ? "cell array of strings cannot be combined with a nonstring value"
      : "A and B must be arrays or cell arrays of strings")
}
