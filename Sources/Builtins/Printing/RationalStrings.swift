import Evaluation
import Matrices

let rationalStrings: [Builtin] = [
  Builtin(
    "rats(x, len)", "Numbers as text of quotients of small whole numbers, len characters each (9)",
    examples: """
      >> strtrim(rats(0.75))
      ans = 3/4
      >> strtrim(rats(pi))
      ans = 355/113
      """,
    seeAlso: ["rat", "num2str", "format"], one: rationalStringsOf),
  Builtin(
    "rat(x, tol)\n[n, d] = rat(x, tol)",
    "A continued fraction of x as text, or the whole numbers n and d with n ./ d near x",
    examples: """
      >> [n, d] = rat(pi)
      n = 355
      d = 113
      """,
    seeAlso: ["rats"], many: continuedFractions),
]

private func rationalStringsOf(_ call: Call) throws -> Value {
  try call.expect(1...2)
  guard call[0].isNumeric, let m = try call[0].doubles else {
    throw call.error("X must be numeric")
  }
  if m.isEmpty { return .bytes([]) }
  let length = call.count == 2 ? try call.integer(1) : RationalText.usualLength
  guard length > 0, length < 1000 else { throw call.error("LEN must be a positive number") }
  if m.isScalar, m[0] == 0 { return .string("0") }
  // Beside others a number has two blanks before it; pages stand side by side.
  let columns = m.count / max(1, m.rows)
  let rows = (0..<m.rows).map { row -> [UInt8] in
    (0..<columns).flatMap { column -> [UInt8] in
      let text = Array(RationalText.text(m[row + column * m.rows], length: length).utf8)
      let width = m.isScalar ? length : length + 2
      return [UInt8](repeating: 32, count: max(0, width - text.count)) + text
    }
  }
  return try .textRows(rows)
}

/// One continued fraction: its quotients, and the last convergent.
private struct ContinuedFraction {
  var steps: [Double] = []
  var numerator = 0.0
  var denominator = 1.0

  /// Quotients are added until the convergent is within `tolerance` of `x`.
  init(_ x: Double, tolerance: Double) {
    var (last, current) = ((n: 1.0, d: 0.0), (n: x.rounded(), d: 1.0))
    steps = [current.n]
    var fraction = x - current.n
    while x.isFinite, fraction != 0, abs(x - current.n / current.d) >= tolerance, steps.count < 40 {
      let flipped = 1 / fraction
      let step = flipped.rounded()
      fraction = flipped - step
      steps.append(step)
      (last, current) = (current, (step * current.n + last.n, step * current.d + last.d))
    }
    let sign = current.d < 0 ? -1.0 : 1
    (numerator, denominator) = (sign * current.n, sign * current.d)
    if !x.isFinite { (numerator, denominator) = (x.isNaN ? 0 : x < 0 ? -1 : 1, 0) }
  }

  /// `3 + 1/(7 + 1/16)`.
  var text: String {
    var text = shortText(steps.last ?? 0)
    for (place, step) in steps.dropLast().enumerated().reversed() {
      let isLast = place == steps.count - 2
      let inner = isLast && !text.hasPrefix("-") ? text : "(\(text))"
      text = "\(shortText(step)) + 1/\(inner)"
    }
    return text
  }
}

private func continuedFractions(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  guard call[0].isNumeric, let x = try call[0].doubles else {
    throw call.error("X must be a single or double array")
  }
  let size = x.elements.filter { !$0.isInfinite }.reduce(0) { $0 + abs($1) }
  let tolerance = call.count == 2 ? try call.scalar(1) : 1e-6 * size
  let fractions = x.elements.map { ContinuedFraction($0, tolerance: tolerance) }
  if call.outputCount > 1 {
    return [
      .matrix(try Matrix(x.shape, fractions.map(\.numerator))),
      .matrix(try Matrix(x.shape, fractions.map(\.denominator))),
    ]
  }
  let texts = zip(x.elements, fractions).map { number, fraction in
    // A blank follows a whole number.
    let isWhole = fraction.steps.count == 1 && number != 0 && !number.isInfinite
    return Array(fraction.text.utf8) + (isWhole ? [32] : [])
  }
  let width = texts.map(\.count).max() ?? 0
  return [
    try .textRows(texts.map { $0 + [UInt8](repeating: 32, count: width - $0.count) })
  ]
}
