import Glibc
import Matrices

/// The cost of a network when single weights move, keeping what such a move leaves unchanged.
///
/// A weight into unit k of layer l changes column k of z(l), and z(l+1) by a product of a column and a row;
/// only what lies above is computed anew. A weight of the last layer changes one output. Examples go in
/// blocks; all probes see a block before the next one comes. Nothing here is a derivative: what is added up
/// are differences of losses.
final class IncrementalCost: ProbedCost {
  let plan: IncrementalPlan
  private let x: Matrix<Double>
  private let targets: Targets<Double>
  private let lambda: Double
  private let isInterrupted: () -> Bool
  private let block: ExampleBlock
  private let rooms: [ProbeRoom]
  private var scales = ProbeScales()

  /// - Throws: `NetworkError.interrupted`, what the user's own activations throw, `MatrixError` without memory.
  init(
    _ network: Network<Double>, _ x: Matrix<Double>, _ targets: Targets<Double>, lambda: Double,
    isInterrupted: @escaping () -> Bool
  ) throws {
    (self.x, self.targets) = (x, targets)
    (self.lambda, self.isInterrupted) = (lambda, isInterrupted)
    let plan = try IncrementalPlan(network, examples: x.rows)
    self.plan = plan
    block = try ExampleBlock(plan)
    rooms = try (0..<plan.groups).map { _ in try ProbeRoom(plan) }
    try measure()
  }

  var parameterCount: Int { plan.parameters }

  /// z moves by at most 2^-15, and the z above by no more.
  func firstStep(_ parameter: Int) -> Double {
    let place = plan.place(parameter)
    return 0x1p-15 / (scales.input(place) * plan.reach(place))
  }

  func fineStep(_ parameter: Int) -> Double { firstStep(parameter) * 0x1p-6 }

  /// Rounding of the losses and of the sums z that they come from.
  func rounding(_ step: Double) -> Double {
    8 * 0x1p-52 * scales.lossNorm / (Double(x.rows) * step)
  }

  func changes(_ probes: [Probe]) throws -> [Change] {
    var sums = Array(repeating: Change(), count: probes.count)
    try eachBlock { block in
      try sums.withUnsafeMutableBufferPointer { sums in
        guard let sums = sums.baseAddress else { return }
        try self.run(probes, sums, block)
      }
    }
    let m = Double(x.rows)
    return zip(probes, sums).map { probe, sum in
      let (up, down) = penalty(probe)
      return Change(above: sum.above / m + up, below: sum.below / m + down)
    }
  }

  /// The differences of lambda / (2 m) theta^2.
  private func penalty(_ probe: Probe) -> (Double, Double) {
    let place = plan.place(probe.parameter)
    guard place.input > 0, lambda > 0 else { return (0, 0) }
    let theta = plan.theta.base[probe.parameter]
    let half = lambda / (2 * Double(x.rows))
    return (
      half * (probe.step * (2 * theta + probe.step)), half * (probe.step * (2 * theta - probe.step))
    )
  }

  private func eachBlock(_ body: (ExampleBlock) throws -> Void) throws {
    for start in stride(from: 0, to: x.rows, by: plan.rows) {
      if isInterrupted() { throw NetworkError.interrupted }
      try block.load(start..<min(x.rows, start + plan.rows), x, targets)
      try body(block)
    }
  }

  private func measure() throws {
    scales = ProbeScales(plan)
    try eachBlock { scales.add($0) }
    scales.finish()
  }

  /// Shares the probes among the groups: always the same ones in each, in chunks so that all get dear and
  /// cheap ones.
  private func run(
    _ probes: [Probe], _ sums: UnsafeMutablePointer<Change>, _ block: ExampleBlock
  ) throws {
    let chunk = 32
    let chunks = (probes.count + chunk - 1) / chunk
    func group(_ g: Int) {
      let room = rooms[g]
      for c in stride(from: g, to: chunks, by: plan.groups) where !room.hasFailed {
        if isInterrupted() { return }
        for i in c * chunk..<min(probes.count, (c + 1) * chunk) {
          let change = room.change(probes[i], block)
          sums[i].above += change.above
          sums[i].below += change.below
        }
      }
    }
    if plan.hasCustoms {
      for g in 0..<plan.groups { group(g) }
    } else {
      Workers.run(plan.groups, group)
    }
    if let failure = rooms.lazy.compactMap(\.failure).first { throw failure }
    if isInterrupted() { throw NetworkError.interrupted }
  }
}

/// How large inputs and losses are.
struct ProbeScales {
  private var inputs: [[Double]] = []
  private var squares = 0.0
  private(set) var lossNorm = 0.0

  init() {}

  init(_ plan: IncrementalPlan) {
    inputs = (0..<plan.sizes.count - 1).map { Array(repeating: 0.0, count: plan.sizes[$0]) }
  }

  /// The largest magnitude of the input that a weight multiplies, 1 for a bias; at least so much that the
  /// step stays small beside 1.
  func input(_ place: IncrementalPlan.Place) -> Double {
    guard place.input > 0 else { return 1 }
    let largest = inputs[place.layer - 1][place.input - 1]
    return largest > 0 && largest.isFinite ? max(largest, 0x1p-10) : 1
  }

  mutating func add(_ block: ExampleBlock) {
    for layer in inputs.indices {
      for j in inputs[layer].indices {
        let column = block.a(layer) + j * block.stride
        for i in 0..<block.count { inputs[layer][j] = max(inputs[layer][j], abs(column[i])) }
      }
    }
    for i in 0..<block.count {
      let loss = 1 + abs(block.loss[i])
      squares += loss * loss
    }
  }

  mutating func finish() { lossNorm = squares.squareRoot() }
}
