import Evaluation
import Matrices

/// Integrals over two and three variables, one inside the other.
let multipleIntegrals: [Builtin] = [
  Builtin(
    "q = integral2(f, xa, xb, ya, yb, prop, val, ...)",
    "The integral of f over x and y; ya and yb may be functions of x. Options AbsTol, RelTol and Vectorized",
    examples: """
      >> printf("%.6f\\n", integral2(@(x, y) x .* y, 0, 1, 0, @(x) x))
      0.125000
      """, seeAlso: ["integral", "integral3", "dblquad"], one: { try overPlane($0) }),
  Builtin(
    "q = quad2d(f, xa, xb, ya, yb, prop, val, ...)",
    "The integral of f over x and y; ya and yb may be functions of x",
    examples: """
      >> printf("%.6f\\n", quad2d(@(x, y) x + y, 0, 1, 0, 1))
      1.000000
      """, seeAlso: ["integral2"], one: { try overPlane($0) }),
  Builtin(
    "q = integral3(f, xa, xb, ya, yb, za, zb, prop, val, ...)",
    "The integral of f over x, y and z; the limits of y may be functions of x, those of z of x and y",
    examples: """
      >> printf("%.6f\\n", integral3(@(x, y, z) x + y + z, 0, 1, 0, 1, 0, 1))
      1.500000
      """, seeAlso: ["integral2", "triplequad"], one: overSpace),
  Builtin(
    "q = dblquad(f, xa, xb, ya, yb, tol)",
    "The integral of f over x and y; f gets a row of x and one y",
    examples: """
      >> printf("%.6f\\n", dblquad(@(x, y) x .* y, 0, 1, 0, 2))
      1.000000
      """, seeAlso: ["integral2", "triplequad"],
    one: { call in
      try call.expect(5...7)
      let tolerance = try tolerance(call, 5)
      return try iterated(
        call, [constant(call, 3), constant(call, 1)], absolute: tolerance, relative: tolerance
      ) { fixed, points in
        try integrand(call, [try .row(points), .number(fixed[0])], points.count)
      }
    }),
  Builtin(
    "q = triplequad(f, xa, xb, ya, yb, za, zb, tol)",
    "The integral of f over x, y and z; f gets a row of x, one y and one z",
    examples: """
      >> printf("%.6f\\n", triplequad(@(x, y, z) x + y + z, 0, 1, 0, 1, 0, 1))
      1.500000
      """, seeAlso: ["integral3", "dblquad"],
    one: { call in
      try call.expect(7...9)
      let tolerance = try tolerance(call, 7)
      return try iterated(
        call, [constant(call, 5), constant(call, 3), constant(call, 1)], absolute: tolerance,
        relative: tolerance
      ) { fixed, points in
        try integrand(
          call, [try .row(points), .number(fixed[1]), .number(fixed[0])], points.count)
      }
    }),
]

/// The ends of a variable, given those that are fixed outside it.
private typealias Limits = ([Double]) throws -> (low: Double, high: Double)

private func tolerance(_ call: Call, _ index: Int) throws -> Double {
  guard call.count > index, !call[index].isEmpty else { return 1e-6 }
  return try call.scalar(index)
}

private func constant(_ call: Call, _ index: Int) throws -> Limits {
  let ends = (try call.scalar(index), try call.scalar(index + 1))
  return { _ in ends }
}

/// Numbers or functions of the variables outside.
private func variable(_ call: Call, _ index: Int) throws -> Limits {
  let ends = try [index, index + 1].map { place -> ([Double]) throws -> Double in
    if call[place].isFunction {
      return { fixed in
        let value = try call.session.call(call[place], fixed.map { .number($0) }, outputs: 1)
        guard let number = value.first?.scalar else {
          throw call.error("the limits must give one number")
        }
        return number
      }
    }
    let number = try call.scalar(place)
    return { _ in number }
  }
  return { (try ends[0]($0), try ends[1]($0)) }
}

private struct Options {
  var absolute = 1e-10
  var relative = 1e-6
  var isVectorized = true

  init(_ call: Call, from first: Int) throws {
    guard (call.count - first) % 2 == 0 else { throw call.invalidCall }
    for index in stride(from: first, to: call.count, by: 2) {
      guard let name = call[index].text else { throw call.error("property PROP must be a string") }
      switch name.lowercased() {
      case "abstol": absolute = try call.scalar(index + 1)
      case "reltol": relative = try call.scalar(index + 1)
      case "vectorized": isVectorized = try call.scalar(index + 1) != 0
      case "method", "maxfunevals", "singular", "failureplot": break
      default: throw call.error("unknown property '\(name)'")
      }
    }
    guard absolute >= 0, relative >= 0 else {
      throw call.error("AbsTol and RelTol must be numbers of at least 0")
    }
  }
}

private func overPlane(_ call: Call) throws -> Value {
  try call.expect(5...)
  return try over(call, [constant(call, 1), variable(call, 3)], Options(call, from: 5))
}

private func overSpace(_ call: Call) throws -> Value {
  try call.expect(7...)
  return try over(
    call, [constant(call, 1), variable(call, 3), variable(call, 5)], Options(call, from: 7))
}

/// The function gets rows of equal length, one for each variable, or numbers.
private func over(_ call: Call, _ limits: [Limits], _ options: Options) throws -> Value {
  try iterated(call, limits, absolute: options.absolute, relative: options.relative) {
    fixed, points in
    if options.isVectorized {
      let rows = try fixed.map { x in
        try Value.row(Array(repeating: x, count: points.count))
      }
      return try integrand(call, rows + [try .row(points)], points.count)
    }
    return try points.flatMap { point in
      try integrand(call, fixed.map { .number($0) } + [.number(point)], 1)
    }
  }
}

/// The function at some points; one number stands for all.
private func integrand(_ call: Call, _ arguments: [Value], _ count: Int) throws -> [Double] {
  guard let m = try call.session.call(call[0], arguments, outputs: 1).first?.doubles else {
    throw call.error("the integrand must give numbers")
  }
  if m.isScalar { return Array(repeating: m[0], count: count) }
  guard m.count == count else {
    throw call.error("the integrand must give as many values as it gets points")
  }
  return m.elements
}

/// The integral over the last of `limits` inside those before it.
private func iterated(
  _ call: Call, _ limits: [Limits], absolute: Double, relative: Double,
  _ values: @escaping (_ fixed: [Double], _ points: [Double]) throws -> [Double]
) throws -> Value {
  func integral(_ fixed: [Double]) throws -> Double {
    let (low, high) = try limits[fixed.count](fixed)
    guard low != high else { return 0 }
    let rule = AdaptiveQuadrature(absolute: absolute, relative: relative) { points in
      try call.checkInterrupt()
      if fixed.count + 1 == limits.count { return try values(fixed, points).map { [$0] } }
      return try points.map { [try integral(fixed + [$0])] }
    }
    let answer = try rule.integral(over: [min(low, high), max(low, high)])
    let sum = answer.value.first ?? 0
    return low > high ? -sum : sum
  }
  return .number(try integral([]))
}
