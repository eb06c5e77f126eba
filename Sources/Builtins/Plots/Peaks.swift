import Evaluation
import Glibc
import Matrices
import Plots

/// The surface that pictures of surfaces are tried with.
let peaksCommand = Builtin(
  "z = peaks(n)\n[x, y, z] = peaks(n)\nz = peaks(x, y)",
  "A function of two coordinates with three hills and two hollows, over -3 to 3 in n steps (49 unless given); without "
    + "an output it is drawn.",
  shapes: "n x n",
  math: "3 (1-x)^2 e^(-x^2-(y+1)^2) - 10 (x/5-x^3-y^5) e^(-x^2-y^2) - e^(-(x+1)^2-y^2) / 3",
  examples: """
    >> peaks(3)
    >> describe
    Figure 1
    x from -3 to 3
    y from -3 to 3
    z from -0.4 to 1
    Surface: 3 x 3 heights -0.245 to 0.981
    >> z = peaks(0, 0)
    z = 0.9810

    """, seeAlso: ["surf", "contour", "meshgrid"], many: { try $0.peaks() })

extension Call {
  fileprivate func peaks() throws -> [Value] {
    try expect(0...2)
    let (x, y): (Matrix<Double>, Matrix<Double>)
    if count == 2 {
      (x, y) = (try matrix(0), try matrix(1))
    } else if count == 1, !self[0].isScalar {
      x = try matrix(0)
      y = x
    } else {
      let steps = count == 1 ? try integer(0) : 49
      guard (1...2000).contains(steps) else { throw error("N must be between 1 and 2000") }
      x = try Matrix(
        Shape(1, steps),
        (0..<steps).map { steps == 1 ? 3 : -3 + 6 * Double($0) / Double(steps - 1) })
      y = x
    }
    let places: (x: Grid, y: Grid)
    if PlotArguments.isVector(x), PlotArguments.isVector(y) {
      let (across, down) = (x.elements, y.elements)
      guard max(across.count, down.count) <= 2000 else {
        throw error("X and Y must have at most 2000 elements")
      }
      let (rows, columns) = (down.count, across.count)
      places = (
        Grid(
          rows: rows, columns: columns,
          values: across.flatMap { [Double](repeating: $0, count: rows) }),
        Grid(rows: rows, columns: columns, values: across.flatMap { _ in down })
      )
    } else {
      guard x.shape == y.shape, x.shape.isMatrix else {
        throw error("X and Y must have the same size")
      }
      places = (Grid(x), Grid(y))
    }
    let heights = zip(places.x.values, places.y.values).map(height)
    let z = Grid(rows: places.x.rows, columns: places.x.columns, values: heights)
    func value(_ grid: Grid) throws -> Value {
      .matrix(try Matrix(Shape(grid.rows, grid.columns), grid.values))
    }
    switch outputCount {
    case 0:
      let look = SurfaceLook(hasFaces: true, hasEdges: true)
      return draw([Series(.surface(x: places.x, y: places.y, z: z, look: look))]) {
        $0.hasGrid = true
      }
    case 1: return [try value(z)]
    default: return [try value(places.x), try value(places.y), try value(z)]
    }
  }

  private func height(_ x: Double, _ y: Double) -> Double {
    let (x2, y2) = (x * x, y * y)
    let hill = 3 * (1 - x) * (1 - x) * exp(-x2 - (y + 1) * (y + 1))
    let middle = 10 * (x / 5 - x2 * x - y2 * y2 * y) * exp(-x2 - y2)
    return hill - middle - exp(-(x + 1) * (x + 1) - y2) / 3
  }
}
