import Matrices

/// theta -= rate D
struct GradientDescent<T: RealElement>: Optimizer {
  let count: Int
  let rate: T

  func update(_ theta: UnsafeMutablePointer<T>, _ gradient: UnsafeMutablePointer<T>) {
    Passes<T>.addScaled(count, -rate, gradient, theta)
  }
}
