import Evaluation
import Glibc
import Matrices

/// Remainders, whole quotients and common divisors.
let remainders: [Builtin] = [
  Builtin(
    "mod(x, y)", "Remainder with the sign of y: x - y .* floor(x ./ y); x where y is 0",
    examples: """
      >> mod(-1, 3)
      ans = 2
      """,
    seeAlso: ["rem", "idivide"], one: { try remainder($0, modulo, modulo) }),
  Builtin(
    "rem(x, y)", "Remainder with the sign of x: x - y .* fix(x ./ y)",
    examples: """
      >> rem(-1, 3)
      ans = -1
      """,
    seeAlso: ["mod", "idivide"], one: { try remainder($0, truncatedRemainder, truncatedRemainder) }),
  Builtin(
    "idivide(x, y)\nidivide(x, y, op)",
    "Division of integers, rounded by \"fix\" (default), \"round\", \"floor\" or \"ceil\"",
    examples: """
      >> idivide(int32(7), int32(2))
      ans = 3
      >> idivide(int32(7), int32(2), "ceil")
      ans = 4
      """,
    seeAlso: ["mod", "rem"], one: integerDivision),
  Builtin(
    "gcd(a, b, ...)\n[g, u, v] = gcd(a, b)",
    "Greatest common divisor, with factors such that g = u .* a + v .* b",
    examples: """
      >> gcd(12, 18)
      ans = 6
      """,
    seeAlso: ["lcm", "factor"], many: greatestCommonDivisor),
  Builtin(
    "lcm(a, b, ...)", "Least common multiple",
    examples: """
      >> lcm(4, 6)
      ans = 12
      """,
    seeAlso: ["gcd"], one: leastCommonMultiple),
]

/// x - y floor(x / y); quotients that miss a whole number by rounding alone count as whole.
private func modulo<Number: BinaryFloatingPoint>(_ x: Number, _ y: Number) -> Number {
  // Most are whole numbers, whose quotients are exact enough.
  let limit = Number(1 << min(31, Number.significandBitCount))
  if x >= 0, x < limit, y >= 1, y < limit {
    let (dividend, divisor) = (UInt32(x), UInt32(y))
    if Number(dividend) == x, Number(divisor) == y { return Number(dividend % divisor) }
  }
  if y == 0 { return x }
  let quotient = x / y
  if y != y.rounded(), isNearlyWhole(quotient) { return x != y && y < 0 ? -0.0 : 0 }
  // The product is rounded: of huge quotients nothing but rounding is left.
  let result = x - y * quotient.rounded(.down)
  return x == y ? result : Number(signOf: y, magnitudeOf: result)
}

/// x - y fix(x / y).
private func truncatedRemainder<Number: BinaryFloatingPoint>(_ x: Number, _ y: Number) -> Number {
  if y == 0 { return .nan }
  let quotient = x / y
  if y != y.rounded(), isNearlyWhole(quotient) {
    return x == y ? 0 : Number(signOf: x, magnitudeOf: 0)
  }
  let result = x - y * quotient.rounded(.towardZero)
  return x == y ? result : Number(signOf: x, magnitudeOf: result)
}

private func isNearlyWhole<Number: BinaryFloatingPoint>(_ quotient: Number) -> Bool {
  let nearest = quotient.rounded()
  return quotient.isFinite && nearest != 0
    && abs((quotient - nearest) / nearest) < Number.ulpOfOne
}

private func remainder(
  _ call: Call, _ f: (Double, Double) -> Double, _ single: (Float, Float) -> Float
) throws -> Value {
  try call.expect(2...2)
  if case .number(let x) = call[0], case .number(let y) = call[1] { return .number(f(x, y)) }
  try requireNumberPair(call)
  if let kind = try integerClass(call, call[0], call[1]),
    let exact = try exactRemainder(call, kind)
  {
    return exact
  }
  if isSingle(call[0], call[1]), let x = try call[0].floats, let y = try call[1].floats {
    return .single(
      try broadcasting(call) { try Matrix.combining(x, y, operation: call.name, single) })
  }
  return try combineElements(call, call[0], call[1], integers: .keep, f)
}

/// Remainders of integers; doubles beside them are rounded first.
private func exactRemainder(_ call: Call, _ kind: IntegerKind) throws -> Value? {
  guard let a = try call[0].stored(as: kind), let b = try call[1].stored(as: kind) else {
    return nil
  }
  let isModulo = call.name == "mod"
  let result = try broadcasting(call) {
    try Matrix.combining(a, b, operation: call.name) { x, y in
      if y == 0 { return isModulo ? x : 0 }
      if kind == .uint64 {
        return Int64(bitPattern: UInt64(bitPattern: x) % UInt64(bitPattern: y))
      }
      let rest = y == -1 ? 0 : x % y
      return isModulo && rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
    }
  }
  return .integer(result, kind)
}

private func integerDivision(_ call: Call) throws -> Value {
  try call.expect(2...3)
  let method = call.count > 2 ? try call.string(2).lowercased() : "fix"
  if case .integer(_, let p) = call[0], case .integer(_, let q) = call[1], p != q {
    throw call.error(
      "integer type of X (\(p.rawValue)) must match integer type of Y (\(q.rawValue))")
  }
  guard let kind = try integerClass(call, call[0], call[1]) else {
    throw call.error("at least one input (X or Y) must be an integer type")
  }
  guard let isCorrected = ["fix", "round", "floor", "ceil"].firstIndex(of: method).map({ $0 != 1 })
  else { throw call.error("unrecognized rounding type \"\(method)\"") }
  let (a, b) = (try numbers(call, 0), try numbers(call, 1))
  let quotient = Call(
    name: "quotient", arguments: call.arguments, outputCount: 1, session: call.session)
  let result = try broadcasting(quotient) {
    try Matrix.combining(a, b, operation: "quotient") { x, y in
      let nearest = kind.stored(x / y)
      return isCorrected ? corrected(nearest, x, y, method, kind) : nearest
    }
  }
  return .integer(result, kind)
}

/// The rounded quotient moved by one where its product with the divisor lies on the wrong side of the dividend.
/// "fix" does not look at the dividend's sign, as in Octave 7, where idivide(int32(-7), int32(2)) is -4.
private func corrected(
  _ quotient: Int64, _ x: Double, _ y: Double, _ method: String, _ kind: IntegerKind
) -> Int64 {
  let whole = kind.double(quotient)
  let product = kind.double(kind.stored(whole * y))
  switch (method, y > 0) {
  case ("ceil", true): return product < x ? kind.stored(whole + 1) : quotient
  case ("floor", false): return product < x ? kind.stored(whole - 1) : quotient
  case (_, true): return product > x ? kind.stored(whole - 1) : quotient
  case (_, false): return product > x ? kind.stored(whole + 1) : quotient
  }
}

private func wholeNumber(_ call: Call, _ x: Double) throws -> Double {
  guard x.isFinite, x == x.rounded() else { throw call.error("all values must be integers") }
  return x
}

private func greatestCommonDivisor(_ call: Call) throws -> [Value] {
  try call.expect(2...)
  for index in call.arguments.indices where !(call[index].isNumeric || call[index].isLogical) {
    let (a, b) = index == 0 ? (0, 1) : (index - 1, index)
    throw call.error(
      "invalid class combination for gcd: \(call[a].className) and \(call[b].className)")
  }
  if call.outputCount > 1 { return try extendedDivisor(call) }
  return [
    try foldArguments(call) { a, b in
      try combineElements(call, a, b, integers: .keep) { x, y in
        var (p, q) = (abs(try wholeNumber(call, x)), abs(try wholeNumber(call, y)))
        while q != 0 { (p, q) = (q, Glibc.fmod(p, q)) }
        return p
      }
    }
  ]
}

/// g = u a + v b by the extended algorithm of Euclid.
private func extendedDivisor(_ call: Call) throws -> [Value] {
  try call.expect(2...2)
  func bezout(_ a: Double, _ b: Double) throws -> (Double, Double, Double) {
    var (r0, r1) = (abs(try wholeNumber(call, a)), abs(try wholeNumber(call, b)))
    var (u0, u1, v0, v1) = (1.0, 0.0, 0.0, 1.0)
    // Rounding of huge numbers must not keep it from ending: a remainder below 1 is none.
    while r1.magnitude >= 1, r1.isFinite {
      let q = (r0 / r1).rounded(.down)
      (r0, r1) = (r1, r0 - q * r1)
      (u0, u1) = (u1, u0 - q * u1)
      (v0, v1) = (v1, v0 - q * v1)
    }
    return (r0, a < 0 ? -u0 : u0, b < 0 ? -v0 : v0)
  }
  return [
    try combineElements(call, call[0], call[1], integers: .keep) { try bezout($0, $1).0 },
    try combineElements(call, call[0], call[1], integers: .keep) { try bezout($0, $1).1 },
    try combineElements(call, call[0], call[1], integers: .keep) { try bezout($0, $1).2 },
  ]
}

private func leastCommonMultiple(_ call: Call) throws -> Value {
  try foldArguments(call) { a, b in
    guard a.shape == b.shape || a.isScalar || b.isScalar else {
      throw call.error("all args must be the same size or scalar")
    }
    for value in [a, b] where !value.isNumeric {
      throw call.error("all arguments must be numeric")
    }
    return try combineElements(call, a, b, integers: .keep) { x, y in
      guard x.isFinite, y.isFinite, x == x.rounded(), y == y.rounded() else {
        throw EvaluationError("gcd: all values must be integers")
      }
      var (p, q) = (abs(x), abs(y))
      while q != 0 { (p, q) = (q, Glibc.fmod(p, q)) }
      // The sign is that of the product, as in Octave.
      return p == 0 ? 0 : x * (y / p)
    }
  }
}
