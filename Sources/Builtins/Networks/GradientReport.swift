import Matrices
import NeuralNetworks

/// A gradient check in words: each layer, and the entries that are wrong.
struct GradientReport {
  let text: String

  /// - Parameters:
  ///   - name: what the gradient is called: `D` with a layer, or `grad`.
  ///   - isOwn: whether the gradient came from the user.
  init(_ check: GradientCheck, name: String, isOwn: Bool) {
    var lines = [
      "gradient check: \(check.analytic.count) entries against central differences, step 1e-4"
    ]
    let names = check.layers.map { name == "D" ? "D{\($0.number)}" : name }
    for (layer, layerName) in zip(check.layers, names) {
      let verdict =
        layer.relativeError <= check.tolerance
        ? "ok" : "WRONG: \(layer.wrongCount) of \(layer.shape.count) entries differ"
      lines.append(
        "  \(layerName)  \(layer.shape)  r = \(ShortNumber.text(layer.relativeError))  \(verdict)")
      lines += GradientReport.entries(layer, layerName, isOwn: isOwn)
    }
    if check.layers.count > 1 || !check.isRight {
      lines.append(
        "  all  r = \(ShortNumber.text(check.relativeError)): "
          + (check.isRight ? "the gradient is right" : "the gradient is wrong"))
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func entries(
    _ layer: GradientCheck.Layer, _ name: String, isOwn: Bool
  ) -> [String] {
    guard !layer.wrong.isEmpty else { return [] }
    var rows = [["entry", "numeric", isOwn ? "yours" : "backprop", "ratio"]]
    for entry in layer.wrong {
      rows.append([
        "\(name)(\(entry.row),\(entry.column))", ShortNumber.text(entry.numeric),
        ShortNumber.text(entry.analytic),
        entry.numeric == 0 ? "-" : ShortNumber.text(entry.analytic / entry.numeric),
      ])
    }
    var lines = TextTable.lines(rows, rightAligned: [1, 2, 3]).map { "    " + $0 }
    if layer.wrongCount > layer.wrong.count {
      lines.append("    ... and \(layer.wrongCount - layer.wrong.count) more")
    }
    return lines
  }
}
