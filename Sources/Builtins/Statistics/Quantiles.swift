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
  try call.expect(1...4)
  let x = try call.numericMatrix(0, "X must be a numeric vector or matrix")
  if x.isEmpty { throw call.error("X cannot be empty") }
  let p =
    call.count > 1 && !call[1].isEmpty
    ? try call.matrix(1).elements.map { $0 / scale } : [0, 0.25, 0.5, 0.75, 1]
  var axis = x.shape.rows == 1 && scale == 1 ? 1 : x.shape.firstNonSingleton
  if call.count > 2, !call[2].isEmpty { axis = try call.axis(2) }
  let method = call.count > 3 ? try call.integer(3) : 5
  guard (1...9).contains(method) else {
    throw call.error("Unknown METHOD, '\(method)'")
  }
  let result: Matrix<Double> = try x.mappedLines(along: axis, to: p.count) { line, values in
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
  let held = min(max(place, 1), n)
  let low = held.rounded(.down)
  let part = held - low
  return part == 0 ? element(low) : (1 - part) * element(low) + part * element(low + 1)
}

private func interquartileRange(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let x = try call.numericMatrix(0, "X must be a numeric vector or matrix")
  let axis = try call.positiveAxis(1, of: x.shape)
  return try call.inClass(
    of: 0,
    reducedLines(x, axis) { line in
      let sorted = line.filter { !$0.isNaN }.sorted()
      return quantile(of: sorted, 0.75, 5) - quantile(of: sorted, 0.25, 5)
    })
}
