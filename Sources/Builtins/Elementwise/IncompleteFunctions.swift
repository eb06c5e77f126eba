import Evaluation
import Glibc
import Matrices

/// Incomplete gamma and beta functions, the exponential integral and Legendre functions.
let incompleteFunctions: [Builtin] = [
  Builtin(
    "gammainc(x, a)\ngammainc(x, a, tail)",
    "The regularised incomplete gamma function; tail is \"lower\" (default) or \"upper\"",
    math: "1 / gamma(a) * integral of t^(a-1) exp(-t) from 0 to x",
    examples: """
      >> gammainc(1, 2)
      ans = 0.2642
      """, seeAlso: ["gamma", "betainc"],
    one: { call in
      try call.expect(2...3)
      let isUpper = try isUpperTail(call, 2)
      return try combineElements(call, call[0], call[1], integers: .asDouble) { x, a in
        IncompleteGamma.value(x, a, isUpper: isUpper)
      }
    }),
  Builtin(
    "betainc(x, a, b)\nbetainc(x, a, b, tail)",
    "The regularised incomplete beta function; tail is \"lower\" (default) or \"upper\"",
    math: "1 / beta(a, b) * integral of t^(a-1) (1-t)^(b-1) from 0 to x",
    examples: """
      >> betainc(0.5, 2, 3)
      ans = 0.6875
      """, seeAlso: ["beta", "gammainc"],
    one: { call in
      try call.expect(3...4)
      let isUpper = try isUpperTail(call, 3)
      let arrays = try (0..<3).map { try call.matrix($0) }
      let shape = arrays.first { !$0.isScalar }?.shape ?? .scalar
      guard arrays.allSatisfy({ $0.isScalar || $0.shape == shape }) else {
        throw call.error("X, A, and B must have consistent sizes")
      }
      let values = try (0..<shape.count).map { index -> Double in
        let parts = arrays.map { $0[$0.isScalar ? 0 : index] }
        guard parts[0] >= 0, parts[0] <= 1, parts[1] > 0, parts[2] > 0 else {
          throw call.error("X must be in [0, 1], A and B must be positive")
        }
        return isUpper
          ? IncompleteBeta.value(1 - parts[0], parts[2], parts[1])
          : IncompleteBeta.value(parts[0], parts[1], parts[2])
      }
      return .matrix(try Matrix(shape, values))
    }),
  Builtin(
    "expint(x)", "The exponential integral E1 of positive numbers",
    math: "integral of exp(-t) / t from x to Inf",
    examples: """
      >> expint(1)
      ans = 0.2194
      """, seeAlso: ["gammainc"],
    one: { call in
      try call.expect(1...1)
      return try call.inClass(of: 0, call.matrix(0).converted(exponentialIntegral))
    }),
  Builtin(
    "legendre(n, x)\nlegendre(n, x, normalization)",
    "The associated Legendre functions of degree n and orders 0 to n, a row for each order",
    examples: """
      >> legendre(1, [0 0.6])
      ans =

              0   0.6000
        -1.0000  -0.8000

      """, seeAlso: ["polyval"], one: legendre),
]

private func isUpperTail(_ call: Call, _ index: Int) throws -> Bool {
  guard call.count > index else { return false }
  switch call[index].text {
  case "lower": return false
  case "upper": return true
  default: throw call.error("invalid value for TAIL")
  }
}

/// By the series for small x and the continued fraction for large x (Press et al., *Numerical Recipes*, 2007,
/// section 6.2).
enum IncompleteGamma {
  static func value(_ x: Double, _ a: Double, isUpper: Bool) -> Double {
    if x.isNaN || a.isNaN || x < 0 || a < 0 { return .nan }
    if a == 0 { return isUpper ? 0 : 1 }
    if x == 0 { return isUpper ? 1 : 0 }
    if x.isInfinite { return isUpper ? 0 : 1 }
    if a.isInfinite { return isUpper ? 1 : 0 }
    let isSmall = x < a + 1
    let part = isSmall ? series(x, a) : fraction(x, a)
    return isSmall == isUpper ? 1 - part : part
  }

  private static func factor(_ x: Double, _ a: Double) -> Double {
    Glibc.exp(-x + a * Glibc.log(x) - Glibc.lgamma(a))
  }

  private static func series(_ x: Double, _ a: Double) -> Double {
    var (term, sum, n) = (1 / a, 1 / a, a)
    for _ in 0..<100_000 {
      n += 1
      term *= x / n
      sum += term
      if abs(term) < abs(sum) * 1e-17 { break }
    }
    return sum * factor(x, a)
  }

  private static func fraction(_ x: Double, _ a: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var h = d
    for k in 1..<100_000 {
      let n = -Double(k) * (Double(k) - a)
      b += 2
      d = n * d + b
      if abs(d) < tiny { d = tiny }
      c = b + n / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let change = d * c
      h *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return factor(x, a) * h
  }
}

/// By the continued fraction of Lentz's method (Press et al., *Numerical Recipes*, 2007, section 6.4).
enum IncompleteBeta {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let logarithm =
      Glibc.lgamma(a + b) - Glibc.lgamma(a) - Glibc.lgamma(b) + a * Glibc.log(x)
      + b * Glibc.log1p(-x)
    let front = Glibc.exp(logarithm)
    return x < (a + 1) / (a + b + 2)
      ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func held(_ y: Double) -> Double { abs(y) < tiny ? tiny : y }
    var c = 1.0
    var d = 1 / held(1 - (a + b) * x / (a + 1))
    var h = d
    for k in 1..<100_000 {
      let m = Double(k)
      for numerator in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 / held(1 + numerator * d)
        c = held(1 + numerator / c)
        h *= d * c
      }
      if abs(d * c - 1) < 1e-16 { break }
    }
    return h
  }
}

private let eulerConstant = 0.577215664901532860606512090082

private func exponentialIntegral(_ x: Double) -> Double {
  if x.isNaN || x < 0 { return .nan }
  if x == 0 { return .infinity }
  if x > 740 { return 0 }
  if x <= 1 {
    var (sum, term) = (-Glibc.log(x) - eulerConstant, 1.0)
    for k in 1..<100 {
      term *= -x / Double(k)
      sum -= term / Double(k)
      if abs(term) < 1e-18 * abs(sum) { break }
    }
    return sum
  }
  var b = x + 1
  var c = 1e300
  var d = 1 / b
  var h = d
  for k in 1..<100_000 {
    let n = -Double(k) * Double(k)
    b += 2
    d = 1 / (n * d + b)
    c = b + n / c
    h *= c * d
    if abs(c * d - 1) < 1e-16 { break }
  }
  return h * Glibc.exp(-x)
}

private func legendre(_ call: Call) throws -> Value {
  try call.expect(2...3)
  guard let n = try? call.integer(0), n >= 0, n <= 1000 else {
    throw call.error("N must be a real non-negative integer")
  }
  let x = try call.matrix(1)
  guard x.elements.allSatisfy({ abs($0) <= 1 || $0.isNaN }) else {
    throw call.error("X must be real-valued vector in the range -1 <= X <= 1")
  }
  let kind = call.count > 2 ? try call.string(2).lowercased() : "unnorm"
  guard ["unnorm", "sch", "norm"].contains(kind) else {
    throw call.error("NORMALIZATION option must be \"unnorm\", \"norm\", or \"sch\"")
  }
  let rows = try x.elements.map { x in
    try call.checkInterrupt()
    return (0...n).map { legendre(n, $0, x, kind) }
  }
  let isLine = x.shape.isVector
  let sizes = [n + 1] + (isLine ? [x.count] : (0..<x.shape.rank).map { x.shape[$0] })
  return .matrix(try Matrix(Shape(sizes), rows.flatMap { $0 }))
}

/// P of degree n and order m at x by the recurrence over the degree.
private func legendre(_ n: Int, _ m: Int, _ x: Double, _ kind: String) -> Double {
  let root = (max(0, 1 - x * x)).squareRoot()
  var start = 1.0
  for k in 0..<m { start *= -root * Double(2 * k + 1) }
  var value = start
  if n > m {
    var (last, next) = (start, x * Double(2 * m + 1) * start)
    for degree in stride(from: m + 2, through: n, by: 1) {
      (last, next) = (
        next,
        (x * Double(2 * degree - 1) * next - Double(degree + m - 1) * last) / Double(degree - m)
      )
    }
    value = next
  }
  if kind == "unnorm" { return value }
  var ratio = 1.0
  for k in stride(from: n - m + 1, through: n + m, by: 1) { ratio /= Double(k) }
  let sign: Double = m % 2 == 0 ? 1 : -1
  if kind == "norm" { return sign * value * ((Double(n) + 0.5) * ratio).squareRoot() }
  return m == 0 ? value : sign * value * (2 * ratio).squareRoot()
}
