import Matrices

extension Network {
  /// Trains the weights.
  ///
  /// - Parameters:
  ///   - y: labels, 0/1 or targets: see `Targets`.
  ///   - isInterrupted: asked between updates; true ends the training and keeps what was learnt.
  ///   - progress: called after each epoch; false ends the training.
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
    let data = try TrainingData(self, x, y, options)
    let trainer = try Trainer(self, data, options)
    let history = try withoutActuallyEscaping(isInterrupted) { isInterrupted in
      try trainer.run(isInterrupted: isInterrupted, progress: progress)
    }
    parameters = try trainer.parameters()
    return history
  }
}
