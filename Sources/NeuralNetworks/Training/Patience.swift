/// Counts epochs since the best validation cost.
struct Patience {
  private let limit: Int?
  private(set) var bestEpoch = 0
  private(set) var best = Double.infinity

  init(_ limit: Int?) { self.limit = limit }

  mutating func restore(best: Double, epoch: Int) { (self.best, bestEpoch) = (best, epoch) }

  mutating func isBest(_ cost: Double, _ epoch: Int) -> Bool {
    guard cost < best else { return false }
    (best, bestEpoch) = (cost, epoch)
    return true
  }

  func isOver(_ epoch: Int) -> Bool { limit.map { epoch - bestEpoch >= $0 } ?? false }
}
