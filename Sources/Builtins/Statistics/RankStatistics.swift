import Evaluation
import Glibc
import Matrices

/// Moments, ranks and what follows from them.
let rankStatistics: [Builtin] = [
  Builtin(
    "moment(x, p, type, dim)",
    "The p-th moment about the mean; type \"r\" takes it about zero, \"a\" of absolute values, \"ar\" both",
    examples: """
      >> moment([1 2 3 4], 2)
      ans = 1.2500
      >> moment([1 2 3 4], 2, "r")
      ans = 7.5000
      """, seeAlso: ["var", "skewness", "kurtosis"], one: moment),
  Builtin(
    "ranks(x, dim)", "The places of the elements in order; equal ones share their mean place",
    examples: """
      >> ranks([10 30 20 30])
      ans =

         1.0000   3.5000   2.0000   3.5000

      """, seeAlso: ["spearman", "sort"], one: ranks),
  Builtin(
    "spearman(x, y)", "Spearman's rank correlation of the columns",
    examples: """
      >> spearman([1 2 3 4]', [1 4 9 16]')
      ans = 1
      """, seeAlso: ["kendall", "corr", "ranks"], one: spearman),
  Builtin(
    "kendall(x, y)", "Kendall's tau: how many pairs are in the same order in both columns",
    examples: """
      >> kendall([1 2 3]', [1 3 2]')
      ans = 0.3333
      """, seeAlso: ["spearman", "corr"], one: kendall),
  Builtin(
    "[count, value] = runlength(x)", "How often each value stands in a row",
    examples: """
      >> runlength([2 2 0 4 4 4])
      ans =

         2   1   3

      """, seeAlso: ["unique", "diff"], many: runLengths),
  Builtin(
    "statistics(x, dim)",
    "Minimum, quartiles, maximum, mean, standard deviation, skewness and kurtosis in one row",
    examples: """
      >> statistics([1 2 3 4 5])(1:5)
      ans =

         1   2   3   4   5

      """, seeAlso: ["mean", "std", "quantile"], one: summary),
]

private func moment(_ call: Call) throws -> Value {
  try call.expect(2...4)
  let x = try call.numericMatrix(0, "X must be a non-empty numeric matrix or vector")
  if x.isEmpty { throw call.error("X must be a non-empty numeric matrix or vector") }
  let power = try call.scalar(1)
  // The type and the dimension stand in any order.
  let words = (2..<max(2, call.count)).filter { call[$0].isChar }
  let type = words.first.flatMap { call[$0].text } ?? ""
  let place = (2..<max(2, call.count)).first { !call[$0].isChar } ?? call.count
  let axis = try call.positiveAxis(place, of: x.shape)
  let result = try reducedLines(x, axis) { line in
    let mean = type.contains("r") ? 0 : line.reduce(0, +) / Double(line.count)
    let sum = line.reduce(0.0) { sum, x in
      let y = type.contains("a") ? abs(x - mean) : x - mean
      return sum + Glibc.pow(y, power)
    }
    return sum / Double(line.count)
  }
  return try call.inClass(of: 0, result)
}

/// The mean places of equal elements, from 1 on.
private func ranks(of line: some Collection<Double>) throws -> [Double] {
  let values = Array(line)
  let order = try SortedOrder.of(values.map(\.orderedKey))
  var places = [Double](repeating: 0, count: values.count)
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
    for k in start..<end { places[order[k]] = Double(start + end + 1) / 2 }
    start = end
  }
  return places
}

private func ranks(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let x = try call.numericMatrix(0, "X must be a numeric vector or matrix")
  let axis = try call.positiveAxis(1, of: x.shape)
  let result: Matrix<Double> = try x.mappedLines(along: axis, to: x.shape[axis]) { line, places in
    for (k, rank) in try ranks(of: line).enumerated() { places[k] = rank }
  }
  return .matrix(result)
}

/// The columns of both arguments; those of the first again where there is no second.
private func columnPairs(_ call: Call) throws -> ([[Double]], [[Double]]) {
  try call.expect(1...2)
  let columns = try (0..<call.count).map { index -> [[Double]] in
    var m = try call.numericMatrix(index, "X and Y must be numeric matrices or vectors")
    guard m.shape.isMatrix else { throw call.error("X and Y must be 2-D matrices or vectors") }
    if m.rows == 1 { m = m.reshaped(Shape(m.count, 1)) }
    return (0..<m.columns).map { column in (0..<m.rows).map { m[$0, column] } }
  }
  let (x, y) = (columns[0], columns[columns.count - 1])
  guard x.first?.count == y.first?.count else {
    throw call.error("X and Y must have the same number of observations")
  }
  return (x, y)
}

private func table(
  _ x: [[Double]], _ y: [[Double]], _ f: ([Double], [Double]) throws -> Double
) throws -> Value {
  .matrix(try Matrix(Shape(x.count, y.count), try y.flatMap { b in try x.map { try f($0, b) } }))
}

private func spearman(_ call: Call) throws -> Value {
  let (x, y) = try columnPairs(call)
  return try table(try x.map { try ranks(of: $0) }, try y.map { try ranks(of: $0) }) { a, b in
    let n = Double(a.count)
    let (p, q) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
    let joint = zip(a, b).reduce(0) { $0 + ($1.0 - p) * ($1.1 - q) }
    let spread =
      a.reduce(0) { $0 + ($1 - p) * ($1 - p) } * b.reduce(0) { $0 + ($1 - q) * ($1 - q) }
    return joint / spread.squareRoot()
  }
}

private func kendall(_ call: Call) throws -> Value {
  let (x, y) = try columnPairs(call)
  func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }
  return try table(x, y) { a, b in
    var (joint, first, second) = (0.0, 0.0, 0.0)
    for i in a.indices {
      try call.checkInterrupt()
      for j in 0..<i {
        let (p, q) = (sign(a[i] - a[j]), sign(b[i] - b[j]))
        (joint, first, second) = (joint + p * q, first + p * p, second + q * q)
      }
    }
    return joint / (first * second).squareRoot()
  }
}

private func runLengths(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  let x = try call.numericMatrix(0, "X must be a numeric vector")
  guard x.shape.isVector else { throw call.error("X must be a numeric vector") }
  var (counts, values) = ([Double](), [Double]())
  for element in x.elements {
    if element == values.last {
      counts[counts.count - 1] += 1
    } else {
      counts.append(1)
      values.append(element)
    }
  }
  return [try .row(counts), try .row(values)]
}

private func summary(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let x = try call.numericMatrix(0, "X must be a numeric vector or matrix")
  let axis = try call.positiveAxis(1, of: x.shape)
  guard x.shape[axis] >= 2 else { throw call.error("dimension of X is too small (<2)") }
  let result: Matrix<Double> = try x.mappedLines(along: axis, to: 9) { line, values in
    let sorted = line.filter { !$0.isNaN }.sorted()
    let n = Double(line.count)
    let mean = line.reduce(0, +) / n
    func moment(_ power: Double) -> Double {
      line.reduce(0) { $0 + Glibc.pow($1 - mean, power) } / n
    }
    let variance = moment(2)
    values[0] = sorted.first ?? .nan
    for (k, part) in [0.25, 0.5, 0.75].enumerated() {
      values[k + 1] = quantile(of: sorted, part, 7)
    }
    values[4] = sorted.last ?? .nan
    values[5] = mean
    values[6] = (variance * n / (n - 1)).squareRoot()
    values[7] = moment(3) / Glibc.pow(variance, 1.5)
    values[8] = moment(4) / (variance * variance)
  }
  return try call.inClass(of: 0, result)
}
