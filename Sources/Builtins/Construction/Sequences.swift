import Evaluation
import Glibc
import Matrices
import Syntax

let sequences: [Builtin] = [
  Builtin(
    "linspace(a, b, n)", "n evenly spaced numbers from a to b (100 unless given)",
    shapes: "a, b: r x 1 -> r x n",
    examples: """
      >> linspace(0, 1, 5)
      ans =

              0   0.2500   0.5000   0.7500   1.0000

      """, seeAlso: ["logspace", "colon"], one: linearSpace),
  Builtin(
    "logspace(a, b, n)", "n numbers from 10^a to 10^b (50 unless given), evenly spaced in the log",
    examples: """
      >> logspace(0, 2, 3)
      ans =

           1    10   100

      """, seeAlso: ["linspace"], one: logarithmicSpace),
  Builtin(
    "colon(base, limit)\ncolon(base, step, limit)", "The range base:step:limit",
    examples: """
      >> colon(1, 2, 5)
      ans =

         1   3   5

      """, seeAlso: ["linspace"], one: colonRange),
  Builtin(
    "repmat(A, m, n, ...)", "Copies of an array side by side", shapes: "A: r x c -> mr x nc",
    examples: """
      >> repmat([1 2], 2, 2)
      ans =

         1   2   1   2
         1   2   1   2

      """, seeAlso: ["kron", "repelem"], one: repeatArray),
  Builtin(
    "repelem(x, n)\nrepelem(A, m, n, ...)", "Every element repeated in place",
    examples: """
      >> repelem([1 2], 2)
      ans =

         1   1   2   2

      """, seeAlso: ["repmat"], one: repeatElements),
]

/// `n` numbers from `a` to `b`, made from both ends so that they are symmetric.
func spaced<T: BinaryFloatingPoint>(_ a: T, _ b: T, _ n: Int) -> [T] {
  guard n > 1 else { return [b] }
  let step = (b - a) / T(n - 1)
  var all = [T](repeating: a, count: n)
  for index in 0..<n {
    let fromEnd = n - 1 - index
    all[index] = index < fromEnd ? a + T(index) * step : b - T(fromEnd) * step
  }
  if n % 2 == 1 {
    all[n / 2] = a == -b ? 0 : (a + b) / 2
  }
  all[0] = a
  all[n - 1] = b
  return all
}

private func linearSpace(_ call: Call) throws -> Value {
  try call.expect(2...3)
  var n = 100
  if call.count == 3 {
    guard !call[2].isChar, let x = call[2].isEmpty ? 1 : call[2].scalar else {
      throw call.error("N must be a scalar")
    }
    if x.isNaN { throw call.error("N must not be NaN") }
    n = x < 1 ? 0 : Int(exactly: x.rounded(.down)) ?? Int.max
  }
  try checkRoom(Double(n))
  let (from, to) = (try vectorEnd(call, 0), try vectorEnd(call, 1))
  guard from.count == to.count || from.count == 1 || to.count == 1 else {
    throw call.error("vectors must be of equal length")
  }
  let isSingle = call[0].valueClass == .single || call[1].valueClass == .single
  if isSingle {
    return .single(try spacedRows(from.converted { Float($0) }, to.converted { Float($0) }, n))
  }
  return .matrix(try spacedRows(from, to, n))
}

/// One row of `n` elements for each pair of ends; a single end serves all rows.
private func spacedRows<T: BinaryFloatingPoint>(
  _ from: Matrix<T>, _ to: Matrix<T>, _ n: Int
) throws -> Matrix<T> {
  let rows = max(from.count, to.count)
  return try Matrix<T>(Shape(rows, max(n, 0))) { target in
    for row in 0..<rows where n > 0 {
      let (a, b) = (from[from.count == 1 ? 0 : row], to[to.count == 1 ? 0 : row])
      var line = spaced(a, b, n)
      // A column of ends counts from the first ones alone, a single pair from both towards the middle.
      if rows > 1, n > 2, a != b {
        let step = (b - a) / T(n - 1)
        for index in 1..<(n - 1) { line[index] = a + T(index) * step }
      }
      for (column, x) in line.enumerated() { target[row + column * rows] = x }
    }
  }
}

private func vectorEnd(_ call: Call, _ index: Int) throws -> Matrix<Double> {
  let value = call[index]
  if value.isChar { throw EvaluationError("invalid conversion from string to real N-D array") }
  guard let m = try value.doubles else {
    throw EvaluationError(
      "octave_base_value::array_value(): wrong type argument '\(value.typeName)'")
  }
  guard m.shape.isVector, !m.isEmpty else {
    throw call.error("START, END must be scalars or vectors")
  }
  return m
}

private func logarithmicSpace(_ call: Call) throws -> Value {
  try call.expect(2...3)
  if call.arguments.contains(where: { !$0.isScalar || !($0.isNumeric || $0.isLogical || $0.isChar) }
  ) {
    throw call.error("arguments A, B, and N must be scalars")
  }
  if call.arguments.prefix(2).contains(where: \.isChar) {
    throw EvaluationError("invalid conversion from string to real N-D array")
  }
  let (a, b) = (try call.scalar(0), try call.scalar(1))
  let n = call.count == 3 ? try call.scalar(2) : 50
  try checkRoom(n)
  let count = n >= 1 ? Int(n.rounded(.down)) : 0
  // With pi as the end the points lie on the upper half of the unit circle's frequencies.
  let last = b == .pi ? Glibc.log10(.pi) : b
  let exponents = count == 0 ? [] : spaced(a, last, count)
  if isSingle(call[0], call[1]) {
    return .single(
      try Matrix(
        Shape(1, count),
        spaced(Float(a), Float(last), max(count, 1)).prefix(count).map { Glibc.powf(10, $0) }))
  }
  return try .row(exponents.map { Glibc.pow(10, $0) })
}

private func colonRange(_ call: Call) throws -> Value {
  try call.expect(2...3)
  return try Operators.range(
    call[0], call.count == 3 ? call[1] : nil, call[call.count - 1], call.session)
}

struct Repeating: ArrayRearrangement {
  let times: [Int]
  func callAsFunction<Element>(_ array: Matrix<Element>) throws -> Matrix<Element> {
    try array.repeated(times)
  }
}

/// The counts in an argument of `repmat`: of a matrix those of the first column.
private func copyCounts(_ m: Matrix<Double>) throws -> [Int] {
  let line = m.rows > 1 && m.columns > 1 ? try m.indexed([.all, .scalar(0)]) : m
  return try line.elements.map { try Shape.extent($0, type: "int64_t") }
}

private func lastCount(_ m: Matrix<Double>) throws -> Int {
  try Shape.extent(m[m.count - 1], type: "int64_t")
}

private func repeatArray(_ call: Call) throws -> Value {
  try call.expect(2...)
  if call.count > 3 {
    for index in 1..<call.count where call[index].count > 1 {
      throw call.error("all input arguments must be scalar")
    }
  }
  let given = try (1..<call.count).map { try copyCounts(call.matrix($0)) }
  var times = given.flatMap { $0 }
  if call.count == 3, !given[0].isEmpty, !given[1].isEmpty {
    // After a matrix of counts, whose first column is taken, comes just the last of the others.
    let isLine = call[1].shape.isVector
    let rest = isLine ? given[1] : given[0].count < 3 ? [try lastCount(call.matrix(2))] : []
    times = given[0] + rest
  } else if times.count == 1 {
    times.append(call.count == 2 ? times[0] : 1)
  }
  while times.count < 2 { times.append(1) }
  let asked = try call.matrix(1).elements + (call.count > 2 ? call.matrix(2).elements : [])
  let isNegative = asked.prefix(2).allSatisfy { $0 < 0 } && !asked.isEmpty
  if isNegative, call.count > 2 || asked.count == 1 { throw call.error("invalid dimensions") }
  return try call[0].rearranged(by: Repeating(times: times))
}

private func repeatElements(_ call: Call) throws -> Value {
  try call.expect(2...)
  let x = call[0]
  var subscripts: [Subscript] = []
  let isLine = call.count == 2
  if isLine, !x.shape.isVector {
    let rank = x.shape.rank
    throw call.error(
      "\(rank)D Array requires \(rank + 1) or more input arguments, but only 2 given")
  }
  let lineAxis = x.shape.isScalar || x.shape.rows == 1 ? 1 : 0
  for axis in 0..<max(isLine ? 2 : call.count - 1, x.shape.rank) {
    let argument = isLine ? (axis == lineAxis ? 1 : nil) : (axis + 1 < call.count ? axis + 1 : nil)
    guard let argument else {
      subscripts.append(.all)
      continue
    }
    let counts = try call.matrix(argument).elements.map { try Shape.extent($0, type: "int64_t") }
    let extent = x.shape[axis]
    guard counts.count == 1 || counts.count == extent else {
      throw call.error(
        "R\(argument) must either be scalar or have the same number of elements as the \(isLine ? "vector" : "size of dimension \(axis + 1)") to be replicated"
      )
    }
    let total = counts.reduce(0.0) { $0 + Double($1) } * (counts.count == 1 ? Double(extent) : 1)
    try checkRoom(total)
    var order: [Int] = []
    for index in 0..<extent {
      let times = counts.count == 1 ? counts[0] : counts[index]
      order += [Int](repeating: index, count: times)
    }
    subscripts.append(.list(order, shape: Shape(1, order.count)))
  }
  return try x.selected(subscripts)
}
