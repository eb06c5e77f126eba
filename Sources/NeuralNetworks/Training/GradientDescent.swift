import Matrices

/// theta -= rate D
struct GradientDescent<T: RealElement>: Optimizer {
  static var vectorCount: Int { 0 }
  let memory: Arena<T>
  private var rate: T = 0

  init() throws { memory = try Arena(0) }

  mutating func begin(rate: T) { self.rate = rate }

  func update(
    _ start: Int, _ count: Int, _ theta: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>
  ) {
    Passes<T>.addScaled(count, -rate, gradient, theta)
  }
}
