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
    "How many values lie nearest to each centre (10 equal intervals unless given); drawn as bars when no result "
      + "is wanted",
    examples: """
      >> [nn, xx] = hist([1 2 2 3], 3)
      nn =

         1   2   1

      xx =

         1.3333   2.0000   2.6667

      """, seeAlso: ["histc", "bar"], many: histogram),
]

private func countBetweenEdges(_ call: Call) throws -> [Value] {
  try call.expect(2...3)
  let x = try call.numericMatrix(0, "X argument must be real-valued, not complex")
  let edges = try call.matrix(1)
  if edges.isEmpty { throw call.error("EDGES must not be empty") }
  if call.count > 2 {
    guard let dim = call[2].scalar, dim >= 1, dim <= Double(x.shape.rank), dim == dim.rounded()
    else { throw call.error("DIM must be an integer and a valid dimension") }
  }
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
  try checkBins(call)
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
    guard call[2].isNumeric, try call.matrix(2).elements.allSatisfy({ $0 > 0 }) else {
      throw call.error("NORM must be a numeric constant > 0")
    }
    let norms = try call.matrix(2)
    guard norms.isScalar || norms.shape.isVector && norms.count == y.columns else {
      throw call.error("NORM must be scalar or vector of length 'columns (Y)'")
    }
    let total = norms.isScalar ? norms : norms.reshaped(Shape(1, norms.count))
    counts = try Matrix.elementwise(
      .multiply, Matrix.elementwise(.divide, counts, counts.sum(axis: 0)), total)
  }
  if call.outputCount == 0 {
    return call.drawHistogram(PlotArguments.columns(counts), at: centers)
  }
  let nn = isLine ? try counts.transposed() : counts
  if call.outputCount < 2 { return [.matrix(nn)] }
  return [.matrix(nn), isLine ? try .row(centers) : try .column(centers)]
}

private func checkBins(_ call: Call) throws {
  guard call.count > 1, !call[1].isEmpty else { return }
  guard call[1].isNumeric else {
    throw call.error("bin specification must be a numeric scalar or vector")
  }
  guard call[1].shape.isVector else {
    throw call.error("bin specification must be a scalar or vector")
  }
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
  if least == largest {
    // Bins of width 1 around the one value.
    return (0..<bins).map { least + Double($0 - (bins - 1) / 2) }
  }
  let (low, high) = (least, largest)
  let half = (high - low) / Double(bins) / 2
  return spaced(low + half, high - half, bins)
}
