import Matrices

/// Minimises a smooth function by limited-memory BFGS with a strong Wolfe line search (Nocedal, Wright,
/// *Numerical Optimization*, 2006, algorithms 3.5, 3.6 and 7.5), in buffers made once.
final class LimitedMemory<T: RealElement> {
  typealias Function = ConjugateGradient<T>.Function

  /// The newest pairs of steps and changes of the gradient that are kept.
  static var memory: Int { 10 }

  private let count: Int
  private let function: Function
  private let theta: UnsafeMutablePointer<T>
  private let arena: Arena<T>
  /// At the point that theta is, and at the newest point of a search.
  private var gradient, newGradient: UnsafeMutablePointer<T>
  private let direction, start: UnsafeMutablePointer<T>
  /// Of each pair the step, then the change of the gradient; the place of pair k is k modulo the memory.
  private let pairs: UnsafeMutablePointer<T>
  /// 1 / (step' change) of each pair.
  private var scales = Array(repeating: 0.0, count: LimitedMemory.memory)
  private var weights = Array(repeating: 0.0, count: LimitedMemory.memory)
  /// Pairs made so far, and the first of those that are still believed.
  private var made = 0
  private var first = 0
  private(set) var value = 0.0
  /// No direction leads down any more.
  private(set) var isFinished = false

  /// - Parameters:
  ///   - theta: where to begin; holds the best point found after each iteration. The caller owns it.
  init(
    _ theta: UnsafeMutablePointer<T>, count: Int, _ function: @escaping Function
  ) throws {
    (self.count, self.theta, self.function) = (count, theta, function)
    let (total, overflow) = count.multipliedReportingOverflow(by: 4 + 2 * LimitedMemory.memory)
    arena = try Arena(overflow ? Int.max : total)
    gradient = arena.base
    pairs = arena.base + count
    newGradient = pairs + 2 * LimitedMemory.memory * count
    direction = newGradient + count
    start = direction + count
  }

  /// Computes value and gradient where theta is; called once before the first iteration.
  func begin() throws { value = try function(theta, gradient) }

  /// How many vectors of `state` there are.
  static var vectorCount: Int { 1 + 2 * memory }

  /// What is needed to go on later: the gradient and the pairs, and the numbers.
  var state: (vectors: UnsafeMutablePointer<T>, numbers: [Double]) {
    (arena.base, [value, Double(made), Double(first), isFinished ? 1 : 0] + scales)
  }

  /// Goes on from what `state` gave; false when that is none.
  func restore(_ vectors: UnsafePointer<T>, _ numbers: [Double]) -> Bool {
    guard numbers.count == 4 + LimitedMemory.memory, let made = Int(exactly: numbers[1]),
      let first = Int(exactly: numbers[2]), first >= 0, made >= first,
      made - first <= LimitedMemory.memory
    else { return false }
    (value, self.made, self.first, isFinished) = (numbers[0], made, first, numbers[3] != 0)
    scales = Array(numbers.dropFirst(4))
    gradient = arena.base
    newGradient = pairs + 2 * LimitedMemory.memory * count
    gradient.update(from: vectors, count: LimitedMemory.vectorCount * count)
    return true
  }

  private func step(_ pair: Int) -> UnsafeMutablePointer<T> {
    pairs + 2 * (pair % LimitedMemory.memory) * count
  }

  /// One search along one direction; without success the next one follows the gradient, and when that
  /// fails too, `isFinished` is set.
  func iterate() throws {
    start.update(from: theta, count: count)
    do {
      if try search() { return }
    } catch {
      theta.update(from: start, count: count)
      throw error
    }
    theta.update(from: start, count: count)
    if first == made { isFinished = true }
    first = made
  }

  private func search() throws -> Bool {
    turn()
    var slope = dot(gradient, direction)
    if !(slope < 0) {
      first = made
      turn()
      slope = dot(gradient, direction)
    }
    guard slope < 0 else { return false }
    var line = WolfeSearch(value: value, slope: slope)
    var best: (step: Double, value: Double)?
    var newest = 0.0
    func at(_ step: Double) throws -> (value: Double, slope: Double, result: Double) {
      theta.update(from: start, count: count)
      Passes<T>.addScaled(count, T(step), direction, theta)
      let value = try function(theta, newGradient)
      if value < best?.value ?? self.value { best = (step, value) }
      newest = step
      return (value, dot(newGradient, direction), value)
    }
    let length = dot(gradient, gradient).squareRoot()
    let found = try line.run(first: first == made ? min(1, 1 / length) : 1, at: at)
    var newValue = found
    if found == nil, let best {
      newValue = newest == best.step ? best.value : try at(best.step).value
    }
    guard let newValue, newValue.isFinite else { return false }
    accept(newValue)
    return true
  }

  /// Remembers the step just made and moves on.
  private func accept(_ newValue: Double) {
    let step = step(made)
    let change = step + count
    for i in 0..<count {
      step[i] = theta[i] - start[i]
      change[i] = newGradient[i] - gradient[i]
    }
    let product = dot(step, change)
    if product > 1e-300, product.isFinite {
      scales[made % LimitedMemory.memory] = 1 / product
      made += 1
      first = max(first, made - LimitedMemory.memory)
    }
    gradient.update(from: newGradient, count: count)
    value = newValue
    if dot(gradient, gradient) == 0 { isFinished = true }
  }

  /// direction = -H gradient, by the two loops over the pairs.
  private func turn() {
    for i in 0..<count { direction[i] = -gradient[i] }
    if first == made { return }
    for pair in (first..<made).reversed() {
      let place = pair % LimitedMemory.memory
      weights[place] = scales[place] * dot(step(pair), direction)
      Passes<T>.addScaled(count, T(-weights[place]), step(pair) + count, direction)
    }
    let change = step(made - 1) + count
    let scale = T(1 / (scales[(made - 1) % LimitedMemory.memory] * dot(change, change)))
    for i in 0..<count { direction[i] *= scale }
    for pair in first..<made {
      let place = pair % LimitedMemory.memory
      let back = scales[place] * dot(step(pair) + count, direction)
      Passes<T>.addScaled(count, T(weights[place] - back), step(pair), direction)
    }
  }

  private func dot(_ a: UnsafePointer<T>, _ b: UnsafePointer<T>) -> Double {
    Passes<T>.dot(count, a, b)
  }
}
