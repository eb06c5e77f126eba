import Glibc

/// Integrals of functions with one or more values, by the Gauss-Kronrod rule of 7 and 15 points on intervals
/// that are halved where the two disagree.
///
/// Finite ends are approached by x = (b - a)/4 t (3 - t^2) + (a + b)/2 and infinite ones by
/// x = t / (1 - t^2) or a + (t / (1 - t))^2, so that integrable singularities at the ends do no harm.
struct AdaptiveQuadrature {
  var absolute: Double
  var relative: Double
  var mostIntervals = 650
  /// The values at each of the points.
  let integrand: ([Double]) throws -> [[Double]]

  /// - Parameter points: the ends and what is between them, rising.
  /// - Returns: the integral, the estimated error, and whether it is as small as was asked for.
  func integral(over points: [Double]) throws -> (value: [Double], error: Double, isDone: Bool) {
    let variable = Substitution(points[0], points[points.count - 1])
    let ends = points.map(variable.parameter)
    var pending: [Piece] = []
    for (low, high) in zip(ends, ends.dropFirst()) where high > low {
      let parts = max(1, 10 / (points.count - 1))
      let width = (high - low) / Double(parts)
      for k in 0..<parts {
        let right = k == parts - 1 ? high : low + width * Double(k + 1)
        pending.append(Piece(low: low + width * Double(k), high: right))
      }
    }
    var (settled, settledError) = ([Double](), 0.0)
    while true {
      try evaluate(&pending, variable)
      let total = pending.reduce(settled) { added($0, $1.value) }
      let error = pending.reduce(settledError) { $0 + $1.error }
      let size = total.reduce(0) { max($0, abs($1)) }
      let limit = max(absolute, relative * size)
      if !(error > limit) { return (total, error, !error.isNaN) }
      // Pieces whose share of the error is small enough are done.
      let length = ends[ends.count - 1] - ends[0]
      var open: [Piece] = []
      for piece in pending {
        let isTiny = abs(piece.high - piece.low) <= 1e-14 * length
        if isTiny || piece.error <= limit * (piece.high - piece.low) / length {
          settled = added(settled, piece.value)
          settledError += piece.error
        } else {
          let middle = (piece.low + piece.high) / 2
          open.append(Piece(low: piece.low, high: middle))
          open.append(Piece(low: middle, high: piece.high))
        }
      }
      if open.isEmpty { return (settled, settledError, false) }
      if open.count > mostIntervals { return (total, error, false) }
      pending = open
    }
  }

  private struct Piece {
    var low: Double
    var high: Double
    var value: [Double] = []
    var error = 0.0
  }

  private func added(_ a: [Double], _ b: [Double]) -> [Double] {
    a.isEmpty ? b : b.isEmpty ? a : zip(a, b).map { $0 + $1 }
  }

  private func evaluate(_ pieces: inout [Piece], _ variable: Substitution) throws {
    var points: [Double] = []
    var slopes: [Double] = []
    for piece in pieces {
      let (middle, half) = ((piece.low + piece.high) / 2, (piece.high - piece.low) / 2)
      for node in kronrodNodes {
        let (x, slope) = variable.point(middle + half * node)
        points.append(x)
        slopes.append(slope * half)
      }
    }
    let values = try integrand(points)
    guard let count = values.first?.count, values.count == points.count else { return }
    for index in pieces.indices {
      var (fine, coarse) = (
        [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
      )
      for node in 0..<15 {
        let place = index * 15 + node
        for k in 0..<min(count, values[place].count) {
          let y = values[place][k] * slopes[place]
          fine[k] += kronrodWeights[node] * y
          if node % 2 == 1 { coarse[k] += gaussWeights[node / 2] * y }
        }
      }
      pieces[index].value = fine
      // `max` keeps its first argument where the other is NaN: a sum does not hide it.
      let differences = zip(fine, coarse).map { abs($0 - $1) }
      pieces[index].error =
        differences.contains(where: \.isNaN) ? .nan : differences.reduce(0) { max($0, $1) }
    }
  }
}

/// The change of variable for an interval: t runs from -1 (or 0) to 1.
private enum Substitution {
  case finite(Double, Double)
  case whole
  case above(Double)
  case below(Double)

  init(_ a: Double, _ b: Double) {
    switch (a.isInfinite, b.isInfinite) {
    case (false, false): self = .finite(a, b)
    case (true, true): self = .whole
    case (false, true): self = .above(a)
    case (true, false): self = .below(b)
    }
  }

  /// x and dx/dt at t.
  func point(_ t: Double) -> (x: Double, slope: Double) {
    switch self {
    case .finite(let a, let b):
      return ((b - a) / 4 * t * (3 - t * t) + (b + a) / 2, (b - a) / 4 * 3 * (1 - t * t))
    case .whole:
      let d = 1 - t * t
      return (t / d, (1 + t * t) / (d * d))
    case .above(let a):
      let q = t / (1 - t)
      return (a + q * q, 2 * t / ((1 - t) * (1 - t) * (1 - t)))
    case .below(let b):
      let q = t / (1 + t)
      return (b - q * q, -2 * t / ((1 + t) * (1 + t) * (1 + t)))
    }
  }

  /// The t that leads to x.
  func parameter(_ x: Double) -> Double {
    switch self {
    case .finite(let a, let b):
      let k = ((x - a) + (x - b)) / (b - a)
      // t (3 - t^2) / 2 = k, solved by the sine of a third of the angle.
      return 2 * sin(asin(min(1, max(-1, k))) / 3)
    case .whole:
      if x.isInfinite { return x > 0 ? 1 : -1 }
      return 2 * x / (1 + (1 + 4 * x * x).squareRoot())
    case .above(let a):
      if x.isInfinite { return 1 }
      let q = max(0, x - a).squareRoot()
      return q / (1 + q)
    case .below(let b):
      if x.isInfinite { return -1 }
      let q = max(0, b - x).squareRoot()
      return -q / (1 + q)
    }
  }
}

// R. Piessens et al., "QUADPACK" (1983), rule of 15 points.
private let halfNodes = [
  0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
  0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
  0.586087235467691130294144691693, 0.405845151377397166906606412076961,
  0.207784955007898467600689403773245,
]
private let halfKronrod = [
  0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
  0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
  0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
  0.204432940075298892414161999234649,
]
private let kronrodNodes = halfNodes.map { -$0 } + [0] + halfNodes.reversed()
private let kronrodWeights =
  halfKronrod + [0.209482141084727828012999174891714]
  + halfKronrod.reversed()
private let gaussWeights = [
  0.129484966168869693270611432679082, 0.279705391489276667901467771423780,
  0.381830050505118944950369775488975, 0.417959183673469387755102040816327,
  0.381830050505118944950369775488975, 0.279705391489276667901467771423780,
  0.129484966168869693270611432679082,
]
