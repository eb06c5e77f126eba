/// A cost given as a function of all parameters.
struct FunctionCost: ProbedCost {
  private let point: [Double]
  private let here: Double
  private let value: ([Double]) throws -> Double
  /// The distance of numbers next to 1 in the arithmetic of the function.
  private let precision: Double
  /// Whether the values are numbers of single precision.
  let isSingle: Bool

  /// - Parameter value: called with points near `point`.
  init(_ point: [Double], value: @escaping ([Double]) throws -> Double) throws {
    (self.point, self.value) = (point, value)
    here = try value(point)
    var moved = point
    for i in moved.indices { moved[i] += 0.007 * max(1, abs(moved[i])) }
    let there = try value(moved)
    isSingle = [here, there].allSatisfy {
      Double(Float($0)) == $0 && GradientPrecision.isLong(Float($0))
    }
    precision = isSingle ? 0x1p-23 : 0x1p-52
  }

  var parameterCount: Int { point.count }

  func firstStep(_ parameter: Int) -> Double {
    (isSingle ? 0x1p-7 : 0x1p-14) * max(1, abs(point[parameter]))
  }

  func fineStep(_ parameter: Int) -> Double {
    let size = abs(point[parameter])
    return size > 0 ? 0x1p-14 * min(1, size) : 0x1p-40
  }

  func changes(_ probes: [Probe]) throws -> [Change] {
    var moved = point
    return try probes.map { probe in
      let start = point[probe.parameter]
      moved[probe.parameter] = start + probe.step
      let above = try value(moved)
      moved[probe.parameter] = start - probe.step
      let below = try value(moved)
      moved[probe.parameter] = start
      // The step that was taken is that between rounded numbers.
      let up = (start + probe.step) - start
      let down = start - (start - probe.step)
      return Change(
        above: (above - here) * (probe.step / up), below: (here - below) * (probe.step / down))
    }
  }

  func rounding(_ step: Double) -> Double { 8 * precision * max(abs(here), 1e-3) / step }
}
