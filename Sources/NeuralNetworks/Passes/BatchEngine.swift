import Glibc
import Matrices

/// Updates the weights of a network with one batch of examples.
///
/// Two phases share the threads. First each chunk of examples goes forward and back through all layers by itself;
/// then each tile of columns of each Theta gets its gradient, and is updated at once while the gradient is in the
/// cache. Chunks and tiles are cut by the shapes alone: the bits do not depend on the number of threads.
///
/// Nothing is allocated after the beginning. Serves networks with known activations and costs.
final class BatchEngine<T: RealElement> {
  private let layout: BatchLayout
  private let activations: [Int32]
  private let output: Int32
  private let cost: Int32
  private let countsHits: Bool
  private let examples: ExampleColumns<T>
  private let targets: Targets<T>
  private let arena: Arena<T>
  private let chunkRows: Int
  /// The tiles of all layers: the layer (from 1), and its columns; column 0 is the bias.
  private let tiles: [Tile]
  private let gradients: Arena<T>
  private let outcomes: Arena<Double>
  private static var lanes: Int { 8 }
  /// Elements of the gradient of a tile.
  private static var tileElements: Int { 1 << 14 }
  static var mostRows: Int { 512 }
  private static var widestChunk: Int { 64 }
  /// Multiplications of a batch below which a second thread costs more than it brings.
  private static var sharedWork: Int { 1 << 17 }

  private struct Tile {
    let layer: Int
    let columns: Range<Int>
  }

  /// Whether there is such an engine for a network and a batch.
  static func serves(_ network: Network<T>, batch: Int) -> Bool {
    batch <= mostRows && network.ownCost == nil
      && network.activations.allSatisfy { $0.custom == nil }
  }

  init(
    _ network: Network<T>, _ data: TrainingData<T>, batch: Int, isShuffled: Bool, countsHits: Bool
  ) throws {
    let sizes = network.sizes
    self.countsHits = countsHits
    activations = network.activations.map(\.code)
    (output, cost) = (network.output.code, network.cost.code)
    examples = try ExampleColumns(data)
    targets = data.targets
    let work = batch.multipliedReportingOverflow(by: network.parameterCount)
    let isShared = work.overflow || work.partialValue >= BatchEngine.sharedWork
    // Two chunks at least, so that two threads have work.
    chunkRows =
      isShared ? min(BatchEngine.widestChunk, max(8, (batch + 1) / 2 + 7) / 8 * 8) : batch
    let chunks = (batch + chunkRows - 1) / chunkRows
    layout = BatchLayout(
      sizes, rows: batch, taken: isShuffled || !data.isCopied ? batch : 0, chunks: chunks,
      chunkRows: chunkRows)
    arena = try Arena(layout.total)
    outcomes = try Arena(2 * chunks)
    var tiles: [Tile] = []
    for l in 1..<sizes.count {
      let width =
        isShared ? max(1, BatchEngine.tileElements / sizes[l] / 8 * 8) : sizes[l - 1] + 1
      tiles.append(Tile(layer: l, columns: 0..<1))
      for start in stride(from: 1, to: sizes[l - 1] + 1, by: width) {
        tiles.append(Tile(layer: l, columns: start..<min(start + width, sizes[l - 1] + 1)))
      }
    }
    self.tiles = tiles
    let most = tiles.map { sizes[$0.layer] * $0.columns.count }.max() ?? 0
    gradients = try Arena(most * (isShared ? BatchEngine.lanes : 1))
    lanes = isShared ? BatchEngine.lanes : 1
  }

  private let lanes: Int

  /// The examples of one batch.
  struct Batch {
    /// The place of its first example, in the order of the epoch.
    var start: Int
    var count: Int
    /// The order of the epoch's examples; nil for the order of the data.
    var order: UnsafePointer<Int32>?
    /// The share of the penalty that this batch carries.
    var lambda: T
  }

  /// One update: returns the sum of the losses before it, and how many examples were right.
  func update(
    _ batch: Batch, _ theta: UnsafeMutablePointer<T>, _ optimizer: some Optimizer<T>
  ) -> (loss: Double, hits: Int) {
    let chunks = (batch.count + chunkRows - 1) / chunkRows
    let atHand = batch.order == nil ? examples.columns(from: batch.start) : nil
    let inputs = atHand ?? arena.base + layout.x
    Workers.run(chunks) { chunk in
      if atHand == nil { takeInputs(chunk, batch) }
      pass(chunk, batch, inputs, theta)
    }
    let lanes = min(lanes, tiles.count)
    Workers.run(lanes) { lane in
      for tile in stride(from: lane, to: tiles.count, by: lanes) {
        updateTile(tiles[tile], lane, batch, inputs, theta, optimizer)
      }
    }
    var (loss, hits) = (0.0, 0.0)
    for chunk in 0..<chunks {
      loss += outcomes.base[2 * chunk]
      hits += outcomes.base[2 * chunk + 1]
    }
    return (loss, Int(hits))
  }

  /// The rows of the batch that are in a chunk.
  private func rows(of chunk: Int, _ batch: Batch) -> Range<Int> {
    chunk * chunkRows..<min(batch.count, (chunk + 1) * chunkRows)
  }

  /// Puts the inputs of one chunk's examples together.
  private func takeInputs(_ chunk: Int, _ batch: Batch) {
    let rows = rows(of: chunk, batch)
    examples.take(
      batch.start + rows.lowerBound, count: rows.count, batch.order,
      into: arena.base + layout.x + rows.lowerBound * layout.sizes[0])
  }

  /// Forward and back for one chunk.
  private func pass(
    _ chunk: Int, _ batch: Batch, _ x: UnsafeMutablePointer<T>, _ theta: UnsafeMutablePointer<T>
  ) {
    let rows = rows(of: chunk, batch)
    let (first, r) = (rows.lowerBound, rows.count)
    let last = layout.sizes.count - 1
    var below = UnsafePointer(x + first * layout.sizes[0])
    for l in 1...last {
      let (n, units) = (layout.sizes[l - 1], layout.sizes[l])
      let weights = theta + layout.theta[l - 1]
      let z = arena.base + layout.z[l] + first * units
      for i in 0..<r { (z + i * units).update(from: weights, count: units) }
      Gemm.multiply(
        transA: false, transB: false, m: units, n: r, k: n, alpha: 1, weights + units, lda: units,
        below, ldb: n, beta: 1, z, ldc: units)
      if l < last {
        let a = arena.base + layout.a[l] + first * units
        Passes<T>.activate(activations[l - 1], units * r, 1, nil, z, a)
        below = UnsafePointer(a)
      }
    }
    finish(chunk, first, r, batch, theta)
  }

  /// Outputs, losses and deltas of one chunk.
  @specialized(where T == Double)
  @specialized(where T == Float)
  private func finish(
    _ chunk: Int, _ first: Int, _ r: Int, _ batch: Batch, _ theta: UnsafeMutablePointer<T>
  ) {
    let last = layout.sizes.count - 1
    let k = layout.sizes[last]
    let z = arena.base + layout.chunk + chunk * layout.chunkSpace
    let (a, y, delta) = (z + r * k, z + 2 * r * k, z + 3 * r * k)
    let (loss, scratch) = (z + 4 * r * k, z + 4 * r * k + r)
    let room = scratch + 3 * r
    Passes<T>.transpose(k, r, arena.base + layout.z[last] + first * k, z)
    Passes<T>.output(output, r, k, nil, z, a, scratch)
    fillTargets(first, r, k, batch, y)
    Passes<T>.loss(output, cost, r, k, z, a, y, delta, loss, scratch)
    var sum = 0.0
    for i in 0..<r { sum += Double(loss[i]) }
    outcomes.base[2 * chunk] = sum
    outcomes.base[2 * chunk + 1] = countsHits ? Double(Passes<T>.hits(r, k, a, y)) : 0
    let share = 1 / T(batch.count)
    for i in 0..<r * k { delta[i] *= share }
    Passes<T>.transpose(r, k, delta, arena.base + layout.delta[last] + first * k)
    var above = UnsafePointer(delta)
    let (product, columns) = (room, room + chunkRows * (layout.sizes.dropFirst().max() ?? 0))
    for l in stride(from: last, to: 1, by: -1) {
      let (n, units) = (layout.sizes[l - 1], layout.sizes[l])
      Gemm.multiply(
        transA: false, transB: false, m: r, n: n, k: units, alpha: 1, above, lda: r,
        theta + layout.theta[l - 1] + units, ldb: units, beta: 0, product, ldc: r)
      let place = first * n
      let below = arena.base + layout.delta[l - 1] + place
      Passes<T>.transpose(r, n, product, below)
      Passes<T>.backward(
        activations[l - 2], r * n, arena.base + layout.z[l - 1] + place,
        arena.base + layout.a[l - 1] + place, below)
      if l > 2 {
        Passes<T>.transpose(n, r, below, columns)
        above = UnsafePointer(columns)
      }
    }
  }

  /// The targets of one chunk, examples first.
  @specialized(where T == Double)
  @specialized(where T == Float)
  private func fillTargets(
    _ first: Int, _ r: Int, _ k: Int, _ batch: Batch, _ y: UnsafeMutablePointer<T>
  ) {
    let start = batch.start + first
    switch targets {
    case .labels(let labels):
      labels.withUnsafeBufferPointer { labels in
        y.update(repeating: 0, count: r * k)
        for i in 0..<r {
          let place = batch.order.map { Int($0[start + i]) } ?? start + i
          y[i + Int(labels[place]) * r] = 1
        }
      }
    case .values(let values):
      let rows = values.rows
      values.withUnsafeElements { values in
        for j in 0..<k {
          for i in 0..<r {
            let place = batch.order.map { Int($0[start + i]) } ?? start + i
            y[i + j * r] = values[place + j * rows]
          }
        }
      }
    }
  }

  /// The gradient of one tile of columns, and its update.
  private func updateTile(
    _ tile: Tile, _ lane: Int, _ batch: Batch, _ x: UnsafeMutablePointer<T>,
    _ theta: UnsafeMutablePointer<T>, _ optimizer: some Optimizer<T>
  ) {
    let l = tile.layer
    let (n, units) = (layout.sizes[l - 1], layout.sizes[l])
    let delta = arena.base + layout.delta[l]
    let start = layout.theta[l - 1] + tile.columns.lowerBound * units
    let count = units * tile.columns.count
    let gradient = gradients.base + (lanes > 1 ? gradients.count / lanes * lane : 0)
    if tile.columns.lowerBound == 0 {
      // The deltas of the examples are the parts of the bias column's sum.
      Passes<T>.combine(units, delta, units, batch.count, 0, theta + start, 1, gradient)
    } else {
      let below = l == 1 ? x : arena.base + layout.a[l - 1]
      Gemm.multiply(
        transA: false, transB: true, m: units, n: tile.columns.count, k: batch.count, alpha: 1,
        delta,
        lda: units, below + tile.columns.lowerBound - 1, ldb: n, beta: 0, gradient, ldc: units)
      if batch.lambda != 0 {
        Passes<T>.addScaled(count, batch.lambda / T(batch.count), theta + start, gradient)
      }
    }
    optimizer.update(start, count, theta + start, gradient)
  }
}
