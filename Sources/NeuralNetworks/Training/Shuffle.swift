import Matrices

/// The order of the examples in each epoch, which depends on the seed and the epoch's number alone, so that a
/// training can go on at any epoch.
struct EpochOrder {
  /// 0-based.
  private(set) var places: [Int32]
  private let seed: UInt64

  init(_ count: Int, seed: UInt64) {
    self.seed = seed
    places = (0..<Int32(count)).map { $0 }
  }

  mutating func draw(epoch: Int) {
    var random = RandomStream(seed: seed &+ UInt64(epoch) &* 0xD134_2543_DE82_EF95)
    for i in places.indices { places[i] = Int32(i) }
    var last = places.count - 1
    while last > 0 {
      places.swapAt(last, random.below(last + 1))
      last -= 1
    }
  }
}

/// Copies of the training examples that are put into a new random order for each epoch.
///
/// Batches are then plain ranges of rows. Buffers are made once.
final class Shuffle<T: RealElement> {
  let x: Arena<T>
  private(set) var labels: [Int32] = []
  private(set) var values: Arena<T>?
  private let data: TrainingData<T>

  init(_ data: TrainingData<T>) throws {
    self.data = data
    x = try Arena(data.x.count)
    switch data.targets {
    case .labels(let all): labels = all
    case .values(let all): values = try Arena(all.count)
    }
  }

  /// Fills the copies for an epoch.
  func fill(_ order: EpochOrder) {
    order.places.withUnsafeBufferPointer { order in
      guard let order = order.baseAddress else { return }
      gather(data.x, order, into: x.base)
      switch data.targets {
      case .labels(let all):
        for i in 0..<labels.count { labels[i] = all[Int(order[i])] }
      case .values(let all):
        if let values { gather(all, order, into: values.base) }
      }
    }
  }

  private func gather(
    _ m: Matrix<T>, _ order: UnsafePointer<Int32>, into target: UnsafeMutablePointer<T>
  ) {
    m.withUnsafeElements { source in
      guard let base = source.baseAddress else { return }
      gatherRows(
        base, stride: m.rows, order, count: m.rows, columns: m.columns, into: target)
    }
  }
}
