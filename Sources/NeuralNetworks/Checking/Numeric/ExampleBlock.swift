import Glibc
import Matrices

/// One block of examples as the network is: z and a of every layer, targets and losses.
///
/// Columns are `stride` apart; rows after `count` repeat the last example and count for nothing.
final class ExampleBlock {
  private let plan: IncrementalPlan
  private let memory: Arena<Double>
  private let zStart: [Int]
  private let aStart: [Int]
  private let scratch: UnsafeMutablePointer<Double>
  private let delta: UnsafeMutablePointer<Double>
  let y: UnsafeMutablePointer<Double>
  /// Of each example.
  let loss: UnsafeMutablePointer<Double>
  /// Of each output of each example, where the plan is separable.
  let columnLoss: UnsafeMutablePointer<Double>
  let ones: UnsafeMutablePointer<Double>
  private(set) var count = 0
  private(set) var stride = 0
  /// Whether the column of an input or unit is 0 throughout, by layer.
  private(set) var isZero: [[Bool]]

  init(_ plan: IncrementalPlan) throws {
    self.plan = plan
    let rows = plan.rows
    let outputs = plan.sizes[plan.sizes.count - 1]
    var next = 0
    func take(_ columns: Int) -> Int {
      defer { next += columns * rows }
      return next
    }
    zStart = plan.sizes.map { take($0) }
    aStart = plan.sizes.map { take($0) }
    let others = [outputs, outputs, outputs, 1, 1, 3].map { take($0) }
    memory = try Arena(next)
    y = memory.base + others[0]
    delta = memory.base + others[1]
    columnLoss = memory.base + others[2]
    loss = memory.base + others[3]
    ones = memory.base + others[4]
    scratch = memory.base + others[5]
    isZero = plan.sizes.map { Array(repeating: false, count: $0) }
  }

  func z(_ layer: Int) -> UnsafeMutablePointer<Double> { memory.base + zStart[layer] }
  func a(_ layer: Int) -> UnsafeMutablePointer<Double> { memory.base + aStart[layer] }

  /// Computes everything for these rows of `x`.
  func load(_ rows: Range<Int>, _ x: Matrix<Double>, _ targets: Targets<Double>) throws {
    count = rows.count
    stride = (rows.count + 7) / 8 * 8
    for i in 0..<stride { ones[i] = 1 }
    x.withUnsafeElements { copy($0.baseAddress, rows, x.rows, plan.sizes[0], to: a(0)) }
    loadTargets(rows, targets)
    try forward()
    losses()
    for layer in plan.sizes.indices {
      for j in 0..<plan.sizes[layer] {
        let column = a(layer) + j * stride
        isZero[layer][j] = Passes.dot(stride, UnsafePointer(column), UnsafePointer(column)) == 0
      }
    }
  }

  private func copy(
    _ source: UnsafePointer<Double>?, _ rows: Range<Int>, _ height: Int, _ columns: Int,
    to target: UnsafeMutablePointer<Double>
  ) {
    guard let source else { return }
    for j in 0..<columns {
      let column = target + j * stride
      memcpy(column, source + j * height + rows.lowerBound, rows.count * 8)
      for i in rows.count..<max(stride, rows.count) { column[i] = column[rows.count - 1] }
    }
  }

  private func loadTargets(_ rows: Range<Int>, _ targets: Targets<Double>) {
    let outputs = plan.sizes[plan.sizes.count - 1]
    switch targets {
    case .values(let values):
      values.withUnsafeElements { copy($0.baseAddress, rows, values.rows, outputs, to: y) }
    case .labels(let labels):
      memset(y, 0, outputs * stride * 8)
      for i in 0..<stride {
        y[i + Int(labels[rows.lowerBound + min(i, rows.count - 1)]) * stride] = 1
      }
    }
  }

  private func forward() throws {
    let last = plan.sizes.count - 1
    for l in 1...last {
      let (inputs, units) = (plan.sizes[l - 1], plan.sizes[l])
      let theta = UnsafePointer(plan.theta.base + plan.offsets[l - 1])
      Gemm.multiply(
        transA: false, transB: true, m: stride, n: units, k: inputs, alpha: 1,
        UnsafePointer(a(l - 1)),
        lda: stride, theta + units, ldb: units, beta: 0, z(l), ldc: stride)
      if l < last {
        let activation = plan.activations[l - 1]
        Passes.activate(activation.code, stride, units, theta, z(l), a(l))
        try activation.custom?.activate(stride * units, UnsafePointer(z(l)), a(l))
      } else {
        Passes.output(plan.output.code, stride, units, theta, z(l), a(l), scratch)
      }
    }
  }

  private func losses() {
    let last = plan.sizes.count - 1
    let outputs = plan.sizes[last]
    let (z, a, y) = (UnsafePointer(z(last)), UnsafePointer(a(last)), UnsafePointer(y))
    Passes.loss(
      plan.output.code, plan.cost.code, stride, outputs, z, a, y, delta, loss, scratch)
    guard plan.isSeparable else { return }
    for j in 0..<outputs {
      let at = j * stride
      Passes.loss(
        plan.output.code, plan.cost.code, stride, 1, z + at, a + at, y + at, delta,
        columnLoss + at, scratch)
    }
  }
}
