import Glibc
import Matrices

/// One training under way: the weights, the optimiser's own numbers and all buffers.
///
/// After the first update nothing is allocated until the end.
final class Trainer<T: RealElement> {
  let network: Network<T>
  let data: TrainingData<T>
  let options: TrainingOptions<T>
  /// Where an earlier training stopped, when this one goes on from there.
  let earlier: TrainingState<T>?
  let count: Int
  let theta: Arena<T>
  let gradient: Arena<T>
  /// For batches of examples, and for the cost of all of them.
  let engine: PassEngine<T>
  /// Examples of one update.
  let batch: Int
  let seed: UInt64
  let period: Int
  let countsHits: Bool
  /// The weights before this epoch, for when it fails; with patience also the best ones.
  let backup: Arena<T>
  private let best: Arena<T>?
  var optimizer: any Optimizer<T>
  /// For tiny networks in double precision.
  let small: SmallNetwork?
  /// For batches that fit it; the others go through `engine`.
  let batchEngine: BatchEngine<T>?
  /// The order of the examples in each epoch, where it is not that of the data.
  var order: EpochOrder?
  /// Copies of the examples in that order, for batches that go through `engine`.
  let shuffle: Shuffle<T>?
  var history: TrainingHistory
  private var patience: Patience
  private let began = Trainer.now
  /// Epochs and updates since the training began, earlier parts included.
  var completed: Int
  var updates: Int
  /// The epoch under way: examples taken, the sum of their losses, and how many were right.
  var position: Int
  var lossSum: Double
  var hits: Int
  /// What the methods that search lines leave behind.
  var searchNumbers: [Double] = []
  var searchVectors: Matrix<T>?

  init(
    _ network: Network<T>, _ data: TrainingData<T>, _ options: TrainingOptions<T>,
    earlier: TrainingState<T>?, seed: UInt64
  ) throws {
    (self.network, self.data, self.options) = (network, data, options)
    (self.earlier, self.seed) = (earlier, seed)
    count = network.parameterCount
    theta = try Arena(count)
    gradient = try Arena(count)
    backup = try Arena(count)
    best = options.patience == nil ? nil : try Arena(count)
    let isWhole = options.method.searchesLines
    batch = isWhole ? data.count : min(options.batch ?? data.count, data.count)
    engine = try PassEngine(network, examples: max(data.count, data.validation?.x.rows ?? 0))
    countsHits = network.countsClasses
    small = try Trainer.small(network, data, options, batch: batch)
    let isShuffled = batch < data.count && options.shuffle
    order = isShuffled ? EpochOrder(data.count, seed: seed) : nil
    if !isWhole, small == nil, BatchEngine.serves(network, batch: batch) {
      batchEngine = try BatchEngine(
        network, data, batch: batch, isShuffled: isShuffled, countsHits: countsHits)
      shuffle = nil
    } else {
      batchEngine = nil
      shuffle = isShuffled && data.isCopied ? try Shuffle(data) : nil
    }
    optimizer = try options.optimizer(count)
    period = Trainer.period(options, earlier)
    history = TrainingHistory(options.method, epochs: options.epochs)
    patience = Patience(options.patience)
    completed = earlier?.epochs ?? 0
    updates = earlier?.updates ?? 0
    position = earlier?.position ?? 0
    lossSum = earlier?.lossSum ?? 0
    hits = earlier?.hits ?? 0
    network.parameters.withUnsafeElements {
      if let start = $0.baseAddress { theta.base.update(from: start, count: count) }
    }
    restore()
  }

  private static func small(
    _ network: Network<T>, _ data: TrainingData<T>, _ options: TrainingOptions<T>, batch: Int
  ) throws -> SmallNetwork? {
    guard batch == data.count, !options.method.searchesLines, data.validation == nil,
      let network = network as? Network<Double>, let data = data as? TrainingData<Double>,
      let options = options as? TrainingOptions<Double>
    else { return nil }
    return try SmallNetwork(network, data, options)
  }

  private static func period(
    _ options: TrainingOptions<T>, _ earlier: TrainingState<T>?
  ) -> Int {
    if case .cosine(let asked?, _) = options.schedule { return asked }
    return earlier?.period ?? options.epochs
  }

  /// Takes over what an earlier training remembered.
  private func restore() {
    guard let earlier else { return }
    if !options.method.searchesLines {
      optimizer.numbers = earlier.numbers
      let room = optimizer.memory
      earlier.vectors.withUnsafeElements {
        if let start = $0.baseAddress, $0.count == room.count {
          room.base.update(from: start, count: room.count)
        }
      }
    }
    if let known = earlier.best, let best {
      patience.restore(best: known.cost, epoch: known.epoch)
      known.parameters.withUnsafeElements {
        if let start = $0.baseAddress { best.base.update(from: start, count: count) }
      }
    }
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Seconds since this training began.
  var elapsed: Double { Trainer.now - began }

  func run(
    isInterrupted: @escaping () -> Bool, progress: (TrainingProgress) throws -> Bool
  ) throws -> TrainingHistory {
    switch options.method {
    case .conjugateGradient: try conjugateGradients(isInterrupted, progress)
    case .limitedMemory: try limitedMemory(isInterrupted, progress)
    default: try epochs(isInterrupted, progress)
    }
    if case .outOfPatience = history.ending, let best {
      theta.base.update(from: best.base, count: count)
    }
    history.finalCost = try finalCost()
    return history
  }

  /// Writes down one epoch; returns why the training ends here, if it does.
  func report(
    _ cost: Double, _ progress: (TrainingProgress) throws -> Bool
  ) throws -> TrainingHistory.Ending? {
    completed += 1
    history.cost.append(cost)
    let validation = try validationCost()
    if let validation {
      history.validationCost.append(validation)
      if patience.isBest(validation, completed), let best {
        best.base.update(from: theta.base, count: count)
      }
    }
    history.seconds.append(elapsed)
    let goesOn = try progress(
      TrainingProgress(
        epoch: history.cost.count, epochs: options.epochs, cost: cost, validationCost: validation))
    if !goesOn { return .interrupted }
    if patience.isOver(completed) {
      let before = completed - history.cost.count
      return .outOfPatience(bestEpoch: max(0, patience.bestEpoch - before))
    }
    return nil
  }

  /// The penalty on the weights `theta`, its part of the cost of all training examples.
  func penalty(_ theta: UnsafePointer<T>) -> Double {
    if options.lambda == 0 { return 0 }
    return options.lambda / (2 * Double(data.count)) * network.sumOfSquaredWeights(theta)
  }

  private func validationCost() throws -> Double? {
    guard let validation = data.validation else { return nil }
    return try network.withJob(engine, validation.x, validation.targets) { job in
      job.theta = UnsafePointer(theta.base)
      return try engine.run(job) / Double(validation.x.rows)
    }
  }

  private func finalCost() throws -> Double {
    let sum = try network.withJob(engine, data.x, data.targets) { job in
      job.theta = UnsafePointer(theta.base)
      return try engine.run(job)
    }
    return sum / Double(data.count) + penalty(theta.base)
  }

  /// The network as it is now, with what it takes to go on.
  func trained() throws -> Network<T> {
    var result = network
    result.parameters = try row(theta.base, count)
    switch history.ending {
    case .diverged, .outOfPatience: result.training = nil
    default: result.training = try state()
    }
    return result
  }

  private func state() throws -> TrainingState<T> {
    let isSearch = options.method.searchesLines
    let memory = optimizer.memory
    return TrainingState(
      method: options.method, settings: options.key(examples: data.count), seed: seed,
      period: period, epochs: completed, updates: updates, position: position, lossSum: lossSum,
      hits: hits, numbers: isSearch ? searchNumbers : optimizer.numbers,
      vectors: try searchVectors ?? row(memory.base, isSearch ? 0 : memory.count),
      examples: isSearch ? data.mark : 0,
      best: try best.map {
        TrainingState.Best(
          cost: patience.best, epoch: patience.bestEpoch, parameters: try row($0.base, count))
      })
  }

  func row(_ start: UnsafePointer<T>, _ count: Int) throws -> Matrix<T> {
    try Matrix<T>(Shape(1, count)) { target in
      for i in 0..<count { target.initializeElement(at: i, to: start[i]) }
    }
  }
}
