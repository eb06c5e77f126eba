import CKernels
import Matrices

/// Trains a tiny network, such as the one for XOR, many epochs at a time in one piece of C: an epoch then takes
/// a fraction of a microsecond.
///
/// For networks in double precision of at most 8 examples, all of them in each update, without validation.
final class SmallNetwork {
  private let sizes: [Int32]
  private let activations: [Int32]
  private let examples: Arena<Double>
  private let inputs: Int
  private let powers: Arena<Double>
  private var network = nnsh_small_network()

  /// Epochs that are done in one go.
  static let epochs = 64
  private let rates: Arena<Double>
  private let costs: Arena<Double>
  private let countsHits: Bool
  private var hits = Array(repeating: Int32(0), count: SmallNetwork.epochs)

  init?(
    _ network: Network<Double>, _ data: TrainingData<Double>, _ options: TrainingOptions<Double>
  ) throws {
    guard SmallNetwork.serves(network, data.count) else { return nil }
    sizes = network.sizes.map { Int32($0) }
    activations = network.activations.map(\.code)
    inputs = network.inputs
    countsHits = network.countsClasses
    let lanes = Int(NNSH_SMALL_EXAMPLES)
    examples = try Arena((network.inputs + network.outputs) * lanes)
    (powers, rates) = (try Arena(2), try Arena(SmallNetwork.epochs))
    costs = try Arena(SmallNetwork.epochs)
    fill(data, network.outputs, lanes)
    self.network.layers = Int32(network.layerCount)
    self.network.parameters = Int32(network.parameterCount)
    self.network.examples = Int32(data.count)
    self.network.output = network.output.code
    self.network.cost = network.cost.code
    self.network.epsilon = options.epsilon
    self.network.lambda = options.lambda
    choose(options)
  }

  private static func serves(_ network: Network<Double>, _ examples: Int) -> Bool {
    let isKnown =
      network.output == .sigmoid
      || (network.output == .tanh || network.output == .linear) && network.cost == .squared
    let known: [Activation] = [.sigmoid, .tanh, .relu, .linear]
    return isKnown && network.ownCost == nil && examples <= Int(NNSH_SMALL_EXAMPLES)
      && network.parameterCount <= Int(NNSH_SMALL_PARAMETERS)
      && network.sizes.dropFirst().reduce(0, +) <= Int(NNSH_SMALL_UNITS)
      && network.activations.allSatisfy { known.contains($0) }
  }

  private func fill(_ data: TrainingData<Double>, _ outputs: Int, _ lanes: Int) {
    for i in 0..<data.count {
      for j in 0..<inputs { examples.base[j * lanes + i] = data.x[i, j] }
      for k in 0..<outputs {
        switch data.targets {
        case .labels(let labels):
          examples.base[(inputs + k) * lanes + i] = Int(labels[i]) == k ? 1 : 0
        case .values(let values): examples.base[(inputs + k) * lanes + i] = values[i, k]
        }
      }
    }
  }

  private func choose(_ options: TrainingOptions<Double>) {
    switch options.method {
    case .momentum:
      (network.method, network.share) = (Int32(NNSH_UPDATE_MOMENTUM), options.momentum)
    case .nesterov:
      (network.method, network.share) = (Int32(NNSH_UPDATE_NESTEROV), options.momentum)
    case .rmsProp: (network.method, network.share) = (Int32(NNSH_UPDATE_RMSPROP), options.rho)
    case .adam:
      network.method = Int32(NNSH_UPDATE_ADAM)
      (network.share, network.share2) = (options.beta1, options.beta2)
    case .gradientDescent, .conjugateGradient, .limitedMemory:
      network.method = Int32(NNSH_UPDATE_GD)
    }
  }

  /// Trains for `count` epochs, at most `epochs` of them, with the rates of `schedule` from its epoch `first`
  /// (1-based) on, and writes them down.
  ///
  /// - Returns: how many were done; fewer when the cost is not finite any more.
  func train(
    _ theta: UnsafeMutablePointer<Double>, _ optimizer: inout some Optimizer<Double>, count: Int,
    _ schedule: RateSchedule, _ baseRate: Double, first: Int, period: Int,
    _ history: inout TrainingHistory
  ) throws -> Int {
    for i in 0..<count {
      rates.base[i] = try schedule.rate(baseRate, epoch: first + i, period: period)
    }
    let numbers = optimizer.numbers
    for (i, number) in numbers.enumerated() where i < 2 { powers.base[i] = number }
    network.theta = theta
    network.memory = optimizer.memory.base
    network.powers = powers.base
    network.x = UnsafePointer(examples.base)
    network.y = UnsafePointer(examples.base + inputs * Int(NNSH_SMALL_EXAMPLES))
    let done = sizes.withUnsafeBufferPointer { sizes in
      activations.withUnsafeBufferPointer { activations in
        hits.withUnsafeMutableBufferPointer { hits in
          network.sizes = sizes.baseAddress
          network.activations = activations.baseAddress
          return nnsh_network_small_epochs(
            &network, Int32(count), rates.base, costs.base,
            countsHits ? hits.baseAddress : nil)
        }
      }
    }
    if !numbers.isEmpty { optimizer.numbers = [powers.base[0], powers.base[1]] }
    history.cost.append(contentsOf: UnsafeBufferPointer(start: costs.base, count: Int(done)))
    history.rate.append(contentsOf: UnsafeBufferPointer(start: rates.base, count: Int(done)))
    if countsHits {
      let examples = Double(network.examples)
      for i in 0..<Int(done) { history.accuracy.append(Double(hits[i]) / examples) }
    }
    return Int(done)
  }
}
