import Matrices

extension Network {
  /// The gradient of the cost by backpropagation.
  ///
  ///     delta(L) = dloss/dz      delta(l) = (delta(l+1) Theta(l)) .* g'(z(l))
  ///     Delta(l) = delta(l+1)' [1 a(l)]      D(l) = (Delta(l) + lambda Theta(l)) / m
  ///
  /// with no lambda on the bias column.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func backprop(
    _ x: Matrix<Element>, _ y: Matrix<Element>, lambda: Double = 0
  ) throws -> Gradient<Element> {
    try checkLambda(lambda)
    try checkInputs(x)
    let targets = try Targets(y, for: self, inputs: x.shape)
    return try gradient(x, targets, lambda: lambda, record: nil) { _ in }
  }

  /// The gradient, and all that was computed on the way.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func backpropRecord(
    _ x: Matrix<Element>, _ y: Matrix<Element>, lambda: Double = 0
  ) throws -> (gradient: Gradient<Element>, record: BackpropRecord<Element>) {
    try checkLambda(lambda)
    try checkInputs(x)
    let targets = try Targets(y, for: self, inputs: x.shape)
    let room = try RecordRoom(self, x, wantsDelta: true)
    var sums = try Matrix<Element>(Shape(parameterCount, 1), repeating: 0)
    let gradient = try gradient(
      x, targets, lambda: lambda, record: room.record(wantsDelta: true)
    ) { collect in
      sums.withUnsafeMutableElements { $0.baseAddress.map { collect($0) } }
    }
    return (
      gradient,
      BackpropRecord(a: room.a, z: room.z, delta: room.delta, sums: try split(sums))
    )
  }

  /// - Parameter withSums: gets a function that writes the undivided Delta of all layers.
  private func gradient(
    _ x: Matrix<Element>, _ targets: Targets<Element>, lambda: Double,
    record: PassRecord<Element>?, withSums: ((UnsafeMutablePointer<Element>) -> Void) -> Void
  ) throws -> Gradient<Element> {
    let engine = try PassEngine(self, examples: x.rows)
    var sum = 0.0
    let vector = try Matrix<Element>(Shape(parameterCount, 1)) { target in
      try withJob(engine, x, targets) { job in
        job.wantsGradient = true
        job.record = record
        sum = try engine.run(job)
        guard let base = target.baseAddress else { return }
        engine.gradient(job, lambda: Element(lambda), divisor: Element(x.rows), into: base)
        let done = job
        withSums { engine.gradient(done, lambda: 0, divisor: 1, into: $0) }
      }
    }
    if sum.isNaN { try checkNumbers(x) }
    return Gradient(
      thetas: try split(vector), cost: sum / Double(x.rows) + penalty(lambda, examples: x.rows),
      unrolled: vector)
  }
}
