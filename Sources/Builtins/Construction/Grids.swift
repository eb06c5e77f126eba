import Evaluation
import Matrices

let grids: [Builtin] = [
  Builtin(
    "[X, Y, Z] = meshgrid(x, y, z)", "The coordinates of all points of a grid, x along the columns",
    shapes: "x: n, y: m -> m x n",
    examples: """
      >> [X, Y] = meshgrid(1:2, 1:3)
      X =

         1   2
         1   2
         1   2

      Y =

         1   1
         2   2
         3   3

      """, seeAlso: ["ndgrid"], many: meshGrid),
  Builtin(
    "[X1, X2, ...] = ndgrid(x1, x2, ...)",
    "The coordinates of all points of a grid, x1 along the rows",
    examples: """
      >> [A, B] = ndgrid(1:2, 1:2)
      A =

         1   1
         2   2

      B =

         1   2
         1   2

      """, seeAlso: ["meshgrid"], many: gridOfDimensions),
]

private func meshGrid(_ call: Call) throws -> [Value] {
  try call.expect(1...3)
  let isSolid = call.count == 3 || call.outputCount > 2
  let sources = isSolid ? [0, 1, 2] : [0, 1]
  let names = isSolid ? "X, Y, and Z" : "X and Y"
  let lines = try sources.map { index -> Value in
    let m = call[call.count == 1 ? 0 : min(index, call.count - 1)]
    _ = try call.matrix(call.count == 1 ? 0 : min(index, call.count - 1))
    guard m.shape.isVector else { throw call.error("\(names) must be vectors") }
    return m
  }
  var shape = [lines[1].count, lines[0].count]
  if isSolid { shape.append(lines[2].count) }
  let axes = [1, 0, 2]
  return try (0..<max(1, min(call.outputCount, lines.count))).map {
    try spread(lines[$0], along: axes[$0], over: shape)
  }
}

private func gridOfDimensions(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let count = call.count == 1 ? max(1, call.outputCount) : call.count
  guard call.outputCount <= count else {
    throw call.error("wrong number of input arguments")
  }
  let lines = try (0..<count).map { index -> Value in
    let m = call[call.count == 1 ? 0 : index]
    _ = try call.matrix(call.count == 1 ? 0 : index)
    guard m.shape.isVector || m.isEmpty else { throw call.error("arguments must be vectors") }
    return m
  }
  let shape = lines.map(\.count)
  return try (0..<max(1, call.outputCount)).map { try spread(lines[$0], along: $0, over: shape) }
}

/// The elements of `line` along one axis, the same along all others.
private func spread(_ line: Value, along axis: Int, over shape: [Int]) throws -> Value {
  var own = [Int](repeating: 1, count: max(2, shape.count))
  own[axis] = line.count
  var times = shape
  times[axis] = 1
  return try line.rearranged(by: Reshaping(shape: Shape(own))).rearranged(
    by: Repeating(times: times))
}
