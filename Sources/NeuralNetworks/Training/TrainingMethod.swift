/// How `train` updates the weights.
public enum TrainingMethod: String, CaseIterable, Sendable {
  /// Gradient descent: theta -= rate D.
  case gradientDescent = "gd"
  /// Gradient descent with momentum: v = momentum v + D, theta -= rate v.
  case momentum
  /// Momentum that looks ahead: v = momentum v + D, theta -= rate (D + momentum v).
  case nesterov
  /// Steps scaled by a moving average of D^2.
  case rmsProp = "rmsprop"
  /// Steps scaled by moving averages of D and D^2 (Kingma, Ba, 2015).
  case adam
  /// Conjugate gradients over all examples: see `ConjugateGradient`.
  case conjugateGradient = "cg"
  /// Limited-memory BFGS over all examples: see `LimitedMemory`.
  case limitedMemory = "lbfgs"

  /// - Throws: `NetworkError.unknownName` with the nearest known one.
  public static func named(_ name: String) throws -> TrainingMethod {
    if let found = TrainingMethod(rawValue: name.lowercased()) { return found }
    throw NetworkError.unknownName(kind: "method", name: name, known: allCases.map(\.rawValue))
  }

  /// The learning rate when none is given.
  public var defaultRate: Double { self == .adam || self == .rmsProp ? 0.01 : 0.1 }

  /// Whether it searches along lines over all examples: such methods have neither rate nor batches.
  public var searchesLines: Bool { self == .conjugateGradient || self == .limitedMemory }
}
