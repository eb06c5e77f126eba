import Matrices

extension Network {
  /// J: the mean loss of the examples + lambda / (2 m) times the sum of the squared weights, biases left out.
  ///
  /// - Parameters:
  ///   - y: labels, 0/1 or targets: see `Targets`.
  /// - Throws: `NetworkError` for arguments that do not fit or have NaN.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func cost(
    _ x: Matrix<Element>, _ y: Matrix<Element>, lambda: Double = 0
  ) throws -> Double {
    try checkLambda(lambda)
    try checkInputs(x)
    let targets = try Targets(y, for: self, inputs: x.shape)
    let sum = try pass(x, targets, record: nil)
    if sum.isNaN { try checkNumbers(x) }
    return sum / Double(x.rows) + penalty(lambda, examples: x.rows)
  }

  /// The loss of each example, m x 1, without the penalty.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func loss(_ x: Matrix<Element>, _ y: Matrix<Element>) throws -> Matrix<Element> {
    try checkInputs(x)
    let targets = try Targets(y, for: self, inputs: x.shape)
    let losses = try Matrix<Element>(Shape(x.rows, 1)) { target in
      var record = PassRecord<Element>(examples: x.rows, layers: layerCount)
      record.losses = target.baseAddress
      try pass(x, targets, record: record)
    }
    try checkOutcome(losses, of: x)
    return losses
  }

  /// lambda / (2 m) times the sum of the squared weights without the biases.
  public func penalty(_ lambda: Double, examples: Int) -> Double {
    if lambda == 0 { return 0 }
    return parameters.withUnsafeElements { theta in
      guard let theta = theta.baseAddress else { return 0 }
      return lambda / (2 * Double(examples)) * sumOfSquaredWeights(theta)
    }
  }

  /// The sum of the squared weights of `theta`, parameters of a network of these sizes.
  func sumOfSquaredWeights(_ theta: UnsafePointer<Element>) -> Double {
    var sum = 0.0
    var start = 0
    for l in 1..<layerCount {
      let weights = theta + start + sizes[l]
      sum += Passes<Element>.dot(sizes[l] * sizes[l - 1], weights, weights)
      start += sizes[l] * (sizes[l - 1] + 1)
    }
    return sum
  }
}
