import Matrices

/// Everything that can be chosen about a training.
public struct TrainingOptions<Element: RealElement>: Sendable {
  public var method = TrainingMethod.gradientDescent
  /// Passes over all examples; for conjugate gradients and L-BFGS the number of line searches.
  public var epochs = 100
  /// Learning rate, > 0; nil takes the method's own.
  public var rate: Double?
  /// How the rate changes from epoch to epoch.
  public var schedule = RateSchedule.constant
  /// The share of the velocity that stays, 0..<1.
  public var momentum = 0.9
  /// The share of the average of D^2 that stays with rmsprop, 0..<1.
  public var rho = 0.9
  /// The shares of the averages of D and of D^2 that stay with adam, 0..<1.
  public var beta1 = 0.9
  public var beta2 = 0.999
  /// What keeps steps of rmsprop and adam finite, > 0.
  public var epsilon = 1e-8
  public var lambda = 0.0
  /// Examples of one update; nil takes all of them.
  public var batch: Int?
  /// Whether batches are drawn in a new random order in each epoch.
  public var shuffle = true
  /// The seed of that order, and of the examples set aside for validation. nil keeps the seed of a
  /// training that goes on, and is `newSeed` for a new one.
  public var seed: UInt64?
  public var newSeed: UInt64 = 1
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

  /// The rate of the first epoch when the schedule names no other.
  var baseRate: Double { rate ?? method.defaultRate }

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
    try schedule.check()
    for (name, share) in [("momentum", momentum), ("rho", rho), ("beta1", beta1), ("beta2", beta2)]
    {
      try expect(share >= 0 && share < 1, name, share, "a number from 0 to below 1")
    }
    try expect(
      epsilon > 0 && epsilon.isFinite, "epsilon", epsilon, "a number greater than 0")
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

  /// The choices that must be the same for a training to go on where another one stopped.
  func key(examples: Int) -> String {
    var text = "lambda \(lambda)"
    if !method.searchesLines {
      text += ", rate \(baseRate), schedule \(schedule.key)"
      let batch = min(self.batch ?? examples, examples)
      text +=
        batch == examples ? ", all examples" : ", batch \(batch)\(shuffle ? ", shuffled" : "")"
    }
    switch method {
    case .momentum, .nesterov: text += ", momentum \(momentum)"
    case .rmsProp: text += ", rho \(rho), epsilon \(epsilon)"
    case .adam: text += ", beta1 \(beta1), beta2 \(beta2), epsilon \(epsilon)"
    case .gradientDescent, .conjugateGradient, .limitedMemory: break
    }
    if case .fraction(let share) = validation { text += ", validation \(share)" }
    return text
  }
}
