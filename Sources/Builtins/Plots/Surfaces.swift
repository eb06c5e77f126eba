import Evaluation
import Glibc
import Matrices
import Plots

/// A point of the circle that touches the square from (0, 0) to (1, 1), by its share of a turn.
func unitCircle(_ share: Double) -> (Double, Double) {
  let angle = share * 2 * Double.pi
  return (0.5 + cos(angle) / 2, 0.5 + sin(angle) / 2)
}

/// Functions of two coordinates: surfaces and level curves.
let surfaceCommands: [Builtin] = [
  Builtin(
    "surf(x, y, z)",
    "Draws the heights z over x (columns) and y (rows) as a surface; x and y may be left out.",
    shapes: "z: m x n; x: 1 x n or m x n; y: m x 1 or m x n", seeAlso: ["mesh", "contour", "view"],
    many: { try $0.surface(SurfaceLook(hasFaces: true, hasEdges: true)) }),
  Builtin(
    "surfc(x, y, z)", "As surf, with level curves on the floor.", seeAlso: ["surf"],
    many: { try $0.surface(SurfaceLook(hasFaces: true, hasEdges: true, hasContours: true)) }),
  Builtin(
    "mesh(x, y, z)", "As surf, as a net of lines.", seeAlso: ["surf"],
    many: { try $0.surface(SurfaceLook(hasFaces: false, hasEdges: true)) }),
  Builtin(
    "meshc(x, y, z)", "As mesh, with level curves on the floor.", seeAlso: ["mesh"],
    many: { try $0.surface(SurfaceLook(hasFaces: false, hasEdges: true, hasContours: true)) }),
  Builtin(
    "contour(x, y, z, levels, style)",
    "Draws the curves on which z has the values of levels (10 curves unless given; a number says how many). x "
      + "and y may be left out.", shapes: "z: m x n; x: 1 x n or m x n; y: m x 1 or m x n",
    examples: """
      >> [u, v] = meshgrid(-1:0.5:1);
      >> contour(u, v, u .^ 2 + v .^ 2, [0.5 0.5], 'b')
      >> describe
      Figure 1
      x from -1 to 1
      y from -1 to 1
      Level curves: 5 x 5 values 0 to 2, 1 level 0.5

      """, seeAlso: ["contourf", "surf"], many: { try $0.contour(isFilled: false) }),
  Builtin(
    "contourf(x, y, z, levels)", "As contour, with the areas between the curves filled.",
    seeAlso: ["contour"], many: { try $0.contour(isFilled: true) }),
  peaksCommand,
]

extension Call {
  fileprivate func surface(_ look: SurfaceLook) throws -> [Value] {
    try expect(1...)
    var arguments = PlotArguments(self)
    let data = try arguments.allNumbers()
    let (x, y, z) = try grids(data)
    var one = Series(.surface(x: x, y: y, z: z, look: look))
    one.style.dash = .solid
    try arguments.setProperties(of: &one)
    return draw([one]) { $0.hasGrid = true }
  }

  fileprivate func contour(isFilled: Bool) throws -> [Value] {
    try expect(1...)
    var arguments = PlotArguments(self)
    var data = try arguments.allNumbers()
    var wanted: Matrix<Double>?
    if data.count == 2 || data.count == 4 { wanted = data.removeLast() }
    let (x, y, z) = try grids(data)
    var levels: [Double]
    let range = z.range ?? 0...1
    if let wanted, wanted.count > 1 {
      levels = wanted.elements.filter(\.isFinite)
      // [v v] asks for one curve.
      if levels.count == 2, levels[0] == levels[1] { levels.removeLast() }
    } else {
      let number = wanted?.elements.first ?? 10
      guard number >= 1, number <= 1000, let count = Int(exactly: number.rounded()) else {
        throw error("the number of levels must be between 1 and 1000")
      }
      levels = LevelCurves.levels(count, in: range)
    }
    var one = Series(.contour(x: x, y: y, z: z, levels: levels, isFilled: isFilled))
    if let word = arguments.styleWord() {
      one.style.colour = word.colour
      if let dash = word.dash { one.style.dash = dash }
    }
    for (name, value) in try arguments.properties() {
      if name == "linecolor" {
        one.style.colour = try? SeriesProperties.colour(value, name, self)
      } else {
        try SeriesProperties.set(name, value, of: &one, self)
      }
    }
    let drawn = draw([one])
    // The first result is the matrix of the curves, the second the handle.
    guard outputCount > 0, let handle = drawn.first else { return [] }
    return [try curveMatrix(x, y, z, levels), handle]
  }

  /// The curves as Octave gives them: for each a column [level; points], then its points in columns.
  private func curveMatrix(_ x: Grid, _ y: Grid, _ z: Grid, _ levels: [Double]) throws -> Value {
    var columns: [Double] = []
    for level in levels {
      for curve in LevelCurves.curves(x: x, y: y, z: z, level: level) {
        columns += [level, Double(curve.x.count)]
        for (px, py) in zip(curve.x, curve.y) { columns += [px, py] }
      }
    }
    return .matrix(try Matrix(Shape(2, columns.count / 2), columns))
  }

  /// x, y and z of a function of two coordinates, from `(z)` or `(x, y, z)`.
  func grids(_ data: [Matrix<Double>]) throws -> (Grid, Grid, Grid) {
    guard data.count == 1 || data.count == 3, let z = data.last else { throw invalidCall }
    guard z.shape.isMatrix, z.rows > 0, z.columns > 0 else {
      throw error("Z must be a 2-D matrix")
    }
    let (rows, columns) = (z.rows, z.columns)
    let x = data.count == 3 ? data[0] : nil
    let y = data.count == 3 ? data[1] : nil
    func spread(
      _ given: Matrix<Double>?, _ name: String, _ wanted: Int, _ place: (Int, Int) -> Int
    ) throws -> Grid {
      if let given, given.shape == z.shape,
        !PlotArguments.isVector(given) || rows == 1 || columns == 1,
        given.count == z.count
      {
        return Grid(given)
      }
      if let given, given.count != wanted {
        throw error(
          "\(name) has \(given.count) elements, Z is \(rows)x\(columns): \(name) must have \(wanted), "
            + "or the size of Z")
      }
      let line = given?.elements ?? (0..<wanted).map { Double($0 + 1) }
      var values: [Double] = []
      values.reserveCapacity(z.count)
      for column in 0..<columns { for row in 0..<rows { values.append(line[place(row, column)]) } }
      return Grid(rows: rows, columns: columns, values: values)
    }
    return (
      try spread(x, "X", columns) { $1 }, try spread(y, "Y", rows) { row, _ in row }, Grid(z)
    )
  }
}
