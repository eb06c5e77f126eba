import Evaluation
import Matrices

let histograms: [Builtin] = [
  Builtin(
    "[n, idx] = histc(x, edges, dim)",
    "How many values lie in each interval edges(k) <= x < edges(k+1); the last counts x == edges(end)",
    examples: """
      >> histc([1 2 2 3 5], 1:5)
      ans =

         1   2   1   0   1

      """, seeAlso: ["hist", "lookup"], many: countBetweenEdges),
  Builtin(
    "[nn, xx] = hist(y, x, norm)",
    "How many values lie nearest to each centre (10 equal intervals unless given)",
    examples: """
      >> [nn, xx] = hist([1 2 2 3], 3)
      nn =

         1   2   1

      xx =

         1.3333   2.0000   2.6667

      """, seeAlso: ["histc"], many: histogram),
]

private func countBetweenEdges(_ call: Call) throws -> [Value] {
  try call.expect(2...3)
  let x = try call.numericMatrix(0, "X argument must be real")
  let edges = try call.matrix(1)
  if edges.isEmpty { throw call.error("EDGES must not be empty") }
  let axis = try call.axisOrFirstLong(2, of: x.shape)
  let line = edges.reshaped(Shape(edges.count, 1))
  let sorted = try line.sorted(axis: 0).values
  let last = sorted[sorted.count - 1]
  func bin(_ value: Double) -> Int {
    if value.isNaN || value > last || value < sorted[0] { return 0 }
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
  let counts: Matrix<Double> = try x.mappedLines(along: axis, to: edges.count) { line, counts in
    counts.initialize(repeating: 0)
    for value in line {
      let place = bin(value)
      if place > 0 { counts[place - 1] += 1 }
    }
  }
  if call.outputCount < 2 { return [.matrix(counts)] }
  return [.matrix(counts), .matrix(try x.converted { Double(bin($0)) })]
}

private func histogram(_ call: Call) throws -> [Value] {
  try call.expect(1...3)
  var y = try call.numericMatrix(0, "Y must be real-valued")
  guard y.shape.isMatrix else { throw call.error("Y must be a 2-D array") }
  let isLine = y.shape.isVector
  if isLine { y = y.reshaped(Shape(y.count, 1)) }
  let finite = y.elements.filter { $0.isFinite }
  guard let least = finite.min(), let largest = finite.max() else {
    throw call.error("Y must have finite values")
  }
  let centers = try centers(call, least, largest)
  let edges = zip(centers, centers.dropFirst()).map { ($0 + $1) / 2 }
  var counts = try Matrix(Shape(centers.count, y.columns), repeating: 0.0)
  for column in 0..<y.columns {
    for row in 0..<y.rows where !y[row, column].isNaN {
      let value = y[row, column]
      var (low, high) = (0, edges.count)
      while low < high {
        let middle = (low + high) / 2
        if edges[middle] < value { low = middle + 1 } else { high = middle }
      }
      counts[low, column] += 1
    }
  }
  if call.count == 3 {
    let total = try call.scalar(2)
    counts = try Matrix.elementwise(
      .multiply, Matrix.elementwise(.divide, counts, counts.sum(axis: 0)), total)
  }
  let nn = isLine ? try counts.transposed() : counts
  if call.outputCount < 2 { return [.matrix(nn)] }
  return [.matrix(nn), isLine ? try .row(centers) : try .column(centers)]
}

private func centers(_ call: Call, _ least: Double, _ largest: Double) throws -> [Double] {
  if call.count > 1, !call[1].isEmpty, !call[1].isScalar {
    return try call.matrix(1).elements.sorted()
  }
  let n = call.count > 1 && !call[1].isEmpty ? try call.scalar(1) : 10
  guard n >= 1, let bins = Int(exactly: n.rounded(.down)) else {
    throw call.error("number of bins NBINS must be positive")
  }
  try checkRoom(Double(bins))
  let (low, high) = least == largest ? (least - 0.5, largest + 0.5) : (least, largest)
  let half = (high - low) / Double(bins) / 2
  return spaced(low + half, high - half, bins)
}
