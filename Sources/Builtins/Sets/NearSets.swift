import Evaluation
import Matrices

/// Sets up to a tolerance, and the set of all subsets.
let nearSets: [Builtin] = [
  Builtin(
    "[c, ia, ic] = uniquetol(A, tol, \"ByRows\", v, \"DataScale\", v, \"OutputAllIndices\", v)",
    "The different elements (rows), those that differ by less than tol * max(abs(A)) taken as one",
    examples: """
      >> uniquetol([1 2 1 + 1e-14])
      ans =

         1   2

      """, seeAlso: ["unique"], many: uniqueNearly),
  Builtin(
    "powerset(a)\npowerset(a, \"rows\")", "All subsets of a set, as a cell",
    examples: """
      >> numel(powerset([1 2 3]))
      ans = 8
      """, seeAlso: ["unique", "nchoosek"], one: powerSet),
]

private struct NearOptions {
  var tolerance: Double
  var byRows = false
  var wantsAll = false
  var scale: [Double]?

  init(_ call: Call) throws {
    func isFloat(_ value: Value) -> Bool {
      value.valueClass == .double || value.valueClass == .single
    }
    guard isFloat(call[0]) else {
      throw call.error("A must be a double or single precision non-complex array")
    }
    tolerance = call[0].valueClass == .single ? 1e-6 : 1e-12
    var next = 1
    if call.count > 1, !call[1].isChar {
      guard isFloat(call[1]), let number = call[1].scalar else {
        throw call.error("TOL must be a double or single precision non-complex scalar")
      }
      tolerance = number
      next = 2
    }
    guard (call.count - next) % 2 == 0 else {
      throw call.error("PROPERTY/VALUE arguments must be passed in pairs")
    }
    while next < call.count {
      guard let name = call[next].text, call[next].isChar else {
        throw call.error("PROPERTY must be a string")
      }
      try take(name, call[next + 1], call)
      next += 2
    }
  }

  private mutating func take(_ name: String, _ value: Value, _ call: Call) throws {
    switch name.lowercased() {
    case "byrows":
      byRows = value.scalar ?? 0 != 0
      if byRows, !call[0].shape.isMatrix {
        throw call.error("A must be a 2-D array when \"ByRows\" is true")
      }
    case "outputallindices": wantsAll = value.scalar ?? 0 != 0
    case "datascale":
      guard value.valueClass == .double || value.valueClass == .single,
        let numbers = try value.doubles?.elements, numbers.allSatisfy({ $0 > 0 })
      else {
        throw call.error("DataScale must be a non-NaN, positive floating point scalar or vector")
      }
      guard numbers.count == 1 || numbers.count == call[0].shape.columns else {
        throw call.error("invalid DataScale size")
      }
      scale = numbers
    default: throw call.error("unknown property '\(name)'")
    }
  }
}

private func uniqueNearly(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let options = try NearOptions(call)
  let a = try call.matrix(0)
  if a.isEmpty { return [call[0], .emptyMatrix, .emptyMatrix] }
  let isRow = a.rows == 1 && a.shape.isMatrix
  let byRows = options.byRows
  let points = byRows ? a : a.reshaped(Shape(a.count, 1))
  let limits = tolerances(points, options)
  // Elements come in order, rows as they first appear.
  let order =
    byRows ? Array(0..<points.rows) : try SortedOrder.of(points.elements.map(\.orderedKey))
  var group = [Int](repeating: -1, count: points.rows)
  var members: [[Int]] = []
  for (place, index) in order.enumerated() where group[index] < 0 {
    var near: [Int] = []
    for other in order[place...] where group[other] < 0 {
      if !byRows, other != index, points[other] - points[index] > limits[0] { break }
      let isNear =
        other == index
        || (0..<points.columns).allSatisfy {
          // The two sides may be the same infinity, whose difference is NaN.
          points[other, $0] == points[index, $0]
            || abs(points[other, $0] - points[index, $0]) <= limits[$0]
        }
      guard isNear else { continue }
      group[other] = members.count
      near.append(other)
    }
    members.append(near.sorted())
  }
  let chosen = members.map { near in order.first { near.contains($0) } ?? near[0] }
  return try nearAnswers(call, options, isRow: isRow, chosen, members, group)
}

private func tolerances(_ points: Matrix<Double>, _ options: NearOptions) -> [Double] {
  (0..<points.columns).map { column in
    if let scale = options.scale {
      return options.tolerance * (scale.count == 1 ? scale[0] : scale[column])
    }
    var largest = 0.0
    for row in 0..<points.rows {
      let size = abs(points[row, column])
      if size.isFinite { largest = max(largest, size) }
    }
    return options.tolerance * largest
  }
}

private func nearAnswers(
  _ call: Call, _ options: NearOptions, isRow: Bool, _ chosen: [Int], _ members: [[Int]],
  _ group: [Int]
) throws -> [Value] {
  let count = chosen.count
  let values =
    options.byRows
    ? try call[0].selected([.list(chosen, shape: Shape(count, 1)), .all])
    : try call[0].selected([
      .list(chosen, shape: isRow ? Shape(1, count) : Shape(count, 1))
    ]).rearranged(by: Reshaping(shape: isRow ? Shape(1, count) : Shape(count, 1)))
  if call.outputCount < 2 { return [values] }
  func column(_ indices: [Int]) throws -> Value { try .column(indices.map { Double($0 + 1) }) }
  let places =
    options.wantsAll
    ? Value.cell(
      try Matrix(isRow ? Shape(1, count) : Shape(count, 1), members.map { try column($0) }))
    : try column(chosen)
  return [values, places, try column(group)]
}

private func powerSet(_ call: Call) throws -> Value {
  if call.count > 2 { throw call.tooManyInputs }
  try call.expect(1...2)
  var byRows = false
  if call.count == 2 {
    guard call[1].text == "rows" else {
      throw call.error("optional second argument must be \"rows\"")
    }
    if call[0].isCell { throw call.error("\"rows\" not valid for cell arrays") }
    byRows = true
  }
  if call[0].isCell, call[0].texts == nil {
    throw call.error("cell arrays can only be used for character strings")
  }
  if call[0].isEmpty { return .cell(Matrix(empty: .empty)) }
  let all = try SetMembers([call[0]], byRows: byRows, call: call)
  let set = all.representatives(0..<all.count)
  guard set.count <= 32 else { throw call.error("not implemented for more than 32 elements") }
  try checkRoom(Double(1 << set.count))
  let isRow = all.isRow || call[0].isCell && call[0].shape.rows == 1
  var subsets: [Value] = []
  for bits in 0..<(1 << set.count) {
    let chosen = set.indices.filter { bits >> $0 & 1 == 1 }.map { set[$0] }
    subsets.append(try all.picked(chosen, isRow: isRow))
    try call.checkInterrupt()
  }
  let shape = byRows ? Shape(subsets.count, 1) : Shape(1, subsets.count)
  return .cell(try Matrix(shape, subsets))
}
