import Evaluation
import Matrices
import Plots

/// The properties of what is drawn in axes (`'LineWidth', 2`).
enum SeriesProperties {
  /// Sets a property.
  ///
  /// - Throws: for a name that nothing has, and for a value that is none of its values.
  static func set(_ name: String, _ value: Value, of series: inout Series, _ call: Call) throws {
    switch name.lowercased() {
    case "linewidth": series.style.width = try number(value, name, call)
    case "markersize": series.style.markerSize = try number(value, name, call)
    case "color", "colour":
      let colour = try colour(value, name, call)
      series.style.colour = colour
      if case .text(let x, let y, let z, let text, var look) = series.content {
        look.colour = colour
        series.content = .text(x: x, y: y, z: z, text, look)
      }
    case "edgecolor":
      if value.text?.lowercased() == "none" {
        series.style.dash = .none
        setEdges(false, of: &series)
      } else if let colour = try? colour(value, name, call) {
        series.style.colour = colour
        setEdges(true, of: &series)
      }
    case "linestyle":
      let text = value.text ?? ""
      guard let dash = text.lowercased() == "none" ? Dash.none : Dash(rawValue: text) else {
        throw wrong(name, value, "-, --, :, -. or none", call)
      }
      series.style.dash = dash
    case "marker":
      let text = value.text ?? ""
      if text.lowercased() == "none" {
        series.style.marker = nil
      } else if let marker = Marker(word: text) {
        series.style.marker = marker
      } else {
        throw wrong(name, value, "one of + o * . x s d ^ v > < p h or none", call)
      }
    case "markerfacecolor": series.style.markerFill = try fill(value, name, call)
    case "markeredgecolor":
      if case .colour(let edge) = try fill(value, name, call) { series.style.markerEdge = edge }
    case "facecolor": try setFace(value, of: &series, call)
    case "facealpha", "alphadata":
      if case .polygon(let x, let y, let fill, _) = series.content, let share = value.scalar {
        series.content = .polygon(x: x, y: y, fill: fill, opacity: share)
      }
    case "displayname": series.name = value.text
    case "visible": series.isVisible = try flag(value, name, call)
    case "xdata", "ydata", "zdata", "cdata":
      try setData(name.lowercased(), value, of: &series, call)
    case "string", "position", "horizontalalignment", "fontsize", "rotation":
      try setText(name.lowercased(), value, of: &series, call)
    case let other where ignored.contains(other): break
    default: throw unknown(name, call)
    }
  }

  /// The value of a property; nil for a name that is not known.
  static func get(_ name: String, of series: Series) -> Value? {
    switch name.lowercased() {
    case "linewidth": return .number(series.style.width)
    case "markersize": return .number(series.style.markerSize)
    case "color":
      let c = series.style.colour ?? .black
      return try? .row([c.red, c.green, c.blue])
    case "linestyle": return .string(series.style.dash.rawValue)
    case "marker": return .string(series.style.marker.map { String($0.rawValue) } ?? "none")
    case "displayname": return .string(series.name ?? "")
    case "visible": return .string(series.isVisible ? "on" : "off")
    case "xdata", "ydata", "zdata":
      let places: [[Double]]
      switch series.content {
      case .line(let x, let y, let z), .scatter(let x, let y, let z, _, _): places = [x, y, z]
      case .bars(let x, let y, _, _, _), .errorBars(let x, let y, _, _),
        .polygon(let x, let y, _, _):
        places = [x, y, []]
      default: return nil
      }
      let index = name.lowercased() == "xdata" ? 0 : name.lowercased() == "ydata" ? 1 : 2
      return try? .row(places[index])
    case "string":
      if case .text(_, _, _, let text, _) = series.content { return .string(text) }
      return nil
    case "type":
      switch series.content {
      case .line: return .string("line")
      case .scatter: return .string("scatter")
      case .text: return .string("text")
      case .surface: return .string("surface")
      case .image, .picture: return .string("image")
      case .polygon: return .string("patch")
      default: return .string("hggroup")
      }
    default: return nil
    }
  }

  // MARK: - Values

  static func number(_ value: Value, _ name: String, _ call: Call) throws -> Double {
    guard !value.isChar, let number = value.scalar, number.isFinite else {
      throw wrong(name, value, "a number", call)
    }
    return number
  }

  static func flag(_ value: Value, _ name: String, _ call: Call) throws -> Bool {
    if let text = value.text?.lowercased() {
      if text == "on" { return true }
      if text == "off" { return false }
    } else if let number = value.scalar {
      return number != 0
    }
    throw wrong(name, value, "\"on\" or \"off\"", call)
  }

  /// A letter, a name, `#rrggbb` or three shares of red, green and blue.
  static func colour(_ value: Value, _ name: String, _ call: Call) throws -> Colour {
    if let text = value.text {
      if let colour = Colour(word: text) { return colour }
    } else if let shares = try value.doubles, shares.count == 3 {
      return Colour(shares[0], shares[1], shares[2])
    }
    throw wrong(name, value, "a colour: a letter of rgbcmykw, a name, \"#rrggbb\" or [r g b]", call)
  }

  private static func fill(_ value: Value, _ name: String, _ call: Call) throws -> Fill {
    switch value.text?.lowercased() {
    case "none": .none
    case "auto", "flat": .automatic
    default: .colour(try colour(value, name, call))
    }
  }

  private static func setEdges(_ hasEdges: Bool, of series: inout Series) {
    guard case .surface(let x, let y, let z, var look) = series.content else { return }
    look.hasEdges = hasEdges
    series.content = .surface(x: x, y: y, z: z, look: look)
  }

  private static func setFace(_ value: Value, of series: inout Series, _ call: Call) throws {
    switch series.content {
    case .polygon(let x, let y, _, let opacity):
      if let fill = try? colour(value, "FaceColor", call) {
        series.content = .polygon(x: x, y: y, fill: fill, opacity: opacity)
      }
    case .surface(let x, let y, let z, var look):
      look.hasFaces = value.text?.lowercased() != "none"
      series.content = .surface(x: x, y: y, z: z, look: look)
    default:
      if let colour = try? colour(value, "FaceColor", call) { series.style.colour = colour }
    }
  }

  private static func setData(
    _ name: String, _ value: Value, of series: inout Series, _ call: Call
  ) throws {
    guard let data = try value.doubles, data.shape.isMatrix else {
      throw wrong(name, value, "numbers", call)
    }
    let numbers = data.elements
    switch series.content {
    case .line(var x, var y, var z):
      if name == "xdata" { x = numbers }
      if name == "ydata" { y = numbers }
      if name == "zdata" { z = numbers }
      series.content = .line(x: x, y: y, z: z)
    case .scatter(var x, var y, var z, let sizes, let colours):
      if name == "xdata" { x = numbers }
      if name == "ydata" { y = numbers }
      if name == "zdata" { z = numbers }
      series.content = .scatter(x: x, y: y, z: z, sizes: sizes, colours: colours)
    case .image(_, let x, let y, let isScaled) where name == "cdata":
      series.content = .image(values: Grid(data), x: x, y: y, isScaled: isScaled)
    case .surface(let x, let y, let z, let look)
    where name == "zdata" && data.count == z.values.count:
      series.content = .surface(
        x: x, y: y, z: Grid(rows: z.rows, columns: z.columns, values: numbers), look: look)
    default: throw call.error("\(name) of this cannot be set")
    }
  }

  private static func setText(
    _ name: String, _ value: Value, of series: inout Series, _ call: Call
  ) throws {
    guard case .text(var x, var y, var z, var text, var look) = series.content else { return }
    switch name {
    case "string": text = value.text ?? value.texts?.joined(separator: "\n") ?? text
    case "position":
      guard let place = try value.doubles, place.count >= 2 else {
        throw wrong(name, value, "[x y] or [x y z]", call)
      }
      (x, y, z) = (place[0], place[1], place.count > 2 ? place[2] : 0)
    case "horizontalalignment":
      guard let alignment = TextLook.Alignment(rawValue: value.text?.lowercased() ?? "") else {
        throw wrong(name, value, "left, center or right", call)
      }
      look.alignment = alignment
    case "fontsize": look.size = try number(value, name, call)
    default: look.degrees = try number(value, name, call)
    }
    series.content = .text(x: x, y: y, z: z, text, look)
  }

  static func wrong(_ name: String, _ value: Value, _ wanted: String, _ call: Call)
    -> EvaluationError
  {
    let given = value.text.map { "\"\($0)\"" } ?? "a \(Call.description(value))"
    return call.error("property \(name) must be \(wanted), not \(given)")
  }

  static func unknown(_ name: String, _ call: Call) -> EvaluationError {
    var error = call.error("unknown property \"\(name)\"")
    error.help = nearestWord(name.lowercased(), known + AxesProperties.known).map {
      "did you mean \"\($0)\"?"
    }
    return error
  }

  private static let known = [
    "linewidth", "markersize", "color", "linestyle", "marker", "markerfacecolor",
    "markeredgecolor", "displayname", "visible", "xdata", "ydata", "zdata", "facecolor",
    "edgecolor", "facealpha", "string", "position", "horizontalalignment", "fontsize", "rotation",
  ]

  /// Properties that say nothing about a picture on paper.
  static let ignored: Set<String> = [
    "parent", "tag", "userdata", "hittest", "clipping", "handlevisibility", "interpreter",
    "fontweight", "fontname", "fontangle", "units", "buttondownfcn", "erasemode",
    "linesmoothing", "verticalalignment", "backgroundcolor", "edgealpha", "cdatamapping",
    "facelighting", "edgelighting", "showbaseline", "basevalue", "barwidth", "margin",
    "ticklength", "tickdir", "layer", "renderer", "menubar", "toolbar", "numbertitle",
    "paperposition", "paperunits", "papersize", "paperpositionmode", "paperorientation",
    "windowstyle", "closerequestfcn", "deletefcn", "createfcn", "resizefcn", "keypressfcn",
    "inverthardcopy", "doublebuffer", "colororder", "linestyleorder",
    "gridlinestyle",
    "xcolor", "ycolor", "zcolor", "xminortick", "yminortick", "xminorgrid", "yminorgrid",
    "autopos", "orientation", "textcolor", "autoupdate",
  ]
}
