import Matrices

/// v = momentum v + D, theta -= rate v: steps gather speed where gradients agree (Polyak, 1964).
///
/// Looking ahead, theta -= rate (D + momentum v): the step is taken as if the velocity had already moved the
/// weights (Nesterov, 1983; in the form of Sutskever and others, 2013).
struct Momentum<T: RealElement>: Optimizer {
  static var vectorCount: Int { 1 }
  /// The velocity.
  let memory: Arena<T>
  private let momentum: T
  private let looksAhead: Bool
  private var rate: T = 0

  init(count: Int, momentum: T, looksAhead: Bool) throws {
    (self.momentum, self.looksAhead) = (momentum, looksAhead)
    memory = try Arena(count)
  }

  mutating func begin(rate: T) { self.rate = rate }

  func update(
    _ start: Int, _ count: Int, _ theta: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>
  ) {
    let step = looksAhead ? Passes<T>.nesterov : Passes<T>.momentum
    step(count, rate, momentum, gradient, memory.base + start, theta)
  }
}
