import Glibc

/// Minimises a smooth function by the limited-memory BFGS method with a strong Wolfe line search
/// (Nocedal, Wright, *Numerical Optimization*, 2006, algorithms 3.5, 3.6 and 7.5).
public struct QuasiNewton {
  public typealias Function = (_ x: [Double]) throws -> (value: Double, gradient: [Double])

  /// Why it ended.
  public enum Ending: Sendable {
    /// The gradient is small.
    case flat
    /// Steps or decreases became too small.
    case small
    case iterations
    /// The callback asked to stop.
    case stopped
  }

  public private(set) var x: [Double]
  public private(set) var value: Double
  public private(set) var gradient: [Double]
  public private(set) var iterations = 0
  public private(set) var evaluations = 1
  private let function: Function
  /// The newest pairs of steps and changes of the gradient.
  private var pairs: [(step: [Double], change: [Double], scale: Double)] = []
  static let memory = 24

  private struct Point {
    var x: [Double]
    var value: Double
    var gradient: [Double]
  }

  public init(_ start: [Double], _ function: @escaping Function) throws {
    x = start
    self.function = function
    (value, gradient) = try function(start)
  }

  /// - Parameters:
  ///   - tolerance: of the value (relative decrease) and of the step (relative to x).
  ///   - onIteration: called after each step; false stops.
  public mutating func run(
    iterations most: Int, valueTolerance: Double, stepTolerance: Double,
    onIteration: (QuasiNewton) throws -> Bool
  ) throws -> Ending {
    var failures = 0
    while iterations < most {
      let size = QuasiNewton.norm(gradient)
      if size <= 1e-10 * max(1, abs(value)) || size.isNaN { return .flat }
      let (before, oldX) = (value, x)
      guard try advance() else {
        if failures > 0 || pairs.isEmpty { return .small }
        failures += 1
        pairs.removeAll()
        continue
      }
      failures = 0
      iterations += 1
      if !(try onIteration(self)) { return .stopped }
      let moved = QuasiNewton.norm(zip(x, oldX).map { $0 - $1 })
      if before - value <= valueTolerance * max(1, abs(before)) * 1e-3,
        moved <= stepTolerance * max(1, QuasiNewton.norm(x))
      {
        return .small
      }
    }
    return .iterations
  }

  /// One line search; false when no lower point was found.
  private mutating func advance() throws -> Bool {
    var direction = newton()
    var slope = QuasiNewton.dot(gradient, direction)
    if !(slope < 0) {
      pairs.removeAll()
      direction = gradient.map { -$0 }
      slope = QuasiNewton.dot(gradient, direction)
    }
    let first = pairs.isEmpty ? min(1, 1 / QuasiNewton.norm(gradient)) : 1
    var line = WolfeSearch(value: value, slope: slope)
    let origin = x
    var best: Point?
    let found = try line.run(first: first) { step in
      let point = zip(origin, direction).map { $0 + step * $1 }
      let (value, gradient) = try function(point)
      evaluations += 1
      let new = Point(x: point, value: value, gradient: gradient)
      if value < best?.value ?? self.value { best = new }
      return (value, QuasiNewton.dot(gradient, direction), new)
    }
    guard let next = found ?? best, next.value < value || found != nil else { return false }
    remember(
      step: zip(next.x, x).map { $0 - $1 }, change: zip(next.gradient, gradient).map { $0 - $1 })
    (x, value, gradient) = (next.x, next.value, next.gradient)
    return true
  }

  private mutating func remember(step: [Double], change: [Double]) {
    let product = QuasiNewton.dot(step, change)
    guard product > 1e-300, product.isFinite else { return }
    pairs.append((step, change, 1 / product))
    if pairs.count > QuasiNewton.memory { pairs.removeFirst() }
  }

  /// -H g by the two loops over the remembered pairs.
  private func newton() -> [Double] {
    var q = gradient.map { -$0 }
    var weights = Array(repeating: 0.0, count: pairs.count)
    for index in pairs.indices.reversed() {
      let pair = pairs[index]
      weights[index] = pair.scale * QuasiNewton.dot(pair.step, q)
      QuasiNewton.add(-weights[index], pair.change, to: &q)
    }
    if let last = pairs.last {
      let scale = 1 / (last.scale * QuasiNewton.dot(last.change, last.change))
      for i in q.indices { q[i] *= scale }
    }
    for (index, pair) in pairs.enumerated() {
      let back = pair.scale * QuasiNewton.dot(pair.change, q)
      QuasiNewton.add(weights[index] - back, pair.step, to: &q)
    }
    return q
  }

  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in 0..<min(a.count, b.count) { sum += a[i] * b[i] }
    return sum
  }

  static func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }

  private static func add(_ factor: Double, _ a: [Double], to b: inout [Double]) {
    for i in b.indices { b[i] += factor * a[i] }
  }
}
