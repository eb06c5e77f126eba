import Evaluation
import Matrices

/// Data brought to a common scale, and gaps in data filled.
let normalizing: [Builtin] = [
  Builtin(
    "[z, center, scale] = normalize(x, dim, method, how)",
    "Columns moved and stretched: to mean 0 and deviation 1, to a range, to a norm, ...",
    shapes: "z = (x - center) ./ scale",
    math: """
      zscore (default): mean, std; "zscore", "robust": median, its deviation; "range", [a b]: [0 1];
      "norm", p: 2; "center", "mean" | "median" | number; "scale", "std" | "mad" | "first" | number
      """,
    examples: """
      >> normalize([1 2 3])
      ans =

        -1   0   1

      >> normalize([1 2 3], "range")
      ans =

              0   0.5000   1.0000

      """, seeAlso: ["zscore", "rescale", "center"], many: normalizeData),
  Builtin(
    "[b, isfilled] = fillmissing(a, method, dim)\nfillmissing(a, \"constant\", value)",
    "NaN replaced: by a value, the previous, next or nearest number, or along a curve",
    shapes:
      "method: \"constant\", \"previous\", \"next\", \"nearest\", \"linear\", \"pchip\", \"spline\"",
    examples: """
      >> fillmissing([1 NaN 3 NaN], "linear")
      ans =

         1   2   3   4

      """, seeAlso: ["isnan", "interp1"], many: fillGaps),
]

/// The arguments behind the data: a dimension, then words and numbers.
private func takeAxis(_ call: Call, _ rest: inout ArraySlice<Value>) throws -> Int {
  guard let first = rest.first, !first.isChar, first.isScalar else {
    return call[0].shape.firstNonSingleton
  }
  rest.removeFirst()
  guard let x = first.scalar, let dim = Int(exactly: x), dim >= 1, dim <= 64 else {
    throw call.error("DIM must be a positive integer")
  }
  return dim - 1
}

private func data(_ call: Call) throws -> Matrix<Double> {
  guard call[0].isNumeric || call[0].isLogical, let m = try call[0].doubles else {
    throw call.error("X must be numeric")
  }
  return m
}

private func average(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }

private func middle(_ x: [Double]) -> Double {
  if x.isEmpty || x.contains(where: \.isNaN) { return .nan }
  let sorted = x.sorted()
  let half = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

private func deviation(_ x: [Double]) -> Double {
  if x.count < 2 { return 0 }
  let center = average(x)
  let sum = x.reduce(0) { $0 + ($1 - center) * ($1 - center) }
  return (sum / Double(x.count - 1)).squareRoot()
}

private func medianDeviation(_ x: [Double]) -> Double {
  let center = middle(x)
  return middle(x.map { abs($0 - center) })
}

/// What a line of data is moved by and divided by.
private typealias Scaling = ([Double]) throws -> (center: Double, scale: Double)

private func scaling(_ rest: ArraySlice<Value>, _ call: Call) throws -> Scaling {
  let method = rest.first?.text?.lowercased() ?? "zscore"
  let how = rest.dropFirst().first
  let word = how?.text?.lowercased()
  guard rest.count <= 2 else { throw call.error("one method at a time") }
  switch (method, word) {
  case ("zscore", nil), ("zscore", "std"): return { (average($0), deviation($0)) }
  case ("zscore", "robust"): return { (middle($0), medianDeviation($0)) }
  case ("norm", nil):
    let p = how ?? .number(2)
    return { (0, try vectorNorm(call, $0, p)) }
  case ("range", nil):
    let ends = try how?.doubles?.elements ?? [0, 1]
    guard ends.count == 2, ends[0] < ends[1] else {
      throw call.error("RANGE must be a 2-element increasing vector")
    }
    return { x in
      let (low, high) = (x.min() ?? .nan, x.max() ?? .nan)
      let scale = (high - low) / (ends[1] - ends[0])
      return (low - ends[0] * scale, scale)
    }
  case ("center", nil), ("center", "mean"):
    if let number = how?.scalar { return { _ in (number, 1) } }
    return { (average($0), 1) }
  case ("center", "median"): return { (middle($0), 1) }
  case ("scale", nil), ("scale", "std"):
    if let number = how?.scalar { return { _ in (0, number) } }
    return { (0, deviation($0)) }
  case ("scale", "mad"): return { (0, medianDeviation($0)) }
  case ("scale", "first"): return { (0, $0.first ?? .nan) }
  default: throw call.error("unknown METHOD '\(method)'\(word.map { " with '\($0)'" } ?? "")")
  }
}

private func normalizeData(_ call: Call) throws -> [Value] {
  try call.expect(1...4)
  let x = try data(call)
  var rest = call.arguments.dropFirst()
  let axis = try takeAxis(call, &rest)
  let scaling = try scaling(rest, call)
  if x.isEmpty { return [call[0]] }
  var z = x
  let summary = x.shape.replacing(axis, with: 1)
  var centers = try Matrix(summary, repeating: 0.0)
  var scales = centers
  try z.unshare()
  try scales.unshare()
  try forEachLine(x.shape, axis) { lane, places in
    let (center, scale) = try scaling(places.map { x[$0] })
    (centers[lane], scales[lane]) = (center, scale)
    for place in places { z[place] = (x[place] - center) / scale }
  }
  return [.matrix(z), .matrix(centers), .matrix(scales)]
}

/// Calls `body` with the positions of the elements of each line along `axis`.
private func forEachLine(
  _ shape: Shape, _ axis: Int, _ body: (_ lane: Int, _ places: [Int]) throws -> Void
) throws {
  let extent = shape[axis]
  guard extent > 0 else { return }
  let step = (0..<axis).reduce(1) { $0 * shape[$1] }
  for lane in 0..<shape.count / extent {
    let start = lane % step + lane / step * step * extent
    try body(lane, (0..<extent).map { start + $0 * step })
  }
}

private func fillGaps(_ call: Call) throws -> [Value] {
  try call.expect(2...4)
  let a = try data(call)
  let method = try call.string(1, orError: "METHOD must be a string").lowercased()
  var rest = call.arguments.dropFirst(2)
  var constant = Double.nan
  if method == "constant" {
    guard let value = rest.popFirst()?.scalar else {
      throw call.error("a value must follow \"constant\"")
    }
    constant = value
  }
  let axis = try takeAxis(call, &rest)
  var filled = a
  try filled.unshare()
  var changed = try Matrix(a.shape, repeating: false)
  try forEachLine(a.shape, axis) { _, places in
    let line = places.map { a[$0] }
    guard line.contains(where: \.isNaN) else { return }
    let values = try filledLine(line, method, constant, call)
    for (place, value) in zip(places, values) where a[place].isNaN {
      filled[place] = value
      changed[place] = !value.isNaN
    }
  }
  return [try call.inClass(of: 0, filled), .truths(changed)]
}

private func filledLine(
  _ line: [Double], _ method: String, _ constant: Double, _ call: Call
) throws -> [Double] {
  let known = line.indices.filter { !line[$0].isNaN }
  switch method {
  case "constant": return line.map { $0.isNaN ? constant : $0 }
  case "previous":
    var last = Double.nan
    return line.map { x in
      if !x.isNaN { last = x }
      return last
    }
  case "next": return try filledLine(line.reversed(), "previous", constant, call).reversed()
  case "nearest":
    return line.indices.map { index in
      // Of two that are equally near the later one counts.
      known.min { (abs($0 - index), -$0) < (abs($1 - index), -$1) }.map { line[$0] } ?? .nan
    }
  default:
    guard
      let curve = Curve(
        known.map { Double($0) }, known.map { line[$0] }, known.count < 2 ? "linear" : method)
    else { throw call.error("unknown METHOD '\(method)'") }
    if known.count < 2 { return line }
    return line.indices.map { line[$0].isNaN ? curve.value(at: Double($0)) : line[$0] }
  }
}
