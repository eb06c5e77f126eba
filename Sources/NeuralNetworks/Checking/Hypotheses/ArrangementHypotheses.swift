/// The right numbers in the wrong places.
extension Hypothesis {
  static func arrangements(_ c: LectureCase) -> [Hypothesis] {
    let rule = "D(l) has the shape and the order of Theta(l): grad = [D(1)(:); D(2)(:); ...]"
    var all = byLayer(1..<c.last) { layers, l in
      Hypothesis(
        "transposed", "D\(l) is transposed: its numbers stand row by row", formula: rule,
        change: "D\(l) = delta a', not a delta'; unroll without a transpose"
      ) { $0.arrangement = .byRows(layers.count > 1 || c.last == 2 ? nil : layers[0]) }
    }
    if c.last > 2 {
      all.append(
        Hypothesis(
          "layers in reverse", "the D(l) are unrolled in the reverse order", formula: rule,
          change: "begin with D(1)"
        ) { $0.arrangement = .reversed })
    }
    return all
  }
}
