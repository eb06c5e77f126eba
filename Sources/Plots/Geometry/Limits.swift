import Glibc

/// Limits of a coordinate as the data want them.
public enum Limits {
  /// Whole steps around the data; a step is 1, 2 or 5 times a power of ten, about a fifth of the data's
  /// width, as in Octave.
  public static func nice(_ data: ClosedRange<Double>) -> ClosedRange<Double> {
    var (low, high) = (data.lowerBound, data.upperBound)
    guard low.isFinite, high.isFinite else { return 0...1 }
    if low == high {
      let margin = low == 0 ? 1 : abs(low) * 0.1
      (low, high) = (low - margin, high + margin)
    }
    // The steps of what came out may be larger ones.
    var last = 0.0
    while let step = tickStep(of: low...high), step > last {
      last = step
      let (from, to) = (step * (low / step).rounded(.down), step * (high / step).rounded(.up))
      guard from.isFinite, to.isFinite, from < to else { break }
      (low, high) = (from, to)
    }
    return low...high
  }

  /// How far the ticks of an axis with these limits stand apart; nil where numbers do not tell them apart.
  static func tickStep(of limits: ClosedRange<Double>) -> Double? {
    let step = niceStep((limits.upperBound - limits.lowerBound) / 5)
    let size = max(abs(limits.lowerBound), abs(limits.upperBound))
    return step.isFinite && step > size * 1e-14 ? step : nil
  }

  /// Whole powers of ten around positive data.
  public static func niceDecades(_ data: ClosedRange<Double>) -> ClosedRange<Double> {
    guard data.lowerBound > 0, data.upperBound.isFinite else { return 0.1...10 }
    var (low, high) = (log10(data.lowerBound).rounded(.down), log10(data.upperBound).rounded(.up))
    if low == high { (low, high) = (low - 1, high + 1) }
    return max(pow(10, low), .leastNormalMagnitude)...min(pow(10, high), .greatestFiniteMagnitude)
  }

  /// The nearest of 1, 2, 5 and 10 times a power of ten, by ratio.
  static func niceStep(_ rough: Double) -> Double {
    guard rough > 0, rough.isFinite else { return rough }
    let power = pow(10, log10(rough).rounded(.down))
    let lead = rough / power
    let nice =
      lead < 2.0.squareRoot()
      ? 1.0 : lead < 10.0.squareRoot() ? 2 : lead < 50.0.squareRoot() ? 5 : 10
    return nice * power
  }
}

extension Axes {
  /// The range that is drawn, for each coordinate.
  public var drawnLimits: (x: ClosedRange<Double>, y: ClosedRange<Double>, z: ClosedRange<Double>) {
    var extent = Extent()
    for series in series where series.isVisible { extent.add(series) }
    let isEqual = fillsBox && !extent.isImage
    var across = limits(x, extent.x, extent.isTightX || isEqual)
    var up = limits(y, extent.y, extent.isTightY || isEqual)
    if isEqual { fill(&across, &up) }
    return (across, up, limits(z, extent.z, false))
  }

  /// Whether equal units are had by showing more around the data, not by a smaller box.
  private var fillsBox: Bool {
    aspect == .equal && !isSolid && !isTight && x.limits == nil && y.limits == nil
      && !x.isLogarithmic && !y.isLogarithmic
  }

  /// Widens one of the limits until a unit has the same length in both.
  private func fill(_ across: inout ClosedRange<Double>, _ up: inout ClosedRange<Double>) {
    func widened(_ range: ClosedRange<Double>, to length: Double) -> ClosedRange<Double> {
      let middle = range.lowerBound / 2 + range.upperBound / 2
      guard length.isFinite, middle - length / 2 < middle + length / 2 else { return range }
      return middle - length / 2...middle + length / 2
    }
    let area = cell.map { [0, 0, $0.position[2] * 0.775, $0.position[3] * 0.815] } ?? position
    // A figure is four by three.
    let proportion = area[2] * 4 / (area[3] * 3)
    guard proportion > 0, proportion.isFinite else { return }
    let width = across.upperBound - across.lowerBound
    let height = up.upperBound - up.lowerBound
    if width > height * proportion {
      up = widened(up, to: width / proportion)
    } else {
      across = widened(across, to: height * proportion)
    }
  }

  private func limits(
    _ axis: Axis, _ data: [Double], _ isSnug: Bool
  ) -> ClosedRange<Double> {
    let wanted = axis.limits
    // An open end (Inf) is as the data want.
    if let wanted, wanted.lowerBound.isFinite, wanted.upperBound.isFinite { return wanted }
    let numbers = axis.isLogarithmic ? data.filter { $0 > 0 } : data
    let range = finiteRange(of: numbers) ?? (axis.isLogarithmic ? 1...10 : 0...1)
    let isTight = (isTight || isSnug) && range.lowerBound < range.upperBound
    let automatic =
      isTight ? range : axis.isLogarithmic ? Limits.niceDecades(range) : Limits.nice(range)
    guard let wanted else { return automatic }
    let low = wanted.lowerBound.isFinite ? wanted.lowerBound : automatic.lowerBound
    let high = wanted.upperBound.isFinite ? wanted.upperBound : automatic.upperBound
    return low < high ? low...high : automatic
  }
}

/// How far what is drawn reaches.
private struct Extent {
  var x: [Double] = []
  var y: [Double] = []
  var z: [Double] = []
  var isTightX = false
  var isTightY = false
  var isImage = false

  mutating func add(_ series: Series) {
    switch series.content {
    case .line(let x, let y, let z): add(x, y, z)
    case .scatter(let x, let y, let z, _, _): add(x, y, z)
    case .bars(let x, let y, let width, let base, let isHorizontal):
      let half = width / 2
      let sides = x.map { $0 - half } + x.map { $0 + half }
      if isHorizontal { add(y + base, sides, []) } else { add(sides, y + base, []) }
    case .errorBars(let x, let y, let below, let above):
      // With the ends of the bars, which are wider than they.
      let cap = finiteRange(of: x).map { ($0.upperBound - $0.lowerBound) / 100 } ?? 0
      add(
        x.map { $0 - cap } + x.map { $0 + cap },
        zip(y, below).map { $0 - $1 } + zip(y, above).map { $0 + $1 }, [])
    case .polygon(let x, let y, _, _): add(x, y, [])
    case .contour(let x, let y, _, _, _):
      add(x.values, y.values, [])
      (isTightX, isTightY) = (true, true)
    case .surface(let x, let y, let z, _): add(x.values, y.values, z.values)
    case .image(let values, let x, let y, _): add(x, values.columns, y, values.rows)
    case .picture(let red, _, _, let x, let y): add(x, red.columns, y, red.rows)
    case .text: break
    case .arrows(let x, let y, let dx, let dy):
      add(x + zip(x, dx).map { $0 + $1 }, y + zip(y, dy).map { $0 + $1 }, [])
    }
  }

  private mutating func add(_ x: [Double], _ y: [Double], _ z: [Double]) {
    self.x += ends(x)
    self.y += ends(y)
    self.z += ends(z)
  }

  /// Both ends, and the least positive number for logarithmic scales.
  private func ends(_ numbers: [Double]) -> [Double] {
    guard let range = finiteRange(of: numbers) else { return [] }
    var ends = [range.lowerBound, range.upperBound]
    if let least = finiteRange(of: numbers.filter { $0 > 0 }) { ends.append(least.lowerBound) }
    return ends
  }

  /// Centres of the first and last pixel; half a pixel more on each side is drawn.
  private mutating func add(
    _ x: ClosedRange<Double>, _ columns: Int, _ y: ClosedRange<Double>, _ rows: Int
  ) {
    let (left, right) = pixelEdges(x, columns)
    let (top, bottom) = pixelEdges(y, rows)
    add([left, right], [top, bottom], [])
    (isTightX, isTightY, isImage) = (true, true, true)
  }
}

/// The outer edges of `count` pixels whose first and last centre are the ends of `centres`.
func pixelEdges(_ centres: ClosedRange<Double>, _ count: Int) -> (Double, Double) {
  let width =
    count > 1 ? (centres.upperBound - centres.lowerBound) / Double(count - 1) : 1
  let half = width > 0 && width.isFinite ? width / 2 : 0.5
  return (centres.lowerBound - half, centres.upperBound + half)
}
