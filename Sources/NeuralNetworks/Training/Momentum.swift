import Matrices

/// v = momentum v + D, theta -= rate v: steps gather speed where gradients agree (Polyak, 1964).
struct Momentum<T: RealElement>: Optimizer {
  let count: Int
  let rate: T
  let momentum: T
  private let velocity: Arena<T>

  init(count: Int, rate: T, momentum: T) throws {
    (self.count, self.rate, self.momentum) = (count, rate, momentum)
    velocity = try Arena(count)
  }

  func update(_ theta: UnsafeMutablePointer<T>, _ gradient: UnsafeMutablePointer<T>) {
    Passes<T>.momentum(count, rate, momentum, gradient, velocity.base, theta)
  }
}
