import Evaluation
import Matrices

let accumulation: [Builtin] = [
  Builtin(
    "accumarray(subs, vals, sz, func, fillval)",
    "The sums (or func) of the values that share a row of subscripts",
    examples: """
      >> accumarray([1; 2; 1], [10; 20; 30])
      ans =

         40
         20

      """, seeAlso: ["histc", "unique"], one: accumulate),
  Builtin(
    "perms(v)", "All orders of the elements as rows, the reverse of dictionary order",
    shapes: "n -> n! x n",
    examples: """
      >> perms([1 2 3])
      ans =

         3   2   1
         3   1   2
         2   3   1
         2   1   3
         1   3   2
         1   2   3

      """, seeAlso: ["nchoosek", "randperm"], one: permutations),
]

private func accumulate(_ call: Call) throws -> Value {
  try call.expect(2...6)
  let subscripts = try subscriptMatrix(call)
  let (count, rank) = (subscripts.rows, subscripts.columns)
  let values = call[1]
  if rank == 0, call.count < 3 || call[2].isEmpty {
    return try call.inClass(of: 1, Matrix(empty: Shape(0, 1)))
  }
  guard values.isScalar || values.count == count && (values.isEmpty || values.shape.isVector)
  else { throw call.error("dimension mismatch") }
  var extents = [Int](repeating: 0, count: rank)
  for column in 0..<rank {
    for row in 0..<count {
      guard let n = Int(exactly: subscripts[row, column]), n >= 1 else {
        throw call.error("indices must be positive integers")
      }
      extents[column] = max(extents[column], n)
    }
  }
  var steps: [Int] = []
  if call.count > 3, !call[3].isEmpty, !call[3].isFunction {
    throw call.error("FUNC must be a function handle")
  }
  if call.count > 2, !call[2].isEmpty {
    let asked = try call.matrix(2).elements.map { try Shape.extent($0, type: "octave_idx_type") }
    // Plain positions may run along a row.
    let isRow = rank == 1 && asked.count == 2 && asked[0] == 1
    if isRow { extents = [1, extents[0]] }
    guard asked.count == max(2, rank) else { throw call.error("dimensions mismatch") }
    guard zip(asked, extents).allSatisfy({ $0 >= $1 }) else {
      throw call.error("index out of range")
    }
    extents = asked
    steps = isRow ? [1] : asked
  }
  if steps.isEmpty { steps = extents }
  let shape = Shape(extents.count == 1 ? [extents[0], 1] : extents)
  let fill = call.count > 4 && !call[4].isEmpty ? try call.scalar(4) : 0
  let places = (0..<count).map { row -> Int in
    var place = 0
    for column in (0..<rank).reversed() {
      place = place &* steps[column] &+ Int(subscripts[row, column]) - 1
    }
    return place
  }
  if call.count > 3, !call[3].isEmpty {
    return try accumulate(call, by: call[3], places, shape, fill)
  }
  guard let numbers = try values.doubles else { throw call.error("dimension mismatch") }
  var sums = try Matrix(shape, repeating: 0.0)
  var isSet = fill == 0 ? [] : [Bool](repeating: false, count: shape.count)
  for (index, place) in places.enumerated() {
    sums[place] += numbers.isScalar ? numbers[0] : numbers[index]
    if fill != 0 { isSet[place] = true }
  }
  if fill != 0 { for place in isSet.indices where !isSet[place] { sums[place] = fill } }
  return try call.inClass(of: 1, sums)
}

private func subscriptMatrix(_ call: Call) throws -> Matrix<Double> {
  guard case .cell(let parts) = call[0] else {
    let m = try call.matrix(0)
    return m.rows == 1 && m.columns > 1 && call[1].count == m.columns
      ? m.reshaped(Shape(m.columns, 1)) : m
  }
  let columns = try parts.elements.map { part -> Matrix<Double> in
    guard let m = try part.doubles else { throw call.error("dimension mismatch") }
    return m.reshaped(Shape(m.count, 1))
  }
  return try Matrix.concatenated(columns, axis: 1)
}

/// Calls `function` with the values of each place, a column.
private func accumulate(
  _ call: Call, by function: Value, _ places: [Int], _ shape: Shape, _ fill: Double
) throws -> Value {
  var members: [Int: [Int]] = [:]
  for (index, place) in places.enumerated() { members[place, default: []].append(index) }
  var results: [(place: Int, value: Value)] = []
  for place in members.keys.sorted() {
    let indices = members[place] ?? []
    let chosen = call[1].isScalar ? [Int](repeating: 0, count: indices.count) : indices
    let column = try call[1].selected([.list(chosen, shape: Shape(chosen.count, 1))])
      .rearranged(by: Reshaping(shape: Shape(chosen.count, 1)))
    guard let value = try call.session.call(function, [column], outputs: 1).first else {
      throw call.error("FCN must return a value")
    }
    results.append((place, value))
  }
  if results.isEmpty, try givesCells(function, call) {
    return .cell(try Matrix(shape, repeating: .emptyMatrix))
  }
  if results.contains(where: { $0.value.isCell }) {
    var cells = try Matrix<Value>(shape, repeating: .emptyMatrix)
    for (place, value) in results {
      if case .cell(let one) = value, one.isScalar { cells[place] = one[0] }
    }
    return .cell(cells)
  }
  var numbers = try Matrix(shape, repeating: fill)
  for (place, value) in results {
    guard let x = value.scalar else { throw call.error("FCN must return a scalar") }
    numbers[place] = x
  }
  let result = Value.matrix(numbers)
  let target = results.first?.value.valueClass ?? .double
  return target.isArithmetic ? try result.converted(to: target) ?? result : result
}

/// What the function makes of nothing, where no place has values: only whether it is a cell counts.
private func givesCells(_ function: Value, _ call: Call) throws -> Bool {
  let none = Value.double(Matrix(empty: Shape(0, 1)))
  return (try? call.session.call(function, [none], outputs: 1).first?.isCell) ?? false
}

private func permutations(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let n = call[0].count
  var rows = 1.0
  for k in 1...max(1, n) { rows *= Double(k) }
  try checkRoom(rows * Double(max(1, n)))
  guard let height = Int(exactly: rows) else {
    throw MatrixError.tooLarge(Shape(Int.max, n), elementBytes: 8)
  }
  var order = Array((0..<n).reversed())
  var indices = [Int](repeating: 0, count: height * n)
  for row in 0..<height {
    for column in 0..<n { indices[row + column * height] = order[column] }
    stepBack(&order)
  }
  let shape = Shape(height, n)
  if !call[0].isLogical, let m = try call[0].doubles {
    let rank = try SortedOrder.of(m.elements.map(\.orderedKey))
    indices = indices.map { rank[$0] }
  }
  return try call[0].selected([.list(indices, shape: shape)])
    .rearranged(by: Reshaping(shape: shape))
}

/// The order before this one in the dictionary.
private func stepBack(_ order: inout [Int]) {
  guard let pivot = order.indices.dropLast().last(where: { order[$0] > order[$0 + 1] }),
    let other = order.indices.last(where: { order[$0] < order[pivot] })
  else { return }
  order.swapAt(pivot, other)
  order[(pivot + 1)...].reverse()
}
