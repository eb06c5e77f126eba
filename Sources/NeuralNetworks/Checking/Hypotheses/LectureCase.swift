import Matrices

/// A network with its data and everything backpropagation computes on it: what hypotheses start from.
///
/// Layers are counted from 1 as in the lecture; the arrays hold layer l at l - 1.
struct LectureCase {
  let network: Network<Double>
  let thetas: [Matrix<Double>]
  /// Activations with the column of ones for l < L.
  let a: [Matrix<Double>]
  let z: [Matrix<Double>]
  let delta: [Matrix<Double>]
  /// Delta of each Theta, not divided by m.
  let sums: [Matrix<Double>]
  /// D, the right gradient.
  let gradient: [Matrix<Double>]
  /// m x K.
  let y: Matrix<Double>
  /// Classes 1..K, when the targets are labels.
  let labels: [Int]?
  let lambda: Double

  init(
    _ network: Network<Double>, _ x: Matrix<Double>, _ y: Matrix<Double>, lambda: Double
  ) throws {
    self.network = network
    self.lambda = lambda
    thetas = network.thetas
    let (gradient, record) = try network.backpropRecord(x, y, lambda: lambda)
    self.gradient = gradient.thetas
    (a, z, delta, sums) = (record.a, record.z, record.delta, record.sums)
    switch try Targets(y, for: network, inputs: x.shape) {
    case .labels(let labels):
      self.labels = labels.map { Int($0) + 1 }
      self.y = try onehot(y, classes: network.outputs)
    case .values(let values):
      labels = LectureCase.labels(values)
      self.y = values
    }
  }

  private static func labels(_ y: Matrix<Double>) -> [Int]? {
    guard y.columns > 1 else { return nil }
    var labels: [Int] = []
    for i in 0..<y.rows {
      let row = (0..<y.columns).map { y[i, $0] }
      guard row.filter({ $0 == 1 }).count == 1, row.filter({ $0 == 0 }).count == row.count - 1,
        let place = row.firstIndex(of: 1)
      else { return nil }
      labels.append(place + 1)
    }
    return labels
  }

  /// L.
  var last: Int { network.layerCount }
  var sizes: [Int] { network.sizes }
  /// m.
  var examples: Int { y.rows }
  var h: Matrix<Double> { a[last - 1] }
  /// The hidden layers 2 ... L - 1.
  var hidden: Range<Int> { 2..<max(2, last) }

  /// g of hidden layer l.
  func activation(_ l: Int) -> Activation { network.activations[l - 2] }
}
