import Matrices

/// v = momentum v + D, theta -= rate v: steps gather speed where gradients agree (Polyak, 1964).
struct Momentum<T: RealElement>: Optimizer {
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
    Passes<T>.momentum(count, rate, momentum, gradient, memory.base + start, theta)
  }
}
