import Matrices

/// What stays the same over a whole incremental check: the network's parts and where its weights stand.
///
/// Layers are counted from 0 here: layer 0 is the input.
final class IncrementalPlan {
  let sizes: [Int]
  let parameters: Int
  let theta: Arena<Double>
  /// Where Theta of layer l -> l + 1 begins.
  let offsets: [Int]
  let activations: [Activation]
  let output: Output
  let cost: Cost
  /// Examples of a block, a multiple of 8 so that vectors are always filled.
  let rows: Int
  /// Parts in which threads take the probes.
  let groups: Int
  let hasCustoms: Bool

  init(_ network: Network<Double>, examples: Int) throws {
    sizes = network.sizes
    parameters = network.parameterCount
    activations = network.activations
    (output, cost) = (network.output, network.cost)
    offsets = Array(NetworkPlan.offsets(sizes).dropLast())
    hasCustoms = network.activations.contains { $0.custom != nil }
    let width = sizes.reduce(0, +) * 2
    let fitting = min(512, max(64, (1 << 17) / max(1, width)))
    rows = (min(fitting, max(1, examples)) + 7) / 8 * 8
    groups = hasCustoms ? 1 : min(16, max(1, parameters / 64))
    theta = try IncrementalPlan.copy(network)
  }

  private static func copy(_ network: Network<Double>) throws -> Arena<Double> {
    let copy = try Arena<Double>(network.parameterCount)
    network.parameters.withUnsafeElements { source in
      for i in 0..<source.count { copy.base[i] = source[i] }
    }
    return copy
  }

  /// Which weight a parameter is.
  struct Place {
    /// The layer of the unit that it leads to.
    let layer: Int
    let unit: Int
    /// 0 for the bias, else 1 + the unit below.
    let input: Int
  }

  func place(_ parameter: Int) -> Place {
    var layer = offsets.count
    while layer > 1, offsets[layer - 1] > parameter { layer -= 1 }
    let inside = parameter - offsets[layer - 1]
    return Place(layer: layer, unit: inside % sizes[layer], input: inside / sizes[layer])
  }

  /// The largest weight with which the unit goes on, at least 1.
  func reach(_ place: Place) -> Double {
    guard place.layer < sizes.count - 1 else { return 1 }
    let units = sizes[place.layer + 1]
    let weights = theta.base + offsets[place.layer] + units * (place.unit + 1)
    return (0..<units).reduce(1) { max($0, abs(weights[$1])) }
  }

  /// Whether the loss is a sum over outputs that know nothing of each other.
  var isSeparable: Bool { output != .softmax }

  /// Whether the loss is computed from z alone.
  var lossNeedsOutputs: Bool {
    !(cost == .crossEntropy && (output == .sigmoid || output == .softmax))
  }
}
