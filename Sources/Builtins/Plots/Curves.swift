import Evaluation
import Matrices
import Plots

/// Curves and points.
let curveCommands: [Builtin] = [
  Builtin(
    "plot(x, y, style, ..., name=value)",
    "Draws y over x: vectors, or the columns of matrices; without x over 1, 2, 3, ... A style is a colour "
      + "(r g b c m y k w), a line (- -- : -.) and a marker (+ o * . x s d ^ v > < p h) in one word.",
    shapes: "x, y: n x 1, 1 x n, or n x k for k curves",
    examples: """
      >> plot([1 2 3], [2 4 9], 'r--o')
      >> describe
      Figure 1
      x from 1 to 3
      y from 2 to 9
      Line with points: 3 points from (1, 2) to (3, 9), rising

      """,
    seeAlso: ["hold", "legend", "axis", "scatter", "describe"],
    many: { try $0.plot() }),
  Builtin(
    "plot3(x, y, z, style, ...)", "Draws a curve in space.", seeAlso: ["plot", "surf"],
    many: { try $0.plot3() }),
  Builtin(
    "semilogx(x, y, ...)", "As plot, with a logarithmic x axis.", seeAlso: ["plot", "loglog"],
    many: { try $0.plot { $0.x.isLogarithmic = true } }),
  Builtin(
    "semilogy(x, y, ...)", "As plot, with a logarithmic y axis.", seeAlso: ["plot", "loglog"],
    many: { try $0.plot { $0.y.isLogarithmic = true } }),
  Builtin(
    "loglog(x, y, ...)", "As plot, with two logarithmic axes.", seeAlso: ["plot", "semilogy"],
    many: {
      try $0.plot {
        $0.x.isLogarithmic = true
        $0.y.isLogarithmic = true
      }
    }),
  Builtin(
    "line(x, y, z, name=value)", "Adds a line to what is drawn, also without hold on.",
    seeAlso: ["plot"], many: { try $0.addLine() }),
  Builtin(
    "scatter(x, y, s, c, style, \"filled\")",
    "Draws points with areas s (square points) in colours c: a letter, a row [r g b], a row for each point, or "
      + "values that the colour map shows.", seeAlso: ["plot", "colormap"],
    many: { try $0.scatter(isSolid: false) }),
  Builtin(
    "scatter3(x, y, z, s, c, ...)", "Draws points in space.", seeAlso: ["scatter", "plot3"],
    many: { try $0.scatter(isSolid: true) }),
  Builtin(
    "errorbar(x, y, e, style)\nerrorbar(x, y, below, above, style)",
    "Draws y over x with bars of e below and above.", seeAlso: ["plot"],
    many: { try $0.errorBars() }),
  Builtin(
    "stairs(x, y, ...)", "Draws y over x as steps.", seeAlso: ["plot", "bar"],
    many: { try $0.stairs() }),
  Builtin(
    "stem(x, y, style, \"filled\", ...)", "Draws points with lines down to 0.",
    examples: """
      >> stem([1 2], [3 -1])
      >> describe
      Figure 1
      x from 1 to 2
      y from -1 to 3
      Points: 2 points, x 1 to 2, y -1 to 3
      Line: 5 points from (1, 3) to (2, 0), y -1 to 3 (1 not finite)
      Line: 2 points from (1, 0) to (2, 0), level

      """, seeAlso: ["plot", "bar"],
    many: { try $0.stems() }),
  Builtin(
    "fplot(f, [from to], ...)", "Draws a function between two limits, -5 to 5 unless given.",
    seeAlso: ["plot"], many: { try $0.functionPlot() }),
  Builtin(
    "quiver(x, y, u, v)",
    "Draws arrows from (x, y) along (u, v), as long as their distance allows.",
    seeAlso: ["contour"], many: { try $0.quiver() }),
]

extension Call {
  /// `plot` and its like: curves, each with a style word, then properties for all.
  fileprivate func plot(_ finish: (inout Axes) -> Void = { _ in }) throws -> [Value] {
    try expect(1...)
    var arguments = PlotArguments(self)
    var series: [Series] = []
    while !arguments.isEmpty, let first = try arguments.numbers() {
      let second = try arguments.numbers()
      let word = arguments.styleWord()
      let curves = try PlotArguments.curves(
        second == nil ? nil : first, second ?? first, self)
      for (x, y) in curves {
        var one = Series(.line(x: x, y: y, z: []), name: word?.name)
        word?.apply(to: &one.style)
        series.append(one)
      }
    }
    guard !series.isEmpty || arguments.isEmpty else { throw invalidCall }
    try arguments.setProperties(of: &series)
    return draw(series) { axes in
      finish(&axes)
      if series.contains(where: { $0.name != nil }), axes.legend == nil { axes.legend = .init() }
    }
  }

  fileprivate func plot3() throws -> [Value] {
    try expect(3...)
    var arguments = PlotArguments(self)
    var series: [Series] = []
    while !arguments.isEmpty, let x = try arguments.numbers() {
      guard let y = try arguments.numbers(), let z = try arguments.numbers() else {
        throw invalidCall
      }
      guard x.count == y.count, y.count == z.count else {
        throw error("x, y, and z must have the same shape")
      }
      var one = Series(.line(x: x.elements, y: y.elements, z: z.elements))
      arguments.styleWord()?.apply(to: &one.style)
      series.append(one)
    }
    try arguments.setProperties(of: &series)
    return draw(series) { $0.hasGrid = true }
  }

  fileprivate func addLine() throws -> [Value] {
    var arguments = PlotArguments(self)
    let data = try arguments.allNumbers()
    var one = Series(.line(x: [0, 1], y: [0, 1], z: []))
    if data.count >= 2 {
      guard data.allSatisfy({ $0.count == data[0].count }) else {
        throw error("number of elements must match")
      }
      one.content = .line(
        x: data[0].elements, y: data[1].elements, z: data.count > 2 ? data[2].elements : [])
    } else if !data.isEmpty {
      throw invalidCall
    }
    try arguments.setProperties(of: &one)
    board.withAxes { if !$0.isHeld { $0.isHeld = true } }
    return draw([one])
  }

  fileprivate func scatter(isSolid: Bool) throws -> [Value] {
    try expect(2...)
    var arguments = PlotArguments(self)
    guard let x = try arguments.numbers(), let y = try arguments.numbers() else {
      throw invalidCall
    }
    let z = isSolid ? try arguments.numbers() : nil
    guard x.count == y.count, z.map({ $0.count == x.count }) ?? !isSolid else {
      throw error("x, y, and z must have the same length")
    }
    var sizes: [Double] = []
    var colours = Series.PointColours.one
    var style = Style()
    style.marker = .circle
    if let given = try arguments.numbers() {
      guard given.count <= 1 || given.count == x.count else {
        throw error("there must be one size, or one for each point")
      }
      sizes = given.elements
      if let c = try arguments.numbers(), !c.isEmpty {
        if c.count == 3, c.rows == 1, x.count != 3 {
          style.colour = Colour(c[0], c[1], c[2])
        } else if c.rows == x.count, c.columns == 3 {
          colours = .each(PlotArguments.rows(c).map { Colour($0[0], $0[1], $0[2]) })
        } else if c.count == x.count {
          colours = .mapped(c.elements)
        } else {
          throw error("there must be one colour, or one for each point")
        }
      }
    }
    while let word = arguments.rest.first?.text {
      if word.lowercased() == "filled" {
        style.markerFill = .automatic
        _ = arguments.next()
      } else if let known = arguments.styleWord() {
        if let marker = known.marker { style.marker = marker }
        if let colour = known.colour { style.colour = colour }
      } else {
        break
      }
    }
    var one = Series(
      .scatter(
        x: x.elements, y: y.elements, z: z?.elements ?? [], sizes: sizes, colours: colours),
      style: style)
    try arguments.setProperties(of: &one)
    let isHeld = board.currentAxes?.isHeld ?? false
    return draw([one]) { axes in
      if !isHeld { (axes.hasBox, axes.hasGrid) = (false, isSolid) }
    }
  }

  fileprivate func errorBars() throws -> [Value] {
    var arguments = PlotArguments(self)
    let data = try arguments.allNumbers()
    guard data.count >= 2, data.count <= 4, data.allSatisfy({ $0.count == data[0].count }) else {
      throw data.count < 2 ? invalidCall : error("all arguments must have the same length")
    }
    let places = (1...max(1, data[0].count)).prefix(data[0].count).map { Double($0) }
    let x = data.count == 2 ? places : data[0].elements
    let y = data[data.count == 2 ? 0 : 1].elements
    let below = data[data.count == 2 ? 1 : 2].elements
    var one = Series(.errorBars(x: x, y: y, below: below, above: data[data.count - 1].elements))
    arguments.styleWord()?.apply(to: &one.style)
    try arguments.setProperties(of: &one)
    return draw([one])
  }

  /// x and y of the curves of a call, then style and properties; `change` makes other points of them.
  private func changedCurves(
    style: Style = Style(), _ change: ([Double], [Double]) -> ([Double], [Double])
  ) throws -> [Series] {
    try expect(1...)
    var arguments = PlotArguments(self)
    guard let first = try arguments.numbers() else { throw invalidCall }
    let second = try arguments.numbers()
    let word = arguments.styleWord()
    var style = style
    if arguments.word("filled") { style.markerFill = .automatic }
    var series = try PlotArguments.curves(second == nil ? nil : first, second ?? first, self).map {
      let (x, y) = change($0.x, $0.y)
      var one = Series(.line(x: x, y: y, z: []), style: style)
      if let colour = word?.colour { one.style.colour = colour }
      if let dash = word?.dash { one.style.dash = dash }
      if let marker = word?.marker { one.style.marker = marker }
      return one
    }
    try arguments.setProperties(of: &series)
    return series
  }

  fileprivate func stairs() throws -> [Value] {
    draw(
      try changedCurves { x, y in
        guard x.count > 1 else { return (x, y) }
        var (xs, ys) = ([x[0]], [y[0]])
        for index in 1..<x.count {
          xs += [x[index], x[index]]
          ys += [y[index - 1], y[index]]
        }
        return (xs, ys)
      })
  }

  /// Points, each with a line down to 0; the lines and the line at 0 have no names in a legend.
  fileprivate func stems() throws -> [Value] {
    var style = Style()
    style.marker = .circle
    var series: [Series] = []
    var ends: [Double] = []
    // The points take the next colours of the order, the lines are given the same.
    let axes = board.currentAxes
    let taken = axes?.isHeld == true ? axes?.colourCount ?? 0 : 0
    for (index, curve) in try changedCurves(style: style, { ($0, $1) }).enumerated() {
      guard case .line(let x, let y, _) = curve.content else { continue }
      ends += x.filter(\.isFinite)
      var points = curve
      points.style.dash = .none
      var lines = curve
      lines.style.marker = nil
      lines.style.colour =
        curve.style.colour ?? Colour.order[(taken + index) % Colour.order.count]
      lines.name = ""
      // The pen is lifted between the lines.
      lines.content = .line(
        x: Array(x.flatMap { [$0, $0, .nan] }.dropLast()),
        y: Array(y.flatMap { [$0, 0, .nan] }.dropLast()), z: [])
      series += [points, lines]
    }
    var base = Series(
      .line(x: [ends.min() ?? 0, ends.max() ?? 0], y: [0, 0], z: []), name: "")
    base.style.colour = .black
    return draw(series + [base])
  }

  fileprivate func functionPlot() throws -> [Value] {
    try expect(1...)
    let limits =
      count > 1 && !self[1].isChar
      ? try AxesProperties.limits(self[1], "limits", self) : -5.0...5
    let number = 500
    let step = (limits.upperBound - limits.lowerBound) / Double(number - 1)
    let x = (0..<number).map { limits.lowerBound + Double($0) * step }
    let y = try x.map { point -> Double in
      try checkInterrupt()
      guard let value = try session.call(self[0], [.number(point)], outputs: 1).first?.scalar else {
        throw error("the function must give one number for one number")
      }
      return value
    }
    var one = Series(.line(x: x, y: y, z: []))
    one.name = if case .function(let f) = self[0] { f.text } else { self[0].text }
    if count > 2, let text = self[2].text, let word = StyleWord(text) {
      word.apply(to: &one.style)
      one.name = word.name ?? one.name
    }
    return draw([one]) { axes in if axes.legend == nil { axes.legend = .init() } }
  }

  fileprivate func quiver() throws -> [Value] {
    try expect(4...)
    var arguments = PlotArguments(self)
    let data = try arguments.allNumbers()
    guard data.count >= 4, data.prefix(4).allSatisfy({ $0.count == data[0].count }) else {
      throw error("x, y, u and v must have the same size")
    }
    let (u, v) = (data[2].elements, data[3].elements)
    let longest = zip(u, v).map { ($0 * $0 + $1 * $1).squareRoot() }.filter(\.isFinite).max() ?? 0
    let spans = [data[0], data[1]].map { finiteRange(of: $0.elements) ?? 0...0 }
    let span = spans.map { $0.upperBound - $0.lowerBound }.max() ?? 0
    let apart = span / Double(max(1, data[0].count)).squareRoot()
    let scale = longest > 0 && apart > 0 ? apart / longest : 1
    return draw([
      Series(
        .arrows(
          x: data[0].elements, y: data[1].elements, dx: u.map { $0 * scale },
          dy: v.map { $0 * scale }))
    ])
  }
}
