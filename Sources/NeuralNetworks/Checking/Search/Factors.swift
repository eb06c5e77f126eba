/// The factors of a gradient's parts: D = data Delta / m + weights lambda Theta / m + biases lambda bias / m.
struct Factors: Equatable {
  var data: Double
  var weights: Double
  var biases: Double

  static func right(_ lambda: Double) -> Factors {
    Factors(data: 1, weights: lambda > 0 ? 1 : 0, biases: 0)
  }

  func applied(to part: Regressors) -> [Double] {
    part.data.indices.map {
      data * part.data[$0] + weights * part.weights[$0] + biases * part.biases[$0]
    }
  }

  /// The factors that come nearest to the observed layers, by least squares in which each layer weighs the
  /// same; those of parts that are 0 stay right.
  init(_ parts: [Regressors], _ observed: [[Double]], right: Factors) {
    var matrix = [[Double]](repeating: [0, 0, 0], count: 3)
    var vector = [0.0, 0.0, 0.0]
    for (part, values) in zip(parts, observed) {
      let scale = (values + part.data).reduce(0) { max($0, abs($1)) }
      let weight = scale > 1e-100 ? 1 / (scale * scale) : 1
      for i in values.indices {
        let row = [part.data[i], part.weights[i], part.biases[i]]
        for j in 0..<3 where row[j] != 0 {
          vector[j] += weight * row[j] * values[i]
          for k in 0..<3 { matrix[j][k] += weight * row[j] * row[k] }
        }
      }
    }
    let solved = Factors.solve(matrix, vector)
    data = solved[0] ?? right.data
    weights = solved[1] ?? right.weights
    biases = solved[2] ?? right.biases
  }

  init(data: Double, weights: Double, biases: Double) {
    (self.data, self.weights, self.biases) = (data, weights, biases)
  }

  /// Elimination after scaling; nil for unknowns that nothing depends on.
  private static func solve(_ matrix: [[Double]], _ vector: [Double]) -> [Double?] {
    let scale = (0..<3).map { matrix[$0][$0].squareRoot() }
    let used = (0..<3).filter { scale[$0] > 0 }
    var a = used.map { i in
      used.map { matrix[i][$0] / (scale[i] * scale[$0]) } + [vector[i] / scale[i]]
    }
    let n = used.count
    var isFree = Array(repeating: false, count: n)
    for k in 0..<n {
      if abs(a[k][k]) < 1e-11 {
        isFree[k] = true
        continue
      }
      for i in 0..<n where i != k {
        let factor = a[i][k] / a[k][k]
        for j in k...n { a[i][j] -= factor * a[k][j] }
      }
    }
    var result: [Double?] = [nil, nil, nil]
    for k in 0..<n where !isFree[k] { result[used[k]] = a[k][n] / a[k][k] / scale[used[k]] }
    return result
  }

  /// The same with numbers that have a name taken exactly.
  func named(examples m: Int, tolerance: Double) -> Factors {
    func near(_ x: Double, _ known: [Double]) -> Double {
      known.first { abs(x - $0) <= tolerance * max(abs($0), 1e-3) } ?? x
    }
    let m = Double(m)
    let factors = [
      1, -1, 0, m, 1 / m, 2, 0.5, m / max(1, m - 1), (m - 1) / m, -m, -1 / m, m / 2, 2 / m,
    ]
    let data = near(data, factors)
    let strengths = factors + factors.map { $0 * data }
    return Factors(
      data: data, weights: near(weights, strengths), biases: near(biases, strengths))
  }
}
