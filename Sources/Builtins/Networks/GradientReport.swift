import Matrices
import NeuralNetworks
import Texts

/// A gradient check in words: each layer with what its wrong entries have in common, then the verdict and
/// the cause.
struct GradientReport {
  let text: String
  private let check: GradientCheck
  private let isOwn: Bool
  private let names: [String]

  /// - Parameters:
  ///   - name: what the gradient is called: `D` with a layer, or `grad`.
  ///   - isOwn: whether the gradient came from the user.
  ///   - about: what was found out about the function, a line each.
  init(_ check: GradientCheck, name: String, isOwn: Bool, about: [String] = []) {
    self.check = check
    self.isOwn = isOwn
    names = check.layers.map { name == "D" || check.layers.count > 1 ? "D{\($0.number)}" : name }
    var lines = [
      "gradient check: \(check.analytic.count) entries against central differences of the cost"
    ]
    lines += about.map { "  " + $0 }
    for (layer, layerName) in zip(check.layers, names) {
      lines += GradientReport.layer(layer, layerName, check, isOwn: isOwn)
    }
    lines.append("  " + GradientReport.verdict(check))
    lines += GradientReport.notes(check, isOwn: isOwn).map { "  " + $0 }
    if let diagnosis = check.diagnosis { lines += DiagnosisLines(diagnosis).lines }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func layer(
    _ layer: GradientCheck.Layer, _ name: String, _ check: GradientCheck, isOwn: Bool
  ) -> [String] {
    let head = "  \(name)  \(layer.shape)  r = \(ShortNumber.text(layer.relativeError, digits: 2))"
    guard let pattern = layer.pattern else { return [head + "  ok"] }
    let count = "\(layer.wrongCount) of \(layer.shape.count) entries differ"
    return ["\(head)  WRONG: \(count), \(pattern.words(layer.shape))"]
      + entries(layer, name, isOwn: isOwn)
  }

  private static func entries(
    _ layer: GradientCheck.Layer, _ name: String, isOwn: Bool
  ) -> [String] {
    var rows = [["entry", "numeric", isOwn ? "yours" : "backprop", "ratio"]]
    for entry in layer.wrong.prefix(3) {
      rows.append([
        "\(name)(\(entry.row),\(entry.column))", ShortNumber.text(entry.numeric),
        ShortNumber.text(entry.analytic),
        entry.numeric == 0 ? "-" : ShortNumber.text(entry.analytic / entry.numeric),
      ])
    }
    return TextTable.lines(rows, rightAligned: [1, 2, 3]).map { "    " + $0 }
  }

  private static func verdict(_ check: GradientCheck) -> String {
    let margin = "rounding and step explain \(ShortNumber.text(check.margin, digits: 2))"
    let r = "r = \(ShortNumber.text(check.relativeError, digits: 2))"
    if !check.isRight { return "all  \(r), \(margin): the gradient is wrong" }
    switch check.precision {
    case .double: return "all  \(r), \(margin): the gradient is right"
    case .single: return "all  \(r): the gradient is right, as far as single precision goes"
    }
  }

  /// What could be taken for a mistake and is none.
  private static func notes(_ check: GradientCheck, isOwn: Bool) -> [String] {
    var lines: [String] = []
    if let (place, slopes) = check.kinks.min(by: { $0.key < $1.key }) {
      lines.append(
        "the cost has a corner at \(counted(check.kinks.count)) (like relu at z = 0): entry"
          + " \(place + 1) has the slope \(ShortNumber.text(slopes.lowerBound)) on one side and"
          + " \(ShortNumber.text(slopes.upperBound)) on the other, both count as right")
    }
    if let (place, value) = check.poorSteps.min(by: { $0.key < $1.key }) {
      lines.append(
        "the usual step is a poor one at \(counted(check.poorSteps.count)): entry \(place + 1) would"
          + " be \(ShortNumber.text(value)), with better steps it is"
          + " \(ShortNumber.text(check.numeric[place]))")
    }
    return lines
  }

  private static func counted(_ n: Int) -> String { n == 1 ? "1 entry" : "\(n) entries" }
}

extension ErrorPattern {
  /// What the wrong entries have in common.
  func words(_ shape: Shape) -> String {
    switch self {
    case .rows(let rows) where shape.columns == 1: "entries \(ErrorPattern.list(rows))"
    case .factor(let c): c == 0 ? "all are 0" : "all by the factor \(ShortNumber.text(c))"
    case .entry: "this one alone"
    case .row(let row): "all in row \(row)"
    case .column(let column): "all in column \(column)"
    case .biasColumn: "the bias column alone"
    case .weights: "all but the bias column"
    case .everywhere: "all over, without a common factor"
    case .rows(let rows): "whole rows: \(ErrorPattern.list(rows))"
    case .columns(let columns): "whole columns: \(ErrorPattern.list(columns))"
    case .scattered: "here and there"
    }
  }

  private static func list(_ numbers: [Int]) -> String {
    let shown = numbers.prefix(8).map { String($0) }.joined(separator: ", ")
    return numbers.count > 8 ? shown + ", ..." : shown
  }
}

/// What is known of the cause, in lines.
struct DiagnosisLines {
  let lines: [String]

  init(_ diagnosis: Diagnosis) {
    var lines: [String] = []
    for (index, cause) in diagnosis.causes.enumerated() {
      let head =
        diagnosis.causes.count > 1 ? "cause \(index + 1) of \(diagnosis.causes.count)" : "cause"
      lines.append("\(head): \(cause.title)")
      lines.append("  right:  \(cause.formula)")
      lines.append("  change: \(cause.change)")
    }
    if let error = diagnosis.mendedError, diagnosis.isConfirmed {
      let what = diagnosis.causes.count > 1 ? "both of them" : "this"
      lines.append(
        "  confirmed: without \(diagnosis.causes.count > 2 ? "all of them" : what) your gradient has"
          + " r = \(ShortNumber.text(error, digits: 2))")
    }
    if !diagnosis.alternatives.isEmpty {
      lines.append("  the same numbers would come from:")
      lines += diagnosis.alternatives.map { "    " + $0.title }
    }
    if !diagnosis.isConfirmed { lines += DiagnosisLines.nearest(diagnosis) }
    self.lines = lines
  }

  private static func nearest(_ diagnosis: Diagnosis) -> [String] {
    guard !diagnosis.nearest.isEmpty else {
      return ["cause: no mistake that is known here gives these numbers"]
    }
    return ["cause: not found; nearest, with how much of the error each explains:"]
      + diagnosis.nearest.map {
        "  \(Int(($0.explained * 100).rounded(.down))) %  \($0.cause.title)"
      }
  }
}
