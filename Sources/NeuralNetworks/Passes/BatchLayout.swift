/// Where the buffers of a batch stand, in elements from the start. Units come first: each example is a
/// column of a layer's numbers.
struct BatchLayout {
  let sizes: [Int]
  let rows: Int
  /// The inputs of a batch: s(1) x the rows that are put together here.
  let x: Int
  /// z, a and delta of layers 1...: s(l) x rows; entry 0 is unused.
  let z: [Int]
  let a: [Int]
  let delta: [Int]
  /// Where Theta of layer l -> l + 1 begins among the parameters, and last how many there are.
  let theta: [Int]
  /// Space of one chunk for numbers with examples first: z, a, y and delta of the outputs, and deltas of
  /// hidden layers.
  let chunk: Int
  let chunkSpace: Int
  let total: Int

  init(_ sizes: [Int], rows: Int, taken: Int, chunks: Int, chunkRows: Int) {
    (self.sizes, self.rows) = (sizes, rows)
    var next = 0
    func take(_ count: Int) -> Int {
      defer { next += (count + 15) / 16 * 16 }
      return next
    }
    x = take(taken * sizes[0])
    var (z, a, delta) = ([0], [0], [0])
    for size in sizes.dropFirst() {
      z.append(take(rows * size))
      a.append(take(rows * size))
      delta.append(take(rows * size))
    }
    (self.z, self.a, self.delta) = (z, a, delta)
    theta = NetworkPlan.offsets(sizes)
    let widest = sizes.dropFirst().max() ?? 0
    chunkSpace = (chunkRows * (4 * sizes[sizes.count - 1] + 2 * widest + 4) + 15) / 16 * 16
    chunk = take(chunkSpace * chunks)
    total = next
  }
}
