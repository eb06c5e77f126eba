import Evaluation
import Matrices

let rescaling: [Builtin] = [
  Builtin(
    "rescale(A)\nrescale(A, l, u)\nrescale(..., \"inputmin\", inmin, \"inputmax\", inmax)",
    "The values moved and stretched from the interval they lie in to [0, 1] or [l, u]",
    math: "l + (A - inmin) / (inmax - inmin) * (u - l)",
    examples: """
      >> rescale([1 2 3], -1, 1)
      ans =

        -1   0   1

      """, seeAlso: ["bounds", "zscore"], one: rescale)
]

private func rescale(_ call: Call) throws -> Value {
  let count = call.count
  guard [1, 3, 5, 7].contains(count) else { throw call.invalidCall }
  guard call[0].isNumericOrLogical, let a = try call[0].doubles else {
    throw call.error("A must be a numeric or logical matrix")
  }
  var (low, high): (Value, Value) = (.number(0), .number(1))
  var least: Value?
  var largest: Value?
  var next = 1
  if count > 1, !call[1].isChar {
    (low, high) = (call[1], call[2])
    next = 3
    guard low.isNumericOrLogical else { throw call.error("lower bound L must be numeric") }
    guard high.isNumericOrLogical else { throw call.error("upper bound U must be numeric") }
  }
  while next < count {
    let value = call[next + 1]
    switch call[next].text?.lowercased() {
    case "inputmin":
      guard value.isNumericOrLogical else { throw call.error("INMIN must be numeric") }
      least = value
    case "inputmax":
      guard value.isNumericOrLogical else { throw call.error("INMAX must be numeric") }
      largest = value
    default: throw call.error("invalid option(s)")
    }
    next += 2
  }
  guard let l = try low.doubles, let u = try high.doubles else { throw call.invalidCall }
  if try Matrix.compare(.greater, l, u).elements.contains(true) {
    throw call.error("lower bound L must be smaller than upper bound U")
  }
  if a.isEmpty { return call[0] }
  let elements = a.elements
  let bottom =
    try least?.doubles ?? Matrix(scalar: elements.reduce(.infinity) { $1 < $0 ? $1 : $0 })
  let top =
    try largest?.doubles ?? Matrix(scalar: elements.reduce(-.infinity) { $1 > $0 ? $1 : $0 })
  return try call.inClass(of: 0, rescaled(a, l, u, bottom, top))
}

/// Values outside [bottom, top] count as its ends; where the interval has no width, `l` results.
private func rescaled(
  _ a: Matrix<Double>, _ l: Matrix<Double>, _ u: Matrix<Double>, _ bottom: Matrix<Double>,
  _ top: Matrix<Double>
) throws -> Matrix<Double> {
  let held = try Matrix.combining(
    Matrix.combining(a, bottom, operation: "operator +") { $0 < $1 ? $1 : $0 }, top,
    operation: "operator +"
  ) { $0 > $1 ? $1 : $0 }
  let offset = try Matrix.elementwise(.subtract, held, bottom)
  let width = try Matrix.elementwise(.subtract, top, bottom)
  let part = try Matrix.combining(offset, width, operation: "quotient") {
    $1 == 0 && !$0.isNaN ? 0 : $0 / $1
  }
  let stretched = try Matrix.elementwise(
    .multiply, part, Matrix.elementwise(.subtract, u, l))
  return try Matrix.elementwise(.add, l, stretched)
}
