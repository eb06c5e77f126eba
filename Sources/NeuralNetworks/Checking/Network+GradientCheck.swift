import Matrices

extension Network {
  /// Compares a gradient with central differences of the cost, which are computed in double precision.
  ///
  /// - Parameters:
  ///   - gradient: the one to check, unrolled; nil checks that of `backprop`.
  ///   - isInterrupted: asked before each entry; true ends with `NetworkError.interrupted`.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func gradientCheck(
    _ x: Matrix<Element>, _ y: Matrix<Element>, lambda: Double = 0,
    gradient: Matrix<Element>? = nil, isInterrupted: () -> Bool = { false }
  ) throws -> GradientCheck {
    let analytic = try gradient ?? backprop(x, y, lambda: lambda).unrolled
    guard analytic.count == parameterCount else {
      throw NetworkError.parameterCount(found: analytic.count, expected: parameterCount)
    }
    let double = try Network<Double>(
      sizes, activations: activations.isEmpty ? [.sigmoid] : activations, output: output,
      cost: cost, parameters: try parameters.mapped { Double($0) })
    let numeric = try double.numericGradient(
      try x.mapped { Double($0) }, try y.mapped { Double($0) }, lambda: lambda,
      isInterrupted: isInterrupted)
    return GradientCheck(
      numeric: numeric, analytic: analytic.elements.map { Double($0) },
      shapes: (1..<layerCount).map(thetaShape),
      tolerance: Element.isDouble ? 1e-6 : 1e-4)
  }
}

extension Network<Double> {
  /// The gradient of the cost by central differences, unrolled.
  func numericGradient(
    _ x: Matrix<Double>, _ y: Matrix<Double>, lambda: Double, isInterrupted: () -> Bool
  ) throws -> [Double] {
    try checkLambda(lambda)
    try checkInputs(x)
    let targets = try Targets(y, for: self, inputs: x.shape)
    let engine = try PassEngine(self, examples: x.rows)
    return try withJob(engine, x, targets) { job in
      var theta = unrolled.elements
      let m = Double(x.rows)
      return try CentralDifferences.gradient(&theta) { point in
        if isInterrupted() { throw NetworkError.interrupted }
        return try point.withUnsafeBufferPointer { point in
          guard let base = point.baseAddress else { return 0 }
          job.theta = base
          return try engine.run(job) / m + lambda / (2 * m) * sumOfSquaredWeights(base)
        }
      }
    }
  }
}

extension Matrix {
  /// The matrix of `transform` of every element.
  func mapped<Other>(_ transform: (Element) -> Other) throws -> Matrix<Other> {
    try withUnsafeElements { source in
      try Matrix<Other>(shape) { target in
        for i in 0..<source.count { target.initializeElement(at: i, to: transform(source[i])) }
      }
    }
  }
}
