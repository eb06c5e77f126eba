import Matrices

/// Units of one hidden layer that do nothing for learning.
public struct IdleUnits: Sendable {
  /// 1-based.
  public let layer: Int
  public let units: Int
  /// 1-based units that give 0 for every example.
  public let dead: [Int]
  /// 1-based units that give the same for every example, at an end of their range.
  public let saturated: [Int]

  public var count: Int { dead.count + saturated.count }
}

extension Network {
  /// For each hidden layer the units that give one and the same value for all examples; layers without
  /// such units are left out.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func idleUnits(_ x: Matrix<Element>) throws -> [IdleUnits] {
    guard layerCount > 2, x.rows > 1 else { return [] }
    let a = try forwardRecord(x).a
    return (2..<layerCount).compactMap { l in
      var (dead, saturated): ([Int], [Int]) = ([], [])
      let weights = theta(l - 1)
      for unit in 1...sizes[l - 1] {
        // A unit without weights is no worse than its weights: `equalUnits` finds many of them.
        guard (1..<weights.columns).contains(where: { weights[unit - 1, $0] != 0 }) else {
          continue
        }
        let column = a[l - 1].columnSlice(unit..<unit + 1)
        let values = column.elements
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        guard high - low <= 1e-5 * max(abs(high), abs(low)) else { continue }
        if high == 0, low == 0 { dead.append(unit) } else { saturated.append(unit) }
      }
      let idle = IdleUnits(layer: l, units: sizes[l - 1], dead: dead, saturated: saturated)
      return idle.count > 0 ? idle : nil
    }
  }

  /// Hidden layers in which units are equal in all their weights, in and out: they stay equal for ever.
  /// `count` units of the layer are like an earlier one.
  public var equalUnits: [(layer: Int, count: Int)] {
    guard layerCount > 2 else { return [] }
    return (2..<layerCount).compactMap { l in
      let (below, above) = (theta(l - 1), theta(l))
      var seen: Set<[Element]> = []
      var count = 0
      for unit in 0..<sizes[l - 1] {
        let weights =
          (0..<below.columns).map { below[unit, $0] }
          + (0..<above.rows).map { above[$0, unit + 1] }
        if !seen.insert(weights).inserted { count += 1 }
      }
      return count > 0 ? (l, count) : nil
    }
  }

  /// Where the pass over `x` first leaves the numbers: layer, example and unit, 1-based; nil where it
  /// stays finite.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func firstNotFinite(
    _ x: Matrix<Element>
  ) throws -> (layer: Int, example: Int, unit: Int, isNaN: Bool)? {
    for l in 1..<layerCount {
      let theta = theta(l)
      if let k = (0..<theta.count).first(where: { !theta[$0].isFinite }) {
        return (l + 1, 1, k % theta.rows + 1, theta[k].isNaN)
      }
    }
    let record = try forwardRecord(x)
    for l in 2...layerCount {
      for m in [record.z[l - 1], record.a[l - 1]] {
        guard let k = (0..<m.count).first(where: { !m[$0].isFinite }) else { continue }
        return (l, k % m.rows + 1, k / m.rows + 1, m[k].isNaN)
      }
    }
    return nil
  }
}
