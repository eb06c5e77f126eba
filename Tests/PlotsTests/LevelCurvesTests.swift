import Testing

@testable import Plots

@Suite struct LevelCurvesTests {
  /// A grid of a function over whole steps from -5 to 5.
  private func grids(_ f: (Double, Double) -> Double) -> (x: Grid, y: Grid, z: Grid) {
    let line = stride(from: -5.0, through: 5, by: 0.5).map { $0 }
    func grid(_ value: (Double, Double) -> Double) -> Grid {
      Grid(
        rows: line.count, columns: line.count,
        values: line.flatMap { x in line.map { y in value(x, y) } })
    }
    return (grid { x, _ in x }, grid { _, y in y }, grid(f))
  }

  @Test func aPlaneHasAStraightCurve() {
    let (x, y, z) = grids { 2 * $0 + $1 }
    let curves = LevelCurves.curves(x: x, y: y, z: z, level: 1.3)
    #expect(curves.count == 1)
    for (px, py) in zip(curves[0].x, curves[0].y) { #expect(abs(2 * px + py - 1.3) < 1e-12) }
  }

  @Test func aBowlHasOneClosedCurve() {
    let (x, y, z) = grids { $0 * $0 + $1 * $1 }
    let curves = LevelCurves.curves(x: x, y: y, z: z, level: 9)
    #expect(curves.count == 1)
    #expect(curves[0].x.first == curves[0].x.last && curves[0].y.first == curves[0].y.last)
    for (px, py) in zip(curves[0].x, curves[0].y) {
      // Straight interpolation of a parabola is off by an eighth of the step squared at most.
      #expect(abs((px * px + py * py).squareRoot() - 3) < 0.05)
    }
  }

  @Test func aSaddleHasTwoCurvesThatDoNotCross() {
    let (x, y, z) = grids { $0 * $1 }
    #expect(LevelCurves.curves(x: x, y: y, z: z, level: 1).count == 2)
  }

  @Test func squaresWithoutNumbersAreLeftOut() {
    let (x, y, z) = grids { x, y in x > 0 ? .nan : x + y }
    for curve in LevelCurves.curves(x: x, y: y, z: z, level: -2) {
      #expect(curve.x.allSatisfy { $0 <= 0 })
    }
    let flat = Grid(rows: 1, columns: 3, values: [1, 2, 3])
    #expect(LevelCurves.curves(x: flat, y: flat, z: flat, level: 2).isEmpty)
  }
}
