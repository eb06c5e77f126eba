import Matrices

/// Minimises a smooth function by conjugate gradients, the way of the lecture's `fmincg`.
///
/// Directions follow Polak and Ribiere; each line search brackets a minimum by cubic and quadratic
/// interpolation until the Wolfe-Powell conditions hold (C. E. Rasmussen, *minimize*, 2001). A step that
/// cannot be computed (a square root of a negative number, 0/0) is replaced by a bisection.
public final class ConjugateGradient<T: RealElement> {
  /// Value and gradient at a point: reads `count` numbers, writes as many.
  public typealias Function = (
    _ theta: UnsafePointer<T>, _ gradient: UnsafeMutablePointer<T>
  ) throws -> Double

  /// The share of the promised decrease that a step must bring (Wolfe-Powell).
  static var decrease: Double { 0.01 }
  /// The share of the slope that may be left after a step.
  static var curvature: Double { 0.5 }
  /// Steps stay this far, as a share, from the ends of the bracket.
  static var margin: Double { 0.1 }
  /// A step grows at most so many times.
  static var expansion: Double { 3 }
  static var mostEvaluations: Int { 20 }
  /// The largest ratio between the first steps of two searches.
  static var mostRatio: Double { 100 }

  private let count: Int
  private let function: Function
  private let theta: UnsafeMutablePointer<T>
  private let memory: Arena<T>
  /// Gradients where the search began and where it is, the direction, and the point it began at.
  private var gradient, newGradient, direction, start: UnsafeMutablePointer<T>
  /// The value at the beginning of a search.
  public private(set) var value: Double
  /// How often the function was called.
  public private(set) var evaluations = 0
  /// Searches done so far, failed ones included.
  public private(set) var iterations = 0
  private var slope = 0.0
  private var step = 0.0
  private var failed = false
  /// No search direction leads down any more.
  public private(set) var isFinished = false

  /// - Parameters:
  ///   - theta: where to begin; holds the best point found after each iteration. The caller owns it.
  ///   - function: called at once for the value at the beginning.
  ///   - reduction: the decrease to hope for in the first step.
  public init(
    _ theta: UnsafeMutablePointer<T>, count: Int, reduction: Double = 1,
    _ function: @escaping Function
  ) throws {
    self.count = count
    self.theta = theta
    self.function = function
    memory = try Arena(4 * count)
    gradient = memory.base
    newGradient = memory.base + count
    direction = memory.base + 2 * count
    start = memory.base + 3 * count
    value = try function(theta, gradient)
    evaluations = 1
    steepest()
    step = reduction / (1 - slope)
  }

  /// One search along one direction: returns whether the value became smaller.
  ///
  /// After a failed search theta is what it was and the next one follows the gradient; when that fails
  /// too, `isFinished` is set.
  public func iterate() throws -> Bool {
    iterations += 1
    start.update(from: theta, count: count)
    var search = LineSearch(value: value, slope: slope, step: step)
    do {
      try move(by: step, &search)
      let found = try search.run { try move(by: $0, &$1) }
      if found {
        turn(search)
        return true
      }
    } catch {
      theta.update(from: start, count: count)
      throw error
    }
    theta.update(from: start, count: count)
    if failed || slope == 0 { isFinished = true }
    failed = true
    steepest()
    step = 1 / (1 - slope)
    return false
  }

  /// Goes on from what `state` of another search gave; `function` is not called.
  init(
    _ theta: UnsafeMutablePointer<T>, count: Int, vectors: UnsafePointer<T>, numbers: [Double],
    _ function: @escaping Function
  ) throws {
    (self.count, self.theta, self.function) = (count, theta, function)
    memory = try Arena(4 * count)
    gradient = memory.base
    newGradient = memory.base + count
    direction = memory.base + 2 * count
    start = memory.base + 3 * count
    gradient.update(from: vectors, count: count)
    direction.update(from: vectors + count, count: count)
    (value, slope, step) = (numbers[0], numbers[1], numbers[2])
    (failed, isFinished) = (numbers[3] != 0, numbers[4] != 0)
  }

  /// How many numbers and vectors `state` has.
  static var numberCount: Int { 5 }
  static var vectorCount: Int { 2 }

  /// What is needed to go on later: value, slope and step, and the gradient and the direction.
  var state: (numbers: [Double], vectors: [UnsafePointer<T>]) {
    (
      [value, slope, step, failed ? 1 : 0, isFinished ? 1 : 0],
      [UnsafePointer(gradient), UnsafePointer(direction)]
    )
  }

  private func move(by step: Double, _ search: inout LineSearch) throws {
    Passes<T>.addScaled(count, T(step), direction, theta)
    evaluations += 1
    search.newValue = try function(theta, newGradient)
    search.newSlope = Passes<T>.dot(count, newGradient, direction)
  }

  /// The next direction, by Polak and Ribiere; downhill in any case.
  private func turn(_ search: LineSearch) {
    value = search.newValue
    let old = Passes<T>.dot(count, gradient, gradient)
    let mixed = Passes<T>.dot(count, gradient, newGradient)
    let new = Passes<T>.dot(count, newGradient, newGradient)
    let beta = T((new - mixed) / old)
    for i in 0..<count { direction[i] = beta * direction[i] - newGradient[i] }
    swap(&gradient, &newGradient)
    var newSlope = Passes<T>.dot(count, gradient, direction)
    if !(newSlope < 0) {
      steepest()
      newSlope = slope
    }
    let ratio = search.slope / (newSlope - Double.leastNormalMagnitude)
    step = search.step * min(ConjugateGradient.mostRatio, ratio)
    slope = newSlope
    failed = false
    if new == 0 { isFinished = true }
  }

  private func steepest() {
    for i in 0..<count { direction[i] = -gradient[i] }
    slope = -Passes<T>.dot(count, gradient, gradient)
  }
}
