import Matrices

/// Mistakes in delta, Delta and D.
extension RightArrays {
  func errors(_ l: Int) throws -> [Variant] {
    l == last ? try outputErrors() : try hiddenErrors(l)
  }

  private func outputErrors() throws -> [Variant] {
    let delta = record.delta[last - 1]
    let rule =
      "delta\(last) = \(network.cost.deltaFormula(with: network.output)) for this output and cost."
    let plain = try Matrix.elementwise(.subtract, h, y)
    let slope = try Matrix(
      h.shape, h.elements.map { network.output == .tanh ? 1 - $0 * $0 : $0 * (1 - $0) })
    var all = [
      Variant("", [], delta),
      Variant(
        "there is a factor too much: g'(z\(last))",
        [
          "Look at the last layer: not every layer has the same formula.", rule,
          "Leave the slope of the output out.",
        ], try times(delta, slope)),
      Variant(
        "the factor g'(z\(last)) is missing",
        ["Look at the output and its cost.", rule, "Multiply by the slope of the output."], plain),
      Variant(
        "y is missing: it is h",
        ["What does the network say, and what should it say?", rule, "Subtract y."], h),
      Variant(
        "the error is squared",
        ["J has squares, delta has not.", rule, "Do not square it."], try times(plain, plain)),
    ]
    if let labels {
      all.append(
        Variant(
          "y was taken as numbers 1..K, not as rows with a single 1",
          [
            "Look at y: what shape does h have?",
            "Each label becomes a row with a 1 in its column.",
            "Use (1:K) == y, or onehot(y, K).",
          ],
          try Matrix.elementwise(.subtract, h, labels)))
      let shifted = try Matrix(
        y.shape, (0..<y.count).map { y[$0 % y.rows, ($0 / y.rows + 1) % y.columns] })
      all.append(
        Variant(
          "the labels are shifted by one",
          [
            "Look at the labels.", "Label k belongs to output k, counted from 1.",
            "Do not subtract 1 from the labels, nor add it.",
          ],
          try Matrix.elementwise(.subtract, h, shifted)))
    }
    return all
  }

  private func hiddenErrors(_ l: Int) throws -> [Variant] {
    let (back, slope, g) = (try back(l), try slope(l), network.activations[l - 2])
    let a = record.a[l - 1]
    let inner = a.withoutFirstColumn
    let rule = "delta\(l) = (Theta\(l)' delta\(l + 1)) .* g'(z\(l)), without the bias unit."
    func variant(_ meaning: String, _ look: String, _ change: String, _ value: Matrix<Double>)
      -> Variant
    {
      Variant(meaning, [look, rule, change], value)
    }
    var all = [
      Variant("", [], record.delta[l - 1]),
      variant(
        "g'(z\(l)) is missing", "delta\(l) is a product of two factors.",
        "Multiply element by element by the slope of \(g.name) at z\(l).", back),
      variant(
        "g' is taken of a\(l) instead of z\(l)", "Look at what the slope is taken of.",
        "Give the slope z\(l): g is already applied in a\(l).",
        try times(back, g.derivatives(inner))),
      variant(
        "it is multiplied by a\(l) instead of g'(z\(l))", "Look at the second factor.",
        "Use the derivative: \(g.derivativeFormula).", try times(back, inner)),
      variant(
        "it is multiplied by g(z\(l)) twice over", "Look at the second factor.",
        "Use the slope once.", try times(times(back, slope), slope)),
      variant(
        "delta\(l + 1) did not come back through Theta\(l): only g'(z\(l)) is there",
        "Look at the first factor.", "Send delta\(l + 1) back through the weights.", slope),
    ]
    all += try biasVariants(l, slope, rule)
    for other in [Activation.sigmoid, .tanh, .relu] where other != g {
      all.append(
        variant(
          "the slope is that of \(other.name), but the layer has \(g.name)",
          "Look at the second factor.", "g'(z) is \(g.derivativeFormula) here.",
          try times(back, other.derivatives(record.z[l - 1]))))
    }
    return all
  }

  /// The bias unit kept, or the wrong end dropped.
  private func biasVariants(_ l: Int, _ slope: Matrix<Double>, _ rule: String) throws -> [Variant] {
    let whole = try Matrix.product(record.delta[l], network.theta(l))
    let (g, a) = (network.activations[l - 2], record.a[l - 1])
    let widened = try g.derivatives(try record.z[l - 1].prefixed(by: 1))
    let hints = [
      "Compare the number of columns with the units of layer \(l).", rule,
      "The bias unit gets no error: drop the first entry, or leave out the first column of Theta\(l).",
    ]
    var kept = [
      try times(whole, widened), try times(whole, try slope.prefixed(by: 1)),
      try times(whole, try slope.prefixed(by: 0)), whole,
    ]
    if g == .sigmoid {
      kept.append(
        try times(whole, try times(a, try Matrix.elementwise(.subtract, 1, a))))
    }
    let drops = [
      "Which entry belongs to the bias unit?", rule,
      "Drop the first entry, not the last: the bias column of Theta\(l) is the first.",
    ]
    let units = whole.columns - 1
    return kept.map { Variant("the bias unit is kept", hints, $0) }
      + (try [times(whole.columnSlice(0..<units), slope)] + kept.map { $0.columnSlice(0..<units) })
      .map { Variant("the bias unit is dropped from the wrong end", drops, $0) }
  }

  func outerProducts(_ l: Int) throws -> [Variant] {
    let (delta, a) = (record.delta[l], record.a[l - 1])
    let rule =
      "Delta\(l) = the sum over all examples of delta\(l + 1) a\(l)', with the bias unit in a\(l)."
    func sum(_ delta: Matrix<Double>, _ a: Matrix<Double>) throws -> Matrix<Double> {
      try Matrix.product(delta, transposed: true, a)
    }
    func rows(_ range: Range<Int>, of m: Matrix<Double>) throws -> Matrix<Double> {
      try Matrix(
        Shape(range.count, m.columns),
        (0..<m.columns).flatMap { j in range.map { m[$0, j] } })
    }
    var all = [Variant("", [], record.sums[l - 1])]
    let inner = a.withoutFirstColumn
    func add(_ meaning: String, _ look: String, _ change: String, _ value: Matrix<Double>) {
      all.append(Variant(meaning, [look, rule, change], value))
    }
    let examples = x.rows
    if examples > 1 {
      let look = "Look at the loop over the examples."
      let add1 = "Add to Delta\(l) for every example; set it to zeros once, before the loop."
      func part(_ range: Range<Int>) throws -> Matrix<Double> {
        try sum(rows(range, of: delta), rows(range, of: a))
      }
      add("only the last example is in it", look, add1, try part(examples - 1..<examples))
      add(
        "only the first example is in it", look, "Add for every example, 1 to m.", try part(0..<1))
      add("the last example is missing", look, "The loop goes to m.", try part(0..<examples - 1))
      add("the first example is missing", look, "The loop begins with 1.", try part(1..<examples))
    }
    add(
      "the column of ones is missing in a\(l)", "Look at the first column.",
      "Use a\(l) with its ones.", try sum(delta, inner))
    add(
      "the bias column is 0: a\(l) has no ones", "Look at the first column.",
      "Use a\(l) with its ones.", try sum(delta, try inner.prefixed(by: 0)))
    add(
      "the ones stand last in a\(l)", "Look at the order of the columns.",
      "The ones are the first column.", try sum(delta, try inner.suffixed(by: 1)))
    if l > 1 {
      add(
        "it was made with z\(l) instead of a\(l)", "Look at what delta\(l + 1) is multiplied with.",
        "Use a\(l).", try sum(delta, try record.z[l - 1].prefixed(by: 1)))
    }
    for variant in try errors(l + 1) where !variant.meaning.isEmpty {
      guard variant.value.shape == delta.shape else { continue }
      all.append(
        Variant(
          "delta\(l + 1) is wrong: \(variant.meaning)",
          ["Check delta\(l + 1) first."] + variant.hints.suffix(2), try sum(variant.value, a)))
    }
    return all
  }

  func gradients(_ l: Int) throws -> [Variant] {
    let theta = network.theta(l)
    let rule = "D\(l) = (Delta\(l) + lambda Theta\(l)) / m, without lambda in the bias column."
    func with(_ sums: Matrix<Double>, _ lambda: Double, bias: Double = 0) throws -> Matrix<Double> {
      try Matrix(
        sums.shape,
        (0..<sums.count).map {
          (sums[$0] + ($0 < theta.rows ? bias : lambda) * theta[$0]) / m
        })
    }
    let sums = record.sums[l - 1]
    var all = [Variant("", [], gradient.thetas[l - 1])]
    func add(_ meaning: String, _ look: String, _ change: String, _ value: Matrix<Double>) {
      all.append(Variant(meaning, [look, rule, change], value))
    }
    if lambda != 0 {
      let look = "Look at the term with lambda."
      add(
        "the bias column has lambda in it", look, "Leave the first column of Theta\(l) out.",
        try with(sums, lambda, bias: lambda))
      add("the lambda term is missing", look, "Add it.", try with(sums, 0))
      add(
        "the lambda term is not divided by m", look, "Divide it by m.", try with(sums, lambda * m))
      add(
        "the lambda term is not divided by m, and the bias column has it", look,
        "Divide it by m and leave the first column out.",
        try with(sums, lambda * m, bias: lambda * m))
      add(
        "the lambda term is halved", look, "The 2 went away with the derivative.",
        try with(sums, lambda / 2))
      add(
        "the lambda term is twice too large", look, "The 2 went away with the derivative.",
        try with(sums, 2 * lambda))
      add("the lambda term is subtracted", look, "Add it.", try with(sums, -lambda))
      add(
        "Delta is not divided by m", "Look at the division by m.", "Divide the whole by m.",
        try with(try Matrix.elementwise(.multiply, sums, m), lambda))
    }
    for variant in try outerProducts(l) where !variant.meaning.isEmpty {
      guard variant.value.shape == theta.shape else { continue }
      all.append(
        Variant(
          variant.meaning, ["Check Delta\(l) first."] + variant.hints.suffix(2),
          try with(variant.value, lambda)))
    }
    return all
  }
}
