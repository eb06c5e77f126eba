/// What happened during a training.
public struct TrainingHistory: Sendable {
  public let method: TrainingMethod
  /// The cost with its penalty, one entry an epoch: the mean over the epoch's examples, each with the
  /// weights it met; for conjugate gradients the cost after each iteration.
  public internal(set) var cost: [Double] = []
  /// The cost without penalty on the validation examples after each epoch; empty without them.
  public internal(set) var validationCost: [Double] = []
  /// The cost of all training examples with the weights at the end.
  public internal(set) var finalCost = Double.nan
  public internal(set) var ending = Ending.finished

  /// Why a training ended.
  public enum Ending: Equatable, Sendable {
    case finished
    /// Somebody asked to stop; what was learnt is kept.
    case interrupted
    /// Conjugate gradients found no direction that leads down any more.
    case converged
    /// The cost stopped being a number; the weights are those from before that epoch.
    case diverged
    /// No better validation cost for as long as `patience` says; the weights are those of this epoch.
    case outOfPatience(bestEpoch: Int)
  }

  init(_ method: TrainingMethod, epochs: Int) {
    self.method = method
    cost.reserveCapacity(min(epochs, 1 << 20))
    validationCost.reserveCapacity(min(epochs, 1 << 20))
  }
}

/// Where a training stands after an epoch.
public struct TrainingProgress: Sendable {
  public let epoch: Int
  public let epochs: Int
  public let cost: Double
  public let validationCost: Double?
}
