import Matrices

/// Explanations that need no network: a factor, a term proportional to the parameters, a few wrong entries.
enum LocalSearch {
  /// The wrong entries of one layer stand in one row, one column or one place, and all others are right.
  static func cause(_ check: GradientCheck, name: (Int) -> String) -> Diagnosis.Cause? {
    let wrong = check.layers.filter { $0.wrongCount > 0 }
    guard wrong.count == 1, let layer = wrong.first, let pattern = layer.pattern else { return nil }
    let place = name(layer.number)
    func words(_ kind: String, _ what: String) -> Diagnosis.Cause {
      let factor = factor(check, layer)
      return Diagnosis.Cause(
        kind, "only \(what) of \(place) is wrong" + (factor ?? ""),
        "every other entry is the derivative of J", "look at what is done to \(what) alone")
    }
    switch pattern {
    case .entry(let row, let column): return words("one entry", "entry (\(row),\(column))")
    case .row(let row): return words("one row", "row \(row)")
    case .biasColumn: return words("one column", "the bias column")
    case .column(let column): return words("one column", "column \(column)")
    default: return nil
    }
  }

  private static func factor(_ check: GradientCheck, _ layer: GradientCheck.Layer) -> String? {
    let start = check.layers.prefix(layer.number - 1).reduce(0) { $0 + $1.shape.count }
    let entries = layer.wrongPlaces.map {
      GradientCheck.Entry(
        row: 0, column: 0, numeric: check.numeric[start + $0], analytic: check.analytic[start + $0])
    }
    guard let factor = ErrorPattern.commonFactor(entries) else { return nil }
    if factor == 0 { return ": it is 0" }
    return ": it is \(CauseNumber.text(factor)) times what it should be"
  }
}
