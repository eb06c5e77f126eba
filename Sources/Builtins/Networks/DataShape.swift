import Glibc
import Matrices

/// Two classes of points in the plane, drawn along curves.
enum DataShape: String, CaseIterable {
  /// Two half circles that grip into each other.
  case moons
  /// One circle inside another.
  case circles
  /// Two arms that wind around each other.
  case spirals

  /// `count` points in random order with normal noise of standard deviation `noise`; classes 0 and 1.
  func examples(
    _ count: Int, noise: Double, seed: UInt64
  ) throws -> (x: Matrix<Double>, y: Matrix<Double>) {
    var random = RandomStream(seed: seed)
    let order = random.permutation(count)
    var x = try Matrix<Double>(Shape(count, 2), repeating: 0)
    var y = try Matrix<Double>(Shape(count, 1), repeating: 0)
    let half = (count + 1) / 2
    for i in 0..<count {
      let isSecond = i >= half
      let share =
        Double(isSecond ? i - half : i) / Double(max(1, (isSecond ? count - half : half) - 1))
      let point = point(share, isSecond)
      let row = order[i]
      x[row, 0] = point.0 + noise * random.normal()
      x[row, 1] = point.1 + noise * random.normal()
      y[row] = isSecond ? 1 : 0
    }
    return (x, y)
  }

  /// The point a share 0...1 along the curve of a class.
  private func point(_ share: Double, _ isSecond: Bool) -> (Double, Double) {
    switch self {
    case .moons:
      let angle = Double.pi * share
      return isSecond ? (1 - cos(angle), 0.5 - sin(angle)) : (cos(angle), sin(angle))
    case .circles:
      let angle = 2 * Double.pi * share
      let radius = isSecond ? 0.5 : 1.0
      return (radius * cos(angle), radius * sin(angle))
    case .spirals:
      let angle = 3 * Double.pi * share + (isSecond ? Double.pi : 0)
      let radius = 0.2 + 1.8 * share
      return (radius * cos(angle), radius * sin(angle))
    }
  }
}
