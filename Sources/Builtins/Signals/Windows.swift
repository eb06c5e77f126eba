import Evaluation
import Glibc
import Matrices

/// Windows of signals, and what is done to signals beside them.
let signalWindows: [Builtin] = [
  Builtin(
    "hamming(m, \"periodic\")", "The Hamming window of m points, a column",
    math: "0.54 - 0.46 cos(2 pi k / (m-1))",
    examples: """
      >> hamming(3)'
      ans =

         0.080000   1.000000   0.080000

      """, seeAlso: ["hanning", "blackman"],
    one: { try window($0) { 0.54 - 0.46 * Glibc.cos(2 * .pi * $0) } }),
  Builtin(
    "hanning(m, \"periodic\")", "The Hann window of m points, a column",
    math: "0.5 - 0.5 cos(2 pi k / (m-1))",
    examples: """
      >> hanning(3)'
      ans =

         0   1   0

      """, seeAlso: ["hamming", "blackman"],
    one: { try window($0) { 0.5 - 0.5 * Glibc.cos(2 * .pi * $0) } }),
  Builtin(
    "blackman(m, \"periodic\")", "The Blackman window of m points, a column",
    math: "0.42 - 0.5 cos(2 pi k / (m-1)) + 0.08 cos(4 pi k / (m-1))",
    examples: """
      >> round(100 * blackman(5)') / 100
      ans =

              0   0.3400   1.0000   0.3400        0

      """, seeAlso: ["hamming", "hanning"],
    one: {
      try window($0) { 0.42 - 0.5 * Glibc.cos(2 * .pi * $0) + 0.08 * Glibc.cos(4 * .pi * $0) }
    }),
  Builtin(
    "sinc(x)", "sin(pi x) / (pi x), and 1 at 0", shapes: "x: any size -> the same size",
    examples: """
      >> sinc([0 0.5])
      ans =

         1.0000   0.6366

      """, seeAlso: ["sin"],
    one: { call in
      try call.expect(1...1)
      return try call.inClass(
        of: 0,
        call.matrix(0).converted { x in
          let t = .pi * x
          return x == 0 ? 1 : Glibc.sin(t) / t
        })
    }),
  Builtin(
    "detrend(x, p)", "The columns without their best polynomial of degree p (1 unless given)",
    examples: """
      >> detrend([1 2 4], "constant")
      ans =

        -1.3333  -0.3333   1.6667

      """, seeAlso: ["polyfit", "center"], one: detrend),
]

private func window(_ call: Call, _ f: (Double) -> Double) throws -> Value {
  try call.expect(1...2)
  guard call[0].isScalar, let m = try? call.integer(0), m > 0 else {
    throw call.error("M must be a positive integer")
  }
  var last = m - 1
  if call.count > 1 {
    switch call[1].text {
    case "periodic": last = m
    case "symmetric": break
    default: throw call.error("window type must be either \"periodic\" or \"symmetric\"")
    }
  }
  if m == 1 { return .number(1) }
  return .matrix(
    try Matrix(Shape(m, 1)) { points in
      for k in 0..<m { points[k] = f(Double(k) / Double(last)) }
    })
}

private func detrend(_ call: Call) throws -> Value {
  try call.expect(1...2)
  guard call[0].isNumeric, call[0].shape.isMatrix else {
    throw call.error("X must be a numeric vector or matrix")
  }
  let x = try call.matrix(0)
  let degree: Int
  switch call.count > 1 ? call[1].text?.lowercased() : "linear" {
  case "constant": degree = 0
  case "linear": degree = 1
  default:
    guard call[1].isScalar, let p = try? call.integer(1), (0...100).contains(p) else {
      throw call.error("P must be \"constant\", \"linear\", or a positive integer")
    }
    degree = p
  }
  let columns = x.rows == 1 ? x.reshaped(Shape(x.count, 1)) : x
  let powers = try Matrix<Double>(Shape(columns.rows, degree + 1)) { target in
    for p in 0...degree {
      for k in 0..<columns.rows {
        target[k + p * columns.rows] = Glibc.pow(Double(k + 1), Double(p))
      }
    }
  }
  let trend = try Matrix.product(powers, powers.leftDivide(columns).x)
  return try call.inClass(
    of: 0, Matrix.elementwise(.subtract, columns, trend).reshaped(x.shape))
}
