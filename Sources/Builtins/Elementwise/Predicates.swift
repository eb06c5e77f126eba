import Evaluation
import Matrices

/// Questions about numbers, and the parts of what would be a complex number.
let numberPredicates: [Builtin] = [
  predicate("isnan", "Which elements are NaN", ">> isnan(0 / 0)\nans = 1") { $0.isNaN },
  predicate("isna", "Which elements are the missing value NA", ">> isna(NaN)\nans = 0") {
    $0.bitPattern == 0x7FF8_40F4_4000_0000
  },
  predicate("isinf", "Which elements are infinite", ">> isinf(1 / 0)\nans = 1") { $0.isInfinite },
  predicate("isfinite", "Which elements are neither infinite nor NaN", ">> isfinite(1)\nans = 1") {
    $0.isFinite
  },
  Builtin(
    "real(x)", "The real part: x itself",
    examples: ">> real(3)\nans = 3", seeAlso: ["imag", "conj"], one: realPart),
  Builtin(
    "imag(x)", "The imaginary part: zeros",
    examples: ">> imag(3)\nans = 0", seeAlso: ["real", "conj"],
    one: { call in
      try call.expect(1...1)
      if case .integer(let m, let kind) = call[0] {
        return .integer(try Matrix(m.shape, repeating: 0), kind)
      }
      let zeros = try numbers(call, 0).converted { _ in 0.0 }
      return try floating(zeros, single: isSingle(call[0]))
    }),
  Builtin(
    "conj(x)", "The complex conjugate: x itself",
    examples: ">> conj(3)\nans = 3", seeAlso: ["real", "imag"], one: realPart),
  elementFunction(
    "arg", "The angle of x in the complex plane: 0, or pi for negative numbers",
    example: ">> arg(-1)\nans = 3.1416", seeAlso: ["angle", "abs"], argument),
  elementFunction(
    "angle", "The angle of x in the complex plane: 0, or pi for negative numbers",
    example: ">> angle(2)\nans = 0", seeAlso: ["arg", "abs"], argument),
]

private func argument(_ x: Double) -> Double {
  x.isNaN ? .nan : x.sign == .minus ? .pi : 0
}

private func realPart(_ call: Call) throws -> Value {
  try call.expect(1...1)
  switch call[0] {
  case .number, .integer, .single, .double, .range, .diagonal: return call[0]
  default: return .matrix(try numbers(call, 0))
  }
}

private func predicate(
  _ name: String, _ summary: String, _ example: String,
  _ test: @escaping @Sendable (Double) -> Bool
) -> Builtin {
  Builtin(
    "\(name)(x)", summary, shapes: "x: any size -> logical of the same size", examples: example,
    seeAlso: ["isnan", "isinf", "isfinite"].filter { $0 != name },
    one: { call in
      try call.expect(1...1)
      if case .number(let x) = call[0] { return .bool(test(x)) }
      return .truths(try numbers(call, 0).converted(test))
    })
}
