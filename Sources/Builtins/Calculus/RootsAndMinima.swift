import Evaluation
import Matrices

let rootsAndMinima: [Builtin] = [
  Builtin(
    "[x, fval, info] = fzero(f, x0, options)",
    "A zero of f between the two numbers x0, where f has different signs, or near the number x0",
    examples: """
      >> printf("%.6f\\n", fzero(@cos, [0 3]))
      1.570796
      """, seeAlso: ["fminbnd", "fsolve", "roots"], many: findZero),
  Builtin(
    "[x, fval, info] = fminbnd(f, a, b, options)", "Where f is least between a and b",
    examples: """
      >> printf("%.4f\\n", fminbnd(@(x) (x - 2) ^ 2, 0, 5))
      2.0000
      """, seeAlso: ["fzero", "fminsearch"], many: minimiseBetween),
]

/// A function of one number as the searches call it.
private struct Curve1D {
  let call: Call
  let settings: OptimiserSettings
  var limit: Double

  init(_ call: Call, options: Int) throws {
    self.call = call
    settings = try OptimiserSettings(call, options)
    limit = settings.stepTolerance ?? (call.name == "fzero" ? Double.ulpOfOne : 1e-4)
  }

  func callAsFunction(_ x: Double) throws -> Double {
    try call.checkInterrupt()
    let result = try call.session.call(call[0], [.number(x)], outputs: 1).first
    guard let y = result?.scalar else {
      throw call.error("the function must give one real number")
    }
    return y
  }

  func answer(_ x: Double, _ value: Double, _ evaluations: Int, _ isDone: Bool) -> [Value] {
    let output = StructArray([
      ("iterations", .count(evaluations)), ("funcCount", .count(evaluations)),
    ])
    return [.number(x), .number(value), .number(isDone ? 1 : 0), .structure(output)]
  }
}

private func findZero(_ call: Call) throws -> [Value] {
  try call.expect(2...3)
  let f = try Curve1D(call, options: 2)
  let start = try call.matrix(1)
  guard start.count == 1 || start.count == 2 else { throw call.invalidCall }
  let (a, fa) = (start[0], try f(start[0]))
  var (b, fb) = (a, fa)
  if start.count == 2 {
    (b, fb) = (start[1], try f(start[1]))
  } else if fa != 0 {
    let aa = a == 0 ? 1 : a
    for next in [
      0.9 * aa, 1.1 * aa, aa - 1, aa + 1, 0.5 * aa, 1.5 * aa, -aa, 2 * aa, -10 * aa, 10 * aa,
    ] {
      (b, fb) = (next, try f(next))
      if fb == 0 || (fa < 0) != (fb < 0) { break }
    }
  }
  let isBracket = fa == 0 || fb == 0 || (fa < 0 && fb > 0) || (fa > 0 && fb < 0)
  guard isBracket else {
    throw call.error("not a valid initial bracketing", identifier: "Octave:fzero:bracket")
  }
  return try brentZero(f, a, fa, b, fb)
}

/// R. P. Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 4: bisection, secants and
/// inverse quadratic interpolation.
private func brentZero(
  _ f: Curve1D, _ start: Double, _ fStart: Double, _ end: Double, _ fEnd: Double
) throws -> [Value] {
  var (a, fa, b, fb) = (start, fStart, end, fEnd)
  var (c, fc) = (a, fa)
  var (step, before) = (b - a, b - a)
  var evaluations = 2
  let most = f.settings.iterations ?? 2000
  while evaluations < most {
    if (fb > 0) == (fc > 0) {
      (c, fc) = (a, fa)
      (step, before) = (b - a, b - a)
    }
    if abs(fc) < abs(fb) { (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb) }
    let slack = 2 * Double.ulpOfOne * abs(b) + f.limit / 2
    let half = (c - b) / 2
    if fb == 0 || abs(half) <= slack { break }
    if abs(before) < slack || abs(fa) <= abs(fb) {
      (step, before) = (half, half)
    } else {
      let s = fb / fa
      var (p, q) = (2 * half * s, 1 - s)
      if a != c {
        let (r, t) = (fb / fc, fa / fc)
        p = s * (2 * half * t * (t - r) - (b - a) * (r - 1))
        q = (t - 1) * (r - 1) * (s - 1)
      }
      if p > 0 { q = -q } else { p = -p }
      if 2 * p < min(3 * half * q - abs(slack * q), abs(before * q)) {
        (before, step) = (step, p / q)
      } else {
        (step, before) = (half, half)
      }
    }
    (a, fa) = (b, fb)
    b += abs(step) > slack ? step : (half > 0 ? slack : -slack)
    fb = try f(b)
    evaluations += 1
  }
  return f.answer(b, fb, evaluations, evaluations < most)
}

/// R. P. Brent (1973), chapter 5: golden sections and parabolas.
private func minimiseBetween(_ call: Call) throws -> [Value] {
  try call.expect(3...4)
  let f = try Curve1D(call, options: 3)
  var (a, b) = (try call.scalar(1), try call.scalar(2))
  if a > b { throw call.error("the lower bound cannot be greater than the upper one") }
  let golden = (3 - 5.0.squareRoot()) / 2
  var x = a + golden * (b - a)
  var (w, v) = (x, x)
  var fx = try f(x)
  var (fw, fv) = (fx, fx)
  var (step, before) = (0.0, 0.0)
  var evaluations = 1
  let most = f.settings.evaluations ?? f.settings.iterations ?? 2000
  while evaluations < most {
    let middle = (a + b) / 2
    let slack = 2 * Double.ulpOfOne.squareRoot() * abs(x) + f.limit / 3
    if abs(x - middle) <= 2 * slack - (b - a) / 2 { break }
    var (p, q, r) = (0.0, 0.0, 0.0)
    if abs(before) > slack {
      r = (x - w) * (fx - fv)
      q = (x - v) * (fx - fw)
      p = (x - v) * q - (x - w) * r
      q = 2 * (q - r)
      if q > 0 { p = -p } else { q = -q }
      (r, before) = (before, step)
    }
    if abs(p) < abs(q * r / 2), p > q * (a - x), p < q * (b - x) {
      step = p / q
      let next = x + step
      if next - a < 2 * slack || b - next < 2 * slack { step = x < middle ? slack : -slack }
    } else {
      before = x < middle ? b - x : a - x
      step = golden * before
    }
    let u = abs(step) >= slack ? x + step : x + (step > 0 ? slack : -slack)
    let fu = try f(u)
    evaluations += 1
    if fu < fx {
      if u < x { b = x } else { a = x }
      (v, fv, w, fw, x, fx) = (w, fw, x, fx, u, fu)
    } else {
      if u < x { a = u } else { b = u }
      if fu <= fw || w == x {
        (v, fv, w, fw) = (w, fw, u, fu)
      } else if fu <= fv || v == x || v == w {
        (v, fv) = (u, fu)
      }
    }
  }
  return f.answer(x, fx, evaluations, evaluations < most)
}
