import Matrices

/// Methods that search along lines with all examples.
extension Trainer {
  func conjugateGradients(
    _ isInterrupted: @escaping () -> Bool, _ progress: (TrainingProgress) throws -> Bool
  ) throws {
    let function = costFunction(isInterrupted)
    var search: ConjugateGradient<T>?
    try interruptible {
      search = try resumed(function) ?? ConjugateGradient(theta.base, count: count, function)
      guard let search else { return }
      try searches(progress) {
        _ = try search.iterate()
        return (search.value, search.isFinished)
      }
    }
    guard let search else { return }
    let (numbers, vectors) = search.state
    searchNumbers = numbers
    searchVectors = try Matrix<T>(Shape(1, vectors.count * count)) { target in
      for (k, vector) in vectors.enumerated() {
        for i in 0..<count { target.initializeElement(at: k * count + i, to: vector[i]) }
      }
    }
  }

  private func resumed(
    _ function: @escaping ConjugateGradient<T>.Function
  ) throws -> ConjugateGradient<T>? {
    guard let earlier, earlier.numbers.count == ConjugateGradient<T>.numberCount,
      earlier.vectors.count == ConjugateGradient<T>.vectorCount * count
    else { return nil }
    return try earlier.vectors.withUnsafeElements {
      guard let vectors = $0.baseAddress else { return nil }
      return try ConjugateGradient(
        theta.base, count: count, vectors: vectors, numbers: earlier.numbers, function)
    }
  }

  func limitedMemory(
    _ isInterrupted: @escaping () -> Bool, _ progress: (TrainingProgress) throws -> Bool
  ) throws {
    let search = try LimitedMemory(
      theta.base, count: count, costFunction(isInterrupted))
    var hasBegun = resumes(search)
    try interruptible {
      if !hasBegun { try search.begin() }
      hasBegun = true
      try searches(progress) {
        try search.iterate()
        return (search.value, search.isFinished)
      }
    }
    guard hasBegun else { return }
    let (vectors, numbers) = search.state
    searchNumbers = numbers
    searchVectors = try row(vectors, LimitedMemory<T>.vectorCount * count)
  }

  private func resumes(_ search: LimitedMemory<T>) -> Bool {
    guard let earlier, earlier.vectors.count == LimitedMemory<T>.vectorCount * count else {
      return false
    }
    return earlier.vectors.withUnsafeElements {
      $0.baseAddress.map { search.restore($0, earlier.numbers) } ?? false
    }
  }

  private func interruptible(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch NetworkError.interrupted {
      history.ending = .interrupted
    }
  }

  /// One search after the other until the training ends.
  private func searches(
    _ progress: (TrainingProgress) throws -> Bool,
    _ iterate: () throws -> (value: Double, isFinished: Bool)
  ) throws {
    while history.cost.count < options.epochs {
      let (value, isFinished) = try iterate()
      updates += 1
      if countsHits { history.accuracy.append(accuracy(value)) }
      let ending = try report(value, progress)
      if let ending {
        history.ending = ending
      } else if isFinished {
        history.ending = value.isFinite ? .converged : .diverged
      }
      if isFinished || ending != nil { break }
    }
  }

  /// The accuracy at the point found; a search that found none leaves it as it was.
  private func accuracy(_ value: Double) -> Double {
    if value == history.cost.last, let before = history.accuracy.last { return before }
    return Double(hits) / Double(data.count)
  }

  /// The cost of all training examples and its gradient at any point.
  private func costFunction(
    _ isInterrupted: @escaping () -> Bool
  ) -> ConjugateGradient<T>.Function {
    { [self] point, gradient in
      if isInterrupted() { throw NetworkError.interrupted }
      return try network.withJob(engine, data.x, data.targets) { job in
        job.theta = point
        job.wantsGradient = true
        job.wantsHits = countsHits
        let sum = try engine.run(job)
        hits = engine.hits(job)
        engine.gradient(
          job, lambda: T(options.lambda), divisor: T(data.count), into: gradient)
        return sum / Double(data.count) + penalty(point)
      }
    }
  }
}
