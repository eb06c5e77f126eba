import Evaluation
import Glibc
import Matrices

/// Gamma, beta and error functions.
let specialFunctions: [Builtin] = [
  elementFunction(
    "gamma", "The gamma function, (n - 1)! at whole n", example: ">> gamma(5)\nans = 24",
    seeAlso: ["lgamma", "factorial", "beta"], gammaFunction),
  logGamma("lgamma"),
  logGamma("gammaln"),
  Builtin(
    "beta(a, b)", "The beta function", math: "gamma(a) .* gamma(b) ./ gamma(a + b)",
    examples: """
      >> beta(2, 3)
      ans = 0.083333
      """,
    seeAlso: ["betaln", "gamma"],
    one: { call in
      try requireConsistent(call)
      return try combineElements(call, call[0], call[1]) { a, b in
        gammaSign(a) * gammaSign(b) * gammaSign(a + b)
          * Glibc.exp(Glibc.lgamma(a) + Glibc.lgamma(b) - Glibc.lgamma(a + b))
      }
    }),
  Builtin(
    "betaln(a, b)", "The logarithm of the beta function",
    math: "gammaln(a) + gammaln(b) - gammaln(a + b)",
    examples: """
      >> betaln(2, 3)
      ans = -2.4849
      """,
    seeAlso: ["beta", "gammaln"],
    one: { call in
      try requireConsistent(call)
      return try combineElements(call, call[0], call[1]) { a, b in
        Glibc.lgamma(a) + Glibc.lgamma(b) - Glibc.lgamma(a + b)
      }
    }),
  elementFunction(
    "erf", .erf, "The error function", math: "2 / sqrt(pi) * integral of exp(-t^2) from 0 to x",
    example: ">> erf(1)\nans = 0.8427", seeAlso: ["erfc", "erfinv"]),
  elementFunction(
    "erfc", .erfc, "1 - erf(x), exact for large x", example: ">> erfc(1)\nans = 0.1573",
    seeAlso: ["erf", "erfcinv"]),
  elementFunction(
    "erfcx", "exp(x^2) * erfc(x), which does not vanish for large x",
    example: ">> erfcx(1)\nans = 0.4276", seeAlso: ["erfc"], scaledComplement),
  elementFunction(
    "erfinv", "The inverse of erf", example: ">> erfinv(0.5)\nans = 0.4769",
    seeAlso: ["erf", "erfcinv"], inverseErrorFunction),
  elementFunction(
    "erfcinv", "The inverse of erfc", example: ">> erfcinv(0.5)\nans = 0.4769",
    seeAlso: ["erfc", "erfinv"], inverseComplement),
]

/// Two arguments of the same size, or one of them a scalar.
private func requireConsistent(_ call: Call) throws {
  try call.expect(2...2)
  guard call[0].shape == call[1].shape || call[0].isScalar || call[1].isScalar else {
    throw call.error("A and B must have consistent sizes")
  }
}

private func gammaSign(_ x: Double) -> Double {
  x < 0 && x.rounded(.down).remainder(dividingBy: 2) != 0 ? -1 : 1
}

private func logGamma(_ name: String) -> Builtin {
  elementFunction(
    name, "The logarithm of gamma; NaN with a warning where gamma is negative",
    example: ">> \(name)(10)\nans = 12.802",
    seeAlso: ["gamma", name == "lgamma" ? "gammaln" : "lgamma"], isPartial: true
  ) { x in
    let isNegative =
      x < 0 && x != x.rounded(.down) && x.rounded(.down).remainder(dividingBy: 2) != 0
    return isNegative ? .nan : Glibc.lgamma(x)
  }
}

/// Gamma with Octave's values at the poles: signed infinity at zero, infinity at negative whole numbers.
func gammaFunction(_ x: Double) -> Double {
  if x == 0 { return x.sign == .minus ? -.infinity : .infinity }
  if x < 0, x == x.rounded() { return .infinity }
  let y = Glibc.tgamma(x)
  return x > 0 && x == x.rounded() && x < 24 ? y.rounded() : y
}

/// erfc(x) exp(x^2): by continued fraction where the factors would vanish or overflow.
private func scaledComplement(_ x: Double) -> Double {
  if x < 25 { return Glibc.exp(x * x) * Glibc.erfc(x) }
  var tail = 0.0
  for k in stride(from: 60, through: 1, by: -1) { tail = Double(k) / 2 / (x + tail) }
  return 1 / (Double.pi.squareRoot() * (x + tail))
}

/// Giles' approximation of 2010 as a start, then two steps of Halley's method.
private func inverseErrorFunction(_ y: Double) -> Double {
  if y.isNaN || abs(y) > 1 { return .nan }
  if abs(y) == 1 { return y * .infinity }
  // Where 1 - |y| is small, erfc keeps the digits.
  if abs(y) > 0.9 { return Glibc.copysign(inverseComplement(1 - abs(y)), y) }
  let w = -Glibc.log((1 - y) * (1 + y))
  var x = y * (w < 5 ? 0.9 + 0.08 * w : 1.2 + 0.3 * w.squareRoot())
  for _ in 0..<4 {
    let error = Glibc.erf(x) - y
    let slope = 2 / Double.pi.squareRoot() * Glibc.exp(-x * x)
    x -= error / (slope + x * error)
  }
  return x
}

private func inverseComplement(_ y: Double) -> Double {
  if y.isNaN || y < 0 || y > 2 { return .nan }
  if y == 0 { return .infinity }
  if y == 2 { return -.infinity }
  if y > 1 { return -inverseComplement(2 - y) }
  if y >= 0.5 { return inverseErrorFunction(1 - y) }
  let t = (-2 * Glibc.log(y / 2)).squareRoot()
  var x =
    (t - (2.515517 + t * (0.802853 + t * 0.010328))
      / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))))
    / 2.0.squareRoot()
  for _ in 0..<5 {
    let error = Glibc.erfc(x) - y
    let slope = -2 / Double.pi.squareRoot() * Glibc.exp(-x * x)
    if slope == 0 { return x }
    x -= error / (slope + x * error)
  }
  return x
}
