import Matrices

extension Network {
  /// Outputs h of every example, m x K.
  ///
  /// - Throws: `NetworkError` when `x` does not fit the network or has NaN.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func forward(_ x: Matrix<Element>) throws -> Matrix<Element> {
    try checkInputs(x)
    let h = try Matrix<Element>(Shape(x.rows, outputs)) { target in
      var record = PassRecord<Element>(examples: x.rows, layers: layerCount)
      record.a[layerCount - 1] = target.baseAddress
      try pass(x, nil, record: record)
    }
    try checkOutcome(h, of: x)
    return h
  }

  /// Outputs, activations and sums of every layer.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func forwardRecord(_ x: Matrix<Element>) throws -> ForwardRecord<Element> {
    try checkInputs(x)
    let room = try RecordRoom(self, x)
    try pass(x, nil, record: room.record(wantsDelta: false))
    let h = room.a[layerCount - 1]
    try checkOutcome(h, of: x)
    return ForwardRecord(h: h, a: room.a, z: room.z)
  }

  /// One pass over `x`; with targets it returns the sum of the losses.
  @discardableResult
  func pass(
    _ x: Matrix<Element>, _ targets: Targets<Element>?, record: PassRecord<Element>?
  ) throws -> Double {
    let engine = try PassEngine(self, examples: x.rows)
    return try withJob(engine, x, targets) { job in
      job.record = record
      return try engine.run(job)
    }
  }

  /// Hands `body` a job for all rows of `x`, with pointers that are valid while it runs.
  func withJob<Result>(
    _ engine: PassEngine<Element>, _ x: Matrix<Element>, _ targets: Targets<Element>?,
    _ body: (inout PassEngine<Element>.Job) throws -> Result
  ) throws -> Result {
    try parameters.withUnsafeElements { theta in
      try x.withUnsafeElements { inputs in
        guard let theta = theta.baseAddress, let first = inputs.baseAddress else {
          throw NetworkError.noExamples(argument: "X")
        }
        var job = PassEngine<Element>.Job(
          theta: theta, x: first, stride: x.rows, plan: engine.plan(x.rows))
        switch targets {
        case nil: return try body(&job)
        case .labels(let labels):
          return try labels.withUnsafeBufferPointer {
            job.labels = $0.baseAddress
            return try body(&job)
          }
        case .values(let values):
          return try values.withUnsafeElements {
            job.values = $0.baseAddress
            job.valueStride = values.rows
            return try body(&job)
          }
        }
      }
    }
  }

  /// NaN among the outputs mostly comes from NaN in the data: then says where.
  func checkOutcome(_ h: Matrix<Element>, of x: Matrix<Element>) throws {
    if h.withUnsafeElements({ $0.contains { $0.isNaN } }) { try checkNumbers(x) }
  }
}
