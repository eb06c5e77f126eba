import Evaluation
import Glibc
import Matrices

/// Exponentials, logarithms and roots.
let exponentials: [Builtin] = [
  elementFunction(
    "exp", .exp, "e to the power of every element", example: ">> exp(1)\nans = 2.7183",
    seeAlso: ["log", "expm1", "sigmoid"]),
  elementFunction(
    "expm1", .expm1, "exp(x) - 1, exact for small x", example: ">> expm1(1e-10)\nans = 1.0000e-10",
    seeAlso: ["exp", "log1p"]),
  elementFunction(
    "log", .log, "Natural logarithm; NaN with a warning for negative numbers",
    example: ">> log(10)\nans = 2.3026", seeAlso: ["exp", "log2", "log10", "log1p"],
    isPartial: true),
  elementFunction(
    "log10", .log10, "Logarithm to base 10; NaN with a warning for negative numbers",
    example: ">> log10(1000)\nans = 3", seeAlso: ["log", "log2"], isPartial: true),
  elementFunction(
    "log1p", .log1p, "log(1 + x), exact for small x",
    example: ">> log1p(1e-10)\nans = 1.0000e-10", seeAlso: ["log", "expm1"], isPartial: true),
  elementFunction(
    "sqrt", .sqrt, "Square root; NaN with a warning for negative numbers",
    example: ">> sqrt(16)\nans = 4", seeAlso: ["cbrt", "nthroot", "realsqrt"], isPartial: true),
  elementFunction(
    "cbrt", .cbrt, "Real cube root", example: ">> cbrt(-27)\nans = -3",
    seeAlso: ["sqrt", "nthroot"]),
  Builtin(
    "log2(x)\n[f, e] = log2(x)",
    "Logarithm to base 2, or mantissa and exponent: x = f .* 2 .^ e with 0.5 <= |f| < 1",
    examples: """
      >> log2(8)
      ans = 3
      >> [f, e] = log2(10)
      f = 0.6250
      e = 4
      """,
    seeAlso: ["log", "pow2", "nextpow2"], many: logarithmBase2),
  Builtin(
    "nthroot(x, n)", "Real root of order n; of negative numbers for odd n",
    examples: """
      >> nthroot(-32, 5)
      ans = -2
      """,
    seeAlso: ["sqrt", "cbrt", "power"], one: rootOfOrder),
  Builtin(
    "pow2(x)\npow2(f, e)", "2 .^ x, or f .* 2 .^ e",
    examples: """
      >> pow2(3)
      ans = 8
      >> pow2(3, 4)
      ans = 48
      """,
    seeAlso: ["log2", "nextpow2"], one: powerOf2),
  Builtin(
    "nextpow2(x)", "The smallest whole n with 2 ^ n >= |x|",
    examples: """
      >> nextpow2(100)
      ans = 7
      """,
    seeAlso: ["log2", "pow2"], one: nextPowerOf2),
  realOnly("realsqrt", ">> realsqrt(2)\nans = 1.4142", .sqrt, "Square root"),
  realOnly("reallog", ">> reallog(1)\nans = 0", .log, "Natural logarithm"),
  Builtin(
    "realpow(x, y)", "x .^ y, with an error where the result is not real",
    examples: """
      >> realpow(2, 10)
      ans = 1024
      """,
    seeAlso: ["power", "realsqrt", "reallog"], one: realPower),
]

private func realOnly(
  _ name: String, _ example: String, _ f: MathFunction, _ what: String
) -> Builtin {
  Builtin(
    "\(name)(x)", "\(what), with an error where the result is not real", examples: example,
    seeAlso: ["realsqrt", "reallog", "realpow"].filter { $0 != name },
    one: { call in
      let result = try mapElements(call, f)
      if let x = try call[0].doubles, let y = try result.doubles, leavesReals(x, y) {
        throw call.error("produced complex result")
      }
      return result
    })
}

private func realPower(_ call: Call) throws -> Value {
  try call.expect(2...2)
  return try combineElements(call, call[0], call[1]) { x, y in
    let result = VectorMath.apply(.power, x, y)
    if result.isNaN, !x.isNaN, !y.isNaN { throw call.error("produced complex result") }
    return result
  }
}

private func logarithmBase2(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  if call.outputCount < 2 { return [try mapElements(call, .log2, isPartial: true)] }
  let exponents = try mapElements(call, call[0]) { x in
    x.isFinite && x != 0 ? Double(x.exponent) + 1 : 0
  }
  let fractions = try mapElements(call, call[0]) { x in
    x.isFinite && x != 0 ? Glibc.scalbn(x, -(Int32(x.exponent) + 1)) : x
  }
  return [fractions, exponents]
}

private func rootOfOrder(_ call: Call) throws -> Value {
  try call.expect(2...2)
  guard let n = call[1].scalar, n != 0 else {
    throw call.error("N must be a real nonzero scalar")
  }
  let isOdd = n == n.rounded() && n.truncatingRemainder(dividingBy: 2) != 0
  return try mapElements(call, call[0]) { x in
    if n == 3 { return VectorMath.apply(.cbrt, x) }
    if x < 0, !isOdd {
      throw call.error("N must be an odd integer if X contains negative values")
    }
    var y = Glibc.pow(abs(x), 1 / n)
    // One step of Newton's method makes exact roots exact.
    if y.isFinite, y != 0, n.isFinite, abs(n) > 1 {
      let corrected = (abs(x) / Glibc.pow(y, n - 1) + y * (n - 1)) / n
      if corrected.isFinite { y = corrected }
    }
    return x < 0 ? -y : y
  }
}

private func powerOf2(_ call: Call) throws -> Value {
  try call.expect(1...2)
  if call.count == 1 { return try mapElements(call) { Glibc.exp2($0) } }
  return try combineElements(call, call[0], call[1]) { $0 * Glibc.exp2($1.rounded(.towardZero)) }
}

private func nextPowerOf2(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard call[0].isNumeric else { throw call.error("X must be numeric") }
  return try mapElements(call) { x in
    if x == 0 { return 0 }
    if !x.isFinite { return abs(x) }
    let exponent = Double(x.exponent)
    return abs(x.significand) == 1 ? exponent : exponent + 1
  }
}
