import Evaluation
import Matrices

/// Polygons and rectangles in the plane.
let polygons: [Builtin] = [
  Builtin(
    "polyarea(x, y)\npolyarea(x, y, dim)", "The area of the polygon with the corners (x, y)",
    examples: """
      >> polyarea([0 2 2 0], [0 0 1 1])
      ans = 2
      """, seeAlso: ["inpolygon", "rectint"], one: polygonArea),
  Builtin(
    "[in, on] = inpolygon(x, y, xv, yv)",
    "Which points are inside the polygon with the corners (xv, yv) or on its edge, and which on the edge",
    examples: """
      >> inpolygon([0.5 2], [0.5 0.5], [0 1 1 0], [0 0 1 1])
      ans =

        1  0

      """, seeAlso: ["polyarea"], many: isInPolygon),
  Builtin(
    "rectint(a, b)",
    "The areas in which rectangles [x y width height] overlap, one for each pair of rows",
    examples: """
      >> rectint([0 0 2 2], [1 1 2 2])
      ans = 1
      """, seeAlso: ["polyarea"], one: rectangleOverlap),
]

private func polygonArea(_ call: Call) throws -> Value {
  try call.expect(2...3)
  let (x, y) = (try call.matrix(0), try call.matrix(1))
  guard x.shape == y.shape else { throw call.error("X and Y must have the same shape") }
  let axis = call.count > 2 ? try call.axis(2) : x.shape.firstNonSingleton
  // Both coordinates of a line are read at once: the places of the line in the one hold for the other.
  let places = try Matrix(x.shape, (0..<x.count).map(Double.init))
  return .matrix(
    try reducedLines(places, axis) { line in
      let corners = line.map { Int($0) }
      var sum = 0.0
      for (k, corner) in corners.enumerated() {
        let next = corners[(k + 1) % corners.count]
        let last = corners[(k + corners.count - 1) % corners.count]
        sum += x[corner] * (y[next] - y[last])
      }
      return abs(sum) / 2
    })
}

private func isInPolygon(_ call: Call) throws -> [Value] {
  try call.expect(4...4)
  let (x, y) = (try call.matrix(0), try call.matrix(1))
  let (corners, heights) = (try call.matrix(2).elements, try call.matrix(3).elements)
  guard x.shape == y.shape else {
    throw call.error("X and Y must be real arrays of the same size")
  }
  guard corners.count == heights.count, !corners.isEmpty else {
    throw call.error("XV and YV must be real vectors of the same size")
  }
  var inside = try Matrix(x.shape, repeating: false)
  var edge = inside
  for point in 0..<x.count {
    try Interrupt.check(every: 1024, at: point)
    var last = corners.count - 1
    for k in corners.indices {
      let (width, height) = (corners[k] - corners[last], heights[k] - heights[last])
      let side = (x[point] - corners[last]) * height - (y[point] - heights[last]) * width
      let isBeside =
        min(heights[k], heights[last]) <= y[point] && y[point] <= max(heights[k], heights[last])
        && min(corners[k], corners[last]) <= x[point]
        && x[point] <= max(corners[k], corners[last])
      if side == 0, isBeside { edge[point] = true }
      // A ray to the right crosses the edge.
      if (heights[k] > y[point]) != (heights[last] > y[point]),
        x[point] < corners[last] + (y[point] - heights[last]) * width / height
      {
        inside[point] = !inside[point]
      }
      last = k
    }
    if edge[point] { inside[point] = true }
  }
  return [.truths(inside), .truths(edge)]
}

private func rectangleOverlap(_ call: Call) throws -> Value {
  try call.expect(2...2)
  let (a, b) = (try call.matrix(0), try call.matrix(1))
  guard a.shape.isMatrix, b.shape.isMatrix, a.columns == 4, b.columns == 4 else {
    throw call.error("A and B must have 4 columns")
  }
  func overlap(_ i: Int, _ j: Int, _ axis: Int) -> Double {
    let end = min(a[i, axis] + a[i, axis + 2], b[j, axis] + b[j, axis + 2])
    return max(0, end - max(a[i, axis], b[j, axis]))
  }
  var areas = try Matrix<Double>(Shape(a.rows, b.rows), repeating: 0)
  for j in 0..<b.rows {
    for i in 0..<a.rows { areas[i, j] = overlap(i, j, 0) * overlap(i, j, 1) }
  }
  return .matrix(areas)
}
