import Matrices

/// Turns gradients into updates of the weights, one after the other; holds what it remembers in between.
protocol Optimizer<T> {
  associatedtype T: RealElement
  /// How many vectors as long as the parameters it remembers.
  static var vectorCount: Int { get }
  /// Those vectors one after the other.
  var memory: Arena<T> { get }
  /// What it remembers besides.
  var numbers: [Double] { get set }
  /// Called once before each update of the weights.
  mutating func begin(rate: T)
  /// Updates `count` weights from number `start` on: `theta` and `gradient` point at the first of them.
  /// Called by several threads at once for different weights.
  func update(
    _ start: Int, _ count: Int, _ theta: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>)
}

extension Optimizer {
  var numbers: [Double] {
    get { [] }
    set {}
  }
}

extension TrainingOptions {
  /// The optimiser for `count` weights.
  func optimizer(_ count: Int) throws -> any Optimizer<Element> {
    switch method {
    case .gradientDescent, .conjugateGradient, .limitedMemory:
      return try GradientDescent<Element>()
    case .momentum, .nesterov:
      return try Momentum(
        count: count, momentum: Element(momentum), looksAhead: method == .nesterov)
    case .rmsProp:
      return try RMSProp(count: count, rho: Element(rho), epsilon: Element(epsilon))
    case .adam:
      return try Adam(
        count: count, beta1: Element(beta1), beta2: Element(beta2), epsilon: Element(epsilon))
    }
  }
}
