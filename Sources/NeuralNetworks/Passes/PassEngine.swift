import Matrices
import Synchronization

/// Runs examples through a network and back, block by block, in buffers made once.
///
/// One engine serves any number of passes over at most `examples` examples; a pass allocates nothing.
/// Not for use by two threads at once: a pass itself shares its groups among the machine's threads.
final class PassEngine<T: RealElement> {
  let layout: PassLayout
  let activations: [Int32]
  /// The user's own functions, one place for each hidden layer; nil when there are none.
  private let customs: [CustomActivation?]?
  /// What a user's own function threw in this pass.
  private var failure: (any Error)?
  let output: Int32
  let cost: Int32
  private let outputKind: Output
  private let ownCost: OwnCost?
  let maximum: BlockPlan
  /// The threads that may take part. Each has buffers of its own, which stay in its second cache from block to
  /// block; the groups have their sums of Delta.
  private let lanes: Int
  private let buffers: Arena<T>
  private let sums: Arena<T>
  private let groupLoss: Arena<Double>
  private let groupHits: Arena<Double>

  init(_ network: Network<T>, examples: Int) throws {
    maximum = BlockPlan(
      examples: examples, sizes: network.sizes, parameters: network.parameterCount,
      elementBytes: MemoryLayout<T>.stride)
    layout = PassLayout(network.sizes, rows: maximum.mostRows)
    activations = network.activations.map(\.code)
    let customs = network.activations.map(\.custom)
    self.customs = customs.contains { $0 != nil } ? customs : nil
    output = network.output.code
    cost = network.cost.code
    (outputKind, ownCost) = (network.output, network.ownCost)
    lanes = min(maximum.groups, Workers.count)
    buffers = try PassEngine.room(lanes, layout.total)
    sums = try PassEngine.room(maximum.groups, layout.sumSpace)
    groupLoss = try Arena(maximum.groups)
    groupHits = try Arena(maximum.groups)
  }

  private static func room(_ parts: Int, _ elements: Int) throws -> Arena<T> {
    let (count, overflow) = elements.multipliedReportingOverflow(by: parts)
    guard !overflow else {
      throw MatrixError.tooLarge(Shape(elements, parts), elementBytes: MemoryLayout<T>.stride)
    }
    return try Arena(reused: count)
  }

  /// What one pass works on. Pointers belong to the caller and must outlive the pass.
  struct Job {
    /// All parameters, Theta of the first layer first.
    var theta: UnsafePointer<T>
    /// The first example; `stride` is the number of rows of its matrix.
    var x: UnsafePointer<T>
    var stride: Int
    /// The rows of x and of the targets that are the examples; nil when they follow each other.
    var order: UnsafePointer<Int32>?
    var plan: BlockPlan
    var labels: UnsafePointer<Int32>?
    var values: UnsafePointer<T>?
    var valueStride = 0
    var wantsGradient = false
    /// Whether to count the examples that are classified rightly.
    var wantsHits = false
    var record: PassRecord<T>?

    var hasTargets: Bool { labels != nil || values != nil }
  }

  /// The plan for `examples` examples, not more than the engine was made for.
  func plan(_ examples: Int) -> BlockPlan {
    if examples == maximum.examples { return maximum }
    let plan = BlockPlan(
      examples: examples, sizes: layout.sizes, parameters: layout.parameters,
      elementBytes: MemoryLayout<T>.stride)
    return plan
  }

  /// Forward, and with targets the losses, and with `wantsGradient` each group's Delta.
  ///
  /// - Returns: the sum of the losses; 0 without targets.
  func run(_ job: Job) throws -> Double {
    if customs == nil, ownCost == nil || !job.hasTargets {
      let next = Atomic(0)
      Workers.run(min(lanes, job.plan.groups)) { lane in
        let memory = buffers.base + lane * layout.total
        while true {
          let group = next.add(1, ordering: .relaxed).oldValue
          if group >= job.plan.groups { return }
          runGroup(group, job, memory)
        }
      }
    } else {
      try runAlone(job)
    }
    var sum = 0.0
    for group in 0..<job.plan.groups { sum += groupLoss.base[group] }
    return sum
  }

  /// How many examples of the last pass of `job` were classified rightly, when it counted them.
  func hits(_ job: Job) -> Int {
    var sum = 0.0
    for group in 0..<job.plan.groups { sum += groupHits.base[group] }
    return Int(sum)
  }

  /// gradient = (sum of the groups' Delta + lambda Theta without the biases) / divisor, after a pass: of all
  /// layers, one after the other.
  func gradient(
    _ job: Job, lambda: T, divisor: T, into gradient: UnsafeMutablePointer<T>
  ) {
    for l in 1...layout.theta.count {
      self.gradient(
        job, layer: l, lambda: lambda, divisor: divisor, into: gradient + layout.theta[l - 1])
    }
  }

  /// The same of Theta{layer} alone.
  func gradient(
    _ job: Job, layer: Int, lambda: T, divisor: T, into gradient: UnsafeMutablePointer<T>
  ) {
    let start = layout.theta[layer - 1]
    let sums = UnsafePointer(self.sums.base + start)
    let theta = job.theta + start
    let units = layout.sizes[layer]
    let count = units * (layout.sizes[layer - 1] + 1)
    Passes<T>.combine(
      units, sums, layout.sumSpace, job.plan.groups, 0, theta, divisor, gradient)
    let pieces = count * job.plan.groups >= PassEngine.sharedSums ? 2 : 1
    Workers.run(pieces) { piece in
      let from = max(units, count * piece / pieces)
      Passes<T>.combine(
        count * (piece + 1) / pieces - from, sums + from, layout.sumSpace, job.plan.groups, lambda,
        theta + from, divisor, gradient + from)
    }
  }

  /// Numbers to add up from which on a second thread is worth waking.
  private static var sharedSums: Int { 1 << 14 }

  /// The groups one after the other on this thread, for functions that must not meet another thread.
  private func runAlone(_ job: Job) throws {
    failure = nil
    for group in 0..<job.plan.groups {
      runGroup(group, job, buffers.base)
      if let failure { throw failure }
    }
  }

  private func runGroup(_ group: Int, _ job: Job, _ memory: UnsafeMutablePointer<T>) {
    let sum = sums.base + group * layout.sumSpace
    var loss = 0.0
    var hits = 0
    let blocks = job.plan.blocks(of: group)
    for block in blocks where failure == nil {
      let rows = job.plan.rows(of: block)
      forward(rows, job, memory)
      if job.hasTargets { loss += losses(rows, job, memory) }
      if job.wantsHits {
        let last = layout.sizes.count - 1
        hits += Passes<T>.hits(
          rows.count, layout.sizes[last], memory + layout.a[last], memory + layout.y)
      }
      if job.wantsGradient { backward(rows, job, memory, sum, isFirst: block == blocks.lowerBound) }
    }
    groupLoss.base[group] = loss
    groupHits.base[group] = Double(hits)
  }

  /// z and a of every layer for one block of examples.
  private func forward(_ rows: Range<Int>, _ job: Job, _ memory: UnsafeMutablePointer<T>) {
    let r = rows.count
    let last = layout.sizes.count - 1
    if needsPacking(job) {
      take(rows, job, job.x, job.stride, columns: layout.sizes[0], into: memory + layout.x)
    }
    var (below, distance) = inputs(rows, job, memory)
    for l in 1...last {
      let (inputs, units) = (layout.sizes[l - 1], layout.sizes[l])
      let theta = job.theta + layout.theta[l - 1]
      let z = memory + layout.z[l]
      let a = memory + layout.a[l]
      Gemm.multiply(
        transA: false, transB: true, m: r, n: units, k: inputs, alpha: 1, below, lda: distance,
        theta + units, ldb: units, beta: 0, z, ldc: r)
      if l < last {
        Passes<T>.activate(activations[l - 1], r, units, theta, z, a)
        if let custom = customs?[l - 1] {
          attempt { try custom.activate(r * units, z, a) }
        }
      } else {
        Passes<T>.output(output, r, units, theta, z, a, memory + layout.scratch)
      }
      job.record?.keepForward(l, rows, units, z: z, a: a)
      (below, distance) = (UnsafePointer(a), r)
    }
  }

  /// Whether a block's inputs are copied so that they lie together: what fits the second cache as it is does
  /// without.
  private func needsPacking(_ job: Job) -> Bool {
    if job.order != nil { return true }
    let bytes = job.stride.multipliedReportingOverflow(
      by: layout.sizes[0] * MemoryLayout<T>.stride)
    return bytes.overflow || bytes.partialValue > BlockPlan.blockBytes
  }

  /// Copies the rows of a block out of a matrix with `stride` rows.
  private func take(
    _ rows: Range<Int>, _ job: Job, _ source: UnsafePointer<T>, _ stride: Int, columns: Int,
    into target: UnsafeMutablePointer<T>
  ) {
    guard let order = job.order else {
      Passes<T>.pack(rows.count, columns, source + rows.lowerBound, stride, target)
      return
    }
    for column in 0..<columns {
      Passes<T>.gather(
        rows.count, order + rows.lowerBound, source + column * stride, target + column * rows.count)
    }
  }

  /// The labels of a block as targets.
  private func onehot(
    _ rows: Range<Int>, _ job: Job, _ labels: UnsafePointer<Int32>, into y: UnsafeMutablePointer<T>
  ) {
    let (r, classes) = (rows.count, layout.sizes[layout.sizes.count - 1])
    guard let order = job.order else {
      Passes<T>.onehot(r, classes, labels + rows.lowerBound, y)
      return
    }
    y.update(repeating: 0, count: r * classes)
    for i in 0..<r { y[i + Int(labels[Int(order[rows.lowerBound + i])]) * r] = 1 }
  }

  /// The inputs of a block, and how far their columns are apart.
  private func inputs(
    _ rows: Range<Int>, _ job: Job, _ memory: UnsafeMutablePointer<T>
  ) -> (UnsafePointer<T>, Int) {
    needsPacking(job)
      ? (UnsafePointer(memory + layout.x), rows.count) : (job.x + rows.lowerBound, job.stride)
  }

  /// Keeps the first error of the user's own functions until the pass can end.
  private func attempt(_ body: () throws -> Void) {
    guard failure == nil else { return }
    do { try body() } catch { failure = error }
  }

  /// The losses of one block and delta of the last layer.
  private func losses(
    _ rows: Range<Int>, _ job: Job, _ memory: UnsafeMutablePointer<T>
  ) -> Double {
    let r = rows.count
    let last = layout.sizes.count - 1
    let y = memory + layout.y
    if let labels = job.labels {
      onehot(rows, job, labels, into: y)
    } else if let values = job.values {
      take(rows, job, values, job.valueStride, columns: layout.sizes[last], into: y)
    }
    let loss = memory + layout.loss
    if let ownCost {
      attempt {
        try ownCost.losses(
          r, layout.sizes[last], outputKind, memory + layout.z[last], memory + layout.a[last], y,
          delta: job.wantsGradient ? memory + layout.delta[last] : nil, loss: loss)
      }
      return total(rows, loss, job)
    }
    Passes<T>.loss(
      output, cost, r, layout.sizes[last], memory + layout.z[last], memory + layout.a[last], y,
      memory + layout.delta[last], loss, memory + layout.scratch)
    return total(rows, loss, job)
  }

  private func total(_ rows: Range<Int>, _ loss: UnsafeMutablePointer<T>, _ job: Job) -> Double {
    job.record?.keepLosses(rows, loss)
    var sum = 0.0
    for i in 0..<rows.count { sum += Double(loss[i]) }
    return sum
  }

  /// Adds one block's part to the group's Delta, from the last layer down; the first one begins it.
  private func backward(
    _ rows: Range<Int>, _ job: Job, _ memory: UnsafeMutablePointer<T>,
    _ sum: UnsafeMutablePointer<T>, isFirst: Bool
  ) {
    let r = rows.count
    var l = layout.sizes.count - 1
    while l >= 1 {
      let (inputs, units) = (layout.sizes[l - 1], layout.sizes[l])
      let delta = memory + layout.delta[l]
      job.record?.keepDelta(l, rows, units, delta)
      let (below, distance) =
        l == 1 ? self.inputs(rows, job, memory) : (UnsafePointer(memory + layout.a[l - 1]), r)
      accumulate(
        l, r, delta, below, distance, transposed: memory + layout.transposed,
        into: sum + layout.theta[l - 1], isFirst: isFirst)
      if l > 1 {
        let below = memory + layout.delta[l - 1]
        let theta = job.theta + layout.theta[l - 1] + units
        Gemm.multiply(
          transA: false, transB: false, m: r, n: inputs, k: units, alpha: 1, delta, lda: r,
          theta, ldb: units, beta: 0, below, ldc: r)
        Passes<T>.backward(
          activations[l - 2], r * inputs, memory + layout.z[l - 1], memory + layout.a[l - 1],
          below)
        if let custom = customs?[l - 2] {
          attempt { try custom.backward(r * inputs, memory + layout.z[l - 1], below) }
        }
      }
      l -= 1
    }
  }

  /// Delta(l) += delta(l+1)' [1 a(l)], the bias column first.
  private func accumulate(
    _ l: Int, _ r: Int, _ delta: UnsafeMutablePointer<T>, _ below: UnsafePointer<T>,
    _ distance: Int, transposed: UnsafeMutablePointer<T>, into sum: UnsafeMutablePointer<T>,
    isFirst: Bool
  ) {
    let (inputs, units) = (layout.sizes[l - 1], layout.sizes[l])
    if isFirst { sum.update(repeating: 0, count: units) }
    Passes<T>.columnSums(r, units, delta, sum)
    Passes<T>.transpose(r, units, delta, transposed)
    Gemm.multiply(
      transA: false, transB: false, m: units, n: inputs, k: r, alpha: 1, transposed, lda: units,
      below, ldb: distance, beta: isFirst ? 0 : 1, sum + units, ldc: units)
  }
}
