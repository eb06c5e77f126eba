import Evaluation
import Matrices

let quadrature: [Builtin] = [
  Builtin(
    "[q, err] = quadgk(f, a, b, abstol, trace)\n[q, err] = quadgk(f, a, b, prop, val, ...)",
    "The integral of f from a to b; f gets an array of points. Ends may be infinite.",
    examples: """
      >> printf("%.6f\\n", quadgk(@(x) exp(-x .^ 2), -Inf, Inf))
      1.772454
      """, seeAlso: ["integral", "trapz"], many: quadgk),
  Builtin(
    "q = integral(f, a, b, prop, val, ...)",
    "The integral of f from a to b; options AbsTol, RelTol, Waypoints and ArrayValued",
    examples: """
      >> printf("%.6f\\n", integral(@sin, 0, pi))
      2.000000
      """, seeAlso: ["quadgk", "trapz"], many: integral),
  Builtin(
    "[q, err] = quadcc(f, a, b, tol)", "The integral of f from a to b; f gets an array of points",
    examples: """
      >> printf("%.6f\\n", quadcc(@cos, 0, 1))
      0.841471
      """, seeAlso: ["integral", "quadgk"], many: { try plainIntegral($0, oneByOne: false) }),
  Builtin(
    "q = quadl(f, a, b, tol)", "The integral of f from a to b; f gets an array of points",
    examples: """
      >> printf("%.6f\\n", quadl(@cos, 0, 1))
      0.841471
      """, seeAlso: ["integral", "quadgk"], many: { try plainIntegral($0, oneByOne: false) }),
  Builtin(
    "q = quadv(f, a, b, tol)", "The integral of f, number or array, from a to b; f gets one point",
    examples: """
      >> printf("%.4f\\n", quadv(@(x) [1 x], 0, 1))
      1.0000
      0.5000
      """, seeAlso: ["integral", "quadgk"], many: { try plainIntegral($0, oneByOne: true) }),
  Builtin(
    "q = quad(f, a, b, tol)", "The integral of f from a to b; f gets one point at a time",
    examples: """
      >> printf("%.6f\\n", quad(@(x) x * x, 0, 3))
      9.000000
      """, seeAlso: ["integral", "quadgk"], many: { try plainIntegral($0, oneByOne: true) }),
]

private struct Request {
  var absolute: Double?
  var relative: Double?
  var waypoints: [Double] = []
  var isArray = false
  var mostIntervals = 650
  var isSingle: Bool

  init(_ call: Call) throws {
    try call.expect(3...)
    isSingle = call[1].valueClass == .single || call[2].valueClass == .single
  }

  mutating func take(_ call: Call, from first: Int, knows: Set<String>) throws {
    for index in stride(from: first, to: call.count - 1, by: 2) {
      guard call[index].isChar, let name = call[index].text else {
        throw call.error("property PROP must be a string")
      }
      let value = call[index + 1]
      let key = name.lowercased()
      guard knows.contains(key) else { throw call.error("unknown property '\(name)'") }
      switch key {
      case "abstol": absolute = try Request.tolerance(value, "ABSTOL", call)
      case "reltol": relative = try Request.tolerance(value, "RELTOL", call)
      case "waypoints":
        if value.valueClass == .single { isSingle = true }
        waypoints = try value.doubles?.elements ?? []
      case "arrayvalued": isArray = value.scalar ?? 0 != 0
      case "maxintervalcount": mostIntervals = max(1, Int(exactly: value.scalar ?? 650) ?? 650)
      default: break
      }
    }
  }

  static func tolerance(_ value: Value, _ name: String, _ call: Call) throws -> Double {
    guard let number = value.scalar, number >= 0 else {
      throw call.error("\(name) must be a scalar >=0")
    }
    return number
  }
}

private func quadgk(_ call: Call) throws -> [Value] {
  var request = try Request(call)
  if call.count > 3, !call[3].isChar {
    if call.count > 5 {
      if call.count % 2 == 0 {
        throw call.error("can not pass additional arguments to user function")
      }
      throw call.error("property PROP must be a string")
    }
    if !call[3].isEmpty { request.absolute = try Request.tolerance(call[3], "ABSTOL", call) }
  } else {
    guard call.count % 2 == 1 else {
      throw call.error("property/value options must occur in pairs")
    }
    try request.take(
      call, from: 3, knows: ["abstol", "reltol", "waypoints", "maxintervalcount", "trace"])
  }
  return try integrated(call, request)
}

private func integral(_ call: Call) throws -> [Value] {
  guard call.count >= 3, call.count % 2 == 1 else { throw call.invalidCall }
  var request = try Request(call)
  try request.take(call, from: 3, knows: ["abstol", "reltol", "waypoints", "arrayvalued"])
  return try integrated(call, request)
}

/// The older functions, whose fourth argument is the absolute tolerance (and the relative one).
private func plainIntegral(_ call: Call, oneByOne: Bool) throws -> [Value] {
  try call.expect(3...6)
  var request = try Request(call)
  request.isArray = oneByOne
  if call.count > 3, !call[3].isEmpty {
    let tolerances = try call.matrix(3).elements
    guard tolerances.allSatisfy({ $0 >= 0 }) else {
      throw call.error("absolute tolerance must be >=0")
    }
    request.absolute = tolerances[0]
    if tolerances.count > 1 { request.relative = tolerances[1] }
  }
  return try integrated(call, request)
}

private func integrated(_ call: Call, _ request: Request) throws -> [Value] {
  let (a, b) = (try call.scalar(1), try call.scalar(2))
  let (low, high) = (min(a, b), max(a, b))
  var shape = Shape.scalar
  let rule = AdaptiveQuadrature(
    absolute: request.absolute ?? (request.isSingle ? 1e-5 : 1e-10),
    relative: request.relative ?? (request.isSingle ? 1e-4 : 1e-9),
    mostIntervals: request.mostIntervals
  ) { points in
    try call.checkInterrupt()
    if !request.isArray { return try values(call, at: points) }
    return try points.map { point in
      let result = try call.session.call(call[0], [.number(point)], outputs: 1).first
      guard let m = try result?.doubles else { throw notNumeric(call) }
      shape = m.shape
      return m.elements
    }
  }
  var answer = (value: [0.0], error: 0.0, isDone: true)
  if low < high {
    let inner = request.waypoints.filter { $0 > low && $0 < high }.sorted()
    answer = try rule.integral(over: [low] + inner + [high])
    if !answer.isDone {
      call.session.warn(
        "\(call.name): Error tolerance not met -- (\(answer.error)) after halving the intervals",
        identifier: "Octave:quad-tolerance")
    }
  }
  if answer.value.count != shape.count { shape = Shape(answer.value.count, 1) }
  let sum = try Matrix(shape, answer.value.map { a > b ? -$0 : $0 })
  if request.isSingle {
    return [.single(try sum.converted { Float($0) }), .float(Float(answer.error))]
  }
  return [.matrix(sum), .number(answer.error)]
}

/// The values of a function that takes all points at once, as a row.
private func values(_ call: Call, at points: [Double]) throws -> [[Double]] {
  let result = try call.session.call(call[0], [try .row(points)], outputs: 1).first
  guard let m = try result?.doubles else { throw notNumeric(call) }
  if m.isScalar { return points.map { _ in [m[0]] } }
  guard m.count == points.count else {
    throw call.error("the integrand must give as many values as it gets points")
  }
  return m.elements.map { [$0] }
}

private func notNumeric(_ call: Call) -> EvaluationError {
  call.error("the integrand must give numbers")
}
