import Matrices

/// Steps scaled by moving averages of the gradient and of its square (Kingma, Ba, 2015, algorithm 1).
struct Adam<T: RealElement>: Optimizer {
  let count: Int
  let rate: T
  private let beta1: T = 0.9
  private let beta2: T = 0.999
  private let epsilon: T = 1e-8
  private let mean: Arena<T>
  private let square: Arena<T>
  /// The powers of beta by which the averages, which began at 0, are too small.
  private var power1: T = 1
  private var power2: T = 1

  init(count: Int, rate: T) throws {
    (self.count, self.rate) = (count, rate)
    mean = try Arena(count)
    square = try Arena(count)
  }

  mutating func update(_ theta: UnsafeMutablePointer<T>, _ gradient: UnsafeMutablePointer<T>) {
    power1 *= beta1
    power2 *= beta2
    Passes<T>.adam(
      count, rate / (1 - power1), 1 / (1 - power2), beta1, beta2, epsilon, gradient, mean.base,
      square.base, theta)
  }
}
