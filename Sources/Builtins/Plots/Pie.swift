import Evaluation
import Glibc
import Matrices
import Plots
import Texts

/// Shares of a whole.
let pieCommand = Builtin(
  "pie(x, explode, labels)",
  "Draws the shares that the numbers x have of their sum as slices of a disc, counter-clockwise from the top; those with "
    + "a number other than 0 in explode stand apart. Without labels the slices are named by their percentages. Numbers "
    + "whose sum is less than 1 are shares themselves and leave a gap.",
  examples: """
    >> pie([1 3], {"rain", "sun"})
    >> describe
    Figure 1
    Filled area: 15 corners
    Text at (-0.8485, 0.8485): rain
    Filled area: 40 corners
    Text at (0.8485, -0.8485): sun

    """, seeAlso: ["bar", "hist"], many: { try $0.pie() })

extension Call {
  fileprivate func pie() throws -> [Value] {
    try expect(1...3)
    let numbers = try matrix(0).elements
    guard !numbers.isEmpty, numbers.allSatisfy({ $0.isFinite && $0 >= 0 }),
      numbers.contains(where: { $0 > 0 })
    else { throw error("all data in X must be positive and finite") }
    let sum = numbers.reduce(0, +)
    guard sum.isFinite else { throw error("the sum of X is too large") }
    let shares = sum < 1 ? numbers : numbers.map { $0 / sum }
    var isApart = [Bool](repeating: false, count: shares.count)
    var names: [String]?
    for argument in arguments.dropFirst() {
      if let texts = argument.texts {
        names = texts
      } else if let flags = try argument.doubles, !argument.isChar {
        isApart = flags.elements.map { $0 != 0 }
      } else {
        throw error("labels must be a cell of strings")
      }
    }
    guard isApart.count == shares.count else {
      throw error("all elements of EXPLODE must correspond to one of X")
    }
    guard names.map({ $0.count == shares.count }) ?? true else {
      throw error("there must be one label for each of X")
    }
    let map = board.seenFigure.colorMap
    var series: [Series] = []
    var from = 0.0
    for (index, share) in shares.enumerated() where share > 0 {
      let middle = Self.onCircle(from + share / 2)
      let shift = isApart[index] ? 0.1 : 0
      let steps = max(2, Int((share * 50).rounded(.up)))
      let arc = (0...steps).map { Self.onCircle(from + share * Double($0) / Double(steps)) }
      let corners = share < 1 ? [(0, 0)] + arc : arc
      let place = shares.count > 1 ? Double(index) / Double(shares.count - 1) : 0
      var style = Style()
      style.colour = .black
      series.append(
        Series(
          .polygon(
            x: corners.map { $0.0 + shift * middle.0 }, y: corners.map { $0.1 + shift * middle.1 },
            fill: map.colour(at: place) ?? .white, opacity: 1), style: style))
      var look = TextLook()
      look.alignment = middle.0 < -0.1 ? .right : middle.0 > 0.1 ? .left : .center
      let percent = (share * 100).rounded()
      let name = names?[index] ?? "\(ShortNumber.text(percent))%"
      let reach = 1.2 + shift
      series.append(
        Series(.text(x: reach * middle.0, y: reach * middle.1, z: 0, name, look)))
      from += share
    }
    return draw(series) { axes in
      axes.isVisible = false
      axes.aspect = .equal
      (axes.x.limits, axes.y.limits) = (-1.5...1.5, -1.5...1.5)
    }
  }

  /// The point at a share of a turn, counter-clockwise from the top.
  private static func onCircle(_ share: Double) -> (Double, Double) {
    (-sin(2 * Double.pi * share), cos(2 * Double.pi * share))
  }
}
