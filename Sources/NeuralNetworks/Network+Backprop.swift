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
    var sums: [Matrix<Element>] = []
    let gradient = try gradient(
      x, targets, lambda: lambda, record: room.record(wantsDelta: true)
    ) { sums = try $0(0, 1) }
    return (
      gradient, BackpropRecord(a: room.a, z: room.z, delta: room.delta, sums: sums)
    )
  }

  /// - Parameter withSums: gets a function of lambda and divisor that gives (Delta + lambda Theta) / divisor of
  ///   all layers.
  private func gradient(
    _ x: Matrix<Element>, _ targets: Targets<Element>, lambda: Double,
    record: PassRecord<Element>?,
    withSums: ((Element, Element) throws -> [Matrix<Element>]) throws -> Void
  ) throws -> Gradient<Element> {
    let engine = try PassEngine(self, examples: x.rows)
    var sum = 0.0
    let thetas = try withJob(engine, x, targets) { job in
      job.wantsGradient = true
      job.record = record
      sum = try engine.run(job)
      let done = job
      func combined(_ lambda: Element, _ divisor: Element) throws -> [Matrix<Element>] {
        try (1..<layerCount).map { l in
          try Matrix(thetaShape(l)) { target in
            guard let base = target.baseAddress else { return }
            engine.gradient(done, layer: l, lambda: lambda, divisor: divisor, into: base)
          }
        }
      }
      try withSums(combined)
      return try combined(Element(lambda), Element(x.rows))
    }
    if sum.isNaN { try checkNumbers(x) }
    return Gradient(
      thetas: thetas, cost: sum / Double(x.rows) + penalty(lambda, examples: x.rows))
  }
}
