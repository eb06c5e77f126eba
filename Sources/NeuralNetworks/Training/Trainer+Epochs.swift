import Matrices

/// Methods that update the weights batch by batch.
extension Trainer {
  func epochs(
    _ isInterrupted: () -> Bool, _ progress: (TrainingProgress) throws -> Bool
  ) throws {
    if let small, let optimizer = optimizer as? any Optimizer<Double>,
      let theta = theta as? Arena<Double>
    {
      try smallEpochs(small, optimizer, theta.base, isInterrupted, progress)
      return
    }
    while history.cost.count < options.epochs, history.ending == .finished {
      let rate = try options.schedule.rate(
        options.baseRate, epoch: completed + 1, period: period)
      backup.base.update(from: theta.base, count: count)
      guard let cost = try interruptibleCost(T(rate), isInterrupted) else {
        history.ending = .interrupted
        break
      }
      guard cost.isFinite else {
        theta.base.update(from: backup.base, count: count)
        history.ending = .diverged
        break
      }
      history.rate.append(rate)
      if countsHits { history.accuracy.append(Double(hits) / Double(data.count)) }
      (position, lossSum, hits) = (0, 0, 0)
      if let ending = try report(cost, progress) { history.ending = ending }
    }
  }

  /// Many epochs at a time, with the clock and the interruption looked at in between.
  private func smallEpochs(
    _ small: SmallNetwork, _ start: some Optimizer<Double>, _ theta: UnsafeMutablePointer<Double>,
    _ isInterrupted: () -> Bool, _ progress: (TrainingProgress) throws -> Bool
  ) throws {
    var optimizer = start
    let (schedule, baseRate) = (options.schedule, options.baseRate)
    var clock = elapsed
    while history.cost.count < options.epochs, history.ending == .finished {
      if isInterrupted() {
        history.ending = .interrupted
        break
      }
      let first = history.cost.count
      // The first epoch by itself, then up to the next tenth: those are the ones that are shown.
      let tenth = max(1, options.epochs / 10)
      let shown = first == 0 ? 1 : tenth - first % tenth
      let many = min(SmallNetwork.epochs, options.epochs - first, shown)
      let done = try small.train(
        theta, &optimizer, count: many, schedule, baseRate, first: completed + 1, period: period,
        &history)
      let now = elapsed
      let each = (now - clock) / Double(max(1, done))
      for i in 0..<done { history.seconds.append(clock + each * Double(i + 1)) }
      clock = now
      completed += done
      updates += done
      if let cost = history.cost.last, done > 0 {
        let goesOn = try progress(
          TrainingProgress(
            epoch: history.cost.count, epochs: options.epochs, cost: cost, validationCost: nil))
        if !goesOn { history.ending = .interrupted }
      }
      if done < many { history.ending = .diverged }
    }
    if let optimizer = optimizer as? any Optimizer<T> { self.optimizer = optimizer }
  }

  private func interruptibleCost(_ rate: T, _ isInterrupted: () -> Bool) throws -> Double? {
    do {
      return try epochCost(rate, isInterrupted)
    } catch NetworkError.interrupted {
      return nil
    }
  }

  /// One pass over the examples with its updates, or the rest of one; nil when it was interrupted.
  private func epochCost(_ rate: T, _ isInterrupted: () -> Bool) throws -> Double? {
    order?.draw(epoch: completed)
    if let order { shuffle?.fill(order) }
    // The penalty of the weights at the start of the epoch; one that goes on knows it already.
    if position == 0 { lossSum = penalty(theta.base) * Double(data.count) }
    if let batchEngine {
      let isWhole = batches(batchEngine, optimizer, rate, isInterrupted)
      return isWhole ? lossSum / Double(data.count) : nil
    }
    let isWhole = try withExamples { job in
      while position < data.count {
        if isInterrupted() { return false }
        let size = min(batch, data.count - position)
        try update(batchJob(job, position, size), size, rate)
        position += size
      }
      return true
    }
    return isWhole ? lossSum / Double(data.count) : nil
  }

  /// The updates of one epoch, or what is left of it; false when it was interrupted.
  private func batches(
    _ engine: BatchEngine<T>, _ start: some Optimizer<T>, _ rate: T, _ isInterrupted: () -> Bool
  ) -> Bool {
    var optimizer = start
    defer { self.optimizer = optimizer }
    return (order?.places ?? []).withUnsafeBufferPointer { order in
      while position < data.count {
        if isInterrupted() { return false }
        let size = min(batch, data.count - position)
        optimizer.begin(rate: rate)
        let share = options.lambda * Double(size) / Double(data.count)
        let (loss, hits) = engine.update(
          BatchEngine.Batch(
            start: position, count: size, order: order.isEmpty ? nil : order.baseAddress,
            lambda: T(share)),
          theta.base, optimizer)
        lossSum += loss
        self.hits += hits
        updates += 1
        position += size
      }
      return true
    }
  }

  private func batchJob(
    _ whole: PassEngine<T>.Job, _ start: Int, _ size: Int
  ) -> PassEngine<T>.Job {
    var job = whole
    job.plan = engine.plan(size)
    if let order = job.order {
      job.order = order + start
    } else {
      job.x += start
      job.labels = job.labels.map { $0 + start }
      job.values = job.values.map { $0 + start }
    }
    return job
  }

  /// One update of the weights.
  private func update(_ job: PassEngine<T>.Job, _ size: Int, _ rate: T) throws {
    let loss = try engine.run(job)
    // The penalty belongs to all examples: a batch carries its share of it.
    let lambda = options.lambda * Double(size) / Double(data.count)
    engine.gradient(job, lambda: T(lambda), divisor: T(size), into: gradient.base)
    optimizer.begin(rate: rate)
    optimizer.update(0, count, theta.base, gradient.base)
    lossSum += loss
    if countsHits { hits += engine.hits(job) }
    updates += 1
  }

  /// Hands `body` a job for all training examples, shuffled where that is asked for.
  private func withExamples<Result>(
    _ body: (PassEngine<T>.Job) throws -> Result
  ) throws -> Result {
    try network.withJob(engine, data.x, data.targets) { job in
      job.theta = UnsafePointer(theta.base)
      job.wantsGradient = true
      job.wantsHits = countsHits
      guard let shuffle else {
        return try (order?.places ?? []).withUnsafeBufferPointer { order in
          if !order.isEmpty { job.order = order.baseAddress }
          return try body(job)
        }
      }
      job.x = UnsafePointer(shuffle.x.base)
      if let values = shuffle.values { job.values = UnsafePointer(values.base) }
      return try shuffle.labels.withUnsafeBufferPointer { labels in
        if !labels.isEmpty { job.labels = labels.baseAddress }
        return try body(job)
      }
    }
  }
}
