/// One item of a `plot` command, and its data.
struct PlotElement {
  var command: String
  var data: [UInt8]

  private init(_ command: String, _ data: [UInt8]) { (self.command, self.data) = (command, data) }

  /// - Parameter columns: numbers of the same count, one list a column.
  private init(columns: [[Double]], _ look: String) {
    let count = columns.map(\.count).min() ?? 0
    var data: [UInt8] = []
    data.reserveCapacity(count * columns.count * 8)
    for row in 0..<count { for column in columns { data.append(column[row]) } }
    let use = (1...columns.count).map(String.init).joined(separator: ":")
    self.init(
      "'-' binary record=(\(count)) format='%\(columns.count)float64' using \(use) \(look)", data)
  }

  /// The items that draw a series; none when there is nothing to draw.
  static func elements(
    of series: Series, in axes: Axes,
    limits: (x: ClosedRange<Double>, y: ClosedRange<Double>, z: ClosedRange<Double>), isText: Bool
  ) -> [PlotElement] {
    let maker = Maker(
      style: series.style, title: title(series, axes), isSolid: axes.isSolid, isText: isText)
    switch series.content {
    case .line(let x, let y, let z): return maker.line(x, y, z)
    case .scatter(let x, let y, let z, let sizes, let colours):
      return maker.scatter(x, y, z, sizes, colours)
    case .bars(let x, let y, let width, let base, let isHorizontal):
      return maker.bars(x, y, width, base, isHorizontal)
    case .errorBars(let x, let y, let below, let above): return maker.errorBars(x, y, below, above)
    case .polygon(let x, let y, let fill, let opacity): return maker.polygon(x, y, fill, opacity)
    case .contour(let x, let y, let z, let levels, let isFilled):
      return maker.contour(x, y, z, levels, isFilled)
    case .surface(let x, let y, let z, let look):
      return maker.surface(x, y, z, look, floor: limits.z.lowerBound)
    case .image(let values, let x, let y, _): return maker.image([values], x, y)
    case .picture(let red, let green, let blue, let x, let y):
      return maker.image([red, green, blue], x, y)
    case .text: return []
    case .arrows(let x, let y, let dx, let dy): return maker.arrows(x, y, dx, dy)
    }
  }

  private static func title(_ series: Series, _ axes: Axes) -> String {
    guard axes.legend?.isVisible == true, let name = series.name, !name.isEmpty else {
      return "notitle"
    }
    return "title \(FigureText.quoted(name))"
  }

  /// What the items of one series have in common.
  private struct Maker {
    let style: Style
    let title: String
    let isSolid: Bool
    let isText: Bool

    var colour: String { (style.colour ?? .black).hexadecimal }
    /// Octave's thinnest lines are half a point, gnuplot's a pixel.
    var width: Double { max(1, min(50, style.width.isFinite ? style.width * 1.5 : 1)) }

    func line(_ x: [Double], _ y: [Double], _ z: [Double]) -> [PlotElement] {
      var columns = [x, y]
      if isSolid { columns.append(z.isEmpty ? x.map { _ in 0 } : z) }
      guard !x.isEmpty else { return [] }
      var elements: [PlotElement] = []
      var title = self.title
      let pen = "lc rgb '\(colour)' lw \(width)"
      let hasLine = style.dash != .none
      guard let marker = style.marker else {
        return hasLine
          ? [PlotElement(columns: columns, "\(title) with lines \(pen) dt \(dashType)")] : []
      }
      if case .colour(let fill) = style.markerFill, let filled = marker.filled {
        // Points alone are known by their inside.
        elements.append(
          PlotElement(
            columns: columns,
            "\(hasLine ? "notitle" : title) with points pt \(filled) ps \(size) "
              + "lc rgb '\(fill.hexadecimal)'"))
        if !hasLine { title = "notitle" }
      }
      let isFilled = style.markerFill == .automatic
      let type = (isFilled ? marker.filled : nil) ?? marker.open
      let edge = style.markerEdge.map(\.hexadecimal) ?? colour
      if hasLine, edge == colour {
        elements.append(
          PlotElement(
            columns: columns,
            "\(title) with linespoints pt \(type) ps \(size) \(pen) dt \(dashType)"))
        return elements
      }
      if hasLine {
        elements.insert(
          PlotElement(columns: columns, "notitle with lines \(pen) dt \(dashType)"), at: 0)
      }
      elements.append(
        PlotElement(
          columns: columns,
          "\(title) with points pt \(type) ps \(size) lc rgb '\(edge)' lw \(width)"))
      return elements
    }

    private var size: Double {
      let size = style.markerSize.isFinite ? max(0.1, min(200, style.markerSize)) : 6
      return (style.marker == .point ? size / 3 : size) / Self.points
    }

    /// A gnuplot point is as wide as four points (1/72 inch) are in a figure of Octave's size.
    private static let points = 4.0

    private var dashType: String {
      switch style.dash {
      case .none, .solid: "1"
      case .dashed: "(12,8)"
      case .dotted: "(2,6)"
      case .dashDotted: "(12,6,2,6)"
      }
    }

    func scatter(
      _ x: [Double], _ y: [Double], _ z: [Double], _ sizes: [Double], _ colours: Series.PointColours
    ) -> [PlotElement] {
      guard !x.isEmpty else { return [] }
      // Octave gives areas in square points.
      let across = sizes.map {
        ($0 > 0 && $0.isFinite ? min($0, 1e5) : 36).squareRoot() / Self.points
      }
      let marker = style.marker ?? .circle
      let isFilled = style.markerFill != .none
      let type = (isFilled ? marker.filled : nil) ?? marker.open
      var columns = [x, y]
      if isSolid { columns.append(z.isEmpty ? x.map { _ in 0 } : z) }
      var look = "\(title) with points pt \(type) ps "
      if across.count == x.count, across.count > 1 {
        columns.append(across)
        look += "variable"
      } else {
        look += "\(across.first ?? 1)"
      }
      switch colours {
      case .one: look += " lc rgb '\(colour)'"
      case .mapped(let values):
        columns.append(values)
        look += " lc palette"
      case .each(let colours):
        columns.append(colours.map { Double($0.rgb) })
        look += " lc rgb variable"
      }
      return [PlotElement(columns: columns, look)]
    }

    func bars(
      _ x: [Double], _ y: [Double], _ width: Double, _ base: [Double], _ isHorizontal: Bool
    ) -> [PlotElement] {
      guard !x.isEmpty else { return [] }
      let (left, right) = (x.map { $0 - width / 2 }, x.map { $0 + width / 2 })
      let columns =
        isHorizontal ? [y, x, base, y, left, right] : [x, y, left, right, base, y]
      let fill = isText ? "fill empty" : "fill solid 1 border lc rgb '#000000'"
      return [
        PlotElement(
          columns: columns, "\(title) with boxxyerror lc rgb '\(colour)' \(fill)")
      ]
    }

    func errorBars(_ x: [Double], _ y: [Double], _ below: [Double], _ above: [Double])
      -> [PlotElement]
    {
      guard !x.isEmpty else { return [] }
      let columns = [x, y, zip(y, below).map { $0 - $1 }, zip(y, above).map { $0 + $1 }]
      guard style.marker != nil || style.dash != .solid else {
        // Bars without a point in them would have a hole in its place.
        return [
          PlotElement(
            columns: columns, "\(title) with yerrorlines lc rgb '\(colour)' lw \(width) ps 0")
        ]
      }
      var bars = self.line(x, y, [])
      let point = style.marker.map { "pt \($0.open) ps \(size)" } ?? "ps 0"
      bars.append(
        PlotElement(
          columns: columns, "notitle with yerrorbars lc rgb '\(colour)' lw \(width) \(point)"))
      return bars
    }

    func polygon(_ x: [Double], _ y: [Double], _ fill: Colour, _ opacity: Double) -> [PlotElement] {
      guard x.count > 2, let (x0, y0) = zip(x, y).first(where: { _ in true }) else { return [] }
      let share = opacity.isFinite ? max(0, min(1, opacity)) : 1
      let area = PlotElement(
        columns: [x, y],
        "\(title) with filledcurves closed fc rgb '\(fill.hexadecimal)' "
          + "fillstyle transparent solid \(share) noborder")
      guard style.dash != .none else { return [area] }
      let edge = PlotElement(
        columns: [x + [x0], y + [y0]], "notitle with lines lc rgb '\(colour)' lw \(width)")
      return [area, edge]
    }

    func contour(
      _ x: Grid, _ y: Grid, _ z: Grid, _ levels: [Double], _ isFilled: Bool
    ) -> [PlotElement] {
      var elements: [PlotElement] = []
      if isFilled, !isText { elements += bands(x, y, z, levels) }
      var isFirst = true
      for level in levels {
        let curves = LevelCurves.curves(x: x, y: y, z: z, level: level)
        guard !curves.isEmpty else { continue }
        // A NaN lifts the pen between curves.
        let xs = curves.flatMap { $0.x + [.nan] }
        let ys = curves.flatMap { $0.y + [.nan] }
        var columns = [xs, ys]
        var pen = "lc rgb '\(isFilled ? "#202020" : colour)'"
        if style.colour == nil, !isFilled {
          columns.append(xs.map { _ in level })
          pen = "lc palette"
        }
        let name = isFirst ? title : "notitle"
        elements.append(
          PlotElement(columns: columns, "\(name) with lines \(pen) lw \(width) dt \(dashType)"))
        isFirst = false
      }
      return elements
    }

    /// The areas between levels as an image of their colours, sampled between the grid's points.
    private func bands(_ x: Grid, _ y: Grid, _ z: Grid, _ levels: [Double]) -> [PlotElement] {
      guard z.rows > 1, z.columns > 1, let xs = x.range, let ys = y.range,
        let values = z.range, xs.lowerBound < xs.upperBound, ys.lowerBound < ys.upperBound
      else { return [] }
      let across = (0..<z.columns).map { x[0, $0] }
      let down = (0..<z.rows).map { y[$0, 0] }
      let side = 200
      let sampler = Sampler(x: across, y: down, z: z)
      let bounds = levels.sorted()
      var samples: [Double] = []
      samples.reserveCapacity(side * side)
      for column in 0..<side {
        let px =
          xs.lowerBound + (Double(column) + 0.5) / Double(side) * (xs.upperBound - xs.lowerBound)
        for row in 0..<side {
          let py =
            ys.lowerBound + (Double(row) + 0.5) / Double(side) * (ys.upperBound - ys.lowerBound)
          let value = sampler.value(px, py)
          samples.append(bounds.last { $0 <= value } ?? (value.isNaN ? .nan : values.lowerBound))
        }
      }
      let (dx, dy) = (
        (xs.upperBound - xs.lowerBound) / Double(side),
        (ys.upperBound - ys.lowerBound) / Double(side)
      )
      return image(
        [Grid(rows: side, columns: side, values: samples)],
        xs.lowerBound + dx / 2...xs.upperBound - dx / 2,
        ys.lowerBound + dy / 2...ys.upperBound - dy / 2, isNamed: false)
    }

    func surface(_ x: Grid, _ y: Grid, _ z: Grid, _ look: SurfaceLook, floor: Double)
      -> [PlotElement]
    {
      guard z.rows > 0, z.columns > 0 else { return [] }
      var data: [UInt8] = []
      data.reserveCapacity(z.values.count * 24)
      for index in z.values.indices {
        data.append(x.values[index])
        data.append(y.values[index])
        data.append(z.values[index])
      }
      let input = "'-' binary record=(\(z.rows),\(z.columns)) format='%3float64' using 1:2:3"
      let lines = style.colour.map { "lc rgb '\($0.hexadecimal)'" } ?? "lc palette"
      var elements: [PlotElement] = []
      if look.hasFaces, !isText, z.rows > 1, z.columns > 1 {
        let edges = look.hasEdges ? "" : " fs noborder"
        elements.append(PlotElement("\(input) \(title) with pm3d\(edges)", data))
      } else {
        elements.append(PlotElement("\(input) \(title) with lines \(isText ? "" : lines)", data))
      }
      guard look.hasContours, let range = z.range else { return elements }
      for level in LevelCurves.levels(10, in: range) {
        let curves = LevelCurves.curves(x: x, y: y, z: z, level: level)
        guard !curves.isEmpty else { continue }
        let xs = curves.flatMap { $0.x + [.nan] }
        let ys = curves.flatMap { $0.y + [.nan] }
        elements.append(
          PlotElement(
            columns: [xs, ys, xs.map { _ in floor }, xs.map { _ in level }],
            "notitle with lines lc palette"))
      }
      return elements
    }

    /// One grid is coloured by the map, three are red, green and blue.
    func image(
      _ parts: [Grid], _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, isNamed: Bool = true
    ) -> [PlotElement] {
      guard let first = parts.first, first.rows > 0, first.columns > 0 else { return [] }
      // gnuplot wants two rows and two columns at least.
      let (tall, wide) = (first.rows == 1 ? 2 : 1, first.columns == 1 ? 2 : 1)
      let (rows, columns) = (first.rows * tall, first.columns * wide)
      let (left, right) = pixelEdges(x, first.columns)
      let (top, bottom) = pixelEdges(y, first.rows)
      let (dx, dy) = ((right - left) / Double(columns), (bottom - top) / Double(rows))
      var data: [UInt8] = []
      for row in 0..<rows {
        for column in 0..<columns {
          for part in parts {
            let value = part[row / tall, column / wide]
            if parts.count == 1 { data.append(value) } else { data.append(Self.byte(value)) }
          }
        }
      }
      let format = parts.count == 1 ? "%float64" : "%3uchar"
      let input =
        "'-' binary array=(\(columns),\(rows)) format='\(format)' "
        + "origin=(\(left + dx / 2),\(top + dy / 2)) dx=\(dx) dy=\(dy)"
      let kind =
        parts.count == 1
        ? "using 1 \(title(isNamed)) with image" : "using 1:2:3 \(title(isNamed)) with rgbimage"
      return [PlotElement("\(input) \(kind)", data)]
    }

    private func title(_ isNamed: Bool) -> String { isNamed ? title : "notitle" }

    private static func byte(_ share: Double) -> UInt8 {
      share > 0 ? UInt8((min(share, 1) * 255).rounded()) : 0
    }

    func arrows(_ x: [Double], _ y: [Double], _ dx: [Double], _ dy: [Double]) -> [PlotElement] {
      guard !x.isEmpty else { return [] }
      return [
        PlotElement(
          columns: [x, y, dx, dy], "\(title) with vectors lc rgb '\(colour)' lw \(width)")
      ]
    }
  }
}

/// Values between the points of a grid whose lines run along the coordinates, by bilinear interpolation.
private struct Sampler {
  let x: [Double]
  let y: [Double]
  let z: Grid

  func value(_ px: Double, _ py: Double) -> Double {
    guard let (column, u) = place(px, in: x), let (row, v) = place(py, in: y) else { return .nan }
    let low = z[row, column] * (1 - u) + z[row, column + 1] * u
    let high = z[row + 1, column] * (1 - u) + z[row + 1, column + 1] * u
    return low * (1 - v) + high * v
  }

  /// Between which coordinates, rising or falling, and how far between, a point stands.
  private func place(_ point: Double, in line: [Double]) -> (Int, Double)? {
    let isRising = line[0] <= line[line.count - 1]
    var (low, high) = (0, line.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if (line[middle] <= point) == isRising { low = middle } else { high = middle }
    }
    let width = line[high] - line[low]
    guard width != 0 else { return nil }
    return (low, max(0, min(1, (point - line[low]) / width)))
  }
}

extension Marker {
  /// gnuplot's point types; signs of a font where it has none.
  var open: String {
    switch self {
    case .plus: "1"
    case .cross: "2"
    case .asterisk: "3"
    case .square: "4"
    case .circle: "6"
    case .point: "7"
    case .triangleUp: "8"
    case .triangleDown: "10"
    case .diamond: "12"
    case .triangleRight: "'▷'"
    case .triangleLeft: "'◁'"
    case .pentagram: "'☆'"
    case .hexagram: "'✡'"
    }
  }

  var filled: String? {
    switch self {
    case .square: "5"
    case .circle: "7"
    case .triangleUp: "9"
    case .triangleDown: "11"
    case .diamond: "13"
    case .triangleRight: "'▶'"
    case .triangleLeft: "'◀'"
    case .pentagram: "'★'"
    case .hexagram: "'✶'"
    default: nil
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ number: Double) {
    Swift.withUnsafeBytes(of: number.bitPattern.littleEndian) { append(contentsOf: $0) }
  }
}
