import Matrices

/// One training under way: the weights, the optimiser's own numbers and all buffers.
///
/// After the first update nothing is allocated until the end.
final class Trainer<T: RealElement> {
  let network: Network<T>
  let data: TrainingData<T>
  let options: TrainingOptions<T>
  let count: Int
  let theta: Arena<T>
  let gradient: Arena<T>
  /// The weights before this epoch, for when it fails; with patience also the best ones.
  private let backup: Arena<T>
  private let best: Arena<T>?
  private let engine: PassEngine<T>
  private let validationEngine: PassEngine<T>?
  private var optimizer: any Optimizer<T>
  private let shuffle: Shuffle<T>?
  private var history: TrainingHistory

  init(_ network: Network<T>, _ data: TrainingData<T>, _ options: TrainingOptions<T>) throws {
    self.network = network
    self.data = data
    self.options = options
    count = network.parameterCount
    theta = try Arena(count)
    gradient = try Arena(count)
    backup = try Arena(count)
    best = options.patience == nil ? nil : try Arena(count)
    let batch = min(options.batch ?? data.count, data.count)
    let isWhole = options.method == .conjugateGradient || batch == data.count
    engine = try PassEngine(network, examples: isWhole ? data.count : batch)
    validationEngine = try data.validation.map {
      try PassEngine(network, examples: $0.x.rows)
    }
    shuffle = isWhole || !options.shuffle ? nil : try Shuffle(data, seed: options.seed)
    optimizer = try options.optimizer(count)
    history = TrainingHistory(options.method, epochs: options.epochs)
    network.parameters.withUnsafeElements {
      if let start = $0.baseAddress { theta.base.update(from: start, count: count) }
    }
  }

  /// The weights as they are now, as one row.
  func parameters() throws -> Matrix<T> {
    try Matrix<T>(Shape(1, count)) { target in
      for i in 0..<count { target.initializeElement(at: i, to: theta.base[i]) }
    }
  }

  func run(
    isInterrupted: @escaping () -> Bool, progress: (TrainingProgress) throws -> Bool
  ) throws -> TrainingHistory {
    if options.method == .conjugateGradient {
      try conjugateGradients(isInterrupted, progress)
    } else {
      try epochs(isInterrupted, progress)
    }
    history.finalCost = try finalCost()
    return history
  }

  private func epochs(
    _ isInterrupted: () -> Bool, _ progress: (TrainingProgress) throws -> Bool
  ) throws {
    var patience = Patience(options.patience)
    var epoch = 0
    while epoch < options.epochs, history.ending == .finished {
      epoch += 1
      backup.base.update(from: theta.base, count: count)
      guard let cost = try interruptibleCost(isInterrupted) else {
        history.ending = .interrupted
        break
      }
      guard cost.isFinite else {
        theta.base.update(from: backup.base, count: count)
        history.ending = .diverged
        break
      }
      if let ending = try report(epoch, cost, &patience, progress) { history.ending = ending }
    }
    if case .outOfPatience = history.ending, let best {
      theta.base.update(from: best.base, count: count)
    }
  }

  /// Writes down one epoch; returns why the training ends here, if it does.
  private func report(
    _ epoch: Int, _ cost: Double, _ patience: inout Patience,
    _ progress: (TrainingProgress) throws -> Bool
  ) throws -> TrainingHistory.Ending? {
    history.cost.append(cost)
    let validation = try validationCost()
    if let validation {
      history.validationCost.append(validation)
      if patience.isBest(validation, epoch), let best {
        best.base.update(from: theta.base, count: count)
      }
    }
    let goesOn = try progress(
      TrainingProgress(
        epoch: epoch, epochs: options.epochs, cost: cost, validationCost: validation))
    if !goesOn { return .interrupted }
    return patience.isOver(epoch) ? .outOfPatience(bestEpoch: patience.bestEpoch) : nil
  }

  private func interruptibleCost(_ isInterrupted: () -> Bool) throws -> Double? {
    do {
      return try epochCost(isInterrupted)
    } catch NetworkError.interrupted {
      return nil
    }
  }

  /// One pass over the examples with its updates; nil when it was interrupted.
  private func epochCost(_ isInterrupted: () -> Bool) throws -> Double? {
    shuffle?.next()
    let penalty = self.penalty()
    let sum: Double? = try withExamples { job in
      let batch = min(options.batch ?? data.count, data.count)
      var total = 0.0
      var start = 0
      while start < data.count {
        if isInterrupted() { return nil }
        let size = min(batch, data.count - start)
        total += try update(batchJob(job, start, size), size)
        start += size
      }
      return total
    }
    return sum.map { $0 / Double(data.count) + penalty }
  }

  private func batchJob(
    _ whole: PassEngine<T>.Job, _ start: Int, _ size: Int
  ) -> PassEngine<T>.Job {
    var job = whole
    job.x += start
    job.labels = job.labels.map { $0 + start }
    job.values = job.values.map { $0 + start }
    job.plan = engine.plan(size)
    return job
  }

  /// One update of the weights; returns the sum of the losses before it.
  private func update(_ job: PassEngine<T>.Job, _ size: Int) throws -> Double {
    let loss = try engine.run(job)
    // The penalty belongs to all examples: a batch carries its share of it.
    let lambda = options.lambda * Double(size) / Double(data.count)
    engine.gradient(job, lambda: T(lambda), divisor: T(size), into: gradient.base)
    optimizer.update(theta.base, gradient.base)
    return loss
  }

  /// Hands `body` a job for all training examples, shuffled where that is asked for.
  private func withExamples<Result>(
    _ body: (PassEngine<T>.Job) throws -> Result
  ) throws -> Result {
    try network.withJob(engine, data.x, data.targets) { job in
      job.theta = UnsafePointer(theta.base)
      job.wantsGradient = true
      guard let shuffle else { return try body(job) }
      job.x = UnsafePointer(shuffle.x.base)
      if let values = shuffle.values { job.values = UnsafePointer(values.base) }
      return try shuffle.labels.withUnsafeBufferPointer { labels in
        if !labels.isEmpty { job.labels = labels.baseAddress }
        return try body(job)
      }
    }
  }

  private func penalty() -> Double {
    if options.lambda == 0 { return 0 }
    return options.lambda / (2 * Double(data.count))
      * network.sumOfSquaredWeights(UnsafePointer(theta.base))
  }

  private func validationCost() throws -> Double? {
    guard let engine = validationEngine, let validation = data.validation else { return nil }
    return try network.withJob(engine, validation.x, validation.targets) { job in
      job.theta = UnsafePointer(theta.base)
      return try engine.run(job) / Double(validation.x.rows)
    }
  }

  private func finalCost() throws -> Double {
    let engine = try PassEngine(network, examples: data.count)
    let sum = try network.withJob(engine, data.x, data.targets) { job in
      job.theta = UnsafePointer(theta.base)
      return try engine.run(job)
    }
    return sum / Double(data.count) + penalty()
  }

  private func conjugateGradients(
    _ isInterrupted: @escaping () -> Bool, _ progress: (TrainingProgress) throws -> Bool
  ) throws {
    var patience = Patience(options.patience)
    do {
      let search = try ConjugateGradient(theta.base, count: count) { [self] point, gradient in
        if isInterrupted() { throw NetworkError.interrupted }
        return try costAndGradient(point, gradient)
      }
      var iteration = 0
      while iteration < options.epochs {
        iteration += 1
        _ = try search.iterate()
        let ending = try report(iteration, search.value, &patience, progress)
        if let ending { history.ending = ending }
        if search.isFinished, ending == nil { history.ending = .converged }
        if search.isFinished || ending != nil { break }
      }
      if !search.value.isFinite { history.ending = .diverged }
    } catch NetworkError.interrupted {
      history.ending = .interrupted
    }
    if case .outOfPatience = history.ending, let best {
      theta.base.update(from: best.base, count: count)
    }
  }

  private func costAndGradient(
    _ point: UnsafePointer<T>, _ gradient: UnsafeMutablePointer<T>
  ) throws -> Double {
    try network.withJob(engine, data.x, data.targets) { job in
      job.theta = point
      job.wantsGradient = true
      let sum = try engine.run(job)
      engine.gradient(
        job, lambda: T(options.lambda), divisor: T(data.count), into: gradient)
      let penalty =
        options.lambda == 0
        ? 0
        : options.lambda / (2 * Double(data.count)) * network.sumOfSquaredWeights(point)
      return sum / Double(data.count) + penalty
    }
  }
}

/// Counts epochs since the best validation cost.
private struct Patience {
  private let limit: Int?
  private(set) var bestEpoch = 0
  private var best = Double.infinity

  init(_ limit: Int?) { self.limit = limit }

  mutating func isBest(_ cost: Double, _ epoch: Int) -> Bool {
    guard cost < best else { return false }
    (best, bestEpoch) = (cost, epoch)
    return true
  }

  func isOver(_ epoch: Int) -> Bool { limit.map { epoch - bestEpoch >= $0 } ?? false }
}
