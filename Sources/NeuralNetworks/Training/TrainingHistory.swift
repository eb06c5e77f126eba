/// What happened during a training.
public struct TrainingHistory: Sendable {
  public let method: TrainingMethod
  /// The cost with its penalty, one entry an epoch: the mean over the epoch's examples, each with the
  /// weights it met; for methods that search lines the cost after each search.
  public internal(set) var cost: [Double] = []
  /// The cost without penalty on the validation examples after each epoch; empty without them.
  public internal(set) var validationCost: [Double] = []
  /// The share of the epoch's examples that were classified rightly, each with the weights it met; empty
  /// for networks that predict quantities.
  public internal(set) var accuracy: [Double] = []
  /// The learning rate of each epoch; empty for methods that search lines.
  public internal(set) var rate: [Double] = []
  /// Seconds from the beginning of the training to the end of each epoch.
  public internal(set) var seconds: [Double] = []
  /// The cost of all training examples with the weights at the end.
  public internal(set) var finalCost = Double.nan
  public internal(set) var ending = Ending.finished

  /// Why a training ended.
  public enum Ending: Equatable, Sendable {
    case finished
    /// Somebody asked to stop; what was learnt is kept.
    case interrupted
    /// A line search found nothing lower any more.
    case converged
    /// The cost stopped being a number; the weights are those from before that epoch.
    case diverged
    /// No better validation cost for as long as `patience` says; the weights are those of this epoch.
    case outOfPatience(bestEpoch: Int)
  }

  /// - Parameter epochs: for which room is made, so that writing an epoch down allocates nothing.
  init(_ method: TrainingMethod, epochs: Int) {
    self.method = method
    let room = min(epochs, 1 << 20)
    cost.reserveCapacity(room)
    validationCost.reserveCapacity(room)
    accuracy.reserveCapacity(room)
    rate.reserveCapacity(room)
    seconds.reserveCapacity(room)
  }
}

/// Where a training stands after an epoch.
public struct TrainingProgress: Sendable {
  public let epoch: Int
  public let epochs: Int
  public let cost: Double
  public let validationCost: Double?
}
