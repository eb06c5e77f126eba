/// Where the buffers that one block at a time works in stand, in elements from their start.
///
/// Layers are counted from 0 here: layer 0 is the input.
struct PassLayout {
  let sizes: [Int]
  /// The inputs of a block; rows x s(1).
  let x: Int
  /// z, a and delta of layers 1...: rows x s(l); entry 0 is unused.
  let z: [Int]
  let a: [Int]
  let delta: [Int]
  /// delta of one layer transposed: s(l) x rows.
  let transposed: Int
  /// Targets, one column for each output.
  let y: Int
  let loss: Int
  let scratch: Int
  /// The space of all these.
  let total: Int
  /// Where Theta of layer l -> l + 1 begins among the parameters.
  let theta: [Int]
  let parameters: Int
  /// The space of one group's sum of Delta, which are numbers like the parameters.
  let sumSpace: Int

  init(_ sizes: [Int], rows: Int) {
    self.sizes = sizes
    var next = 0
    func take(_ count: Int) -> Int {
      defer { next += (count + 15) / 16 * 16 }
      return next
    }
    x = take(rows * sizes[0])
    var z = [0]
    var a = [0]
    var delta = [0]
    for size in sizes.dropFirst() {
      z.append(take(rows * size))
      a.append(take(rows * size))
      delta.append(take(rows * size))
    }
    (self.z, self.a, self.delta) = (z, a, delta)
    transposed = take(rows * (sizes.dropFirst().max() ?? 0))
    y = take(rows * sizes[sizes.count - 1])
    loss = take(rows)
    scratch = take(3 * rows)
    let offsets = NetworkPlan.offsets(sizes)
    theta = Array(offsets.dropLast())
    parameters = offsets[sizes.count - 1]
    total = next
    sumSpace = (parameters + 15) / 16 * 16
  }
}
