import Evaluation
import Matrices
import Syntax

let gradients: [Builtin] = [
  Builtin(
    "[dx, dy, ...] = gradient(M)\n[...] = gradient(M, s)\n[...] = gradient(M, x, y, ...)"
      + "\n[...] = gradient(f, points, d)",
    "The slopes of an array along its columns' and rows' directions, or of a function at points",
    examples: """
      >> gradient([1 2 4 2])
      ans =

         1.0000   1.5000        0  -2.0000

      """, seeAlso: ["diff"], many: gradient)
]

private func gradient(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  if call[0].isFunction { return try functionGradient(call) }
  guard call[0].isNumericOrLogical, let m = try call[0].doubles else {
    throw call.error("first input must be an array or a function")
  }
  // The first result belongs to the columns, the second to the rows.
  let isLine = m.shape.isVector
  var axes = isLine ? [m.rows == 1 ? 1 : 0] : [1, 0] + Array(2..<max(2, m.shape.rank))
  if call.outputCount > axes.count { throw call.invalidCall }
  guard call.count <= 2 || call.count == axes.count + 1 else { throw call.invalidCall }
  axes = Array(axes.prefix(max(1, call.outputCount)))
  return try axes.enumerated().map { place, axis in
    let extent = m.shape[axis]
    var points = (0..<extent).map { Double($0) }
    if call.count > 1 {
      let spacing = try call.matrix(call.count == 2 ? 1 : place + 1)
      if spacing.isScalar {
        points = points.map { $0 * spacing[0] }
      } else {
        guard spacing.count == extent else {
          throw call.error("dimensions and spacing do not match")
        }
        points = spacing.elements
      }
    }
    let slopes: Matrix<Double> = try m.mappedLines(along: axis, to: extent) { line, slopes in
      for index in 0..<extent {
        let (low, high) = (max(0, index - 1), min(extent - 1, index + 1))
        slopes[index] =
          low == high ? 0 : (line[high] - line[low]) / (points[high] - points[low])
      }
    }
    return try call.inClass(of: 0, slopes)
  }
}

/// Differences of a function's values half a step to both sides of each point.
private func functionGradient(_ call: Call) throws -> [Value] {
  guard call.count >= 2 else { throw call.invalidCall }
  let points = try call.matrix(1)
  let isLine = points.shape.isVector
  let count = isLine ? 1 : points.columns
  let coordinates = try (0..<count).map { column throws -> Matrix<Double> in
    isLine ? points : try points.indexed([.all, .scalar(column)])
  }
  return try (0..<min(count, max(1, call.outputCount))).map { axis in
    let width = call.count > 2 ? try call.scalar(call.count == 3 ? 2 : axis + 2) : 1
    func values(_ shift: Double) throws -> Value {
      let arguments = try coordinates.enumerated().map { place, m throws -> Value in
        .matrix(place == axis ? try m.converted { $0 + shift } : m)
      }
      let result = try call.session.call(call[0], arguments, outputs: 1).first
      return result ?? .emptyMatrix
    }
    let rise = try Operators.binary(
      .subtract, values(width / 2), values(-width / 2), call.session)
    return try Operators.binary(.rightDivide, rise, .number(width), call.session)
  }
}

/// The values of cubic splines, one for each row of y.
func splineValues(_ call: Call) throws -> Value {
  let x = try call.matrix(0).elements
  var y = try call.matrix(1)
  let xi = try call.matrix(2)
  guard x.count >= 2 else { throw call.error("requires at least 2 points") }
  let isLine = y.shape.isVector
  if isLine { y = y.reshaped(Shape(1, y.count)) }
  guard y.shape.isMatrix, y.columns == x.count else {
    throw call.error("length of X and Y must match")
  }
  let shape = isLine ? xi.shape : Shape(y.rows, xi.count)
  var result = try Matrix(shape, repeating: 0.0)
  for row in 0..<y.rows {
    // Points without a value are left out.
    let known = (0..<x.count).filter { !y[row, $0].isNaN }.sorted { x[$0] < x[$1] }
    guard known.count >= 2,
      let curve = Curve(known.map { x[$0] }, known.map { y[row, $0] }, "spline")
    else { throw call.error("requires at least 2 points") }
    for index in 0..<xi.count { result[row + index * y.rows] = curve.value(at: xi[index]) }
  }
  return .matrix(result)
}
