import Evaluation
import Matrices

let equations: [Builtin] = [
  Builtin(
    "[x, fval, info] = fsolve(f, x0, options)",
    "Where all values of f are zero, or their squares least, searched from x0",
    shapes: "x like x0; info 1: solved, 2: the steps became small, 0: too many, -2: no way on",
    math: "(J'J + mu I) step = -J'f (Levenberg, Marquardt), J by differences",
    examples: """
      >> x = fsolve(@(x) [x(1) + x(2) - 3; x(1) * x(2) - 2], [0; 5]);
      >> printf("%.4f\\n", x)
      1.0000
      2.0000
      """, seeAlso: ["fzero", "fminsearch", "optimset"], many: solveEquations)
]

private func solveEquations(_ call: Call) throws -> [Value] {
  try call.expect(2...3)
  let settings = try OptimiserSettings(call, 2)
  let start = try call.matrix(1)
  guard start.count > 0 else { throw call.error("X0 must not be empty") }
  var shape = Shape.scalar
  func residual(_ x: [Double]) throws -> [Double] {
    try call.checkInterrupt()
    let point = Value.matrix(try Matrix(start.shape, x))
    let result = try call.session.call(call[0], [point], outputs: 1).first
    guard let values = try result?.doubles else {
      throw call.error("the function must give numbers")
    }
    shape = values.shape
    return values.elements
  }
  var search = LeastSquaresSearch(x: start.elements, f: try residual(start.elements))
  let tolerance = settings.valueTolerance ?? 1e-6
  let info = try search.run(
    iterations: settings.iterations ?? 400, valueTolerance: tolerance,
    stepTolerance: settings.stepTolerance ?? 1e-6, residual)
  // A function whose results change their size leaves no shape to go by.
  if shape.count != search.f.count { shape = Shape(search.f.count, 1) }
  let output = StructArray([("iterations", .count(search.iterations))])
  return [
    .matrix(try Matrix(start.shape, search.x)), .matrix(try Matrix(shape, search.f)),
    .number(Double(info)), .structure(output),
  ]
}

/// The method of Levenberg and Marquardt for a sum of squares.
private struct LeastSquaresSearch {
  var x: [Double]
  var f: [Double]
  var iterations = 0

  init(x: [Double], f: [Double]) { (self.x, self.f) = (x, f) }

  private func norm(_ v: [Double]) -> Double { Matrix<Double>.euclidean(v) }

  mutating func run(
    iterations most: Int, valueTolerance: Double, stepTolerance: Double,
    _ residual: ([Double]) throws -> [Double]
  ) throws -> Int {
    var damping = 1e-3
    while iterations < most {
      if norm(f) <= 1e-12 { return 1 }
      let jacobian = try slopes(residual)
      if jacobian.elements.allSatisfy({ $0 == 0 }) { return -2 }
      let isBetter = try improve(jacobian, &damping, stepTolerance, residual)
      iterations += 1
      if !isBetter { return norm(f) <= valueTolerance ? 1 : 2 }
    }
    return norm(f) <= valueTolerance ? 1 : 0
  }

  /// One step that makes the sum smaller, with as much damping as that takes; false when only steps too
  /// small to count would.
  private mutating func improve(
    _ jacobian: Matrix<Double>, _ damping: inout Double, _ stepTolerance: Double,
    _ residual: ([Double]) throws -> [Double]
  ) throws -> Bool {
    let n = x.count
    let right = try Matrix(Shape(f.count + n, 1), f.map { -$0 } + [Double](repeating: 0, count: n))
    for _ in 0..<60 {
      var below = try Matrix(Shape(n, n), repeating: 0.0)
      for k in 0..<n { below[k, k] = damping.squareRoot() }
      let system = try Matrix.concatenated([jacobian, below], axis: 0)
      let step = try system.leftDivide(right).x.elements
      let next = zip(x, step).map { $0 + $1 }
      let values = try residual(next)
      if values.count == f.count, norm(values) < norm(f) {
        let isSmall = norm(step) <= stepTolerance * 1e-3 * max(1e-9, norm(x))
        (x, f) = (next, values)
        damping = max(1e-15, damping / 10)
        return !isSmall
      }
      damping *= 10
    }
    return false
  }

  /// The derivatives of the values (rows) by the unknowns (columns), by central differences.
  private func slopes(_ residual: ([Double]) throws -> [Double]) throws -> Matrix<Double> {
    var result = try Matrix(Shape(f.count, x.count), repeating: 0.0)
    for column in x.indices {
      let width = 6e-6 * max(abs(x[column]), 1)
      var (above, below) = (x, x)
      above[column] += width
      below[column] -= width
      let (up, down) = (try residual(above), try residual(below))
      guard up.count == f.count, down.count == f.count else { continue }
      for row in f.indices {
        // Differences that rounding alone can make are none.
        let noise = 4 * Double.ulpOfOne * max(abs(up[row]), abs(down[row]))
        let difference = up[row] - down[row]
        let slope = abs(difference) <= noise ? 0 : difference / (2 * width)
        result[row, column] = slope.isFinite ? slope : 0
      }
    }
    return result
  }
}
