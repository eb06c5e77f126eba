import Matrices

/// Steps scaled by moving averages of the gradient and of its square (Kingma, Ba, 2015, algorithm 1).
struct Adam<T: RealElement>: Optimizer {
  static var vectorCount: Int { 2 }
  /// The average of D, then that of D^2.
  let memory: Arena<T>
  private let count: Int
  private let beta1: T
  private let beta2: T
  private let epsilon: T
  private var rate: T = 0
  /// The powers of beta by which the averages, which began at 0, are too small.
  private var power1: T = 1
  private var power2: T = 1

  init(count: Int, beta1: T, beta2: T, epsilon: T) throws {
    (self.count, self.beta1, self.beta2, self.epsilon) = (count, beta1, beta2, epsilon)
    let (total, overflow) = count.multipliedReportingOverflow(by: 2)
    memory = try Arena(overflow ? Int.max : total)
  }

  var numbers: [Double] {
    get { [Double(power1), Double(power2)] }
    set {
      guard newValue.count == 2 else { return }
      (power1, power2) = (T(newValue[0]), T(newValue[1]))
    }
  }

  mutating func begin(rate: T) {
    power1 *= beta1
    power2 *= beta2
    self.rate = rate
  }

  func update(
    _ start: Int, _ count: Int, _ theta: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>
  ) {
    let mean = memory.base + start
    Passes<T>.adam(
      count, rate / (1 - power1), 1 / (1 - power2), beta1, beta2, epsilon, gradient, mean,
      mean + self.count, theta)
  }
}
