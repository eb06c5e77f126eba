/// Minimises a function without its gradient, by a simplex that reflects, grows and shrinks
/// (Nelder, Mead, 1965), from a regular simplex.
///
/// Source of the starting simplex, the rules and the test for the end: N. J. Higham, "Optimization by direct
/// search in matrix computations", SIAM J. Matrix Anal. Appl. 14 (1993).
public struct NelderMead {
  public typealias Function = (_ x: [Double]) throws -> Double

  /// The corners with their values, best first.
  private var corners: [(x: [Double], value: Double)] = []
  private let function: Function
  public private(set) var evaluations = 0
  public private(set) var iterations = 0

  public var x: [Double] { corners[0].x }
  public var value: Double { corners[0].value }

  /// - Parameter start: at least one number.
  public init(_ start: [Double], _ function: @escaping Function) throws {
    self.function = function
    try add(start)
    // All edges are as long as the largest coordinate, or 1.
    let n = Double(start.count)
    let scale = start.reduce(1) { max($0, abs($1)) } / (n * 2.0.squareRoot())
    let (far, near) = (
      scale * ((n + 1).squareRoot() - 1 + n), scale * ((n + 1).squareRoot() - 1)
    )
    for i in start.indices {
      var corner = start.map { $0 + near }
      corner[i] = start[i] + far
      try add(corner)
    }
    sort()
  }

  /// Whether it converged before `evaluations` or `iterations` ran out or the callback stopped it.
  public mutating func run(
    iterations most: Int, evaluations mostEvaluations: Int, valueTolerance: Double,
    stepTolerance: Double, onIteration: (NelderMead) throws -> Bool
  ) throws -> Bool {
    while iterations < most, evaluations < mostEvaluations {
      if isSmall(valueTolerance, stepTolerance) { return true }
      try step()
      iterations += 1
      if !(try onIteration(self)) { return false }
    }
    return isSmall(valueTolerance, stepTolerance)
  }

  private func isSmall(_ valueTolerance: Double, _ stepTolerance: Double) -> Bool {
    let size = max(1, x.reduce(0) { $0 + abs($1) })
    for corner in corners.dropFirst() {
      if !(abs(corner.value - value) <= valueTolerance) { return false }
      let distance = zip(corner.x, x).reduce(0) { $0 + abs($1.0 - $1.1) }
      if distance > stepTolerance * size { return false }
    }
    return true
  }

  private mutating func step() throws {
    let last = corners.count - 1
    let worst = corners[last]
    let center = centroid()
    let reflected = try evaluated(1, center, worst.x)
    let second = corners[last - 1].value
    if reflected.value < second {
      corners[last] = reflected
      if reflected.value < value {
        let expanded = try evaluated(2, center, worst.x)
        if expanded.value < value { corners[last] = expanded }
      }
    } else {
      let isOutside = reflected.value < worst.value
      let contracted = try evaluated(isOutside ? 0.5 : -0.5, center, worst.x)
      if contracted.value < second {
        corners[last] = contracted
      } else {
        try shrink()
      }
    }
    sort()
  }

  /// The mean of all corners but the worst.
  private func centroid() -> [Double] {
    var sum = Array(repeating: 0.0, count: x.count)
    for corner in corners.dropLast() {
      for i in sum.indices { sum[i] += corner.x[i] }
    }
    return sum.map { $0 / Double(corners.count - 1) }
  }

  private mutating func evaluated(
    _ factor: Double, _ center: [Double], _ worst: [Double]
  ) throws -> (x: [Double], value: Double) {
    let point = zip(center, worst).map { $0 + factor * ($0 - $1) }
    evaluations += 1
    return (point, try function(point))
  }

  private mutating func shrink() throws {
    let best = x
    for index in 1..<corners.count {
      let point = zip(best, corners[index].x).map { $0 + 0.5 * ($1 - $0) }
      evaluations += 1
      corners[index] = (point, try function(point))
    }
  }

  private mutating func add(_ point: [Double]) throws {
    evaluations += 1
    corners.append((point, try function(point)))
  }

  /// Best first; NaN counts as worst.
  private mutating func sort() {
    corners.sort { !$0.value.isNaN && ($1.value.isNaN || $0.value < $1.value) }
  }
}
