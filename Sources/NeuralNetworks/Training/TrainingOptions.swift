import Matrices

/// How `train` updates the weights.
public enum TrainingMethod: String, CaseIterable, Sendable {
  /// Gradient descent: theta -= rate D.
  case gradientDescent = "gd"
  /// Gradient descent with momentum: v = momentum v + D, theta -= rate v.
  case momentum
  /// Steps scaled by moving averages of D and D^2 (Kingma, Ba, 2015).
  case adam
  /// Conjugate gradients over all examples: see `ConjugateGradient`.
  case conjugateGradient = "cg"

  /// - Throws: `NetworkError.unknownName` with the nearest known one.
  public static func named(_ name: String) throws -> TrainingMethod {
    if let found = TrainingMethod(rawValue: name.lowercased()) { return found }
    throw NetworkError.unknownName(kind: "method", name: name, known: allCases.map(\.rawValue))
  }

  /// The learning rate when none is given.
  public var defaultRate: Double { self == .adam ? 0.01 : 0.1 }
}

/// Everything that can be chosen about a training.
public struct TrainingOptions<Element: RealElement>: Sendable {
  public var method = TrainingMethod.gradientDescent
  /// Passes over all examples; for conjugate gradients the number of line searches.
  public var epochs = 100
  /// Learning rate, > 0; nil takes the method's own.
  public var rate: Double?
  /// The share of the velocity that stays, 0..<1.
  public var momentum = 0.9
  public var lambda = 0.0
  /// Examples of one update; nil takes all of them.
  public var batch: Int?
  /// Whether batches are drawn in a new random order in each epoch.
  public var shuffle = true
  /// The seed of that order, and of the examples set aside for validation.
  public var seed: UInt64 = 1
  public var validation = Validation.none
  /// Epochs without a better cost on the validation examples after which training stops; the best
  /// weights are kept. nil never stops.
  public var patience: Int?

  /// Examples that measure how well the network does on what it has not seen.
  public enum Validation: Sendable {
    case none
    /// A share of the training examples, set aside at random.
    case fraction(Double)
    case examples(Matrix<Element>, Matrix<Element>)
  }

  public init() {}

  func check(examples: Int) throws {
    func expect(_ holds: Bool, _ name: String, _ value: Double, _ text: String) throws {
      guard holds else {
        throw NetworkError.outOfRange(argument: name, value: value, expected: text)
      }
    }
    try expect(epochs >= 0, "epochs", Double(epochs), "a whole number of at least 0")
    if let rate {
      try expect(rate > 0 && rate.isFinite, "rate", rate, "a number greater than 0")
    }
    try expect(momentum >= 0 && momentum < 1, "momentum", momentum, "a number from 0 to below 1")
    try expect(
      lambda >= 0 && lambda.isFinite, "lambda", lambda, "a number of at least 0")
    if let batch {
      try expect(
        batch >= 1, "batch", Double(batch), "at least 1 example: a batch must not be empty")
    }
    if let patience {
      try expect(patience >= 1, "patience", Double(patience), "a whole number of at least 1")
      if case .none = validation { throw NetworkError.patienceWithoutValidation }
    }
    if case .fraction(let share) = validation {
      let kept = Double(examples) * share
      try expect(
        share > 0 && share < 1 && kept >= 1 && Double(examples) - kept >= 1, "validation", share,
        "{Xv, yv}, or a fraction between 0 and 1 that leaves examples on both sides")
    }
  }
}
