import Matrices

/// Everything the algorithm computes for a network and its data: what learners' arrays are compared with.
///
/// Layers are counted from 1, and stand at l - 1.
struct RightArrays {
  let network: Network<Double>
  let x: Matrix<Double>
  /// m x K.
  let y: Matrix<Double>
  /// The labels, where the user gave labels.
  let labels: Matrix<Double>?
  let lambda: Double
  let record: BackpropRecord<Double>
  let gradient: Gradient<Double>

  init(
    _ network: Network<Double>, _ x: Matrix<Double>, _ y: Matrix<Double>, lambda: Double
  ) throws {
    (self.network, self.x, self.lambda) = (network, x, lambda)
    (gradient, record) = try network.backpropRecord(x, y, lambda: lambda)
    let isLabelled = y.columns == 1 && network.outputs > 1
    self.y = isLabelled ? try onehot(y, classes: network.outputs) : y
    labels = isLabelled ? y : nil
  }

  /// L.
  var last: Int { network.layerCount }
  var m: Double { Double(x.rows) }
  var h: Matrix<Double> { record.a[last - 1] }

  func slope(_ l: Int) throws -> Matrix<Double> {
    try network.activations[l - 2].derivatives(record.z[l - 1])
  }

  func back(_ l: Int) throws -> Matrix<Double> {
    try Matrix.product(record.delta[l], network.theta(l).withoutFirstColumn)
  }

  func times(_ a: Matrix<Double>, _ b: Matrix<Double>) throws -> Matrix<Double> {
    try Matrix.elementwise(.multiply, a, b)
  }
}
