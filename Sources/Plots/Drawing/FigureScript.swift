import Glibc

/// The commands by which gnuplot draws a figure, with the numbers in binary.
///
/// Data stand in the stream right after the `plot` command that wants them (gnuplot's file `-`).
struct FigureScript {
  private(set) var bytes: [UInt8] = []
  private let isText: Bool

  /// - Parameter output: the file that gnuplot writes.
  init(_ figure: Figure, as format: PictureFormat, output: String) {
    isText = format.isText
    line("set encoding utf8")
    line("set terminal \(format.terminal)")
    line("set output '\(output)'")
    line("set multiplot")
    for axes in figure.axes { draw(axes, in: figure) }
    if figure.axes.isEmpty { line("plot NaN notitle") }
    line("unset multiplot")
    line("unset output")
  }

  mutating func line(_ text: String) { bytes += Array((text + "\n").utf8) }

  // MARK: - Axes

  private mutating func draw(_ axes: Axes, in figure: Figure) {
    line("reset")
    // Lines between points outside of the limits, too.
    line("set clip two")
    if !isText { line("set minussign") }
    place(axes)
    let limits = axes.drawnLimits
    describe(axes.x, "x", limits.x)
    describe(axes.y, "y", limits.y)
    if axes.isSolid {
      describe(axes.z, "z", limits.z)
      line("set xyplane at \(limits.z.lowerBound)")
      let view = axes.view ?? (-37.5, 30)
      line("set view \(turned(90 - view.elevation, 180)),\(turned(view.azimuth, 360))")
      if axes.hasMesh { line("set hidden3d") }
      line("set pm3d depthorder border lc rgb '#000000' lw 0.5")
    }
    if !axes.title.isEmpty {
      line("set title \(FigureText.quoted(axes.title))\(isText ? "" : " font ':Bold'")")
    }
    decorate(axes)
    setColours(axes, figure)
    setLegend(axes)
    for (index, series) in axes.series.enumerated() where series.isVisible {
      if case .text(let x, let y, let z, let text, let look) = series.content {
        label(index + 1, text, at: axes.isSolid ? [x, y, z] : [x, y], look)
      }
    }
    plot(axes)
  }

  private mutating func place(_ axes: Axes) {
    let area = axes.cell?.position ?? outer(axes.position)
    line("set origin \(area[0]),\(area[1])")
    let ratio =
      switch axes.aspect {
      case .automatic: "noratio"
      case .equal where axes.isSolid: "noratio"
      case .equal: isText ? "ratio 0.5" : "ratio -1"
      case .square: "ratio \(isText ? 0.5 : 1)"
      }
    line("set size \(ratio) \(area[2]),\(area[3])")
    if axes.isSolid, axes.aspect == .equal { line("set view equal xyz") }
  }

  /// The place that axes with these inner edges have with their labels.
  private func outer(_ inner: [Double]) -> [Double] {
    let standard = Axes(handle: 0).position
    if inner == standard { return [0, 0, 1, 1] }
    let (left, bottom) = (max(0, inner[0] - 0.08), max(0, inner[1] - 0.08))
    return [
      left, bottom, min(1 - left, inner[2] + 0.11), min(1 - bottom, inner[3] + 0.15),
    ]
  }

  private func turned(_ degrees: Double, _ whole: Double) -> Double {
    guard degrees.isFinite else { return 0 }
    let rest = degrees.truncatingRemainder(dividingBy: whole)
    return rest < 0 ? rest + whole : rest
  }

  private mutating func describe(_ axis: Axis, _ letter: String, _ limits: ClosedRange<Double>) {
    if !axis.label.isEmpty {
      // The third axis stands upright, and its name beside its numbers.
      let place = letter == "z" && !isText ? " offset 1 rotate" : ""
      line("set \(letter)label \(FigureText.quoted(axis.label))\(place)")
    }
    if axis.isLogarithmic, limits.lowerBound > 0 { line("set logscale \(letter)") }
    let (from, to) = (limits.lowerBound, limits.upperBound)
    line("set \(letter)range [\(axis.isReversed ? "\(to):\(from)" : "\(from):\(to)")]")
    if axis.isLogarithmic {
      line("set format \(letter) '10^{%L}'")
    } else {
      format(letter, limits)
    }
    guard let ticks = axis.ticks else {
      if !axis.isLogarithmic, let step = Limits.tickStep(of: limits) {
        // gnuplot also puts a tick a little outside of the limits, as 0 under the first pixel of an image.
        let slack = 1e-6
        let first = (from / step - slack).rounded(.up) * step
        let last = (to / step + slack).rounded(.down) * step
        line("set \(letter)tics \(first <= last ? "\(first),\(step),\(last)" : "\(step)")")
      }
      return
    }
    guard !ticks.isEmpty else {
      line("unset \(letter)tics")
      return
    }
    let named = ticks.enumerated().map { index, tick -> String in
      guard let labels = axis.tickLabels else { return "\(tick)" }
      let name = labels.isEmpty ? "" : labels[index % labels.count]
      return "\(FigureText.tick(name)) \(tick)"
    }
    line("set \(letter)tics (\(named.joined(separator: ", ")))")
  }

  /// Numbers as short as they are and as long as it takes to tell the ticks apart: without being told gnuplot
  /// writes 1.00000 beside a limit that is almost 0, and 1e6 for every number about a million.
  private mutating func format(_ letter: String, _ limits: ClosedRange<Double>) {
    guard let step = Limits.tickStep(of: limits) else { return }
    let digits = log10(max(abs(limits.lowerBound), abs(limits.upperBound)) / step).rounded(.down)
    line("set format \(letter) '\(digits < 5 ? "%h" : "%.\(Int(min(digits, 15)) + 2)g")'")
  }

  private mutating func decorate(_ axes: Axes) {
    if let size = axes.fontSize, size > 0, size < 200, !isText { line("set tics font ',\(size)'") }
    if axes.hasGrid, axes.isSolid, !isText {
      line("set grid x y z vertical lt 1 dt 1 lc rgb '#d9d9d9' lw 1")
    } else if axes.hasGrid {
      line(isText ? "set grid" : "set grid lt 1 dt 1 lc rgb '#d9d9d9' lw 1")
    }
    if !axes.isVisible {
      line("unset border")
      line("unset tics")
      for letter in ["x", "y", "z"] { line("unset \(letter)label") }
    } else if !axes.hasBox, !axes.isSolid {
      line("set border 3")
      line("set tics nomirror")
    }
  }

  private mutating func setColours(_ axes: Axes, _ figure: Figure) {
    let map = axes.colorMap ?? figure.colorMap
    let last = Double(max(1, map.colours.count - 1))
    let stops = map.colours.enumerated().map { "\(Double($0) / last) '\($1.hexadecimal)'" }
    if map.colours.count == 1 {
      line(
        "set palette defined (0 '\(map.colours[0].hexadecimal)', 1 '\(map.colours[0].hexadecimal)')"
      )
    } else {
      line("set palette maxcolors \(map.colours.count) defined (\(stops.joined(separator: ", ")))")
    }
    let range = axes.colourRange(count: map.colours.count)
    line("set cbrange [\(range.lowerBound):\(range.upperBound)]")
    format("cb", range)
    line(axes.hasColorBar ? "set colorbox" : "unset colorbox")
  }

  private mutating func setLegend(_ axes: Axes) {
    guard let legend = axes.legend, legend.isVisible else {
      line("unset key")
      return
    }
    let words = legend.location.lowercased()
    var place = [words.hasSuffix("outside") ? "outside" : "inside"]
    if words.contains("north") { place.append("top") }
    if words.contains("south") { place.append("bottom") }
    if words.contains("east") { place.append("right") }
    if words.contains("west") { place.append("left") }
    if !words.contains("north"), !words.contains("south") { place.append("center") }
    if !words.contains("east"), !words.contains("west") { place.append("center") }
    let box = legend.hasBox && !isText ? "box lc rgb '#808080'" : "nobox"
    let air = isText ? "" : " spacing 1.3"
    line("set key \(place.joined(separator: " ")) Left reverse \(box) opaque\(air)")
  }

  private mutating func label(_ number: Int, _ text: String, at place: [Double], _ look: TextLook) {
    guard place.allSatisfy(\.isFinite) else { return }
    var command = "set label \(number) \(FigureText.quoted(text)) at "
    command += place.map { "\($0)" }.joined(separator: ",") + " \(look.alignment.rawValue)"
    if look.degrees != 0, look.degrees.isFinite { command += " rotate by \(look.degrees)" }
    if let size = look.size, size > 0, size < 500, !isText { command += " font ',\(size)'" }
    // Black is said, too: words over an image stay black where the ink of a page is light.
    if let colour = look.colour ?? (isText ? nil : .black) {
      command += " textcolor rgb '\(colour.hexadecimal)'"
    }
    line(command + " front")
  }

  // MARK: - Series

  private mutating func plot(_ axes: Axes) {
    let limits = axes.drawnLimits
    let elements = axes.series.filter(\.isVisible).flatMap {
      PlotElement.elements(
        of: $0, in: axes, limits: limits, isText: isText)
    }
    if elements.isEmpty {
      line(axes.isSolid ? "splot NaN notitle" : "plot NaN notitle")
      return
    }
    let command = axes.isSolid ? "splot " : "plot "
    line(command + elements.map(\.command).joined(separator: ", "))
    for element in elements { bytes += element.data }
  }
}

extension Axes {
  /// The values of the first and the last colour.
  public func colourRange(count: Int) -> ClosedRange<Double> {
    if let colorLimits { return colorLimits }
    var values: [Double] = []
    for series in series where series.isVisible {
      switch series.content {
      case .surface(_, _, let z, _):
        if let range = z.range { values += [range.lowerBound, range.upperBound] }
      case .contour(_, _, let z, let levels, let isFilled):
        // Those of the levels that have curves; a single one takes the colour in the middle.
        guard let range = z.range else { break }
        let drawn = levels.filter(range.contains)
        guard let low = drawn.min(), let high = drawn.max() else { break }
        values +=
          isFilled ? [range.lowerBound, high] : low < high ? [low, high] : [low - 1, high + 1]
      case .image(let grid, _, _, true):
        if let range = grid.range { values += [range.lowerBound, range.upperBound] }
      case .image(_, _, _, false):
        // An image that is not scaled holds places in the map, from 1 on.
        values += [1, Double(max(2, count))]
      case .scatter(_, _, _, _, .mapped(let colours)):
        if let range = finiteRange(of: colours) { values += [range.lowerBound, range.upperBound] }
      default: break
      }
    }
    guard let range = finiteRange(of: values) else { return 0...1 }
    return range.lowerBound < range.upperBound ? range : range.lowerBound...range.lowerBound + 1
  }
}
