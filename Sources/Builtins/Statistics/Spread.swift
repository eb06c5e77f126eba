import Evaluation
import Matrices

let spread: [Builtin] = [
  Builtin(
    "var(x, opt, dim)",
    "The variance: over n - 1, or over n with opt 1; opt may be a vector of weights",
    math: "sum((x - mean(x)).^2) / (n - 1)",
    examples: """
      >> var([1 2 3 4])
      ans = 1.6667
      """, seeAlso: ["std", "cov", "mean"], one: { try variance($0) }),
  Builtin(
    "std(x, opt, dim)", "The standard deviation, the square root of var", math: "sqrt(var(x))",
    examples: """
      >> std([1 2 3 4])
      ans = 1.2910
      """, seeAlso: ["var", "mean"],
    one: { call in
      let result = try variance(call)
      return try result.numbersMapped(
        { try $0.converted { $0.squareRoot() } }, { try $0.converted { $0.squareRoot() } })
        ?? result
    }),
  Builtin(
    "center(x, dim)", "The values minus their mean",
    examples: """
      >> center([1 2 3])
      ans =

        -1   0   1

      """, seeAlso: ["zscore", "mean"], one: center),
  Builtin(
    "[z, mu, sigma] = zscore(x, opt, dim)", "The values minus their mean, over their deviation",
    examples: """
      >> zscore([1 2 3])
      ans =

        -1   0   1

      """, seeAlso: ["center", "std"], many: standardScore),
  Builtin(
    "mad(x, opt, dim)", "The mean (opt 1: median) absolute deviation",
    examples: """
      >> mad([1 2 3 6])
      ans = 1.5000
      """, seeAlso: ["std"], one: absoluteDeviation),
  Builtin(
    "skewness(x, flag, dim)", "The third central moment over the cube of the deviation",
    examples: """
      >> skewness([1 1 4])
      ans = 0.7071
      """, seeAlso: ["kurtosis", "std"], one: { try standardMoment($0, order: 3) }),
  Builtin(
    "kurtosis(x, flag, dim)", "The fourth central moment over the square of the variance",
    examples: """
      >> kurtosis([1 2 3])
      ans = 1.5000
      """, seeAlso: ["skewness", "std"], one: { try standardMoment($0, order: 4) }),
]

private func variance(_ given: Call) throws -> Value {
  try given.expect(1...3)
  var call = given
  // Of nothing the result is of double precision.
  if case .single(let m) = call[0], m.isEmpty {
    call.arguments[0] = .matrix(try m.converted { Double($0) })
  }
  let messages = Call(
    name: "var", arguments: call.arguments, outputCount: call.outputCount, session: call.session)
  let m = try messages.numericMatrix(0)
  let weights = call.count > 1 && !call[1].isEmpty ? try call.matrix(1) : Matrix(scalar: 0)
  let badWeights = messages.error("W must be 0, 1, or a vector of positive integers")
  guard weights.shape.isVector, weights.elements.allSatisfy({ $0 >= 0 }) else { throw badWeights }
  if call.count > 2, call[2].text != "all", !call[2].isEmpty {
    let dims = try call.matrix(2)
    guard dims.shape.isVector, dims.elements.allSatisfy({ $0 >= 1 && $0 == $0.rounded() }) else {
      throw messages.error("DIM must be a positive integer scalar, vector, or 'all'")
    }
  }
  if m.isScalar, weights.isScalar {
    return try call.inClass(of: 0, Matrix(scalar: m[0].isFinite ? 0 : .nan))
  }
  if weights.isScalar, weights[0] != 0, weights[0] != 1 { throw badWeights }
  if call.count > 2, call[2].text == "all" || call[2].count > 1 {
    guard weights.isScalar else {
      throw messages.error("W must be either 0 or 1 when DIM is a vector or \"all\"")
    }
    return try jointVariance(messages, m, isSample: weights[0] == 0)
  }
  if m.shape == .empty, call.count < 3 { return try call.inClass(of: 0, Matrix(scalar: .nan)) }
  let axis = try messages.positiveAxis(2, of: m.shape)
  if weights.isScalar {
    let isSample = weights[0] == 0
    return try call[0].numbersMapped(
      { try $0.variance(axis: axis, sample: isSample) },
      { try $0.variance(axis: axis, sample: isSample) }) ?? .emptyMatrix
  }
  guard weights.count == m.shape[axis] else {
    throw messages.error("the length of W must be equal to the size of X along DIM")
  }
  return try call.inClass(of: 0, reducedLines(m, axis) { weightedVariance($0, weights.elements) })
}

private func weightedVariance(_ line: UnsafeBufferPointer<Double>, _ weights: [Double]) -> Double {
  let total = weights.reduce(0, +)
  let mean = zip(line, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
  return zip(line, weights).reduce(0) {
    $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1
  } / total
}

/// The variance over several dimensions together, or over all.
private func jointVariance(
  _ call: Call, _ m: Matrix<Double>, isSample: Bool
) throws -> Value {
  let rank = m.shape.rank
  let joint =
    call[2].text == "all"
    ? Array(0..<rank)
    : try call.matrix(2).elements.compactMap { x -> Int? in
      guard let n = Int(exactly: x), n >= 1 else {
        throw call.error("DIM must be a positive integer scalar, vector, or 'all'")
      }
      return n <= rank ? n - 1 : nil
    }
  guard Set(joint).count == joint.count else {
    throw call.error("DIM must be a positive integer scalar, vector, or 'all'")
  }
  // The joint dimensions are brought to the front and taken as one.
  let kept = (0..<rank).filter { !joint.contains($0) }
  let turned = try m.permuted(joint + kept)
  let length = joint.reduce(1) { $0 * m.shape[$1] }
  let rest = kept.map { m.shape[$0] }
  let spread = try turned.reshaped(Shape([length] + rest + (rest.isEmpty ? [1] : [])))
    .variance(axis: 0, sample: isSample)
  let shape = (0..<rank).map { joint.contains($0) ? 1 : m.shape[$0] }
  return try call.inClass(of: 0, spread.reshaped(Shape(shape)))
}

private func center(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let m = try call.numericMatrix(0)
  let axis = try call.axisOrFirstLong(1, of: m.shape)
  if m.isEmpty { return try call.inClass(of: 0, m) }
  return try call.inClass(of: 0, Matrix.elementwise(.subtract, m, m.mean(axis: axis)))
}

private func standardScore(_ call: Call) throws -> [Value] {
  try call.expect(1...3)
  let m = try call.numericMatrix(0)
  let isSample = call.count < 2 || call[1].isEmpty || call[1].scalar == 0
  if call.count > 1, !call[1].isEmpty, call[1].scalar != 0, call[1].scalar != 1 {
    throw call.error("normalization OPT must be empty, 0, or 1")
  }
  let axis = try call.axisOrFirstLong(2, of: m.shape)
  if m.isEmpty { return [call[0], .emptyMatrix, .emptyMatrix] }
  let mean = try m.mean(axis: axis)
  let deviation = try m.variance(axis: axis, sample: isSample).converted { $0.squareRoot() }
  let divisor = try deviation.converted { $0 == 0 ? 1 : $0 }
  let scores = try Matrix.elementwise(
    .divide, Matrix.elementwise(.subtract, m, mean), divisor)
  return [
    try call.inClass(of: 0, scores), try call.inClass(of: 0, mean),
    try call.inClass(of: 0, deviation),
  ]
}

private func absoluteDeviation(_ call: Call) throws -> Value {
  try call.expect(1...3)
  let m = try call.numericMatrix(0, "X must be a numeric vector or matrix")
  let byMedian = call.count > 1 && !call[1].isEmpty && call[1].scalar != 0
  if byMedian, call[1].scalar != 1 { throw call.error("OPT must be 0 or 1") }
  let axis = try call.axisOrFirstLong(2, of: m.shape)
  func middle(_ values: [Double]) -> Double {
    if values.contains(where: \.isNaN) { return .nan }
    if !byMedian { return values.reduce(0, +) / Double(values.count) }
    let sorted = values.sorted()
    let half = sorted.count / 2
    if sorted.isEmpty { return .nan }
    return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  }
  return try call.inClass(
    of: 0,
    reducedLines(m, axis) { line in
      let center = middle(Array(line))
      return middle(line.map { abs($0 - center) })
    })
}

private func standardMoment(_ call: Call, order: Int) throws -> Value {
  try call.expect(1...3)
  let m = try call.numericMatrix(0)
  var isCorrected = false
  if call.count > 1, !call[1].isEmpty {
    guard let flag = call[1].scalar, flag == 0 || flag == 1 else {
      throw call.error("FLAG must be 0 or 1")
    }
    isCorrected = flag == 0
  }
  let axis = try call.axisOrFirstLong(2, of: m.shape)
  if m.shape == .empty, axis == 0 {
    return try call.inClass(of: 0, Matrix(scalar: isCorrected ? .nan : 0))
  }
  return try call.inClass(
    of: 0,
    reducedLines(m, axis) { line in
      let n = Double(line.count)
      // The corrections divide by n - 2 and by n - 3.
      if isCorrected, line.count < order { return .nan }
      let mean = line.reduce(0, +) / n
      let second = line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
      if second == 0 { return .nan }
      if order == 3 {
        let third = line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) } / n
        let value = third / (second * second.squareRoot())
        return isCorrected ? value * (n * (n - 1)).squareRoot() / (n - 2) : value
      }
      let fourth = line.reduce(0) { sum, x in
        let square = (x - mean) * (x - mean)
        return sum + square * square
      }
      let value = fourth / n / (second * second)
      guard isCorrected else { return value }
      return 3 + (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * value - 3 * (n - 1))
    })
}
