import Evaluation
import Matrices
import Plots
import Texts

/// The properties of axes and figures (`set(gca, 'FontSize', 14)`).
enum AxesProperties {
  static let known = [
    "xlim", "ylim", "zlim", "xscale", "yscale", "zscale", "xdir", "ydir", "xtick", "ytick", "ztick",
    "xticklabel", "yticklabel", "zticklabel", "xlabel", "ylabel", "title", "fontsize", "box",
    "visible", "position", "clim", "view", "nextplot", "xgrid", "ygrid", "name", "colormap",
    "dataaspectratio", "plotboxaspectratio",
  ]

  static func set(_ name: String, _ value: Value, of axes: inout Axes, _ call: Call) throws {
    switch name.lowercased() {
    case "xlim": axes.x.limits = try limits(value, name, call)
    case "ylim": axes.y.limits = try limits(value, name, call)
    case "zlim": axes.z.limits = try limits(value, name, call)
    case "xlimmode": if value.text == "auto" { axes.x.limits = nil }
    case "ylimmode": if value.text == "auto" { axes.y.limits = nil }
    case "xscale": axes.x.isLogarithmic = try word(value, name, ["linear", "log"], call) == "log"
    case "yscale": axes.y.isLogarithmic = try word(value, name, ["linear", "log"], call) == "log"
    case "zscale": axes.z.isLogarithmic = try word(value, name, ["linear", "log"], call) == "log"
    case "xdir":
      axes.x.isReversed = try word(value, name, ["normal", "reverse"], call) == "reverse"
    case "ydir":
      axes.y.isReversed = try word(value, name, ["normal", "reverse"], call) == "reverse"
    case "xtick": axes.x.ticks = try ticks(value, name, call)
    case "ytick": axes.y.ticks = try ticks(value, name, call)
    case "ztick": axes.z.ticks = try ticks(value, name, call)
    case "xticklabel": try setLabels(value, of: &axes.x, axes.drawnLimits.x)
    case "yticklabel": try setLabels(value, of: &axes.y, axes.drawnLimits.y)
    case "zticklabel": try setLabels(value, of: &axes.z, axes.drawnLimits.z)
    case "xlabel": axes.x.label = value.text ?? axes.x.label
    case "ylabel": axes.y.label = value.text ?? axes.y.label
    case "zlabel": axes.z.label = value.text ?? axes.z.label
    case "title": axes.title = value.text ?? axes.title
    case "fontsize": axes.fontSize = try SeriesProperties.number(value, name, call)
    case "box": axes.hasBox = try SeriesProperties.flag(value, name, call)
    case "visible": axes.isVisible = try SeriesProperties.flag(value, name, call)
    case "xgrid", "ygrid", "zgrid": axes.hasGrid = try SeriesProperties.flag(value, name, call)
    case "clim", "caxis": axes.colorLimits = try limits(value, name, call)
    case "position", "outerposition":
      guard let place = try value.doubles, place.count == 4 else {
        throw SeriesProperties.wrong(name, value, "[left bottom width height]", call)
      }
      axes.cell = nil
      axes.position = place.elements.map { $0.isFinite ? max(0, min(1, $0)) : 0 }
    case "view":
      guard let angles = try value.doubles, angles.count == 2 else {
        throw SeriesProperties.wrong(name, value, "[azimuth elevation]", call)
      }
      axes.view = (angles[0], angles[1])
    case "dataaspectratio", "plotboxaspectratio":
      axes.aspect = name.lowercased() == "dataaspectratio" ? .equal : .square
    case "nextplot":
      axes.isHeld = value.text?.lowercased().hasPrefix("add") ?? axes.isHeld
    case "linewidth": break
    case let other where SeriesProperties.ignored.contains(other): break
    default: throw SeriesProperties.unknown(name, call)
    }
  }

  static func get(_ name: String, of axes: Axes) -> Value? {
    func range(_ r: ClosedRange<Double>) -> Value? { try? .row([r.lowerBound, r.upperBound]) }
    let limits = axes.drawnLimits
    switch name.lowercased() {
    case "xlim": return range(limits.x)
    case "ylim": return range(limits.y)
    case "zlim": return range(limits.z)
    case "xscale": return .string(axes.x.isLogarithmic ? "log" : "linear")
    case "yscale": return .string(axes.y.isLogarithmic ? "log" : "linear")
    case "xdir": return .string(axes.x.isReversed ? "reverse" : "normal")
    case "ydir": return .string(axes.y.isReversed ? "reverse" : "normal")
    case "title": return .string(axes.title)
    case "xlabel": return .string(axes.x.label)
    case "ylabel": return .string(axes.y.label)
    case "zlabel": return .string(axes.z.label)
    case "fontsize": return .number(axes.fontSize ?? 10)
    case "visible": return .string(axes.isVisible ? "on" : "off")
    case "box": return .string(axes.hasBox ? "on" : "off")
    case "nextplot": return .string(axes.isHeld ? "add" : "replace")
    case "position": return try? .row(axes.position)
    case "children": return try? .column(axes.series.reversed().map(\.handle))
    case "type": return .string("axes")
    default: return nil
    }
  }

  /// Two rising numbers.
  static func limits(
    _ value: Value, _ name: String, _ call: Call
  ) throws -> ClosedRange<Double> {
    guard let pair = try value.doubles, pair.count == 2, pair[0] < pair[1] else {
      throw SeriesProperties.wrong(name, value, "two rising numbers", call)
    }
    return pair[0]...pair[1]
  }

  private static func word(
    _ value: Value, _ name: String, _ words: [String], _ call: Call
  ) throws -> String {
    guard let text = value.text?.lowercased(), words.contains(text) else {
      throw SeriesProperties.wrong(name, value, words.joined(separator: " or "), call)
    }
    return text
  }

  private static func ticks(_ value: Value, _ name: String, _ call: Call) throws -> [Double] {
    guard let ticks = try value.doubles else {
      throw SeriesProperties.wrong(name, value, "numbers", call)
    }
    return ticks.elements.filter(\.isFinite)
  }

  /// Labels for the ticks that are set, or for whole steps of the range where none are.
  private static func setLabels(
    _ value: Value, of axis: inout Axis, _ range: ClosedRange<Double>
  ) throws {
    if let texts = value.texts {
      axis.tickLabels = texts
    } else if let text = value.text {
      axis.tickLabels = text.split(separator: "|").map(String.init)
    } else if let numbers = try value.doubles {
      axis.tickLabels = numbers.elements.map { ShortNumber.text($0) }
    }
    let count = axis.tickLabels?.count ?? 0
    if axis.ticks == nil, count > 0 {
      let step = (range.upperBound - range.lowerBound) / Double(max(1, count - 1))
      axis.ticks = (0..<count).map { range.lowerBound + Double($0) * step }
    }
  }
}
