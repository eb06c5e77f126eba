import Evaluation
import Matrices

let quantiles: [Builtin] = [
  Builtin(
    "quantile(x, p, dim, method)",
    "The values below which the fractions p of the data lie (method 1 to 9, 5 unless given)",
    examples: """
      >> quantile([1 2 3 4 5], 0.5)
      ans = 3
      """, seeAlso: ["prctile", "median", "iqr"], one: { try quantile($0, scale: 1) }),
  Builtin(
    "prctile(x, p, dim)", "The values below which p per cent of the data lie",
    examples: """
      >> prctile([1 2 3 4 5], 50)
      ans = 3
      """, seeAlso: ["quantile"], one: { try quantile($0, scale: 100) }),
  Builtin(
    "iqr(x, dim)", "The distance between the quartiles",
    examples: """
      >> iqr([1 2 3 4])
      ans = 2
      """, seeAlso: ["quantile", "std"], one: interquartileRange),
]

private func quantile(_ call: Call, scale: Double) throws -> Value {
  if scale == 100, call.count > 3 { throw call.tooManyInputs }
  try call.expect(1...4)
  let complaint = "X must be a non-empty numeric vector or matrix"
  let x = try call.numericMatrix(0, scale == 1 ? complaint : "X must be a numeric vector or matrix")
  if x.isEmpty { throw EvaluationError("quantile: \(complaint)") }
  let p =
    call.count > 1 && !call[1].isEmpty
    ? try call.numericMatrix(1, "P must be a numeric vector").elements.map { $0 / scale }
    : [0, 0.25, 0.5, 0.75, 1]
  if call.count > 1, call[1].isLogical || !call[1].isEmpty && !call[1].shape.isVector {
    throw call.error("P must be a numeric vector")
  }
  var axis = x.shape.rows == 1 && scale == 1 ? 1 : x.shape.firstNonSingleton
  if call.count > 2, !call[2].isEmpty { axis = try call.axis(2) }
  let method = call.count > 3 ? try call.integer(3) : 5
  guard (1...9).contains(method) else {
    throw call.error("Unknown METHOD, '\(method)'")
  }
  let result: Matrix<Double> = try x.mappedLines(along: axis, to: p.count) { line, values in
    // One number is every quantile of itself, an infinite one too.
    if x.isScalar, !line[0].isNaN { return values.update(repeating: line[0]) }
    let sorted = line.filter { !$0.isNaN }.sorted()
    for (index, fraction) in p.enumerated() {
      values[index] = quantile(of: sorted, fraction, method)
    }
  }
  // A line of results lies as P does.
  guard result.shape.isVector, !result.isScalar, p.count > 1 else {
    return try call.inClass(of: 0, result)
  }
  let isRow = call.count < 2 || call[1].isEmpty || call[1].shape.rows == 1
  let shape = isRow ? Shape(1, result.count) : Shape(result.count, 1)
  return try call.inClass(of: 0, result.reshaped(shape))
}

/// Hyndman and Fan, "Sample quantiles in statistical packages" (1996), definitions 1 to 9.
func quantile(of sorted: [Double], _ p: Double, _ method: Int) -> Double {
  guard let first = sorted.first, let last = sorted.last, p >= 0, p <= 1 else { return .nan }
  let n = Double(sorted.count)
  func element(_ position: Double) -> Double {
    position < 1 ? first : position >= n ? last : sorted[Int(position) - 1]
  }
  switch method {
  case 1: return element(max((n * p).rounded(.up), 1))
  case 2:
    let place = n * p
    return (element(max(place.rounded(.up), 1)) + element(min((place + 1).rounded(.down), n))) / 2
  case 3: return element(max((n * p).rounded(.toNearestOrEven), 1))
  default: break
  }
  let place: Double =
    switch method {
    case 4: n * p
    case 5: n * p + 0.5
    case 6: (n + 1) * p
    case 7: (n - 1) * p + 1
    case 8: (n + 1.0 / 3) * p + 1.0 / 3
    default: (n + 0.25) * p + 0.375
    }
  // The weighted mean of two neighbours, the last two at the end: with an infinite one of weight 0 it is NaN.
  // One number alone is its own neighbour.
  let low = max(1, min(place.rounded(.down), n - 1))
  let part = min(max(place - low, 0), 1)
  return (1 - part) * element(low) + part * element(low + 1)
}

private func interquartileRange(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let x = try call.numericMatrix(0, "X must be a numeric vector or matrix")
  if x.isEmpty {
    throw EvaluationError("quantile: X must be a non-empty numeric vector or matrix")
  }
  let joint = try quartileAxes(call, x.shape)
  // The joint dimensions are brought to the front and taken as one.
  let kept = (0..<x.shape.rank).filter { !joint.contains($0) }
  let length = joint.reduce(1) { $0 * x.shape[$1] }
  let lines = try x.permuted(joint + kept)
    .reshaped(Shape([length] + kept.map { x.shape[$0] } + [1]))
  let ranges = try reducedLines(lines, 0) { line in
    let sorted = line.filter { !$0.isNaN }.sorted()
    return quantile(of: sorted, 0.75, 5) - quantile(of: sorted, 0.25, 5)
  }
  let shape = (0..<x.shape.rank).map { joint.contains($0) ? 1 : x.shape[$0] }
  return try call.inClass(of: 0, ranges.reshaped(Shape(shape)))
}

/// The dimensions (0-based) that `iqr` takes together.
private func quartileAxes(_ call: Call, _ shape: Shape) throws -> [Int] {
  guard call.count > 1, !call[1].isEmpty else { return [shape.firstNonSingleton] }
  if call[1].text == "all" { return Array(0..<shape.rank) }
  let problem = call.error("DIM must be a positive integer scalar, vector, or 'all'")
  guard !call[1].isChar, call[1].shape.isVector else { throw problem }
  let axes = try call.matrix(1).elements.map { x -> Int in
    guard let n = Int(exactly: x), n >= 1 else { throw problem }
    return n - 1
  }
  guard Set(axes).count == axes.count else {
    throw call.error("vector DIM must contain non-repeating positive integers")
  }
  return axes.filter { $0 < shape.rank }
}
