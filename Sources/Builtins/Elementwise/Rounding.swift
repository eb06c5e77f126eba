import Evaluation
import Matrices

/// Rounding, signs and absolute values.
let rounding: [Builtin] = [
  roundingFunction(
    "floor", .floor, "The largest whole number not above x", ">> floor(-2.5)\nans = -3"),
  roundingFunction("ceil", .ceil, "The smallest whole number not below x", ">> ceil(2.1)\nans = 3"),
  roundingFunction(
    "round", .round, "The nearest whole number, halves away from zero",
    ">> round(2.5)\nans = 3"),
  roundingFunction("fix", .fix, "The whole part, towards zero", ">> fix(-2.7)\nans = -2"),
  Builtin(
    "abs(x)", "Absolute value", shapes: "x: any size -> the same size",
    examples: """
      >> abs(-3)
      ans = 3
      """,
    seeAlso: ["sign", "norm"],
    one: { try mapIntegers($0, .abs) { kind, x in kind == .uint64 ? x : kind.magnitude(x) } }),
  Builtin(
    "sign(x)", "1 for positive, -1 for negative numbers, 0 for zero",
    shapes: "x: any size -> the same size",
    examples: """
      >> sign(-3)
      ans = -1
      """,
    seeAlso: ["abs", "signbit"],
    one: { try mapIntegers($0, .sign) { kind, x in kind == .uint64 ? min(1, x) : x.signum() } }),
  Builtin(
    "signbit(x)", "Whether the sign bit is set, as for -0",
    examples: """
      >> signbit(-0)
      ans = 1
      """,
    seeAlso: ["sign"],
    one: { call in
      try call.expect(1...1)
      return .truths(try numbers(call, 0).converted { $0.sign == .minus })
    }),
]

private func roundingFunction(
  _ name: String, _ f: MathFunction, _ summary: String, _ example: String
) -> Builtin {
  Builtin(
    "\(name)(x)", summary, shapes: "x: any size -> the same size", examples: example,
    seeAlso: ["floor", "ceil", "round", "fix"].filter { $0 != name },
    one: { try mapKeepingIntegers($0, f) })
}

private func mapIntegers(
  _ call: Call, _ f: MathFunction, _ integer: (IntegerKind, Int64) -> Int64
) throws -> Value {
  try call.expect(1...1)
  guard case .integer(let m, let kind) = call[0] else { return try mapElements(call, f) }
  return .integer(try m.converted { integer(kind, $0) }, kind)
}

extension IntegerKind {
  /// |x| of a stored element, saturated.
  fileprivate func magnitude(_ x: Int64) -> Int64 {
    x == .min ? maximum : min(abs(x), maximum)
  }
}
