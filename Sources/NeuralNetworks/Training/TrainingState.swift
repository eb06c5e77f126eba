import Matrices

/// What a training needs to go on as if it had never stopped: a network carries it until its weights are
/// changed by other means.
///
/// Immutable, so that copies of a network share it.
public final class TrainingState<Element: RealElement>: Sendable {
  public let method: TrainingMethod
  /// The choices that must be the same for the training to go on.
  public let settings: String
  public let seed: UInt64
  /// The number of epochs that a cosine schedule takes to its end.
  public let period: Int
  /// Epochs completed.
  public let epochs: Int
  /// Updates of the weights, or line searches.
  public let updates: Int
  /// Examples of the epoch under way that have been taken already, the sum of their losses, and how many
  /// of them were right.
  public let position: Int
  public let lossSum: Double
  public let hits: Int
  /// Numbers of the method's own: powers of the averages, the values of a line search.
  public let numbers: [Double]
  /// Vectors of the method's own, one after the other, each as long as the parameters: velocities,
  /// averages, directions.
  public let vectors: Matrix<Element>
  /// For methods that search lines: tells the examples that the value and the gradient belong to.
  public let examples: UInt64
  /// The best validation cost so far, its epoch, and the weights of then.
  public let best: Best?

  public struct Best: Sendable {
    public let cost: Double
    public let epoch: Int
    public let parameters: Matrix<Element>

    public init(cost: Double, epoch: Int, parameters: Matrix<Element>) {
      (self.cost, self.epoch, self.parameters) = (cost, epoch, parameters)
    }
  }

  public init(
    method: TrainingMethod, settings: String, seed: UInt64, period: Int, epochs: Int, updates: Int,
    position: Int = 0, lossSum: Double = 0, hits: Int = 0, numbers: [Double],
    vectors: Matrix<Element>, examples: UInt64 = 0, best: Best? = nil
  ) {
    (self.method, self.settings, self.seed, self.period) = (method, settings, seed, period)
    (self.epochs, self.updates, self.position) = (epochs, updates, position)
    (self.lossSum, self.hits, self.numbers, self.vectors) = (lossSum, hits, numbers, vectors)
    (self.examples, self.best) = (examples, best)
  }

  /// Whether a training with these options goes on from here.
  func continues(
    _ options: TrainingOptions<Element>, examples count: Int, parameters: Int
  ) -> Bool {
    guard method == options.method, settings == options.key(examples: count),
      options.seed ?? seed == seed, position < max(1, count),
      vectors.count.isMultiple(of: max(1, parameters)),
      best.map({ $0.parameters.count == parameters }) ?? true
    else { return false }
    if case .cosine(let asked?, _) = options.schedule, asked != period { return false }
    return true
  }
}
