import Matrices

/// Finds which variant a learner's array is.
struct Matching {
  let own: Matrix<Double>
  /// Whether the rows of the right array are examples: columns are as good then.
  let hasExamples: Bool
  /// m.
  let examples: Int
  /// The largest relative difference of equal arrays.
  let tolerance: Double

  /// The first variant that gives these numbers: as they stand, transposed, or times a factor.
  func verdict(_ variants: [Variant], scaled: Bool) throws -> ArrayComparison? {
    let turned = try own.transposed()
    for variant in variants {
      if isEqual(own, variant.value) { return found(variant, isTurned: false) }
      if isEqual(turned, variant.value) { return found(variant, isTurned: true) }
    }
    guard scaled else { return nil }
    for variant in variants {
      for (array, isTurned) in [(own, false), (turned, true)] {
        if let factor = factor(array, variant.value) {
          return multiple(variant, factor, isTurned: isTurned)
        }
      }
    }
    return nil
  }

  /// A column too many or too few, where the others are right.
  func borders(_ right: Matrix<Double>, _ quantity: Quantity) throws -> ArrayComparison? {
    for array in [own, try own.transposed()] {
      if array.shape == Shape(right.rows, right.columns + 1) {
        let isFirst = isEqual(array.columnSlice(1..<array.columns), right)
        guard isFirst || isEqual(array.columnSlice(0..<right.columns), right) else { continue }
        return ArrayComparison(
          .rightBut,
          "one column too many: the \(isFirst ? "first" : "last"); the others are right",
          [
            "Count the columns.", "Only a, and the Thetas, have room for the bias unit.",
            "Drop the \(isFirst ? "first" : "last") column.",
          ])
      }
      if array.shape == Shape(right.rows, right.columns - 1), right.columns > 1,
        isEqual(array, right.columnSlice(1..<right.columns))
      {
        return ArrayComparison(
          .rightBut, "the first column, that of the bias, is missing; the others are right",
          [
            "Count the columns.", "Each Theta has a bias column, the first, and so has its D.",
            "Use a with its ones, so that the bias gets its column.",
          ])
      }
    }
    return nil
  }

  func isEqual(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Bool {
    guard a.shape == b.shape else { return false }
    var (off, size) = (0.0, 0.0)
    for i in 0..<a.count {
      guard a[i].isFinite == b[i].isFinite else { return false }
      off += (a[i] - b[i]) * (a[i] - b[i])
      size += b[i] * b[i]
    }
    return off <= tolerance * tolerance * size
  }

  /// c where a = c b, and c is neither 0 nor 1.
  private func factor(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double? {
    guard a.shape == b.shape else { return nil }
    var (product, square, own) = (0.0, 0.0, 0.0)
    for i in 0..<a.count {
      product += a[i] * b[i]
      square += b[i] * b[i]
      own += a[i] * a[i]
    }
    guard square > 0, own > 0, product != 0 else { return nil }
    // One number is always a multiple of another: only telling factors count then.
    let c = product / square
    if a.count == 1, name(c).isEmpty { return nil }
    var off = 0.0
    for i in 0..<a.count { off += (a[i] - c * b[i]) * (a[i] - c * b[i]) }
    return off <= tolerance * tolerance * own ? c : nil
  }

  private func found(_ variant: Variant, isTurned: Bool) -> ArrayComparison {
    let isSquare = own.rows == own.columns && own.isScalar
    let arrangement =
      !isTurned || isSquare
      ? "" : hasExamples ? "examples as columns" : "transposed"
    if variant.meaning.isEmpty {
      if arrangement.isEmpty { return ArrayComparison(.right, "right") }
      if hasExamples { return ArrayComparison(.right, "right, with the examples as columns") }
      return ArrayComparison(
        .rightBut, "right, but transposed",
        [
          "The numbers are right. Compare the shapes.",
          "It has the shape of its Theta: a row for each unit above, a column for each below and the bias.",
          "Transpose it, or swap the factors of the outer product.",
        ])
    }
    return ArrayComparison(
      variant.isRight ? .rightBut : .mistake,
      variant.meaning + (arrangement.isEmpty ? "" : " (\(arrangement))"), variant.hints)
  }

  /// What a factor is called; empty for one that tells nothing.
  private func name(_ c: Double) -> String {
    func near(_ x: Double) -> Bool { abs(c - x) <= max(1e-12, tolerance) * abs(x) }
    let m = Double(examples)
    let names: [(Double, String)] = [
      (-1, "the sign is wrong"), (m, "m times too large"), (1 / m, "m times too small"),
      (2, "twice too large"), (0.5, "half of what it should be"),
      (-m, "m times too large, and the sign is wrong"),
      (-1 / m, "m times too small, and the sign is wrong"), (1 / (2 * m), "2 m times too small"),
      (2 * m, "2 m times too large"),
    ]
    return names.first { near($0.0) && $0.0 != 1 }?.1 ?? ""
  }

  private func multiple(_ variant: Variant, _ factor: Double, isTurned: Bool) -> ArrayComparison? {
    let name = name(factor)
    let words = name.isEmpty ? "a constant factor off" : name
    let also = variant.meaning.isEmpty ? "" : "; also: " + variant.meaning
    let turned = isTurned && !hasExamples ? ", and transposed" : ""
    return ArrayComparison(
      .mistake, words + turned + also,
      [
        "Every number is off by the same factor: the pattern is right.",
        factor < 0
          ? "A sign: which of the two is subtracted from which?"
          : "A factor that all entries share comes from the division by m, or a 2 of the derivative.",
        factor < 0
          ? "The error is what the network says minus what it should say."
          : "Delta is a sum over the examples; D and J are divided by m, once; delta is not.",
      ] + variant.hints)
  }
}
