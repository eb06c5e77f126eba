import Matrices

/// The examples of a training in the order in which they are taken, and those kept for validation.
struct TrainingData<T: RealElement> {
  var x: Matrix<T>
  var targets: Targets<T>
  private(set) var validation: (x: Matrix<T>, targets: Targets<T>)?

  init(
    _ network: Network<T>, _ x: Matrix<T>, _ y: Matrix<T>, _ options: TrainingOptions<T>,
    seed: UInt64
  ) throws {
    self.x = x
    var y = y
    switch options.validation {
    case .none: break
    case .examples(let xv, let yv):
      try network.checkInputs(xv)
      try network.checkNumbers(xv)
      validation = (xv, try Targets(yv, for: network, inputs: xv.shape))
    case .fraction(let share):
      var random = RandomStream(seed: seed ^ 0x7661_6C69_6461_7465)
      let order = random.permutation(x.rows).map { Int32($0) }
      let kept = Int(Double(x.rows) * share)
      let xv = try rows(x, order.prefix(kept))
      let yv = try rows(y, order.prefix(kept))
      validation = (xv, try Targets(yv, for: network, inputs: xv.shape))
      self.x = try rows(x, order.dropFirst(kept))
      y = try rows(y, order.dropFirst(kept))
    }
    targets = try Targets(y, for: network, inputs: self.x.shape)
  }

  var count: Int { x.rows }

  /// Bytes of inputs up to which a copy is no more than what a training takes anyway.
  private static var fewBytes: Int { 2 << 20 }
  /// Bytes of inputs up to which the last cache of a common processor holds them.
  private static var cachedBytes: Int { 16 << 20 }

  /// Whether a training in batches copies the inputs into the form in which batches take them.
  ///
  /// A batch takes single numbers out of every column of the data. Out of the cache that costs little, and saves the
  /// memory of a copy; out of the memory each number would cost a line of 64 bytes.
  var isCopied: Bool {
    let bytes = x.count * MemoryLayout<T>.stride
    return bytes <= TrainingData.fewBytes || bytes > TrainingData.cachedBytes
  }

  /// How many of `examples` examples are left to train with.
  static func count(of examples: Int, _ options: TrainingOptions<T>) -> Int {
    guard case .fraction(let share) = options.validation else { return examples }
    return examples - Int(Double(examples) * share)
  }

  /// A number that tells these examples from others.
  var mark: UInt64 {
    var mark: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ m: Matrix<T>) {
      m.withUnsafeElements {
        for element in $0 {
          mark = (mark ^ Double(element).bitPattern) &* 0x9E37_79B9_7F4A_7C15
          mark ^= mark >> 29
        }
      }
    }
    add(x)
    switch targets {
    case .labels(let labels):
      for label in labels { mark = (mark ^ UInt64(label)) &* 0x0000_0100_0000_01B3 }
    case .values(let values): add(values)
    }
    return mark
  }
}

/// The given rows (0-based) of a matrix.
private func rows<T: RealElement>(
  _ m: Matrix<T>, _ order: ArraySlice<Int32>
) throws -> Matrix<T> {
  let order = Array(order)
  return try Matrix<T>(Shape(order.count, m.columns)) { target in
    m.withUnsafeElements { source in
      order.withUnsafeBufferPointer { order in
        guard let to = target.baseAddress, let from = source.baseAddress,
          let order = order.baseAddress
        else { return }
        gatherRows(
          from, stride: m.rows, order, count: target.count / max(1, m.columns),
          columns: m.columns, into: to)
      }
    }
  }
}

/// target = source(order, :), columns shared among the threads.
func gatherRows<T: RealElement>(
  _ source: UnsafePointer<T>, stride: Int, _ order: UnsafePointer<Int32>, count: Int, columns: Int,
  into target: UnsafeMutablePointer<T>
) {
  let pieces = min(columns, 64)
  Workers.run(pieces) { piece in
    for column in columns * piece / pieces..<columns * (piece + 1) / pieces {
      Passes<T>.gather(count, order, source + column * stride, target + column * count)
    }
  }
}
