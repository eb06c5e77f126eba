import Glibc
import Matrices

/// The memory in which one thread follows a moved weight to the losses of a block.
final class ProbeRoom {
  private let plan: IncrementalPlan
  private let memory: Arena<Double>
  private let unit: UnsafeMutablePointer<Double>
  private let moved: UnsafeMutablePointer<Double>
  private let sums: UnsafeMutablePointer<Double>
  private let outputs: UnsafeMutablePointer<Double>
  private let delta: UnsafeMutablePointer<Double>
  private let loss: UnsafeMutablePointer<Double>
  private let scratch: UnsafeMutablePointer<Double>
  /// What a user's own activation threw.
  private(set) var failure: (any Error)?
  var hasFailed: Bool { failure != nil }

  init(_ plan: IncrementalPlan) throws {
    self.plan = plan
    let widest = plan.sizes.dropFirst().max() ?? 1
    let rows = plan.rows
    memory = try Arena(rows * (3 * widest + 6))
    unit = memory.base
    moved = unit + rows
    sums = moved + rows
    outputs = sums + rows * widest
    delta = outputs + rows * widest
    loss = delta + rows * widest
    scratch = loss + rows
  }

  /// The sums over the block of loss(theta + e) - loss(theta) and of loss(theta) - loss(theta - e).
  func change(_ probe: Probe, _ block: ExampleBlock) -> Change {
    let place = plan.place(probe.parameter)
    if place.input > 0, block.isZero[place.layer - 1][place.input - 1] { return Change() }
    return Change(
      above: difference(place, probe.step, block), below: -difference(place, -probe.step, block))
  }

  private func difference(
    _ place: IncrementalPlan.Place, _ step: Double, _ block: ExampleBlock
  ) -> Double {
    let n = block.stride
    let input = place.input == 0 ? block.ones : block.a(place.layer - 1) + (place.input - 1) * n
    memcpy(unit, block.z(place.layer) + place.unit * n, n * 8)
    Passes.addScaled(n, step, UnsafePointer(input), unit)
    if place.layer == plan.sizes.count - 1 { return outputDifference(place.unit, block) }
    // moved = the change of the unit's activation; z above changes by it times one column of Theta.
    let l = place.layer
    let activation = plan.activations[l - 1]
    Passes.activate(activation.code, n, 1, nil, unit, moved)
    apply(activation, n, unit, moved)
    Passes.addScaled(n, -1, UnsafePointer(block.a(l) + place.unit * n), moved)
    let above = plan.sizes[l + 1]
    let weights = plan.theta.base + plan.offsets[l] + above * (place.unit + 1)
    memcpy(sums, block.z(l + 1), above * n * 8)
    for o in 0..<above {
      Passes.addScaled(n, weights[o], UnsafePointer(moved), sums + o * n)
    }
    return rest(l + 1, block)
  }

  /// The layers from `layer` on, whose z is in `sums`.
  private func rest(_ layer: Int, _ block: ExampleBlock) -> Double {
    let n = block.stride
    let last = plan.sizes.count - 1
    var l = layer
    while l < last {
      let (units, above) = (plan.sizes[l], plan.sizes[l + 1])
      let activation = plan.activations[l - 1]
      Passes.activate(activation.code, n, units, nil, sums, outputs)
      apply(activation, n * units, sums, outputs)
      let theta = UnsafePointer(plan.theta.base + plan.offsets[l])
      for o in 0..<above {
        for i in 0..<n { sums[o * n + i] = theta[o] }
      }
      Gemm.multiply(
        transA: false, transB: true, m: n, n: above, k: units, alpha: 1, UnsafePointer(outputs),
        lda: n,
        theta + above, ldb: above, beta: 1, sums, ldc: n)
      l += 1
    }
    return lossDifference(
      plan.sizes[last], sums, UnsafePointer(block.y), UnsafePointer(block.loss), block)
  }

  private func outputDifference(_ column: Int, _ block: ExampleBlock) -> Double {
    let n = block.stride
    let last = plan.sizes.count - 1
    if plan.isSeparable {
      return lossDifference(
        1, unit, UnsafePointer(block.y + column * n), UnsafePointer(block.columnLoss + column * n),
        block)
    }
    memcpy(sums, block.z(last), plan.sizes[last] * n * 8)
    memcpy(sums + column * n, unit, n * 8)
    return rest(last, block)
  }

  private func lossDifference(
    _ columns: Int, _ z: UnsafeMutablePointer<Double>, _ y: UnsafePointer<Double>,
    _ before: UnsafePointer<Double>, _ block: ExampleBlock
  ) -> Double {
    let n = block.stride
    if plan.lossNeedsOutputs {
      Passes.output(plan.output.code, n, columns, nil, z, outputs, scratch)
    }
    Passes.loss(
      plan.output.code, plan.cost.code, n, columns, UnsafePointer(z), UnsafePointer(outputs), y,
      delta, loss, scratch)
    Passes.addScaled(n, -1, before, loss)
    return Passes.dot(block.count, UnsafePointer(loss), UnsafePointer(block.ones))
  }

  private func apply(
    _ activation: Activation, _ count: Int, _ z: UnsafeMutablePointer<Double>,
    _ a: UnsafeMutablePointer<Double>
  ) {
    guard let custom = activation.custom, failure == nil else { return }
    do { try custom.activate(count, UnsafePointer(z), a) } catch { failure = error }
  }
}
