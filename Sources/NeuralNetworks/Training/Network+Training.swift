import Matrices

extension Network {
  /// Trains the weights.
  ///
  /// A network that was trained before with the same method and choices goes on where it stopped: with the
  /// optimiser's averages, the number of the epoch, and the order of the examples; see `TrainingState`.
  ///
  /// - Parameters:
  ///   - y: labels, 0/1 or targets: see `Targets`.
  ///   - isInterrupted: asked between updates; true ends the training and keeps what was learnt.
  ///   - progress: called after each epoch, of tiny networks (up to 8 examples) after some of them; false ends
  ///     the training.
  /// - Throws: `NetworkError` for arguments that do not fit; the network is then as it was.
  @discardableResult
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public mutating func train(
    _ x: Matrix<Element>, _ y: Matrix<Element>, _ options: TrainingOptions<Element> = .init(),
    isInterrupted: () -> Bool = { false },
    progress: (TrainingProgress) throws -> Bool = { _ in true }
  ) throws -> TrainingHistory {
    try checkInputs(x)
    try checkNumbers(x)
    try options.check(examples: x.rows)
    _ = try Targets(y, for: self, inputs: x.shape)
    let seed = options.seed ?? earlier(options, x.rows)?.seed ?? options.newSeed
    let data = try TrainingData(self, x, y, options, seed: seed)
    var state = earlier(options, x.rows)
    if let known = state, options.method.searchesLines, known.examples != data.mark { state = nil }
    let trainer = try Trainer(self, data, options, earlier: state, seed: seed)
    let history = try withoutActuallyEscaping(isInterrupted) { isInterrupted in
      try trainer.run(isInterrupted: isInterrupted, progress: progress)
    }
    self = try trainer.trained()
    return history
  }

  /// The state of the training that these options continue, if there is one.
  private func earlier(
    _ options: TrainingOptions<Element>, _ examples: Int
  ) -> TrainingState<Element>? {
    guard let training,
      training.continues(
        options, examples: TrainingData.count(of: examples, options), parameters: parameterCount)
    else { return nil }
    return training
  }
}
