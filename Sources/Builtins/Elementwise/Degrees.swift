import Evaluation
import Glibc
import Matrices

/// Trigonometry in degrees, exact at the multiples of 30 and 45 where the result is.
let degreeFunctions: [Builtin] = [
  degreeFunction(
    "sind", "Sine of angles in degrees", example: ">> sind(30)\nans = 0.5000",
    seeAlso: ["asind", "sin"], sineOfDegrees),
  degreeFunction(
    "cosd", "Cosine of angles in degrees", example: ">> cosd(90)\nans = 0",
    seeAlso: ["acosd", "cos"]
  ) { sineOfDegrees(90 - abs($0.truncatingRemainder(dividingBy: 360))) },
  degreeFunction(
    "tand", "Tangent of angles in degrees", example: ">> tand(45)\nans = 1",
    seeAlso: ["atand", "tan"], tangentOfDegrees),
  degreeFunction(
    "asind", "Angle in degrees with the given sine", example: ">> asind(1)\nans = 90",
    seeAlso: ["sind"], isPartial: true
  ) { Glibc.asin($0) * 180 / .pi },
  degreeFunction(
    "acosd", "Angle in degrees with the given cosine", example: ">> acosd(0)\nans = 90",
    seeAlso: ["cosd"], isPartial: true
  ) { Glibc.acos($0) * 180 / .pi },
  degreeFunction(
    "atand", "Angle in degrees with the given tangent", example: ">> atand(1)\nans = 45",
    seeAlso: ["tand"]
  ) { Glibc.atan($0) * 180 / .pi },
  degreeFunction(
    "secd", "Secant of angles in degrees", example: ">> secd(0)\nans = 1", seeAlso: ["cosd"]
  ) { 1 / sineOfDegrees(90 - abs($0.truncatingRemainder(dividingBy: 360))) },
  degreeFunction(
    "cscd", "Cosecant of angles in degrees", example: ">> cscd(90)\nans = 1", seeAlso: ["sind"]
  ) { 1 / sineOfDegrees($0) },
  degreeFunction(
    "cotd", "Cotangent of angles in degrees", example: ">> cotd(45)\nans = 1", seeAlso: ["tand"]
  ) { 1 / tangentOfDegrees($0) },
  Builtin(
    "atan2d(y, x)", "Angle in degrees of the point (x, y), in -180...180",
    examples: """
      >> atan2d(1, -1)
      ans = 135
      """,
    seeAlso: ["atan2", "atand"],
    one: { call in
      try call.expect(2...2)
      return try combineElements(call, call[0], call[1]) { 180 / .pi * Glibc.atan2($0, $1) }
    }),
  elementFunction(
    "sinpi", "sin(pi x), exact at the multiples of 1/2", example: ">> sinpi(1)\nans = 0",
    seeAlso: ["cospi", "sin"], sineOfHalfTurns),
  elementFunction(
    "cospi", "cos(pi x), exact at the multiples of 1/2", example: ">> cospi(0.5)\nans = 0",
    seeAlso: ["sinpi", "cos"]
  ) { sineOfHalfTurns($0.magnitude.truncatingRemainder(dividingBy: 2) + 0.5) },
  Builtin(
    "deg2rad(deg)", "Degrees as radians",
    examples: """
      >> deg2rad(180)
      ans = 3.1416
      """,
    seeAlso: ["rad2deg"],
    one: { try mapAngles($0, "DEG") { $0 * (.pi / 180) } }),
  Builtin(
    "rad2deg(rad)", "Radians as degrees",
    examples: """
      >> rad2deg(pi)
      ans = 180
      """,
    seeAlso: ["deg2rad"],
    one: { try mapAngles($0, "RAD") { $0 * (180 / .pi) } }),
]

/// An entry of this topic: numbers only, unlike the functions of radians.
private func degreeFunction(
  _ name: String, _ summary: String, example: String, seeAlso: [String], isPartial: Bool = false,
  _ f: @escaping @Sendable (Double) -> Double
) -> Builtin {
  Builtin(
    "\(name)(x)", summary, shapes: "x: any size -> the same size", examples: example,
    seeAlso: seeAlso,
    one: { call in
      try call.expect(1...1)
      // Sines and cosines are particular; the arcs leave complaints to those in radians.
      let isArc = name.hasPrefix("a")
      let isKnown = call[0].isNumeric || call[0].isLogical && !["sind", "cosd"].contains(name)
      guard isKnown || isArc else { throw call.error("X must be numeric") }
      return try mapElements(call, isPartial: isPartial, f)
    })
}

/// sin(pi x), reduced to -1/2...1/2.
private func sineOfHalfTurns(_ x: Double) -> Double {
  guard x.isFinite else { return .nan }
  var part = x.truncatingRemainder(dividingBy: 2)
  if part > 1 { part -= 2 }
  if part < -1 { part += 2 }
  if part > 0.5 { part = 1 - part }
  if part < -0.5 { part = -1 - part }
  return Glibc.sin(.pi * part)
}

/// The sine, reduced to -90...90 before the conversion to radians so that nothing is lost there.
private func sineOfDegrees(_ x: Double) -> Double {
  guard x.isFinite else { return .nan }
  var angle = x.truncatingRemainder(dividingBy: 360)
  if angle > 180 { angle -= 360 }
  if angle < -180 { angle += 360 }
  if angle > 90 { angle = 180 - angle }
  if angle < -90 { angle = -180 - angle }
  if abs(angle) == 30 { return angle > 0 ? 0.5 : -0.5 }
  return Glibc.sin(angle * .pi / 180)
}

private func tangentOfDegrees(_ x: Double) -> Double {
  guard x.isFinite else { return .nan }
  var angle = x.truncatingRemainder(dividingBy: 180)
  if angle > 90 { angle -= 180 }
  if angle <= -90 { angle += 180 }
  if angle == 90 { return x.truncatingRemainder(dividingBy: 360) == -90 ? -.infinity : .infinity }
  if abs(angle) == 45 { return angle > 0 ? 1 : -1 }
  return Glibc.tan(angle * .pi / 180)
}

private func mapAngles(
  _ call: Call, _ argument: String, _ f: (Double) -> Double
) throws -> Value {
  try call.expect(1...1)
  switch call[0].valueClass {
  case .double, .single: return try mapElements(call, call[0], f)
  default:
    throw call.error("\(argument) must be a floating point class (double or single)")
  }
}
