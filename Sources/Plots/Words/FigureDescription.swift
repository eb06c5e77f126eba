import Texts

/// What a figure shows, in words: for readers who cannot see it, as a text alternative, and for tests.
public func describe(_ figure: Figure) -> String {
  var lines = ["Figure \(figure.number)" + (figure.name.isEmpty ? "" : ": \(figure.name)")]
  if figure.axes.isEmpty { lines.append("It is empty.") }
  for (index, axes) in figure.axes.enumerated() {
    if figure.axes.count > 1 { lines.append("Axes \(index + 1) of \(figure.axes.count):") }
    lines += AxesWords(axes).lines
  }
  return lines.joined(separator: "\n") + "\n"
}

/// What axes show, in lines.
private struct AxesWords {
  let axes: Axes
  init(_ axes: Axes) { self.axes = axes }

  var lines: [String] {
    var lines: [String] = []
    if !axes.title.isEmpty { lines.append("Title: \(FigureText.plain(axes.title))") }
    if axes.isVisible, axes.series.contains(where: { !isImage($0) }) {
      let limits = axes.drawnLimits
      lines.append(words(axes.x, "x", limits.x))
      lines.append(words(axes.y, "y", limits.y))
      if axes.isSolid { lines.append(words(axes.z, "z", limits.z)) }
    }
    lines += axes.series.filter(\.isVisible).map(words)
    if axes.legend?.isVisible == true {
      let names = axes.series.compactMap(\.name).filter { !$0.isEmpty }.map(FigureText.plain)
      if !names.isEmpty { lines.append("Legend: \(names.joined(separator: ", "))") }
    }
    return lines
  }

  private func isImage(_ series: Series) -> Bool {
    switch series.content {
    case .image, .picture: true
    default: false
    }
  }

  private func words(_ axis: Axis, _ letter: String, _ limits: ClosedRange<Double>) -> String {
    let name = axis.label.isEmpty ? "" : " (\(FigureText.plain(axis.label)))"
    let scale = axis.isLogarithmic ? ", logarithmic" : ""
    let turned = axis.isReversed ? ", downwards" : ""
    return
      "\(letter)\(name) from \(short(limits.lowerBound)) to \(short(limits.upperBound))\(scale)\(turned)"
  }

  private func words(_ series: Series) -> String {
    let name = series.name.map { $0.isEmpty ? "" : " \"\(FigureText.plain($0))\"" } ?? ""
    return kind(series) + name + facts(series)
  }

  private func kind(_ series: Series) -> String {
    switch series.content {
    case .line(_, _, let z):
      let place = z.isEmpty ? "" : " in space"
      if series.style.dash == .none { return "Points\(place)" }
      return (series.style.marker == nil ? "Line" : "Line with points") + place
    case .scatter: return "Points"
    case .bars: return "Bars"
    case .errorBars: return "Line with error bars"
    case .polygon: return "Filled area"
    case .contour(_, _, _, _, let isFilled):
      return isFilled ? "Filled level curves" : "Level curves"
    case .surface(_, _, _, let look): return look.hasFaces ? "Surface" : "Mesh"
    case .image: return "Image"
    case .picture: return "Picture"
    case .text: return "Text"
    case .arrows: return "Arrows"
    }
  }

  private func facts(_ series: Series) -> String {
    switch series.content {
    case .line(let x, let y, _): return course(x, y, isJoined: series.style.dash != .none)
    case .scatter(let x, let y, _, _, _): return course(x, y, isJoined: false)
    case .errorBars(let x, let y, _, _): return course(x, y, isJoined: true)
    case .bars(_, let y, _, _, _):
      return ": \(count(y.count, "bar")), heights \(range(y))"
    case .polygon(let x, _, _, _): return ": \(count(x.count, "corner"))"
    case .contour(_, _, let z, let levels, _):
      let shown = levels.prefix(8).map(short).joined(separator: ", ")
      return
        ": \(z.rows) x \(z.columns) values \(range(z.values)), \(count(levels.count, "level")) \(shown)"
        + (levels.count > 8 ? ", ..." : "")
    case .surface(_, _, let z, _): return ": \(z.rows) x \(z.columns) heights \(range(z.values))"
    case .image(let values, _, _, _):
      return ": \(values.rows) x \(values.columns) values \(range(values.values))"
    case .picture(let red, _, _, _, _): return ": \(red.rows) x \(red.columns) pixels"
    case .text(let x, let y, _, let text, _):
      return " at (\(short(x)), \(short(y))): \(FigureText.plain(text))"
    case .arrows(let x, _, _, _): return ": \(count(x.count, "arrow"))"
    }
  }

  /// Where a series begins and ends and how far it reaches.
  private func course(_ x: [Double], _ y: [Double], isJoined: Bool) -> String {
    guard let firstX = x.first, let firstY = y.first, let lastX = x.last, let lastY = y.last else {
      return ": no points"
    }
    let points = count(x.count, "point")
    if x.count == 1 { return ": 1 point (\(short(firstX)), \(short(firstY)))" }
    if !isJoined { return ": \(points), x \(range(x)), y \(range(y))" }
    var text =
      ": \(points) from (\(short(firstX)), \(short(firstY))) to (\(short(lastX)), \(short(lastY)))"
    let pairs = zip(y, y.dropFirst())
    if pairs.allSatisfy({ $0 == $1 }) {
      text += ", level"
    } else if pairs.allSatisfy({ $0 <= $1 }) {
      text += ", rising"
    } else if pairs.allSatisfy({ $0 >= $1 }) {
      text += ", falling"
    } else {
      text += ", y \(range(y))"
    }
    return text
  }

  private func range(_ numbers: [Double]) -> String {
    guard let range = finiteRange(of: numbers) else { return "not finite" }
    let missing = numbers.count { !$0.isFinite }
    let rest = missing > 0 ? " (\(missing) not finite)" : ""
    return "\(short(range.lowerBound)) to \(short(range.upperBound))\(rest)"
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private func short(_ number: Double) -> String { ShortNumber.text(number, digits: 4) }
}
