import Matrices
import NeuralNetworks

/// Every array of the algorithm, written as loops, with one mistake in one of them.
///
/// Rows are examples in `a`, `z`, `delta`; layers are counted from 1 and stand at l - 1.
struct LearnerArrays {
  typealias Rows = [[Double]]

  /// One array with a mistake, and the words with which the answer must name it.
  struct Planted {
    let quantity: Quantity
    let words: String
    let rows: Rows
  }

  let net: Longhand
  let labels: [Int]
  let lambda: Double
  private(set) var z: [Rows] = []
  /// Without the bias unit.
  private(set) var a: [Rows] = []
  private(set) var delta: [Rows] = []

  init(_ net: Longhand, _ x: Rows, _ labels: [Int], lambda: Double) {
    (self.net, self.labels, self.lambda) = (net, labels, lambda)
    let passes = x.map { net.forward($0) }
    z = net.sizes.indices.map { l in passes.map { $0.z[l] } }
    a = net.sizes.indices.map { l in passes.map { $0.a[l] } }
    delta = z
    delta[last - 1] = zip(h, targets).map { net.outputError($0, $1) }
    for l in (1..<last).reversed() where l > 1 {
      delta[l - 1] = Self.times(back(l), Self.map(z[l - 1]) { slope(l, $0) })
    }
  }

  /// L.
  var last: Int { net.sizes.count }
  var m: Double { Double(labels.count) }
  var h: Rows { a[last - 1] }

  var targets: Rows {
    labels.map { label in (1...net.sizes[last - 1]).map { $0 == label ? 1 : 0 } }
  }

  func slope(_ l: Int, _ z: Double) -> Double { Longhand.derivative(net.activations[l - 2], z) }
  func g(_ l: Int, _ z: Double) -> Double { Longhand.value(net.activations[l - 2], z) }

  /// delta of the layer above through the weights, without the bias unit.
  func back(_ l: Int) -> Rows { backWithBias(l).map { Array($0.dropFirst()) } }

  func backWithBias(_ l: Int) -> Rows {
    let theta = net.thetas[l - 1]
    return delta[l].map { d in
      theta[0].indices.map { j in d.indices.reduce(0) { $0 + theta[$1][j] * d[$1] } }
    }
  }

  // MARK: - Sums over the examples

  /// The sum of outer products of `delta` and `a`, which has its bias unit already; times how often each
  /// example counts.
  static func sum(_ delta: Rows, _ a: Rows, counts: [Double]? = nil) -> Rows {
    delta[0].indices.map { i in
      a[0].indices.map { j in
        delta.indices.reduce(0) { $0 + (counts?[$1] ?? 1) * delta[$1][i] * a[$1][j] }
      }
    }
  }

  func sums(_ l: Int) -> Rows { Self.sum(delta[l], Self.ones(a[l - 1])) }

  /// D of `sums`, with lambda times the weights, and those of the bias times `bias`.
  func gradient(_ l: Int, _ sums: Rows, lambda: Double, bias: Double = 0) -> Rows {
    sums.indices.map { i in
      sums[i].indices.map { j in
        (sums[i][j] + (j == 0 ? bias : lambda) * net.thetas[l - 1][i][j]) / m
      }
    }
  }

  func gradient(_ l: Int) -> Rows { gradient(l, sums(l), lambda: lambda) }

  /// All of D, one layer after the other, each column by column or row by row.
  func unrolled(_ layers: [Int], byRows: Bool = false) -> Rows {
    layers.flatMap { l -> [Double] in
      let d = gradient(l)
      return byRows ? d.flatMap { $0 } : d[0].indices.flatMap { j in d.map { $0[j] } }
    }.map { [$0] }
  }

  // MARK: - Arrays of numbers

  static func map(_ rows: Rows, _ f: (Double) -> Double) -> Rows { rows.map { $0.map(f) } }

  static func times(_ a: Rows, _ b: Rows) -> Rows { zip(a, b).map { zip($0, $1).map { $0 * $1 } } }

  static func minus(_ a: Rows, _ b: Rows) -> Rows { zip(a, b).map { zip($0, $1).map { $0 - $1 } } }

  static func ones(_ rows: Rows, _ one: Double = 1) -> Rows { rows.map { [one] + $0 } }

  static func onesLast(_ rows: Rows) -> Rows { rows.map { $0 + [1] } }

  static func transposed(_ rows: Rows) -> Rows { rows[0].indices.map { j in rows.map { $0[j] } } }

  /// `rows` times the transpose of `theta`.
  static func product(_ rows: Rows, _ theta: Rows) -> Rows {
    rows.map { row in theta.map { w in zip(row, w).reduce(0) { $0 + $1.0 * $1.1 } } }
  }
}
