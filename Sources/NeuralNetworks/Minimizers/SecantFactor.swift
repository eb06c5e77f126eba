import Glibc

/// The upper triangular factor R of a positive definite model R'R of second derivatives.
///
/// It is changed step by step so that the model agrees with the gradients seen (damped BFGS:
/// Nocedal, Wright, *Numerical Optimization*, 2006, procedure 18.2), in O(n^2) and never losing its
/// definiteness (Dennis, Schnabel, *Numerical Methods for Unconstrained Optimization*, 1983,
/// section 9.2).
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

  /// The x with R'R x = b.
  func solve(_ b: [Double]) -> [Double] {
    var x = b
    for i in 0..<count {
      x[i] /= rows[i * count + i]
      for j in i..<count where j > i { x[j] -= rows[i * count + j] * x[i] }
    }
    for i in (0..<count).reversed() {
      var sum = x[i]
      for j in i..<count where j > i { sum -= rows[i * count + j] * x[j] }
      x[i] = sum / rows[i * count + i]
    }
    return x
  }

  /// Takes in that a step changed the gradient so.
  mutating func learn(step: [Double], change: [Double]) {
    let image = times(step)
    let modelled = transposedTimes(image)
    let curvature = QuasiNewton.dot(image, image)
    let seen = QuasiNewton.dot(step, change)
    let trust = seen < 0.2 * curvature ? 0.8 * curvature / (curvature - seen) : 1
    let target = zip(change, modelled).map { trust * $0 + (1 - trust) * $1 }
    let product = QuasiNewton.dot(step, target)
    guard product > 0, product.isFinite, curvature > 0 else {
      self = SecantFactor(count: count)
      return
    }
    let scale = (product / curvature).squareRoot()
    add(
      image.map { scale * $0 },
      times: zip(target, modelled).map { ($0 - scale * $1) / product })
  }

  /// R + v u', made triangular again by rotations of its rows.
  private mutating func add(_ column: [Double], times row: [Double]) {
    var v = column
    for i in (0..<count).reversed() where i > 0 {
      let size = hypot(v[i - 1], v[i])
      guard size > 0 else { continue }
      rotate(i - 1, v[i - 1] / size, v[i] / size)
      v[i - 1] = size
    }
    for j in 0..<count { rows[j] += v[0] * row[j] }
    for i in 0..<count where i + 1 < count {
      let (above, below) = (rows[i * count + i], rows[(i + 1) * count + i])
      let size = hypot(above, below)
      guard size > 0 else { continue }
      rotate(i, above / size, below / size)
      rows[(i + 1) * count + i] = 0
    }
  }

  /// Rotates row i and the one below it.
  private mutating func rotate(_ i: Int, _ cosine: Double, _ sine: Double) {
    let (upper, lower) = (i * count, (i + 1) * count)
    for j in i..<count {
      let (a, b) = (rows[upper + j], rows[lower + j])
      rows[upper + j] = cosine * a + sine * b
      rows[lower + j] = cosine * b - sine * a
    }
  }
}
