import Evaluation
import Glibc
import Matrices

/// Cartesian, polar, cylindrical and spherical coordinates.
let coordinates: [Builtin] = [
  Builtin(
    "[theta, r] = cart2pol(x, y)\n[theta, r, z] = cart2pol(x, y, z)\n[...] = cart2pol(C)",
    "Polar (cylindrical) coordinates of points; C has a point in each row",
    math: "theta = atan2(y, x), r = sqrt(x^2 + y^2)",
    examples: """
      >> [theta, r] = cart2pol(3, 4)
      theta = 0.9273
      r = 5
      """, seeAlso: ["pol2cart", "cart2sph"],
    many: { try transform($0, names: "X, Y", matrix: "matrix input", toPolar) }),
  Builtin(
    "[x, y] = pol2cart(theta, r)\n[x, y, z] = pol2cart(theta, r, z)\n[...] = pol2cart(P)",
    "Cartesian coordinates of points in polar (cylindrical) ones; P has a point in each row",
    math: "x = r cos(theta), y = r sin(theta)",
    examples: """
      >> [x, y] = pol2cart(0, 2)
      x = 2
      y = 0
      """, seeAlso: ["cart2pol", "sph2cart"],
    many: { try transform($0, names: "THETA, R", matrix: "matrix input P", fromPolar) }),
  Builtin(
    "[theta, phi, r] = cart2sph(x, y, z)\n[...] = cart2sph(C)",
    "Spherical coordinates: angle in the plane, angle above the plane, distance",
    examples: """
      >> [theta, phi, r] = cart2sph(0, 0, 2)
      theta = 0
      phi = 1.5708
      r = 2
      """, seeAlso: ["sph2cart", "cart2pol"],
    many: { try transformSolid($0, names: "X, Y, Z", matrix: "matrix input C", toSphere) }),
  Builtin(
    "[x, y, z] = sph2cart(theta, phi, r)\n[...] = sph2cart(S)",
    "Cartesian coordinates of points in spherical ones",
    examples: """
      >> [x, y, z] = sph2cart(0, 0, 2)
      x = 2
      y = 0
      z = 0
      """, seeAlso: ["cart2sph", "pol2cart"],
    many: { try transformSolid($0, names: "THETA, PHI, R", matrix: "matrix input", fromSphere) }),
  Builtin(
    "[err, a, b, ...] = common_size(x, y, ...)",
    "Scalars repeated to the one size that the other arguments have; err is 1 where sizes differ",
    examples: """
      >> [err, a, b] = common_size([1 2], 5)
      err = 0
      a =

         1   2

      b =

         5   5

      """, seeAlso: ["size_equal", "repmat"], many: commonSize),
]

private typealias Point = [Double]

private func toPolar(_ p: Point) -> Point {
  [atan2(p[1], p[0]), hypot(p[0], p[1])] + p.dropFirst(2)
}

private func fromPolar(_ p: Point) -> Point {
  [p[1] * cos(p[0]), p[1] * sin(p[0])] + p.dropFirst(2)
}

private func toSphere(_ p: Point) -> Point {
  let plane = hypot(p[0], p[1])
  return [atan2(p[1], p[0]), atan2(p[2], plane), hypot(plane, p[2])]
}

private func fromSphere(_ p: Point) -> Point {
  [p[2] * cos(p[1]) * cos(p[0]), p[2] * cos(p[1]) * sin(p[0]), p[2] * sin(p[1])]
}

/// Points of two or three coordinates.
private func transform(
  _ call: Call, names: String, matrix: String, _ change: (Point) -> Point
) throws -> [Value] {
  try call.expect(1...3)
  if call.count > 1 {
    return try transformed(call, names: call.count == 3 ? names + ", Z" : names, change)
  }
  guard call[0].isNumeric, call[0].shape.isMatrix else {
    throw call.error("\(matrix) must be 2-D numeric array")
  }
  let m = try call.matrix(0)
  let extent = m.shape.isVector && m.columns != 2 && m.columns != 3 ? m.count : m.columns
  guard extent == 2 || extent == 3 else {
    throw call.error("matrix input must be a 2- or 3-element vector or a 2- or 3-column array")
  }
  return try transformed(call, columns: m, extent, change)
}

/// Points of three coordinates.
private func transformSolid(
  _ call: Call, names: String, matrix: String, _ change: (Point) -> Point
) throws -> [Value] {
  guard call.count == 1 || call.count == 3 else { throw call.invalidCall }
  if call.count == 3 { return try transformed(call, names: names, change) }
  guard call[0].isNumeric, call[0].shape.isMatrix else {
    throw call.error("\(matrix) must be a 2-D numeric array")
  }
  let m = try call.matrix(0)
  let extent = m.shape.isVector && m.columns != 3 ? m.count : m.columns
  guard extent == 3 else {
    throw call.error("\(matrix) must be a 3-element vector or 3-column array")
  }
  return try transformed(call, columns: m, extent, change)
}

/// The points in the rows of an array.
private func transformed(
  _ call: Call, columns m: Matrix<Double>, _ extent: Int, _ change: (Point) -> Point
) throws -> [Value] {
  let rows = m.count / extent
  let points = m.reshaped(Shape(rows, extent))
  let parts = try (0..<extent).map { column in
    try points.indexed([.all, .scalar(column)])
  }
  return try answer(call, parts, change)
}

/// The points whose coordinates are spread over the arguments.
private func transformed(
  _ call: Call, names: String, _ change: (Point) -> Point
) throws -> [Value] {
  guard call.arguments.allSatisfy({ $0.isNumeric }) else {
    throw call.error("\(names) must be numeric arrays or scalars")
  }
  let parts = try call.arguments.indices.map { try call.matrix($0) }
  let shape = parts.first { !$0.isScalar }?.shape ?? .scalar
  guard parts.allSatisfy({ $0.isScalar || $0.shape == shape }) else {
    throw call.error("\(names) must be the same size or scalars")
  }
  return try answer(
    call, parts.map { $0.isScalar ? try Matrix(shape, repeating: $0[0]) : $0 }, change)
}

/// One result for each coordinate.
private func answer(
  _ call: Call, _ parts: [Matrix<Double>], _ change: (Point) -> Point
) throws -> [Value] {
  var results = parts
  for axis in results.indices { try results[axis].unshare() }
  for index in 0..<parts[0].count {
    let point = change(parts.map { $0[index] })
    for axis in results.indices { results[axis][index] = point[axis] }
  }
  let isSingle = call.arguments.contains { $0.valueClass == .single }
  return try results.map { isSingle ? .single(try $0.converted { Float($0) }) : .matrix($0) }
}

private func commonSize(_ call: Call) throws -> [Value] {
  guard call.count >= 2 else { throw call.error("only makes sense if nargin >= 2") }
  let shape = call.arguments.first { !$0.isScalar }?.shape ?? .scalar
  let fits = call.arguments.allSatisfy { $0.isScalar || $0.shape == shape }
  if !fits || shape == .scalar { return [.number(fits ? 0 : 1)] + call.arguments }
  return [.number(0)]
    + (try call.arguments.map { value in
      guard value.isScalar else { return value }
      return try value.selected([.list([Int](repeating: 0, count: shape.count), shape: shape)])
    })
}
