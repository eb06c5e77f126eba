import Matrices

/// s = rho s + (1 - rho) D^2, theta -= rate D / (sqrt(s) + epsilon): each weight gets steps of its own size
/// (Hinton, Tieleman, 2012).
struct RMSProp<T: RealElement>: Optimizer {
  static var vectorCount: Int { 1 }
  /// The average of D^2.
  let memory: Arena<T>
  private let rho: T
  private let epsilon: T
  private var rate: T = 0

  init(count: Int, rho: T, epsilon: T) throws {
    (self.rho, self.epsilon) = (rho, epsilon)
    memory = try Arena(count)
  }

  mutating func begin(rate: T) { self.rate = rate }

  func update(
    _ start: Int, _ count: Int, _ theta: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>
  ) {
    Passes<T>.rmsProp(count, rate, rho, epsilon, gradient, memory.base + start, theta)
  }
}
