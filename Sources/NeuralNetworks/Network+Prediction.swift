import Matrices

extension Network {
  /// Labels 1..K, m x 1: the output that is largest (the first of equals); with one output 0 or 1 for a
  /// sigmoid (1 from 0.5 on), and h itself for linear and tanh.
  ///
  /// Linear outputs are always given as they are, m x K.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func predict(_ x: Matrix<Element>) throws -> Matrix<Element> {
    let h = try forward(x)
    if output == .linear { return h }
    if outputs > 1 { return try Network.largest(h) }
    if output == .tanh { return h }
    return try Matrix(Shape(h.rows, 1), h.elements.map { $0 >= 0.5 ? 1 : 0 })
  }

  /// The 1-based column of the largest entry of each row.
  static func largest(_ h: Matrix<Element>) throws -> Matrix<Element> {
    var best = Array(repeating: 0, count: h.rows)
    h.withUnsafeElements { h in
      let rows = best.count
      for j in 1..<max(1, h.count / max(1, rows)) {
        for i in 0..<rows where h[j * rows + i] > h[best[i] * rows + i] { best[i] = j }
      }
    }
    return try Matrix(Shape(h.rows, 1), best.map { Element($0 + 1) })
  }

  /// Whether the outputs stand for classes, so that predictions are right or wrong.
  var countsClasses: Bool { outputs > 1 ? output != .linear : output == .sigmoid }

  /// The fraction of examples whose prediction is right.
  ///
  /// - Throws: `NetworkError` when the network predicts quantities, or for arguments that do not fit.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func accuracy(_ x: Matrix<Element>, _ y: Matrix<Element>) throws -> Double {
    let (predicted, actual) = try classes(x, y)
    var right = 0
    for i in 0..<actual.count where predicted[i] == actual[i] { right += 1 }
    return Double(right) / Double(actual.count)
  }

  /// How often examples of class i (row) were taken for class j (column): K x K, or 2 x 2 for the
  /// classes 0 and 1 of one output.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func confusion(_ x: Matrix<Element>, _ y: Matrix<Element>) throws -> Matrix<Double> {
    let (predicted, actual) = try classes(x, y)
    let kinds = max(2, outputs)
    var counts = try Matrix<Double>(Shape(kinds, kinds), repeating: 0)
    for i in 0..<actual.count { counts[actual[i], predicted[i]] += 1 }
    return counts
  }

  /// 0-based predicted and actual classes.
  private func classes(
    _ x: Matrix<Element>, _ y: Matrix<Element>
  ) throws -> (predicted: [Int], actual: [Int]) {
    try checkInputs(x)
    let targets = try Targets(y, for: self, inputs: x.shape)
    let h = try forward(x)
    if outputs == 1 {
      guard output == .sigmoid else { throw NetworkError.notAClassifier(output) }
      guard case .values(let y) = targets else { return ([], []) }
      return (h.elements.map { $0 >= 0.5 ? 1 : 0 }, y.elements.map { $0 >= 0.5 ? 1 : 0 })
    }
    let predicted = try Network.largest(h).elements.map { Int($0) - 1 }
    switch targets {
    case .labels(let labels): return (predicted, labels.map { Int($0) })
    case .values(let y): return (predicted, try Network.largest(y).elements.map { Int($0) - 1 })
    }
  }
}

/// Labels 1..K as rows with one 1: m x K.
///
/// - Throws: `NetworkError.label` for the first label that is none.
@specialized(where T == Double)
@specialized(where T == Float)
public func onehot<T: RealElement>(_ y: Matrix<T>, classes: Int) throws -> Matrix<T> {
  let labels = try Targets<T>.labels(y, classes: classes)
  return try Matrix<T>(Shape(labels.count, classes)) { target in
    guard let base = target.baseAddress else { return }
    labels.withUnsafeBufferPointer {
      guard let labels = $0.baseAddress else { return }
      Passes<T>.onehot($0.count, classes, labels, base)
    }
  }
}
