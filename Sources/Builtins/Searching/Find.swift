import Evaluation
import Matrices

let finding: [Builtin] = [
  Builtin(
    "ind = find(x, n, direction)\n[i, j, v] = find(x)",
    "The indices of the elements that are not zero (n of them from one end)",
    examples: """
      >> find([0 1 1])
      ans =

         2   3

      """, seeAlso: ["any", "nnz", "lookup"], many: find),
  Builtin(
    "lookup(table, y, opt)",
    "The index of the last table entry that is not larger, 0 before the first",
    examples: """
      >> lookup([1 2 3], [0.5 2.5])
      ans =

         0   2

      """, seeAlso: ["interp1", "histc", "find"], one: lookUp),
  Builtin(
    "nth_element(x, n, dim)", "The n-th smallest element along a dimension",
    examples: """
      >> nth_element([3 1 2], 2)
      ans = 2
      """, seeAlso: ["sort", "min"], one: nthElement),
]

private func find(_ call: Call) throws -> [Value] {
  try call.expect(1...3)
  let limit = try findLimit(call)
  if call.outputCount <= 1 {
    let found = try positions(call, limit) { Double($0 &+ 1) }
    var shape = foundShape(found.count, in: call[0].shape)
    // Comparisons of [] find a column of none.
    if call.count == 1, call[0].isLogical, call[0].shape == .empty { shape = Shape(0, 1) }
    return [.matrix(found.reshaped(shape))]
  }
  let found = try positions(call, limit) { $0 }
  let shape = foundShape(found.count, in: call[0].shape)
  let rows = max(1, call[0].shape.rows)
  func answer(_ number: (Int) -> Int) throws -> Value {
    .matrix(try found.converted { Double(number($0) + 1) }.reshaped(shape))
  }
  var answers = [try answer { $0 % rows }, try answer { $0 / rows }]
  if call.outputCount > 2 {
    answers.append(try call[0].selected([.list(found.elements, shape: shape)]))
  }
  return answers
}

/// Where the elements are that are not zero.
private func positions<Number: BitwiseCopyable>(
  _ call: Call, _ limit: Int, _ number: (Int) -> Number
) throws -> Matrix<Number> {
  if case .logical(let m) = call[0] {
    return try m.positions(limit: limit, number) { $0 }
  }
  guard let m = try call[0].doubles else { throw call.wrongType(0) }
  return try m.positions(limit: limit, number) { $0 != 0 }
}

/// How many are wanted, negative from the end.
private func findLimit(_ call: Call) throws -> Int {
  var limit = Int.max
  if call.count > 1 {
    guard let x = call[1].scalar else { throw call.error("N must be an integer") }
    guard x >= 0, x == x.rounded() else {
      throw call.error("N must be a non-negative integer")
    }
    limit = x >= 0x1p62 ? Int.max : Int(x)
  }
  guard call.count == 3 else { return limit }
  switch call[2].text {
  case "first": return limit
  case "last": return -limit
  default: throw call.error("DIRECTION must be \"first\" or \"last\"")
  }
}

/// A row for a row, 0x0 for nothing in a scalar or in 0x0, else a column.
private func foundShape(_ count: Int, in shape: Shape) -> Shape {
  if shape.isScalar && count == 0 || shape == .empty { return .empty }
  return shape.isMatrix && shape.rows == 1 ? Shape(1, count) : Shape(count, 1)
}

private func lookUp(_ call: Call) throws -> Value {
  try call.expect(2...3)
  let options = call.count == 3 ? try call.string(2) : ""
  if case .cell = call[0] { return try lookUpText(call, options) }
  guard call[0].isChar == call[1].isChar, !call[0].isLogical, !call[1].isLogical, !call[1].isCell
  else { throw call.invalidCall }
  let table = try call.numericMatrix(0, "TABLE must be a vector")
  let y = try call.numericMatrix(1, "Y must be numeric")
  guard table.shape.isVector || table.isEmpty else { throw call.error("table must be a vector") }
  let n = table.count
  let isFalling = n > 1 && table[n - 1] < table[0]
  let places = try table.lookup(y, descending: isFalling)
  if options.contains("m") || options.contains("b") {
    let exact = try Matrix<Int>(y.shape) { target in
      for index in 0..<y.count {
        let place = places[index]
        target[index] = place > 0 && table[place - 1] == y[index] ? place : 0
      }
    }
    return options.contains("b")
      ? .truths(try exact.converted { $0 != 0 }) : .matrix(try exact.converted { Double($0) })
  }
  let low = options.contains("l") ? 1 : 0
  let high = options.contains("r") ? n - 1 : n
  return .matrix(try places.converted { Double(max(low, min(high, $0))) })
}

private func lookUpText(_ call: Call, _ options: String) throws -> Value {
  guard let table = call[0].texts?.map({ Array($0.utf8) }) else {
    throw call.error("TABLE must be a cell array of strings")
  }
  let isOne = call[1].isChar
  guard let words = isOne ? call[1].text.map({ [$0] }) : call[1].texts else {
    throw call.invalidCall
  }
  let isFalling =
    table.count > 1 && table[table.count - 1].lexicographicallyPrecedes(table[0])
  func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    isFalling ? b.lexicographicallyPrecedes(a) : a.lexicographicallyPrecedes(b)
  }
  let exactOnly = options.contains("m") || options.contains("b")
  let places = words.map { word -> Double in
    let bytes = Array(word.utf8)
    var (low, high) = (0, table.count)
    while low < high {
      let middle = (low + high) / 2
      if precedes(bytes, table[middle]) { high = middle } else { low = middle + 1 }
    }
    return exactOnly && (low == 0 || table[low - 1] != bytes) ? 0 : Double(low)
  }
  let m = try Matrix(isOne ? .scalar : call[1].shape, places)
  return options.contains("b") ? .truths(try m.converted { $0 != 0 }) : .matrix(m)
}

private func nthElement(_ call: Call) throws -> Value {
  try call.expect(2...3)
  let m = try call.numericMatrix(0, "invalid input data")
  let axis = call.count == 3 ? try call.axis(2) : m.shape.firstNonSingleton
  let sorted = try m.sorted(axis: axis).values
  let places = try call.matrix(1).elements.map { x -> Int in
    guard let n = Int(exactly: x), n >= 1, n <= m.shape[axis] else {
      throw call.error("n must be valid index")
    }
    return n - 1
  }
  return try call.inClass(
    of: 0, sorted.indexed(along: axis, .list(places, shape: Shape(1, places.count))))
}
