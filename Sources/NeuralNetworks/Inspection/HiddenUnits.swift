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
  ///
  /// Looks at some examples at a time, and no further when all units have given different values.
  /// - Parameter most: examples that are looked at, from the first on.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func idleUnits(
    _ x: Matrix<Element>, among most: Int = .max
  ) throws -> [IdleUnits] {
    guard layerCount > 2, x.rows > 1 else { return [] }
    let examples = min(x.rows, most)
    var ranges = (2..<layerCount).map { ValueRanges<Element>(units: sizes[$0 - 1]) }
    for start in stride(from: 0, to: examples, by: 256) {
      let rows = Subscript.range(start: start, step: 1, count: min(256, examples - start))
      let a = try forwardRecord(try x.indexed([rows, .all])).a
      for l in ranges.indices { ranges[l].include(a[l + 1]) }
      if ranges.allSatisfy({ range in range.units.allSatisfy { !range.isSingle($0) } }) { break }
    }
    return ranges.enumerated().compactMap { index, range in
      let (l, weights) = (index + 2, theta(index + 1))
      // A unit without weights is no worse than its weights: `equalUnits` finds many of them.
      let single = range.units.filter { unit in
        range.isSingle(unit) && (1..<weights.columns).contains { weights[unit - 1, $0] != 0 }
      }
      let idle = IdleUnits(
        layer: l, units: sizes[l - 1], dead: single.filter(range.isZero),
        saturated: single.filter { !range.isZero($0) })
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

/// The lowest and the highest value of each unit of a layer. Units are 1-based.
private struct ValueRanges<Element: RealElement> {
  private var low: [Element]
  private var high: [Element]

  init(units: Int) {
    low = Array(repeating: .infinity, count: units)
    high = Array(repeating: -.infinity, count: units)
  }

  var units: ClosedRange<Int> { 1...low.count }

  /// - Parameter a: activations of some examples, the column of ones first.
  mutating func include(_ a: Matrix<Element>) {
    a.withUnsafeElements { a0 in
      let rows = a.rows
      for unit in low.indices {
        for k in (unit + 1) * rows..<(unit + 2) * rows {
          low[unit] = min(low[unit], a0[k])
          high[unit] = max(high[unit], a0[k])
        }
      }
    }
  }

  /// Whether all values were the same but for rounding.
  func isSingle(_ unit: Int) -> Bool {
    let (low, high) = (low[unit - 1], high[unit - 1])
    return low <= high && high - low <= 1e-5 * max(abs(high), abs(low))
  }

  func isZero(_ unit: Int) -> Bool { high[unit - 1] == 0 && low[unit - 1] == 0 }
}
