import Evaluation
import Matrices
import Plots
import Texts

/// A table of counts as a picture.
let confusionChart = Builtin(
  "confusionchart(C)",
  "Draws the table of counts that confusion gives: green fields for what is right, red ones for what is not, the "
    + "stronger the greater the share of the row.",
  shapes: "C: K x K",
  examples: """
    >> confusionchart([5 1; 0 4])
    >> describe
    Figure 1
    Title: 90% right
    x (predicted) from 0.5 to 2.5
    y (actual) from 0.5 to 2.5, downwards
    Image: 2 x 2 values -0.1667 to 1
    Text at (1, 1): 5
    Text at (2, 1): 1
    Text at (1, 2): 0
    Text at (2, 2): 4

    """, seeAlso: ["confusion", "accuracy", "imagesc"], many: { try $0.confusionChart() })

extension Call {
  fileprivate func confusionChart() throws -> [Value] {
    try expect(1...1)
    let counts = try matrix(0)
    let classes = counts.rows
    guard counts.shape.isMatrix, classes == counts.columns, classes > 0, classes <= 200,
      counts.elements.allSatisfy({ $0.isFinite && $0 >= 0 })
    else {
      throw error("C must be a K x K table of counts, K at most 200, not \(counts.shape)")
    }
    let rows = PlotArguments.rows(counts)
    let sums = rows.map { $0.reduce(0, +) }
    let total = sums.reduce(0, +)
    var shares: [Double] = []
    var texts: [Series] = []
    for column in 0..<classes {
      for row in 0..<classes {
        let share = sums[row] > 0 ? rows[row][column] / sums[row] : 0
        shares.append(row == column ? share : -share)
      }
    }
    var look = TextLook()
    look.alignment = .center
    look.colour = .black
    for row in 0..<classes {
      for column in 0..<classes {
        texts.append(
          Series(
            .text(
              x: Double(column + 1), y: Double(row + 1), z: 0,
              ShortNumber.text(rows[row][column]), look)))
      }
    }
    let places = 1...Double(classes)
    let image = Series(
      .image(
        values: Grid(rows: classes, columns: classes, values: shares), x: places, y: places,
        isScaled: true))
    let right = zip(rows.indices, rows).reduce(0) { $0 + $1.1[$1.0] }
    let ticks = classes <= 40 ? (1...classes).map { Double($0) } : nil
    return draw([image] + texts) { axes in
      axes.y.isReversed = true
      axes.aspect = .equal
      axes.colorMap = Self.rightAndWrong
      axes.colorLimits = -1...1
      (axes.x.label, axes.y.label) = ("predicted", "actual")
      (axes.x.ticks, axes.y.ticks) = (ticks, ticks)
      if total > 0 {
        axes.title = "\(ShortNumber.text((1000 * right / total).rounded() / 10))% right"
      }
    }
  }

  /// From red over white to green; black words stand on all of it.
  private static let rightAndWrong: ColorMap = {
    let colours = (-100...100).map { step -> Colour in
      let share = Double(abs(step)) / 100
      return step < 0
        ? Colour(1 - 0.08 * share, 1 - 0.62 * share, 1 - 0.68 * share)
        : Colour(1 - 0.68 * share, 1 - 0.26 * share, 1 - 0.6 * share)
    }
    return ColorMap(colours: colours)
  }()
}
