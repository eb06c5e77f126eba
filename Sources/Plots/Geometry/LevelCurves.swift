/// Curves on which a function over a grid has a value, by marching squares
/// (W. Lorensen, H. Cline, "Marching cubes", 1987, in the plane).
public enum LevelCurves {
  /// A curve as a list of points; a closed one ends where it began.
  public struct Curve: Equatable, Sendable {
    public let level: Double
    public let x: [Double]
    public let y: [Double]
  }

  /// The curves of `z` at `level`. `x`, `y` and `z` have the same size. Squares with a NaN have none.
  public static func curves(x: Grid, y: Grid, z: Grid, level: Double) -> [Curve] {
    var march = March(x: x, y: y, z: z, level: level)
    return march.run()
  }

  /// `count` levels inside a range, as Octave's `contour` chooses them.
  public static func levels(_ count: Int, in range: ClosedRange<Double>) -> [Double] {
    guard count > 0, range.lowerBound < range.upperBound else { return [range.lowerBound] }
    let step = (range.upperBound - range.lowerBound) / Double(count + 1)
    return (1...count).map { range.lowerBound + Double($0) * step }
  }

  private struct March {
    let x: Grid
    let y: Grid
    let z: Grid
    let level: Double
    /// Which edges the curve joins: each crossed edge has at most two neighbours. Edges are numbered:
    /// 2 * corner, and one more for those to the next column.
    var neighbours: [Int: [Int]] = [:]

    mutating func run() -> [Curve] {
      guard z.rows > 1, z.columns > 1 else { return [] }
      for column in 0..<z.columns - 1 {
        for row in 0..<z.rows - 1 { cross(row, column) }
      }
      return joined()
    }

    private mutating func cross(_ row: Int, _ column: Int) {
      let corner = row + column * z.rows
      let a = z.values[corner]
      let b = z.values[corner + 1]
      let c = z.values[corner + 1 + z.rows]
      let d = z.values[corner + z.rows]
      guard a.isFinite, b.isFinite, c.isFinite, d.isFinite else { return }
      var edges: [Int] = []
      if (a < level) != (b < level) { edges.append(2 * corner) }
      if (b < level) != (c < level) { edges.append(2 * (corner + 1) + 1) }
      if (c < level) != (d < level) { edges.append(2 * (corner + z.rows)) }
      if (d < level) != (a < level) { edges.append(2 * corner + 1) }
      if edges.count == 2 {
        join(edges[0], edges[1])
      } else if edges.count == 4 {
        // A saddle: the middle tells which corners belong together.
        let isMiddleLow = (a + b + c + d) / 4 < level
        if isMiddleLow == (a < level) {
          join(edges[0], edges[1])
          join(edges[2], edges[3])
        } else {
          join(edges[0], edges[3])
          join(edges[1], edges[2])
        }
      }
    }

    private mutating func join(_ a: Int, _ b: Int) {
      neighbours[a, default: []].append(b)
      neighbours[b, default: []].append(a)
    }

    private mutating func joined() -> [Curve] {
      var curves: [Curve] = []
      // Open curves first, from their ends; then what is left is closed.
      let ends = neighbours.keys.filter { neighbours[$0]?.count == 1 }.sorted()
      for start in ends where neighbours[start] != nil { curves.append(follow(start)) }
      for start in neighbours.keys.sorted() where neighbours[start] != nil {
        curves.append(follow(start))
      }
      return curves
    }

    private mutating func follow(_ start: Int) -> Curve {
      var points = [start]
      var last = start
      while let next = neighbours[last]?.first {
        remove(last, next)
        points.append(next)
        last = next
        if last == start { break }
      }
      let places = points.map(place)
      return Curve(level: level, x: places.map(\.0), y: places.map(\.1))
    }

    private mutating func remove(_ a: Int, _ b: Int) {
      for (from, to) in [(a, b), (b, a)] {
        if let index = neighbours[from]?.firstIndex(of: to) {
          neighbours[from]?.remove(at: index)
        }
        if neighbours[from]?.isEmpty == true { neighbours[from] = nil }
      }
    }

    /// Where the curve crosses an edge, by straight interpolation.
    private func place(_ edge: Int) -> (Double, Double) {
      let from = edge / 2
      let to = edge % 2 == 0 ? from + 1 : from + z.rows
      let part = (level - z.values[from]) / (z.values[to] - z.values[from])
      func mix(_ grid: Grid) -> Double {
        grid.values[from] + (grid.values[to] - grid.values[from]) * part
      }
      return (mix(x), mix(y))
    }
  }
}
