import Matrices

/// The parts of which the gradient of a recipe consists, unrolled: what their factors are decides how m and
/// lambda were used.
struct Regressors {
  /// Delta / m.
  var data: [Double]
  /// lambda / m Theta without the biases, or Theta / m when lambda is 0.
  var weights: [Double]
  /// The same of the biases alone.
  var biases: [Double]
}

extension Recipe {
  /// One for each Theta, in the order in which they stand in the unrolled gradient.
  func regressors(_ c: LectureCase) throws -> [Regressors] {
    let m = Double(c.examples)
    let strength = (c.lambda > 0 ? c.lambda : 1) / m
    let sums = try sums(c)
    let parts = try (1..<c.last).map { l in
      let theta = c.thetas[l - 1]
      let penalty = try penalty(l, c).mapped { $0 * strength }
      let biases = theta.columnSlice(0..<1).elements.map { $0 * strength }
      let rest = Array(repeating: 0.0, count: theta.count - biases.count)
      return (
        try sums[l - 1].mapped { $0 / m }, penalty,
        try Matrix(theta.shape, biases + rest)
      )
    }
    return try arranged(parts, c).map {
      Regressors(data: $0.elements, weights: $1.elements, biases: $2.elements)
    }
  }

  private typealias Parts = (Matrix<Double>, Matrix<Double>, Matrix<Double>)

  private func arranged(_ parts: [Parts], _ c: LectureCase) throws -> [Parts] {
    switch arrangement {
    case .right: return parts
    case .reversed:
      let first = try Recipe.recut(parts.reversed().map(\.0), like: c.thetas)
      let second = try Recipe.recut(parts.reversed().map(\.1), like: c.thetas)
      let third = try Recipe.recut(parts.reversed().map(\.2), like: c.thetas)
      return first.indices.map { (first[$0], second[$0], third[$0]) }
    case .byRows(let layer):
      return try parts.enumerated().map { index, part in
        guard layer == nil || layer == index + 1 else { return part }
        return (
          try part.0.writtenByRows(), try part.1.writtenByRows(), try part.2.writtenByRows()
        )
      }
    }
  }

  /// All elements one after the other, cut into the shapes of others.
  private static func recut(
    _ arrays: [Matrix<Double>], like others: [Matrix<Double>]
  ) throws -> [Matrix<Double>] {
    let all = arrays.flatMap(\.elements)
    var start = 0
    return try others.map { other in
      defer { start += other.count }
      return try Matrix(other.shape, all[start..<start + other.count])
    }
  }

  /// What lambda multiplies.
  private func penalty(_ l: Int, _ c: LectureCase) throws -> Matrix<Double> {
    let theta = c.thetas[l - 1]
    let right = try theta.withoutFirstColumn.prefixed(by: 0)
    switch penalties[l] ?? .right {
    case .right: return right
    case .leftOut: return try Matrix(theta.shape, repeating: 0)
    case .lastColumnSpared: return try theta.columnSlice(0..<theta.columns - 1).suffixed(by: 0)
    case .firstRowSpared: return try theta.weightingRows { $0 == 0 ? 0 : 1 }
    case .firstEntrySpared:
      return try Matrix(theta.shape, theta.elements.enumerated().map { $0 == 0 ? 0 : $1 })
    case .squares: return try right.mapped { $0 * $0 / 2 }
    case .signs: return try right.mapped { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
    case .layer(let other): return try c.thetas[other - 1].withoutFirstColumn.prefixed(by: 0)
    case .total:
      let squares = c.thetas.reduce(0.0) { sum, theta in
        theta.withoutFirstColumn.elements.reduce(sum) { $0 + $1 * $1 }
      }
      return try right.mapped { _ in squares / 2 }
    }
  }
}
