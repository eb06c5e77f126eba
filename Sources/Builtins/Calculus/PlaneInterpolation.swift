import Evaluation
import Matrices

/// Values between those of a grid.
let planeInterpolation: [Builtin] = [
  Builtin(
    "zi = interp2(x, y, z, xi, yi, method, outside)\nzi = interp2(z, xi, yi)\nzi = interp2(z, n)",
    "The values at (xi, yi) between those of a grid: linear or nearest",
    shapes: "z: m x n; x: n places of its columns; y: m places of its rows",
    examples: """
      >> interp2([1 2; 3 4], 1.5, 1.5)
      ans = 2.5000
      """, seeAlso: ["interp1", "meshgrid"], one: interpolatePlane)
]

private func interpolatePlane(_ given: Call) throws -> Value {
  var call = given
  var method = "linear"
  var outside: Double? = missingValue
  // The method, and after it a number, stand at the end.
  if let index = call.arguments.firstIndex(where: \.isChar) {
    method = call[index].text?.lowercased() ?? ""
    if index + 1 < call.count {
      outside = call[index + 1].text == "extrap" ? nil : try call.scalar(index + 1)
    }
    call.arguments.removeSubrange(index...)
  }
  guard method == "linear" || method == "nearest" else {
    throw call.error("interpolation METHOD must be \"linear\" or \"nearest\"")
  }
  let z: Matrix<Double>
  var (x, y): ([Double], [Double])
  let (xi, yi): (Matrix<Double>, Matrix<Double>)
  switch call.count {
  case 1, 2:
    z = try call.matrix(0)
    let halvings = call.count > 1 ? try call.integer(1) : 1
    guard (0...20).contains(halvings) else { throw call.error("N must be from 0 to 20") }
    let parts = Double(1 << halvings)
    func places(_ count: Int) -> [Double] {
      (0..<max(0, (count - 1) * Int(parts) + 1)).map { 1 + Double($0) / parts }
    }
    let (across, down) = (places(z.columns), places(z.rows))
    xi = try Matrix(Shape(1, across.count), across)
    yi = try Matrix(Shape(down.count, 1), down)
  case 3: (z, xi, yi) = (try call.matrix(0), try call.matrix(1), try call.matrix(2))
  case 5: (z, xi, yi) = (try call.matrix(2), try call.matrix(3), try call.matrix(4))
  default: throw call.invalidCall
  }
  guard z.shape.isMatrix, z.rows > 1, z.columns > 1 else {
    throw call.error("Z must be a 2-D matrix")
  }
  (x, y) = ((1...z.columns).map(Double.init), (1...z.rows).map(Double.init))
  if call.count == 5 {
    x = try line(call, 0, along: 1, count: z.columns)
    y = try line(call, 1, along: 0, count: z.rows)
  }
  func value(_ xi: Double, _ yi: Double) -> Double {
    let isInside = xi >= x[0] && xi <= x[x.count - 1] && yi >= y[0] && yi <= y[y.count - 1]
    if !isInside, let outside { return outside }
    let ((column, t), (row, u)) = (place(xi, in: x), place(yi, in: y))
    if method == "nearest" { return z[u < 0.5 ? row : row + 1, t < 0.5 ? column : column + 1] }
    let above = z[row, column] + t * (z[row, column + 1] - z[row, column])
    let below = z[row + 1, column] + t * (z[row + 1, column + 1] - z[row + 1, column])
    return above + u * (below - above)
  }
  if xi.shape == yi.shape, !(xi.rows == 1 && yi.columns == 1 && !xi.isScalar) {
    return .matrix(try Matrix(xi.shape, (0..<xi.count).map { value(xi[$0], yi[$0]) }))
  }
  guard xi.shape.isVector, yi.shape.isVector else {
    throw call.error("XI and YI must be matrices of equal size")
  }
  let grid = try xi.elements.flatMap { x -> [Double] in
    try call.checkInterrupt()
    return yi.elements.map { value(x, $0) }
  }
  return .matrix(try Matrix(Shape(yi.count, xi.count), grid))
}

/// The rising places of the columns or rows of a grid, from a vector or from what `meshgrid` gives.
private func line(_ call: Call, _ index: Int, along axis: Int, count: Int) throws -> [Double] {
  let m = try call.matrix(index)
  let places =
    m.shape.isVector
    ? m.elements : axis == 1 ? (0..<m.columns).map { m[0, $0] } : (0..<m.rows).map { m[$0, 0] }
  guard places.count == count else {
    throw call.error("X and Y must be vectors or matrices that fit the size of Z")
  }
  guard zip(places, places.dropFirst()).allSatisfy({ $0 < $1 }) else {
    throw call.error("X and Y must be strictly monotonic")
  }
  return places
}

/// The interval of a place, the first or the last for one outside, and how far in it.
private func place(_ x: Double, in places: [Double]) -> (low: Int, part: Double) {
  var (low, high) = (0, places.count - 1)
  while high - low > 1 {
    let middle = (low + high) / 2
    if places[middle] <= x { low = middle } else { high = middle }
  }
  return (low, (x - places[low]) / (places[high] - places[low]))
}
