import Evaluation
import Glibc
import Matrices

let averages: [Builtin] = [
  Builtin(
    "mean(x, dim, opt)", "The arithmetic mean (opt \"g\" geometric, \"h\" harmonic)",
    shapes: "r x c -> 1 x c", math: "sum(x) / n",
    examples: """
      >> mean([1 2; 3 4])
      ans =

         2   3

      """, seeAlso: ["median", "mode", "var"], one: mean),
  Builtin(
    "median(x, dim)", "The middle value, or the mean of the two in the middle; NaN if there is one",
    examples: """
      >> median([1 3 2 10])
      ans = 2.5000
      """, seeAlso: ["mean", "mode"], one: median),
  Builtin(
    "[m, f, c] = mode(x, dim)", "The most frequent value (the smallest of several), how often, all",
    examples: """
      >> [m, f] = mode([1 2 2 3 3])
      m = 2
      f = 2
      """, seeAlso: ["mean", "median"], many: mode),
  Builtin(
    "meansq(x, dim)", "The mean of the squares", math: "sumsq(x) / n",
    examples: """
      >> meansq([3 4])
      ans = 12.500
      """, seeAlso: ["sumsq", "mean"], one: meanOfSquares),
]

/// What a wrong call of `mean` is answered: its forms are listed.
private let meanUsage = EvaluationError(
  """
  Invalid call to mean.  Correct usage is:

   -- mean (X)
   -- mean (X, DIM)
   -- mean (X, OPT)
   -- mean (X, DIM, OPT)
   -- mean (..., OUTTYPE)
  """, identifier: "Octave:invalid-fun-call")

private func mean(_ call: Call) throws -> Value {
  var call = call
  var kind = "a"
  var isNative = false
  while call.count > 1, let word = call.arguments.last?.text {
    switch word {
    case "a", "g", "h": kind = word
    case "native": isNative = true
    case "double", "default": isNative = false
    default:
      throw word.utf8.count == 1
        ? call.error("mean type '\(word)' not recognized") : meanUsage
    }
    call.arguments.removeLast()
  }
  guard 1...2 ~= call.count else { throw meanUsage }
  if call.count == 2, !call[1].isScalar { throw meanUsage }
  var m = try call.numericMatrix(0)
  let axis = try call.axisOrFirstLong(1, of: m.shape)
  if m.shape == .empty, call.count == 1 { return try call.inClass(of: 0, Matrix(scalar: .nan)) }
  if m.shape == .empty {
    m = m.asSummed(along: axis)
    call.arguments[0] = try call.inClass(of: 0, m)
  }
  let result: Value?
  switch kind {
  case "g":
    if m.elements.contains(where: { $0 < 0 }) {
      throw call.error("X must not contain any negative values")
    }
    let logs = try m.converted { Glibc.log($0) }.mean(axis: axis)
    result = try call.inClass(of: 0, logs.converted { Glibc.exp($0) })
  case "h":
    let inverse = try m.converted { 1 / $0 }.mean(axis: axis)
    result = try call.inClass(of: 0, inverse.converted { 1 / $0 })
  default:
    result = try call[0].numbersMapped({ try $0.mean(axis: axis) }, { try $0.mean(axis: axis) })
  }
  guard let result else { throw call.wrongType(0) }
  return isNative ? try result.converted(to: call[0].valueClass) ?? result : result
}

/// Every line along the axis folded into one number by `body`.
func reducedLines(
  _ m: Matrix<Double>, _ axis: Int, _ body: (UnsafeBufferPointer<Double>) throws -> Double
) throws -> Matrix<Double> {
  try m.mappedLines(along: axis, to: 1) { line, result in result[0] = try body(line) }
}

private func median(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let m = try call.numericMatrix(0)
  if m.isEmpty { throw call.error("X cannot be an empty matrix") }
  let axis = try call.axisOrFirstLong(1, of: m.shape)
  let kind: IntegerKind? = if case .integer(let kind) = call[0].valueClass { kind } else { nil }
  let middle = try reducedLines(m, axis) { line in
    if line.contains(where: \.isNaN) { return .nan }
    let sorted = line.sorted()
    let half = sorted.count / 2
    if sorted.count % 2 == 1 { return sorted[half] }
    let (low, high) = (sorted[half - 1], sorted[half])
    // The sum of two integers stays within their class.
    if let kind { return kind.double(kind.stored(low + high)) / 2 }
    return low == high ? low : (low + high) / 2
  }
  let result = Value.matrix(middle)
  return try result.converted(to: call[0].valueClass) ?? result
}

private func mode(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  let m = try call.numericMatrix(0)
  let axis = try call.axisOrFirstLong(1, of: m.shape)
  var everyMode: [Value] = []
  var counts: [Double] = []
  let values = try reducedLines(m, axis) { line in
    let (modes, count) = modesOf(line.filter { !$0.isNaN }.sorted() + line.filter(\.isNaN))
    let column = try Value.column(modes)
    everyMode.append(try column.converted(to: call[0].valueClass) ?? column)
    counts.append(Double(count))
    return modes.first ?? .nan
  }
  let result = Value.matrix(values)
  var answers = [try result.converted(to: call[0].valueClass) ?? result]
  if call.outputCount > 1 { answers.append(.matrix(try Matrix(values.shape, counts))) }
  if call.outputCount > 2 { answers.append(.cell(try Matrix(values.shape, everyMode))) }
  return answers
}

/// The values that a sorted list has most often, and how often.
private func modesOf(_ sorted: [Double]) -> (modes: [Double], count: Int) {
  var best = 0
  var modes: [Double] = []
  var start = 0
  while start < sorted.count {
    var end = start + 1
    while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
    if end - start > best {
      best = end - start
      modes = []
    }
    if end - start == best { modes.append(sorted[start]) }
    start = end
  }
  return (modes, best)
}

private func meanOfSquares(_ call: Call) throws -> Value {
  try call.expect(1...2)
  guard call[0].isNumericOrLogical, let m = try call[0].doubles else {
    // The function that computes it complains.
    throw EvaluationError("mean: X must be a numeric vector or matrix")
  }
  if call.count == 1, m.shape == .empty { return try call.inClass(of: 0, Matrix(scalar: .nan)) }
  let axis = try call.axisOrFirstLong(1, of: m.shape)
  let sums = try m.asSummed(along: axis).sumOfSquares(axis: axis)
  return try call.inClass(of: 0, sums.converted { $0 / Double(m.shape[axis]) })
}
