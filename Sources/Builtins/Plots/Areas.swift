import Evaluation
import Matrices
import Plots

/// Bars, areas and polygons.
let areaCommands: [Builtin] = [
  Builtin(
    "bar(x, y, width, style)",
    "Draws bars of the heights y; the columns of a matrix side by side, or "
      + "\"stacked\".", seeAlso: ["barh", "hist"], many: { try $0.bars() }),
  Builtin(
    "barh(x, y, ...)", "Draws horizontal bars.", seeAlso: ["bar"],
    many: { try $0.bars() }),
  Builtin(
    "area(x, y, ...)", "Fills the area between a curve and 0.", seeAlso: ["plot", "fill"],
    many: { try $0.area() }),
  Builtin(
    "fill(x, y, c, ...)", "Fills polygons with a colour.", seeAlso: ["patch", "area"],
    many: { try $0.polygons(keepsOthers: false) }),
  Builtin(
    "patch(x, y, c, ...)", "Adds a filled polygon to what is drawn.", seeAlso: ["fill"],
    many: { try $0.polygons(keepsOthers: true) }),
  Builtin(
    "rectangle(\"Position\", [x y w h], ...)",
    "Adds a rectangle; \"Curvature\", [1 1] makes an ellipse of it.",
    seeAlso: ["patch"], many: { try $0.rectangle() }),
  pieCommand,
]

extension Call {
  fileprivate func bars() throws -> [Value] {
    try expect(1...)
    var arguments = PlotArguments(self)
    guard let first = try arguments.numbers() else { throw invalidCall }
    var data = [first] + (try arguments.allNumbers())
    // A single number after x and y is the width of the bars.
    var share = 0.8
    if data.count > 1, let last = data.last, last.isScalar, data.count > 2 || !first.isScalar {
      share = last[0].isFinite ? max(0.01, min(2, last[0])) : share
      data.removeLast()
    }
    var isStacked = false
    var style = Style()
    while let text = arguments.rest.first?.text?.lowercased() {
      if text == "stacked" || text == "grouped" {
        isStacked = text == "stacked"
        _ = arguments.next()
      } else if let word = arguments.styleWord() {
        if let colour = word.colour { style.colour = colour }
      } else {
        break
      }
    }
    guard data.count <= 2, let heights = data.last, heights.shape.isMatrix else {
      throw invalidCall
    }
    let sets =
      PlotArguments.isVector(heights) ? [heights.elements] : PlotArguments.columns(heights)
    let length = sets.first?.count ?? 0
    let x = data.count == 2 ? data[0].elements : (0..<length).map { Double($0 + 1) }
    guard x.count == length else { throw error("length of X and Y must be equal") }
    var series = barSeries(
      sets, at: x, share: share, inner: share, isStacked: isStacked, style)
    try arguments.setProperties(of: &series)
    return drawBars(series, at: x)
  }

  /// Few bars have ticks of their own.
  private func drawBars(_ series: [Series], at x: [Double]) -> [Value] {
    draw(series) { axes in
      guard x.count <= 15 else { return }
      let ticks = x.filter(\.isFinite).sorted()
      if name == "barh" { axes.y.ticks = ticks } else { axes.x.ticks = ticks }
    }
  }

  /// Bars of each list of heights side by side (or on each other) at the places x.
  ///
  /// - Parameters:
  ///   - share: how much of the distance between places the bars fill.
  ///   - inner: how much of its place a bar of a group fills; at 1 they touch.
  private func barSeries(
    _ sets: [[Double]], at x: [Double], share: Double, inner: Double, isStacked: Bool = false,
    _ style: Style = Style()
  ) -> [Series] {
    let gaps = zip(x.sorted(), x.sorted().dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
    let apart = gaps.min() ?? 1
    let isHorizontal = name == "barh"
    var series: [Series] = []
    var floor = x.map { _ in 0.0 }
    for (index, y) in sets.enumerated() {
      var (width, shift) = (apart * share, 0.0)
      if !isStacked, sets.count > 1 {
        // The outer bars stand a little nearer to the middle, as in Octave.
        let place = width / Double(sets.count)
        width = place * abs(1 - 1.5 * (1 - inner))
        shift = (Double(index) - Double(sets.count - 1) / 2) * place * (1 + inner) / 2
      }
      let top = isStacked ? zip(floor, y).map { $0 + $1 } : y
      series.append(
        Series(
          .bars(
            x: x.map { $0 + shift }, y: top, width: width, base: floor, isHorizontal: isHorizontal),
          style: style))
      if isStacked { floor = top }
    }
    return series
  }

  /// Draws the counts of each set of a histogram, in colours of the map from its first to its last.
  func drawHistogram(_ sets: [[Double]], at x: [Double]) -> [Value] {
    var series = barSeries(sets, at: x, share: sets.count > 1 ? 0.64 : 1, inner: 1)
    let map = board.seenFigure.colorMap
    for index in series.indices {
      let share = series.count > 1 ? Double(index) / Double(series.count - 1) : 0.5
      series[index].style.colour = map.colour(at: share)
    }
    return draw(series)
  }

  fileprivate func area() throws -> [Value] {
    try expect(1...)
    var arguments = PlotArguments(self)
    guard let first = try arguments.numbers() else { throw invalidCall }
    let second = try arguments.numbers()
    let curves = try PlotArguments.curves(second == nil ? nil : first, second ?? first, self)
    var floor = [Double](repeating: 0, count: curves.first?.x.count ?? 0)
    var series: [Series] = []
    for (index, curve) in curves.enumerated() {
      let top = zip(floor, curve.y).map { $0 + $1 }
      series.append(
        Series(
          .polygon(
            x: curve.x + curve.x.reversed(), y: top + floor.reversed(),
            fill: Colour.order[index % Colour.order.count], opacity: 1)))
      floor = top
    }
    try arguments.setProperties(of: &series)
    return draw(series)
  }

  fileprivate func polygons(keepsOthers: Bool) throws -> [Value] {
    try expect(2...)
    var arguments = PlotArguments(self)
    var series: [Series] = []
    while let x = try arguments.numbers() {
      guard let y = try arguments.numbers() else { throw invalidCall }
      var fill = Colour.order[series.count % Colour.order.count]
      if let text = arguments.rest.first?.text, let colour = Colour(word: text) {
        fill = colour
        _ = arguments.next()
      } else if let shares = try arguments.numbers() {
        guard shares.count == 3 else { throw error("the colour must be a letter or [r g b]") }
        fill = Colour(shares[0], shares[1], shares[2])
      }
      for curve in try PlotArguments.curves(x, y, self) {
        series.append(Series(.polygon(x: curve.x, y: curve.y, fill: fill, opacity: 1)))
      }
    }
    try arguments.setProperties(of: &series)
    if keepsOthers { board.withAxes { $0.isHeld = true } }
    return draw(series)
  }

  fileprivate func rectangle() throws -> [Value] {
    var arguments = PlotArguments(self)
    var place = [0.0, 0, 1, 1]
    var isRound = false
    var one = Series(.polygon(x: [], y: [], fill: .white, opacity: 0))
    for (name, value) in try arguments.properties() {
      switch name {
      case "position":
        guard let given = try value.doubles, given.count == 4 else {
          throw SeriesProperties.wrong(name, value, "[x y width height]", self)
        }
        place = given.elements
      case "curvature": isRound = (try value.doubles?.elements.max() ?? 0) > 0.5
      case "facecolor":
        if let colour = try? SeriesProperties.colour(value, name, self) {
          one.content = .polygon(x: [], y: [], fill: colour, opacity: 1)
        }
      default: try SeriesProperties.set(name, value, of: &one, self)
      }
    }
    guard case .polygon(_, _, let fill, let opacity) = one.content else { return [] }
    let unit: [(Double, Double)] =
      isRound
      ? (0..<72).map { unitCircle(Double($0) / 72) } : [(0, 0), (1, 0), (1, 1), (0, 1)]
    one.content = .polygon(
      x: unit.map { place[0] + $0.0 * place[2] }, y: unit.map { place[1] + $0.1 * place[3] },
      fill: fill, opacity: opacity)
    if one.style.colour == nil { one.style.colour = .black }
    board.withAxes { $0.isHeld = true }
    return draw([one])
  }
}
