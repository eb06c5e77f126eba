import Matrices

/// A feed-forward network: layers of units, each layer fully connected to the one before.
///
/// A value: copies share their parameters until one is written.
///
///     a(1) = x      z(l+1) = Theta(l) [1; a(l)]      a(l) = g(z(l))      h = a(L)
///
/// Examples are rows: `x` is m x n, outputs are m x K.
public struct Network<Element: RealElement>: Sendable {
  /// The units of each layer, inputs first: at least two numbers, all positive.
  public let sizes: [Int]
  /// One for each hidden layer: `sizes.count - 2` of them.
  public let activations: [Activation]
  public let output: Output
  public let cost: Cost
  /// The user's own cost; nil for a known one.
  public let ownCost: OwnCost?
  /// All Thetas as one row, `Theta{1}(:)` first: 1 x parameterCount.
  var parameters: Matrix<Element> {
    didSet { training = nil }
  }
  /// What the last training left for the next one; nil once the weights are changed otherwise.
  public internal(set) var training: TrainingState<Element>?

  /// A network whose weights are `parameters`, all Thetas as one row or column.
  ///
  /// - Parameters:
  ///   - activations: one for all hidden layers, or one for each.
  ///   - ownCost: takes the place of `cost`; checked here.
  /// - Throws: `NetworkError` when sizes, activations or parameters do not fit together.
  public init(
    _ sizes: [Int], activations: [Activation] = [.sigmoid], output: Output = .sigmoid,
    cost: Cost? = nil, ownCost: OwnCost? = nil, parameters: Matrix<Element>
  ) throws {
    let plan = try NetworkPlan(sizes, activations: activations, output: output)
    guard parameters.count == plan.parameterCount else {
      throw NetworkError.parameterCount(found: parameters.count, expected: plan.parameterCount)
    }
    self.sizes = sizes
    self.activations = plan.activations
    self.output = output
    try ownCost?.check(outputs: sizes[sizes.count - 1], output)
    self.cost = ownCost == nil ? cost ?? output.defaultCost : .own
    self.ownCost = ownCost
    self.parameters = parameters.reshaped(Shape(1, parameters.count))
  }

  /// A network with random weights.
  ///
  /// - Parameters:
  ///   - sizes: units of each layer, `[n, h, ..., K]`.
  ///   - initialization: how the weights are drawn; biases too, unless it says 0 for them.
  ///   - seed: the same seed gives the same network everywhere.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public init(
    _ sizes: [Int], activations: [Activation] = [.sigmoid], output: Output = .sigmoid,
    cost: Cost? = nil, ownCost: OwnCost? = nil, initialization: Initialization = .uniform,
    seed: UInt64
  ) throws {
    let plan = try NetworkPlan(sizes, activations: activations, output: output)
    var random = RandomStream(seed: seed)
    let parameters: Matrix<Element> = try initialization.parameters(plan.sizes, &random)
    try self.init(
      sizes, activations: activations, output: output, cost: cost, ownCost: ownCost,
      parameters: parameters)
  }

  /// A network of the given Thetas, the bias in the first column of each.
  ///
  /// - Throws: `NetworkError.thetaChain` when a Theta does not fit the one before.
  public init(
    thetas: [Matrix<Element>], activations: [Activation] = [.sigmoid],
    output: Output = .sigmoid, cost: Cost? = nil
  ) throws {
    let sizes = try Network.sizes(of: thetas)
    try self.init(
      sizes, activations: activations, output: output, cost: cost,
      parameters: try unroll(thetas))
  }

  private static func sizes(of thetas: [Matrix<Element>]) throws -> [Int] {
    guard let first = thetas.first else { throw NetworkError.noTheta }
    var sizes = [first.columns - 1]
    for (index, theta) in thetas.enumerated() {
      let expected = sizes[index] + 1
      guard theta.shape.isMatrix, theta.columns == expected, theta.rows > 0, expected > 1 else {
        throw NetworkError.thetaChain(
          layer: index + 1, found: theta.shape, expectedColumns: index == 0 ? nil : expected)
      }
      sizes.append(theta.rows)
    }
    return sizes
  }

  /// How many layers there are, input and output included (L).
  public var layerCount: Int { sizes.count }
  public var inputs: Int { sizes[0] }
  /// How many outputs an example has (K).
  public var outputs: Int { sizes[sizes.count - 1] }
  public var parameterCount: Int { parameters.count }

  /// The shape of `Theta{layer}`, 1-based: s(l+1) x (s(l) + 1).
  public func thetaShape(_ layer: Int) -> Shape {
    Shape(sizes[layer], sizes[layer - 1] + 1)
  }

  /// Where `Theta{layer}`, 1-based, begins among the parameters.
  func offset(_ layer: Int) -> Int { NetworkPlan.offsets(sizes)[layer - 1] }

  /// `Theta{layer}`, 1-based and not above L - 1. Reading shares the storage of the network.
  public func theta(_ layer: Int) -> Matrix<Element> {
    let shape = thetaShape(layer)
    let start = offset(layer)
    return parameters.columnSlice(start..<start + shape.count).reshaped(shape)
  }

  /// Every array that it keeps in memory, with what a training left for the next one.
  public var arrays: [Matrix<Element>] {
    [parameters] + (training.map { [$0.vectors] + ($0.best.map { [$0.parameters] } ?? []) } ?? [])
  }

  /// All Thetas in order.
  public var thetas: [Matrix<Element>] { (1..<layerCount).map(theta) }

  /// Replaces `Theta{layer}` (1-based).
  ///
  /// - Throws: `NetworkError.thetaShape` when the new one has another shape.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public mutating func setTheta(_ layer: Int, to theta: Matrix<Element>) throws {
    let expected = thetaShape(layer)
    guard theta.shape == expected else {
      throw NetworkError.thetaShape(
        layer: layer, found: theta.shape, expected: expected, inputs: sizes[layer - 1])
    }
    let start = offset(layer)
    try parameters.reserveUnique(parameters.count)
    parameters.withUnsafeMutableElements { all in
      theta.withUnsafeElements { new in
        for i in 0..<new.count { all[start + i] = new[i] }
      }
    }
  }

  /// All parameters as one column, `Theta{1}(:)` first.
  public var unrolled: Matrix<Element> { parameters.reshaped(Shape(parameters.count, 1)) }

  /// The same network with what a training left behind, as `training` gave it.
  ///
  /// - Throws: `NetworkError.parameterCount` when it belongs to a network of another size.
  public func withTraining(_ state: TrainingState<Element>?) throws -> Network {
    if let state, parameterCount > 0 {
      let sizes = [state.vectors.count, state.best?.parameters.count ?? 0]
      guard sizes.allSatisfy({ $0.isMultiple(of: parameterCount) }) else {
        throw NetworkError.parameterCount(found: sizes[0], expected: parameterCount)
      }
    }
    var copy = self
    copy.training = state
    return copy
  }

  /// The same network with other parameters, as `unrolled` gives them.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func rolled(_ vector: Matrix<Element>) throws -> Network {
    guard vector.count == parameters.count else {
      throw NetworkError.parameterCount(found: vector.count, expected: parameters.count)
    }
    var copy = self
    copy.parameters = vector.reshaped(Shape(1, vector.count))
    return copy
  }

  /// A vector like `unrolled` cut into arrays of the Thetas' shapes.
  public func split(_ vector: Matrix<Element>) throws -> [Matrix<Element>] {
    try rolled(vector).thetas
  }
}

/// Arrays as one column, the first one's elements first: the reverse of `Network.split`.
@specialized(where T == Double)
@specialized(where T == Float)
public func unroll<T: RealElement>(_ arrays: [Matrix<T>]) throws -> Matrix<T> {
  var total = 0
  for array in arrays {
    let (sum, overflow) = total.addingReportingOverflow(array.count)
    guard !overflow else { throw MatrixError.tooLarge(array.shape, elementBytes: 8) }
    total = sum
  }
  return try Matrix<T>(Shape(total, 1)) { target in
    var next = 0
    for array in arrays {
      array.withUnsafeElements { source in
        for i in 0..<source.count { target.initializeElement(at: next + i, to: source[i]) }
        next += source.count
      }
    }
  }
}
