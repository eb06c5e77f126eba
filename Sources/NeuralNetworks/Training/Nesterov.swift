import Matrices

/// v = momentum v + D, theta -= rate (D + momentum v): the step is taken as if the velocity had already moved
/// the weights (Nesterov, 1983; in the form of Sutskever and others, 2013).
struct Nesterov<T: RealElement>: Optimizer {
  static var vectorCount: Int { 1 }
  /// The velocity.
  let memory: Arena<T>
  private let momentum: T
  private var rate: T = 0

  init(count: Int, momentum: T) throws {
    self.momentum = momentum
    memory = try Arena(count)
  }

  mutating func begin(rate: T) { self.rate = rate }

  func update(
    _ start: Int, _ count: Int, _ theta: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>
  ) {
    Passes<T>.nesterov(count, rate, momentum, gradient, memory.base + start, theta)
  }
}
