import NeuralNetworks
import Texts

/// The course of a training as one line of blocks for each curve.
enum CostCurve {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// - Parameter columns: the width to stay below.
  static func text(_ history: TrainingHistory, columns: Int) -> String {
    let all = history.cost + history.validationCost
    guard let low = all.min(), let high = all.max() else { return "" }
    let room = max(10, min(60, columns - 40))
    var text = line("cost", history.cost, low, high, room)
    if !history.validationCost.isEmpty {
      text += line("validation", history.validationCost, low, high, room)
    }
    return text
  }

  /// Each block stands for the mean of some epochs.
  private static func line(
    _ name: String, _ values: [Double], _ low: Double, _ high: Double, _ room: Int
  ) -> String {
    let cells = min(room, values.count)
    var curve = ""
    for cell in 0..<cells {
      let part = values[values.count * cell / cells..<values.count * (cell + 1) / cells]
      let mean = part.reduce(0, +) / Double(part.count)
      let share = high > low ? (mean - low) / (high - low) : 0
      curve.append(blocks[max(0, min(7, Int(exactly: (share * 7).rounded()) ?? 0))])
    }
    let ends = (ShortNumber.text(values[0]), ShortNumber.text(values[values.count - 1]))
    return "\(name) \(ends.0) \(curve) \(ends.1)\n"
  }
}
