import Evaluation
import Matrices

let interpolation: [Builtin] = [
  Builtin(
    "interp1(x, y, xi, method, \"extrap\")\ninterp1(y, xi)",
    "The values at xi between the points (x, y): linear, nearest, previous, next, cubic or spline",
    examples: """
      >> interp1([1 2 3], [4 5 6], 2.5)
      ans = 5.5000
      """, seeAlso: ["polyfit", "lookup"], one: interpolate)
]

private func interpolate(_ call: Call) throws -> Value { try Interpolation(call).values() }

/// The words among the arguments of `interp1`.
private struct Words {
  var method = "linear"
  /// What points outside get: nil asks the method for it.
  var outside: Double? = missingValue
  /// Where two points share a place, whether the one on the left counts there.
  var isLeft = false

  /// Takes them out of the arguments.
  init(_ call: inout Call) {
    var numbers: [Value] = []
    for (index, value) in call.arguments.enumerated() {
      guard let word = value.text, value.isChar else {
        // A number after the method is the value outside.
        if index > 0, call.arguments[index - 1].isChar, index == call.count - 1 {
          outside = value.scalar
        } else {
          numbers.append(value)
        }
        continue
      }
      switch word.lowercased() {
      case "extrap": outside = nil
      case "left", "right": isLeft = word.lowercased() == "left"
      case let name: method = name.hasPrefix("*") ? String(name.dropFirst()) : name
      }
    }
    call.arguments = numbers
  }
}

/// A call of `interp1`, read: the points, the values there, the places looked for.
struct Interpolation {
  private let words: Words
  private let call: Call
  /// The points in rising order, and their order in the call.
  private let x: [Double]
  private let order: [Int]
  /// A column of values for each function.
  private let y: Matrix<Double>
  private let xi: Matrix<Double>
  private let isLine: Bool
  /// Whether the points were left out: they are 1, 2, ...
  let isPlain: Bool

  var pointCount: Int { x.count }
  var columns: Int { y.columns }

  init(_ given: Call) throws {
    var call = given
    let words = Words(&call)
    guard (2...3).contains(call.count) else { throw call.invalidCall }
    let isPlain = call.count == 2
    var y = try call.numericMatrix(isPlain ? 0 : 1, "Y must be numeric")
    let xi = try call.numericMatrix(isPlain ? 1 : 2, "XI must be numeric")
    let isLine = y.shape.isVector
    if isLine { y = y.reshaped(Shape(y.count, 1)) }
    guard y.shape.isMatrix else { throw call.error("Y must be a vector or matrix") }
    let x = isPlain ? (1...max(1, y.rows)).map { Double($0) } : try call.numericMatrix(0).elements
    guard x.count == y.rows, x.count >= 2 else {
      throw call.error("minimum of 2 points required in each dimension")
    }
    let order = try SortedOrder.of(x.map(\.orderedKey))
    let sorted = order.map { x[$0] }
    guard words.method == "linear" || zip(sorted, sorted.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw call.error("discontinuities not supported for METHOD '\(words.method)'") }
    (self.x, self.order, self.y, self.xi) = (sorted, order, y, xi)
    (self.words, self.call, self.isPlain, self.isLine) = (words, call, isPlain, isLine)
  }

  private func curve(_ values: [Double]) throws -> Curve {
    guard let curve = Curve(x, values, words.method, isLeft: words.isLeft) else {
      throw call.error("invalid METHOD '\(words.method)'")
    }
    return curve
  }

  private func isOutside(_ point: Double) -> Bool {
    words.outside != nil && (point < x[0] || point > x[x.count - 1])
  }

  func values() throws -> Value {
    let columns = try (0..<y.columns).map { column -> [Double] in
      let curve = try curve(order.map { y[$0, column] })
      return xi.elements.map { point in
        if isOutside(point) { return words.outside ?? missingValue }
        return point.isNaN ? missingValue : curve.value(at: point)
      }
    }
    let shape = isLine ? xi.shape : Shape(xi.count, y.columns)
    let result = try Matrix(shape, columns.flatMap { $0 })
    return try floating(result, single: call.arguments.contains { $0.valueClass == .single })
  }

  /// What a value is made of: two values of the call's points, and how fast it goes from one to the other.
  struct Share {
    var low: Int
    var high: Int
    /// The weight of the value at `high`; the one at `low` has the rest.
    var ofHigh: Double
    /// The change of that weight with the place.
    var slope: Double
  }

  /// The share of every place looked for; nil for one that is outside. Nil for curves that are not between two
  /// values.
  var shares: [Share?]? {
    guard ["linear", "nearest", "previous", "next"].contains(words.method),
      let weight = Curve(x, x.indices.map(Double.init), words.method, isLeft: words.isLeft)
    else { return nil }
    return xi.elements.map { point in
      if isOutside(point) || point.isNaN { return nil }
      let (low, high) = weight.interval(of: point)
      let ofHigh = weight.value(at: point) - Double(low)
      let slope = words.method == "linear" && x[high] > x[low] ? 1 / (x[high] - x[low]) : 0
      return Share(low: order[low], high: order[high], ofHigh: ofHigh, slope: slope)
    }
  }
}

/// A curve through points in rising order, as cubic pieces.
struct Curve {
  private let x: [Double]
  private let y: [Double]
  private let slopes: [Double]?
  private let rule: String
  private let isLeft: Bool

  /// Nil for a method of another name.
  /// - Parameters:
  ///   - isLeft: at a jump (two points at one place, for linear curves) the value is the left one.
  ///   - endSlopes: of a spline at the first and the last point, where they are known.
  init?(
    _ x: [Double], _ y: [Double], _ method: String, isLeft: Bool = false,
    endSlopes: (Double, Double)? = nil
  ) {
    self.x = x
    self.y = y
    self.isLeft = isLeft
    rule = method
    switch method {
    case "linear", "nearest", "previous", "next": slopes = nil
    case "pchip", "cubic": slopes = Curve.monotoneSlopes(x, y)
    case "spline": slopes = Curve.splineSlopes(x, y, ends: endSlopes)
    default: return nil
    }
  }

  /// The neighbouring points (0-based) around a place, the first or the last two for one outside.
  func interval(of point: Double) -> (low: Int, high: Int) {
    var (low, high) = (0, x.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      let isBefore = isLeft ? x[middle] < point : x[middle] <= point
      if isBefore { low = middle } else { high = middle }
    }
    return (low, high)
  }

  func value(at point: Double) -> Double {
    let (low, high) = interval(of: point)
    if x[high] == x[low] { return isLeft ? y[low] : y[high] }
    let width = x[high] - x[low]
    let t = (point - x[low]) / width
    switch rule {
    case "nearest": return t < 0.5 ? y[low] : y[high]
    case "previous": return point >= x[high] ? y[high] : y[low]
    case "next": return point <= x[low] ? y[low] : y[high]
    default: break
    }
    guard let slopes else { return y[low] + t * (y[high] - y[low]) }
    let (c, d) = bends(low, slopes)
    let step = point - x[low]
    return y[low] + step * (slopes[low] + step * (c + step * d))
  }

  /// The coefficients of the square and the cube from point `low` to the next.
  private func bends(_ low: Int, _ slopes: [Double]) -> (Double, Double) {
    let width = x[low + 1] - x[low]
    let rise = (y[low + 1] - y[low]) / width
    return (
      (3 * rise - 2 * slopes[low] - slopes[low + 1]) / width,
      (slopes[low] + slopes[low + 1] - 2 * rise) / (width * width)
    )
  }

  /// The coefficients between each two points, highest power first; none for straight lines.
  var cubics: [[Double]] {
    guard let slopes else { return [] }
    return (0..<x.count - 1).map { low in
      let (c, d) = bends(low, slopes)
      return [d, c, slopes[low], y[low]]
    }
  }

  /// Slopes that keep the curve monotone: F. N. Fritsch and J. Butland (1984), harmonic means of the
  /// neighbouring rises.
  private static func monotoneSlopes(_ x: [Double], _ y: [Double]) -> [Double] {
    let n = x.count
    let h = (0..<n - 1).map { x[$0 + 1] - x[$0] }
    let rise = (0..<n - 1).map { (y[$0 + 1] - y[$0]) / h[$0] }
    if n == 2 { return [rise[0], rise[0]] }
    var slopes = [Double](repeating: 0, count: n)
    for k in 1..<n - 1 where rise[k - 1] * rise[k] > 0 {
      let (a, b) = (2 * h[k] + h[k - 1], h[k] + 2 * h[k - 1])
      slopes[k] = (a + b) / (a / rise[k - 1] + b / rise[k])
    }
    slopes[0] = endSlope(h[0], h[1], rise[0], rise[1])
    slopes[n - 1] = endSlope(h[n - 2], h[n - 3], rise[n - 2], rise[n - 3])
    return slopes
  }

  /// A three-point formula for the end, held so that the curve stays monotone.
  private static func endSlope(_ h: Double, _ next: Double, _ rise: Double, _ after: Double)
    -> Double
  {
    let slope = ((2 * h + next) * rise - h * after) / (h + next)
    if slope * rise <= 0 { return 0 }
    return rise * after < 0 && abs(slope) > 3 * abs(rise) ? 3 * rise : slope
  }

  /// Slopes of the cubic spline whose third derivative is continuous at the second and the last but one
  /// point ("not a knot"), or that has the given slopes at its ends.
  private static func splineSlopes(
    _ x: [Double], _ y: [Double], ends: (Double, Double)?
  ) -> [Double] {
    let n = x.count
    let h = (0..<n - 1).map { x[$0 + 1] - x[$0] }
    let rise = (0..<n - 1).map { (y[$0 + 1] - y[$0]) / h[$0] }
    if n == 2 { return ends.map { [$0.0, $0.1] } ?? [rise[0], rise[0]] }
    if n == 3, ends == nil {
      let curvature = (rise[1] - rise[0]) / (x[2] - x[0])
      return [
        rise[0] - curvature * h[0], rise[0] + curvature * h[0], rise[1] + curvature * h[1],
      ]
    }
    var (lower, main, upper) = ([0.0], [h[1]], [h[0] + h[1]])
    var right = [
      ((h[0] + 2 * (h[0] + h[1])) * h[1] * rise[0] + h[0] * h[0] * rise[1]) / (h[0] + h[1])
    ]
    for k in 1..<n - 1 {
      lower.append(h[k])
      main.append(2 * (h[k - 1] + h[k]))
      upper.append(h[k - 1])
      right.append(3 * (h[k] * rise[k - 1] + h[k - 1] * rise[k]))
    }
    let (a, b) = (h[n - 2], h[n - 3])
    lower.append(a + b)
    main.append(b)
    upper.append(0)
    right.append((a * a * rise[n - 3] + (2 * (a + b) + a) * b * rise[n - 2]) / (a + b))
    if let ends {
      (main[0], upper[0], right[0]) = (1, 0, ends.0)
      (lower[n - 1], main[n - 1], right[n - 1]) = (0, 1, ends.1)
    }
    for k in 1..<n {
      let factor = lower[k] / main[k - 1]
      main[k] -= factor * upper[k - 1]
      right[k] -= factor * right[k - 1]
    }
    var slopes = right
    slopes[n - 1] = right[n - 1] / main[n - 1]
    for k in (0..<n - 1).reversed() { slopes[k] = (right[k] - upper[k] * slopes[k + 1]) / main[k] }
    return slopes
  }
}
