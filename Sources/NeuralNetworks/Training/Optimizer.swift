import Matrices

/// Turns gradients into updates of the weights, one after the other; holds what it remembers in between.
protocol Optimizer<T> {
  associatedtype T: RealElement
  mutating func update(_ theta: UnsafeMutablePointer<T>, _ gradient: UnsafeMutablePointer<T>)
}

extension TrainingOptions {
  /// The optimiser for `count` weights.
  func optimizer(_ count: Int) throws -> any Optimizer<Element> {
    let rate = Element(self.rate ?? method.defaultRate)
    switch method {
    case .gradientDescent, .conjugateGradient: return GradientDescent(count: count, rate: rate)
    case .momentum: return try Momentum(count: count, rate: rate, momentum: Element(momentum))
    case .adam: return try Adam(count: count, rate: rate)
    }
  }
}
