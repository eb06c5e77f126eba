import Evaluation
import Glibc
import Matrices

/// Trigonometric and hyperbolic functions of angles in radians, and their inverses.
let trigonometry: [Builtin] =
  [
    elementFunction(
      "sin", .sin, "Sine of angles in radians", example: ">> sin(pi / 6)\nans = 0.5000",
      seeAlso: ["asin", "sind", "cos"]),
    elementFunction(
      "cos", .cos, "Cosine of angles in radians", example: ">> cos(0)\nans = 1",
      seeAlso: ["acos", "cosd", "sin"]),
    elementFunction(
      "tan", .tan, "Tangent of angles in radians", example: ">> tan(1)\nans = 1.5574",
      seeAlso: ["atan", "tand"]),
    elementFunction(
      "asin", .asin, "Angle in radians with the given sine; NaN with a warning outside -1...1",
      example: ">> asin(1)\nans = 1.5708", seeAlso: ["sin", "asind"], isPartial: true),
    elementFunction(
      "acos", .acos, "Angle in radians with the given cosine; NaN with a warning outside -1...1",
      example: ">> acos(0)\nans = 1.5708", seeAlso: ["cos", "acosd"], isPartial: true),
    elementFunction(
      "atan", .atan, "Angle in radians with the given tangent", example: ">> atan(1)\nans = 0.7854",
      seeAlso: ["tan", "atan2", "atand"]),
    elementFunction(
      "sinh", .sinh, "Hyperbolic sine", math: "(exp(x) - exp(-x)) / 2",
      example: ">> sinh(1)\nans = 1.1752", seeAlso: ["asinh", "cosh", "tanh"]),
    elementFunction(
      "cosh", .cosh, "Hyperbolic cosine", math: "(exp(x) + exp(-x)) / 2",
      example: ">> cosh(0)\nans = 1", seeAlso: ["acosh", "sinh", "tanh"]),
    elementFunction(
      "tanh", .tanh, "Hyperbolic tangent, an activation with values in -1...1",
      math: "sinh(x) / cosh(x)", example: ">> tanh(0.5)\nans = 0.4621",
      seeAlso: ["atanh", "sigmoid"]),
    elementFunction(
      "asinh", .asinh, "Inverse of the hyperbolic sine", example: ">> asinh(1)\nans = 0.8814",
      seeAlso: ["sinh"]),
    elementFunction(
      "acosh", .acosh, "Inverse of the hyperbolic cosine; NaN with a warning below 1",
      example: ">> acosh(2)\nans = 1.3170", seeAlso: ["cosh"], isPartial: true),
    elementFunction(
      "atanh", .atanh, "Inverse of the hyperbolic tangent; NaN with a warning outside -1...1",
      example: ">> atanh(0.5)\nans = 0.5493", seeAlso: ["tanh"], isPartial: true),
    Builtin(
      "atan2(y, x)", "Angle in radians of the point (x, y), in -pi...pi",
      examples: """
        >> atan2(1, -1)
        ans = 2.3562
        """,
      seeAlso: ["atan", "hypot"],
      one: { call in
        try call.expect(2...2)
        try requireNumberPair(call)
        return try combineElements(call, call[0], call[1]) { Glibc.atan2($0, $1) }
      }),
    Builtin(
      "hypot(x, y)\nhypot(x, y, z, ...)", "sqrt(x.^2 + y.^2) without overflow",
      examples: """
        >> hypot(3, 4)
        ans = 5
        """,
      seeAlso: ["norm", "atan2"],
      one: { call in
        try requireNumberPair(call)
        return try foldArguments(call) { a, b in
          try combineElements(call, a, b) { Glibc.hypot($0, $1) }
        }
      }),
  ] + reciprocalTrigonometry

private let reciprocalTrigonometry: [Builtin] = [
  elementFunction("sec", "1 / cos(x)", example: ">> sec(0)\nans = 1", seeAlso: ["cos"]) {
    1 / Glibc.cos($0)
  },
  elementFunction("csc", "1 / sin(x)", example: ">> csc(pi / 2)\nans = 1", seeAlso: ["sin"]) {
    1 / Glibc.sin($0)
  },
  elementFunction("cot", "1 / tan(x)", example: ">> cot(1)\nans = 0.6421", seeAlso: ["tan"]) {
    1 / Glibc.tan($0)
  },
  elementFunction(
    "asec", "acos(1 / x)", example: ">> asec(1)\nans = 0", seeAlso: ["sec"], isPartial: true
  ) { Glibc.acos(1 / $0) },
  elementFunction(
    "acsc", "asin(1 / x)", example: ">> acsc(1)\nans = 1.5708", seeAlso: ["csc"], isPartial: true
  ) { Glibc.asin(1 / $0) },
  elementFunction("acot", "atan(1 / x)", example: ">> acot(1)\nans = 0.7854", seeAlso: ["cot"]) {
    Glibc.atan(1 / $0)
  },
  elementFunction(
    "sech", "1 / cosh(x)", example: ">> sech(0)\nans = 1", seeAlso: ["cosh"]
  ) { 1 / Glibc.cosh($0) },
  elementFunction(
    "csch", "1 / sinh(x)", example: ">> csch(1)\nans = 0.8509", seeAlso: ["sinh"]
  ) { 1 / Glibc.sinh($0) },
  elementFunction(
    "coth", "1 / tanh(x)", example: ">> coth(1)\nans = 1.3130", seeAlso: ["tanh"]
  ) { 1 / Glibc.tanh($0) },
  elementFunction(
    "asech", "acosh(1 / x)", example: ">> asech(1)\nans = 0", seeAlso: ["sech"], isPartial: true
  ) { Glibc.acosh(1 / $0) },
  elementFunction(
    "acsch", "asinh(1 / x)", example: ">> acsch(1)\nans = 0.8814", seeAlso: ["csch"]
  ) { Glibc.asinh(1 / $0) },
  elementFunction(
    "acoth", "atanh(1 / x)", example: ">> acoth(2)\nans = 0.5493", seeAlso: ["coth"],
    isPartial: true
  ) { Glibc.atanh(1 / $0) },
]
