import Matrices

/// Mistakes with y.
extension Hypothesis {
  static func targets(_ c: LectureCase) -> [Hypothesis] {
    labelled(c) + shiftedRows(c)
      + [
        make(
          "plus minus one", "the targets in delta(\(c.last)) are -1 and 1 instead of 0 and 1", c,
          "use 0 and 1 for outputs between 0 and 1", try? c.y.mapped { 2 * $0 - 1 }),
        make(
          "targets inverted", "0 and 1 are exchanged in the targets", c,
          "1 stands in the column of the right class", try? c.y.mapped { 1 - $0 }),
      ].compactMap { $0 }
  }

  private static func make(
    _ kind: String, _ title: String, _ c: LectureCase, _ change: String, _ y: Matrix<Double>?
  ) -> Hypothesis? {
    guard let y else { return nil }
    return Hypothesis(
      kind, title,
      formula: "delta(\(c.last)) = \(c.network.cost.deltaFormula(with: c.network.output)),"
        + " y with one column for each output", change: change
    ) { $0.targets = y }
  }

  private static func labelled(_ c: LectureCase) -> [Hypothesis] {
    guard let labels = c.labels else { return [] }
    let classes = c.network.outputs
    func coded(_ label: (Int) -> Int?) -> Matrix<Double>? {
      try? Matrix(
        c.y.shape,
        (0..<classes).flatMap { k in labels.map { label($0) == k + 1 ? 1.0 : 0 } })
    }
    let numbers = try? Matrix(
      c.y.shape, (0..<classes).flatMap { _ in labels.map { Double($0) } })
    let shift = "labels 1..\(classes): label k has its 1 in column k"
    return [
      make(
        "not one-hot", "y is subtracted as the label itself: it is not one-hot", c,
        "turn each label into a row with one 1 before the subtraction", numbers),
      make(
        "labels shifted", "the labels are shifted by one: label k has its 1 in column k + 1", c,
        shift, coded { $0 % classes + 1 }),
      make(
        "labels shifted",
        "the labels are shifted by one: label k has its 1 in column k + 1, the last class none", c,
        shift, coded { $0 < classes ? $0 + 1 : nil }),
      make(
        "labels shifted", "the labels are shifted by one: label k has its 1 in column k - 1", c,
        shift, coded { $0 > 1 ? $0 - 1 : classes }),
      make(
        "labels shifted",
        "the labels are shifted by one: label k has its 1 in column k - 1, the first class none", c,
        shift, coded { $0 > 1 ? $0 - 1 : nil }),
      make(
        "labels reversed", "the classes stand in the reverse order", c, shift,
        coded { classes + 1 - $0 }),
    ].compactMap { $0 }
  }

  private static func shiftedRows(_ c: LectureCase) -> [Hypothesis] {
    guard c.examples > 1 else { return [] }
    return [1, -1].compactMap { shift in
      make(
        "targets of the neighbour",
        "example i is compared with the target of example i \(shift > 0 ? "+" : "-") 1", c,
        "use row i of X with row i of y", try? c.y.rotatedRows(shift))
    }
  }
}
