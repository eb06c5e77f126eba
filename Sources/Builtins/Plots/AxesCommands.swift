import Evaluation
import Matrices
import Plots

/// What stands around the curves: titles, limits, legends, colours.
let axesCommands: [Builtin] = [
  Builtin(
    "hold on\nhold off", "Says whether the next drawing joins what is there or takes its place.",
    seeAlso: ["plot"], many: { try $0.hold() }),
  Builtin(
    "tf = ishold()", "Whether the next drawing joins what is there.", seeAlso: ["hold"],
    one: { .bool($0.board.currentAxes?.isHeld ?? false) }),
  labelCommand("title", "Writes a title above the axes.") { $0.title = $1 },
  labelCommand("xlabel", "Names the x axis.") { $0.x.label = $1 },
  labelCommand("ylabel", "Names the y axis.") { $0.y.label = $1 },
  labelCommand("zlabel", "Names the z axis.") { $0.z.label = $1 },
  Builtin(
    "legend(name1, name2, ..., \"Location\", place)",
    "Names the curves in the order in which they were drawn; `legend off` takes the names away. Places are "
      + "northeast, southwest, ..., with outside appended beside the axes.",
    examples: """
      >> plot(1:3, [1 4 9; 1 2 3]')
      >> legend("squares", "numbers")
      >> describe
      Figure 1
      x from 1 to 3
      y from 0 to 10
      Line "squares": 3 points from (1, 1) to (3, 9), rising
      Line "numbers": 3 points from (1, 1) to (3, 3), rising
      Legend: squares, numbers

      """, seeAlso: ["plot", "title"], many: { try $0.legend() }),
  Builtin(
    "axis([xlo xhi ylo yhi])\naxis equal\nlimits = axis()",
    "Sets the limits of the axes, or how they follow the data: equal, square, tight, image, auto, manual, off, on, "
      + "ij, xy, normal.", seeAlso: ["xlim", "ylim"], many: { try $0.axis() }),
  limitCommand("xlim", \.x),
  limitCommand("ylim", \.y),
  limitCommand("zlim", \.z),
  Builtin(
    "caxis([low high])", "Sets the values that the first and the last colour of the map stand for.",
    seeAlso: ["colormap", "colorbar"], many: { try $0.colourLimits() }),
  Builtin(
    "grid on\ngrid off", "Draws lines at the ticks.", seeAlso: ["axis"],
    many: { call in
      try call.setSwitch { $0.hasGrid = $1 ?? !$0.hasGrid }
    }),
  Builtin(
    "box on\nbox off", "Draws all sides of the axes, or two.", seeAlso: ["axis"],
    many: { call in
      try call.setSwitch { $0.hasBox = $1 ?? !$0.hasBox }
    }),
  Builtin(
    "colormap(map)\nmap = colormap()",
    "Sets the colours of images and surfaces: a name (viridis, gray, jet, ...) or a table with a colour a row.",
    seeAlso: ["gray", "viridis", "colorbar"], many: { try $0.colourMap() }),
  Builtin(
    "colorbar",
    "Shows beside the axes which colour stands for which value; `colorbar off` ends that.",
    seeAlso: ["colormap"],
    many: { call in
      let isWanted = call.count == 0 || call[0].text?.lowercased() != "off"
      call.board.withAxes { $0.hasColorBar = isWanted }
      return call.outputCount > 0 ? [.number(call.board.newHandle())] : []
    }),
  Builtin(
    "view(azimuth, elevation)\nview(2)\nview(3)", "Sets from where a surface is seen, in degrees.",
    seeAlso: ["surf"], many: { try $0.setView() }),
  Builtin(
    "shading flat\nshading faceted\nshading interp", "Draws surfaces without or with their lines.",
    seeAlso: ["surf"], many: { try $0.setShading() }),
  Builtin(
    "text(x, y, words, name=value)", "Writes words at a point of the axes.", seeAlso: ["title"],
    many: { try $0.addText() }),
]

private func labelCommand(
  _ name: String, _ summary: String, _ set: @escaping @Sendable (inout Axes, String) -> Void
) -> Builtin {
  Builtin(
    "\(name)(words, name=value)", summary + " `\\theta`, `x^2` and `x_1` are set as in TeX.",
    seeAlso: ["plot", "legend"]
  ) { (call: Call) -> [Value] in
    try call.expect(1...)
    var arguments = PlotArguments(call)
    guard let words = arguments.next() else { throw call.invalidCall }
    guard let text = words.text ?? words.texts?.joined(separator: "\n") else {
      throw call.error("the \(name) must be a string, not a \(Call.description(words))")
    }
    for (name, value) in try arguments.properties() {
      if name == "fontsize" { _ = try SeriesProperties.number(value, name, call) }
    }
    call.board.withAxes { set(&$0, text) }
    return call.outputCount > 0 ? [.number(call.board.newHandle())] : []
  }
}

private func limitCommand(
  _ name: String, _ path: any WritableKeyPath<Axes, Axis> & Sendable
) -> Builtin {
  Builtin(
    "\(name)([low high])\nlimits = \(name)()",
    "Sets or gives the limits of the \(name.prefix(1)) axis; -Inf and Inf leave an end to the data, \"auto\" both.",
    seeAlso: ["axis"]
  ) { (call: Call) -> [Value] in
    var arguments = PlotArguments(call)
    guard let value = arguments.next() else {
      guard let limits = AxesProperties.get(name, of: call.board.seenAxes) else {
        return []
      }
      return [limits]
    }
    if let word = value.text?.lowercased() {
      guard word == "auto" || word == "manual" else { throw call.invalidCall }
      if word == "auto" { call.board.withAxes { $0[keyPath: path].limits = nil } }
      return []
    }
    let limits = try AxesProperties.limits(value, "limits", call)
    call.board.withAxes { $0[keyPath: path].limits = limits }
    return []
  }
}

extension Call {
  fileprivate func setSwitch(_ set: (inout Axes, Bool?) -> Void) throws -> [Value] {
    var arguments = PlotArguments(self)
    let word = arguments.next()?.text?.lowercased()
    guard word == nil || ["on", "off", "minor"].contains(word) else {
      throw error("argument must be \"on\" or \"off\"")
    }
    board.withAxes { set(&$0, word.map { $0 != "off" }) }
    return []
  }

  fileprivate func hold() throws -> [Value] {
    var arguments = PlotArguments(self)
    let word = arguments.next()?.text?.lowercased()
    guard word == nil || ["on", "off", "all"].contains(word) else {
      throw error("invalid hold state")
    }
    board.withAxes { axes in
      axes.isHeld = word.map { $0 != "off" } ?? !axes.isHeld
      // What is then drawn first joins axes as they are: with two sides.
      if axes.isHeld, axes.series.isEmpty { axes.hasBox = false }
    }
    return []
  }

  fileprivate func legend() throws -> [Value] {
    var arguments = PlotArguments(self)
    var legend = board.currentAxes?.legend ?? Axes.Legend()
    var names: [String] = []
    var handles: [Double] = []
    if let first = arguments.rest.first, !first.isChar, !first.isCell,
      let given = try arguments.numbers()
    {
      handles = given.elements
    }
    while let next = arguments.rest.first {
      if let all = next.texts {
        _ = arguments.next()
        names += all
        continue
      }
      guard let word = next.text else {
        throw error("the names must be strings, not a \(Call.description(next))")
      }
      switch word.lowercased() {
      case "location", "orientation", "fontsize", "interpreter", "box", "autoupdate", "textcolor",
        "color", "linewidth":
        for (name, value) in try arguments.properties() {
          if name == "location", let place = value.text { legend.location = place }
          if name == "box" { legend.hasBox = value.text?.lowercased() != "off" }
        }
        continue
      case "off", "hide": legend.isVisible = false
      case "show", "toggle": legend.isVisible = true
      case "boxoff": legend.hasBox = false
      case "boxon": legend.hasBox = true
      default:
        names.append(word)
        legend.isVisible = true
      }
      _ = arguments.next()
    }
    let isBare = names.isEmpty && count == 0
    board.withAxes { axes in
      axes.legend = legend
      var index = 0
      for place in axes.series.indices where axes.series[place].canBeNamed {
        if !handles.isEmpty {
          guard let named = handles.firstIndex(of: axes.series[place].handle),
            named < names.count
          else { continue }
          axes.series[place].name = names[named]
        } else if isBare {
          if axes.series[place].name == nil { axes.series[place].name = "data\(index + 1)" }
        } else if index < names.count {
          axes.series[place].name = names[index]
        }
        index += 1
      }
    }
    return outputCount > 0 ? [.number(board.newHandle())] : []
  }

  fileprivate func axis() throws -> [Value] {
    var arguments = PlotArguments(self)
    if arguments.isEmpty {
      let axes = board.seenAxes
      let limits = axes.drawnLimits
      var all = [
        limits.x.lowerBound, limits.x.upperBound, limits.y.lowerBound, limits.y.upperBound,
      ]
      if axes.isSolid { all += [limits.z.lowerBound, limits.z.upperBound] }
      return [try .row(all)]
    }
    while let next = arguments.next() {
      if let word = next.text {
        try setAxis(word.lowercased())
        continue
      }
      guard let numbers = try next.doubles, [2, 4, 6].contains(numbers.count) else {
        throw error("LIMITS vector must have 2, 4, 6, or 8 elements")
      }
      let all = numbers.elements
      let pairs = stride(from: 0, to: all.count, by: 2).map { (all[$0], all[$0 + 1]) }
      guard pairs.allSatisfy({ $0 < $1 }) else {
        throw error("limits(1) must be less than limits(2)")
      }
      board.withAxes { axes in
        axes.x.limits = pairs[0].0...pairs[0].1
        if pairs.count > 1 { axes.y.limits = pairs[1].0...pairs[1].1 }
        if pairs.count > 2 { axes.z.limits = pairs[2].0...pairs[2].1 }
      }
    }
    return []
  }

  private func setAxis(_ word: String) throws {
    let limits = board.seenAxes.drawnLimits
    try board.withAxes { axes in
      switch word {
      case "equal": axes.aspect = .equal
      case "square": axes.aspect = .square
      case "normal": axes.aspect = .automatic
      case "image":
        axes.aspect = .equal
        axes.isTight = true
      case "tight": axes.isTight = true
      case "auto":
        (axes.x.limits, axes.y.limits, axes.z.limits) = (nil, nil, nil)
        axes.isTight = false
      case "manual": (axes.x.limits, axes.y.limits) = (limits.x, limits.y)
      case "off": axes.isVisible = false
      case "on": axes.isVisible = true
      case "ij": axes.y.isReversed = true
      case "xy": axes.y.isReversed = false
      case "vis3d", "fill", "tic", "label", "nolabel", "autox", "autoy": break
      default:
        let known = [
          "equal", "square", "normal", "image", "tight", "auto", "manual", "off", "on", "ij", "xy",
        ]
        var problem = error("unknown option \"\(word)\"")
        problem.help = nearest(word, known)
        throw problem
      }
    }
  }

  fileprivate func colourLimits() throws -> [Value] {
    var arguments = PlotArguments(self)
    guard let value = arguments.next() else {
      let range = board.seenAxes.colourRange(count: 64)
      return [try .row([range.lowerBound, range.upperBound])]
    }
    let limits =
      value.text?.lowercased() == "auto" ? nil : try AxesProperties.limits(value, "limits", self)
    board.withAxes { $0.colorLimits = limits }
    return []
  }

  fileprivate func colourMap() throws -> [Value] {
    var arguments = PlotArguments(self)
    guard let value = arguments.next() else { return [try board.seenFigure.colorMap.table] }
    let map: ColorMap
    if let name = value.text?.lowercased() {
      guard let named = ColorMap.named(name == "default" ? "viridis" : name) else {
        var problem = error("there is no colour map \"\(name)\"")
        problem.help = nearest(name, ColorMap.names)
        throw problem
      }
      map = named
    } else {
      guard let table = try value.doubles, table.shape.isMatrix, table.columns == 3, table.rows > 0,
        table.rows <= 65_536
      else { throw error("MAP must be a real-valued N x 3 matrix, or the name of a map") }
      map = ColorMap(
        colours: PlotArguments.rows(table).map { Colour($0[0], $0[1], $0[2]) })
    }
    board.withFigure { $0.colorMap = map }
    return outputCount > 0 ? [try map.table] : []
  }

  fileprivate func setView() throws -> [Value] {
    var arguments = PlotArguments(self)
    let numbers = try arguments.allNumbers().flatMap(\.elements)
    let view: (azimuth: Double, elevation: Double)? =
      switch numbers {
      case [2]: (0, 90)
      case [3]: (-37.5, 30)
      default: numbers.count >= 2 ? (numbers[0], numbers[1]) : nil
      }
    guard let view else { throw invalidCall }
    board.withAxes { $0.view = view }
    return []
  }

  fileprivate func setShading() throws -> [Value] {
    var arguments = PlotArguments(self)
    guard let word = arguments.text()?.lowercased(), ["flat", "interp", "faceted"].contains(word)
    else { throw error("the argument must be flat, interp or faceted") }
    board.withAxes { axes in
      for index in axes.series.indices {
        guard case .surface(let x, let y, let z, var look) = axes.series[index].content else {
          continue
        }
        look.hasEdges = word == "faceted" || !look.hasFaces
        axes.series[index].content = .surface(x: x, y: y, z: z, look: look)
      }
    }
    return []
  }

  fileprivate func addText() throws -> [Value] {
    try expect(3...)
    var arguments = PlotArguments(self)
    guard let x = try arguments.numbers(), let y = try arguments.numbers() else {
      throw invalidCall
    }
    let z = try arguments.numbers()
    guard let words = arguments.next(), x.count == y.count, !x.isEmpty else { throw invalidCall }
    guard let texts = words.texts ?? words.text.map({ [$0] }), !texts.isEmpty else {
      throw error("the words must be a string or a cell of strings")
    }
    let properties = try arguments.properties()
    var series: [Series] = []
    for index in 0..<x.count {
      var one = Series(
        .text(
          x: x[index], y: y[index], z: z.map { index < $0.count ? $0[index] : 0 } ?? 0,
          texts[index % texts.count], TextLook()))
      for (name, value) in properties { try SeriesProperties.set(name, value, of: &one, self) }
      series.append(one)
    }
    // Words join what is drawn.
    let board = board
    var handles: [Double] = []
    board.withAxes { axes in
      for var one in series {
        one.handle = board.newHandle()
        handles.append(one.handle)
        axes.series.append(one)
      }
    }
    return outputCount > 0 ? [try .column(handles)] : []
  }

  /// "did you mean", where a known word is near.
  func nearest(_ word: String, _ known: [String]) -> String {
    nearestWord(word, known).map { "did you mean \"\($0)\"?" }
      ?? "there are \(known.joined(separator: ", "))"
  }
}

extension Series {
  /// Whether a legend can name it; an empty name keeps it out.
  fileprivate var canBeNamed: Bool {
    if name == "" { return false }
    return switch content {
    case .text, .image, .picture: false
    default: true
    }
  }
}
