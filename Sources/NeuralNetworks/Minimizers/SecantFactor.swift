/// The upper triangular factor R of a positive definite model R'R of second derivatives.
///
/// It is changed step by step so that the model agrees with the gradients seen (damped BFGS:
/// Nocedal, Wright, *Numerical Optimization*, 2006, procedure 18.2): one rank is added and one taken
/// away by plane rotations in O(n^2) (Dongarra et al., *LINPACK Users' Guide*, 1979, chapter 10).
struct SecantFactor {
  let count: Int
  /// Row after row; what lies below the diagonal stays zero.
  private var rows: [Double]

  /// The factor of the identity.
  init(count: Int) {
    self.count = count
    rows = Array(repeating: 0, count: count * count)
    for i in 0..<count { rows[i * count + i] = 1 }
  }

  /// R'R, the model itself, row after row.
  var product: [Double] {
    var result = Array(repeating: 0.0, count: count * count)
    for k in 0..<count {
      for i in k..<count {
        for j in k..<count {
          result[i * count + j] += rows[k * count + i] * rows[k * count + j]
        }
      }
    }
    return result
  }

  /// R x.
  func times(_ x: [Double]) -> [Double] {
    (0..<count).map { i in
      var sum = 0.0
      for j in i..<count { sum += rows[i * count + j] * x[j] }
      return sum
    }
  }

  /// R' x.
  func transposedTimes(_ x: [Double]) -> [Double] {
    var result = Array(repeating: 0.0, count: count)
    for i in 0..<count {
      for j in i..<count { result[j] += rows[i * count + j] * x[i] }
    }
    return result
  }

  /// The x with R' x = b.
  func solveTransposed(_ b: [Double]) -> [Double] {
    var x = b
    for i in 0..<count {
      x[i] /= rows[i * count + i]
      for j in i..<count where j > i { x[j] -= rows[i * count + j] * x[i] }
    }
    return x
  }

  /// The x with R x = b.
  func solve(_ b: [Double]) -> [Double] {
    var x = b
    for i in (0..<count).reversed() {
      x[i] /= rows[i * count + i]
      for j in 0..<i { x[j] -= rows[j * count + i] * x[i] }
    }
    return x
  }

  /// Takes in that a step changed the gradient so.
  ///
  /// - Returns: false if the new model would not be positive definite to working precision; the
  ///   model is then the identity again.
  mutating func learn(step: [Double], change: [Double]) -> Bool {
    let image = times(step)
    let modelled = transposedTimes(image)
    let curvature = QuasiNewton.dot(image, image)
    let trust = 0.8 / max(1 - QuasiNewton.dot(change, step) / curvature, 0.8)
    let target = zip(change, modelled).map { trust * $0 + (1 - trust) * $1 }
    let product = QuasiNewton.dot(step, target)
    guard product > 0, product.isFinite, curvature > 0 else {
      self = SecantFactor(count: count)
      return true
    }
    let (added, taken) = (product.squareRoot(), curvature.squareRoot())
    add(target.map { $0 / added })
    if takeAway(modelled.map { $0 / taken }) { return true }
    self = SecantFactor(count: count)
    return false
  }

  /// The factor of R'R + u u'.
  private mutating func add(_ u: [Double]) {
    var cosines = Array(repeating: 0.0, count: count)
    var sines = cosines
    for column in 0..<count {
      var rest = u[column]
      for row in 0..<column {
        let upper = rows[row * count + column]
        rows[row * count + column] = cosines[row] * upper + sines[row] * rest
        rest = cosines[row] * rest - sines[row] * upper
      }
      let corner = rows[column * count + column]
      let size = (corner * corner + rest * rest).squareRoot()
      (cosines[column], sines[column]) = size > 0 ? (corner / size, rest / size) : (1, 0)
      rows[column * count + column] = size
    }
  }

  /// The factor of R'R - u u'; false, and unchanged, where that is not positive definite.
  private mutating func takeAway(_ u: [Double]) -> Bool {
    var parts = solveTransposed(u)
    let length = TrustRegion.norm(parts)
    let left = 1 - length * length
    guard left > 0 else { return false }
    var size = left.squareRoot()
    var cosines = parts
    for i in (0..<count).reversed() {
      let longer = (size * size + parts[i] * parts[i]).squareRoot()
      (cosines[i], parts[i]) = (size / longer, parts[i] / longer)
      size = longer
    }
    for column in 0..<count {
      var rest = 0.0
      for row in (0...column).reversed() {
        let upper = rows[row * count + column]
        rows[row * count + column] = cosines[row] * upper - parts[row] * rest
        rest = cosines[row] * rest + parts[row] * upper
      }
    }
    return true
  }
}
