import Glibc
import Matrices

/// Mistakes in a, z, h and J.
extension RightArrays {
  func activations(_ l: Int) throws -> [Variant] {
    if l == last { return try outputVariants() }
    let a = record.a[l - 1]
    let inner = a.withoutFirstColumn
    let right = Variant("", [], a)
    let bare = Variant(
      "right, but without the column of ones",
      [
        "The numbers are right; something stands before them.",
        "Each layer but the last has a bias unit, which is always 1.",
        "Put a column of ones before it, as the first column.",
      ], isRight: true, inner)
    let last = Variant(
      "right, but the ones stand last",
      [
        "Look at where the bias unit stands.",
        "The first column of every Theta is the bias.",
        "The ones come before the units, as the first column.",
      ], isRight: true, try inner.suffixed(by: 1))
    if l == 1 { return [right, bare, last] }
    let (z, g) = (record.z[l - 1], network.activations[l - 2])
    let rule = "a\(l) = [1; g(z\(l))]: first g, then the ones."
    let sums = [
      "One step is missing between z\(l) and a\(l).", rule,
      "Apply \(g.name) to every element of z\(l).",
    ]
    return [
      right, bare, last,
      Variant("g is missing: it is z\(l) with the ones", sums, try z.prefixed(by: 1)),
      Variant("g is missing: it is z\(l)", sums, z),
      Variant(
        "the ones went through g too",
        [
          "Look at the first column.", rule, "Add the ones after \(g.name), not before it.",
        ], try g.values(try z.prefixed(by: 1))),
      Variant(
        "g is applied twice",
        ["Count how often g is applied.", rule, "Apply \(g.name) once."],
        try g.values(inner).prefixed(by: 1)),
    ] + (try otherActivations(l))
  }

  private func otherActivations(_ l: Int) throws -> [Variant] {
    let own = network.activations[l - 2]
    return try [Activation.sigmoid, .tanh, .relu].filter { $0 != own }.flatMap { other in
      let hints = [
        "Look at the activation.", "This layer has \(own.name): a = \(own.formula).",
        "Use \(own.name) instead of \(other.name).",
      ]
      let values = try other.values(record.z[l - 1])
      return [
        Variant(
          "it is \(other.name) of z\(l), not \(own.name)", hints, try values.prefixed(by: 1)),
        Variant(
          "it is \(other.name) of z\(l), not \(own.name); the ones are missing", hints, values),
      ]
    }
  }

  func sums(_ l: Int) throws -> [Variant] {
    let (z, theta, below) = (record.z[l - 1], network.theta(l - 1), record.a[l - 2])
    let rule = "z\(l) = Theta\(l - 1) a\(l - 1), with the bias unit in a\(l - 1)."
    let inner = below.withoutFirstColumn
    let bare = try Matrix.product(
      inner, transposed: false, network.theta(l - 1).withoutFirstColumn, transposed: true)
    let shifted = try Matrix.product(
      try inner.suffixed(by: 1), transposed: false, theta, transposed: true)
    return [
      Variant("", [], z),
      Variant(
        "one column too many: the ones",
        [
          "Compare the number of columns with the units of the layer.", rule,
          "The ones belong to a\(l), after g; z\(l) has none.",
        ], isRight: true, try z.prefixed(by: 1)),
      Variant(
        "the bias is missing",
        ["What does the first column of Theta\(l - 1) do?", rule, "Give a\(l - 1) its ones."], bare),
      Variant(
        "the ones were put last in a\(l - 1), so the weights meet the wrong units",
        [
          "Which unit does each column of Theta\(l - 1) belong to?", rule,
          "The ones are the first column of a\(l - 1).",
        ], shifted),
      Variant(
        "it is a\(l) already: g was applied",
        ["Which of z and a comes first?", rule, "z\(l) is the sum before g."],
        l == last ? h : record.a[l - 1].columnSlice(1..<record.a[l - 1].columns)),
    ] + (try sumsOfSums(l))
  }

  /// z of the z below, to which g was not applied.
  private func sumsOfSums(_ l: Int) throws -> [Variant] {
    guard l > 2 else { return [] }
    let z = try Matrix.product(
      try record.z[l - 2].prefixed(by: 1), transposed: false, network.theta(l - 1),
      transposed: true)
    return [
      Variant(
        "it was made of z\(l - 1) instead of a\(l - 1)",
        [
          "Look at what Theta\(l - 1) is multiplied with.",
          "z\(l) = Theta\(l - 1) a\(l - 1), with the bias unit in a\(l - 1).",
          "Apply g to z\(l - 1) first.",
        ], z)
    ]
  }

  func outputVariants() throws -> [Variant] {
    let z = record.z[last - 1]
    let rule = "h = a\(last) = \(network.output.formula), with z = z\(last); it has no bias unit."
    var all = [
      Variant("", [], h),
      Variant(
        "one column too many: the ones",
        ["Compare the number of columns with K.", rule, "The last layer gets no ones."],
        isRight: true, try h.prefixed(by: 1)),
      Variant(
        "g is missing: it is z\(last)",
        ["One step is missing.", rule, "Apply the output's function to z\(last)."], z),
    ]
    for other in Output.allCases where other != network.output && other != .linear {
      if other == .softmax && network.outputs == 1 { continue }
      all.append(
        Variant(
          "it is \(other.rawValue) of z\(last), not \(network.output.rawValue)",
          ["Look at the output's function.", rule, "Use \(network.output.rawValue)."],
          try other.values(z)))
    }
    let sure = try Matrix(h.shape, h.elements.map { $0 >= 0.5 ? 1.0 : 0 })
    all.append(
      Variant(
        "these are decisions, 0 or 1, and not the outputs",
        ["Are all numbers 0 or 1?", rule, "Do not compare with 0.5 here; that is predict."], sure))
    return all
  }

  // MARK: - J

  func costs() throws -> [Variant] {
    let loss = gradient.cost - network.penalty(lambda, examples: x.rows)
    func variant(_ meaning: String, _ hints: [String], _ value: Double) -> Variant {
      Variant(meaning, hints, Matrix(scalar: value))
    }
    var squares = 0.0
    var biases = 0.0
    for theta in network.thetas {
      for i in 0..<theta.count {
        if i < theta.rows { biases += theta[i] * theta[i] } else { squares += theta[i] * theta[i] }
      }
    }
    let rule = "J = (sum of all losses) / m + lambda / (2 m) * (sum of squared weights, no biases)."
    var all = [variant("", [], gradient.cost)]
    func add(_ meaning: String, _ look: String, _ change: String, _ value: Double) {
      all.append(variant(meaning, [look, rule, change], value))
    }
    if lambda != 0 {
      let (share, look) = (lambda / (2 * m), "Look at the term with lambda.")
      add("the lambda term is missing", look, "Add it.", loss)
      add(
        "the biases are in the lambda term", look, "Leave the first column of each Theta out.",
        loss + share * (squares + biases))
      add("the lambda term is not halved", look, "Divide it by 2 m.", loss + 2 * share * squares)
      add(
        "the lambda term is not divided by m", look, "Divide it by 2 m.",
        loss + lambda / 2 * squares)
      add(
        "the lambda term is neither halved nor divided by m", look, "Divide it by 2 m.",
        loss + lambda * squares)
      add("the lambda term is subtracted", look, "Add it.", loss - share * squares)
      add(
        "lambda times the weights themselves, not their squares", look, "Square every weight.",
        loss + share
          * network.thetas.reduce(0) { sum, theta in
            sum + (theta.rows..<theta.count).reduce(0) { $0 + theta[$1] }
          })
      add(
        "the losses are not divided by m", "Look at the sum of the losses.", "Divide it by m.",
        loss * m + share * squares)
    }
    return all + (try lossParts(rule, network.penalty(lambda, examples: x.rows)))
  }

  /// Mistakes in the losses themselves.
  private func lossParts(_ rule: String, _ penalty: Double) throws -> [Variant] {
    if network.cost == .own { return [] }
    let (h, y) = (h.elements, y.elements)
    func sum(_ f: (Double, Double) -> Double) -> Double {
      zip(h, y).reduce(0) { $0 + f($1.0, $1.1) } / m + penalty
    }
    let squared = sum { ($0 - $1) * ($0 - $1) / 2 }
    let ones = sum { h, y in y == 0 ? 0 : -y * Glibc.log(h) }
    let zeros = sum { h, y in y == 1 ? 0 : -(1 - y) * Glibc.log(1 - h) }
    let rule2 = "The loss of an example is \(network.cost.formula(with: network.output))."
    func variant(_ meaning: String, _ value: Double, _ change: String) -> Variant {
      Variant(meaning, ["Look at the loss of one example.", rule2, change], Matrix(scalar: value))
    }
    var all: [Variant] = []
    if network.cost == .crossEntropy {
      all.append(
        variant("it is the squared error, not the cross-entropy", squared, "Use logarithms."))
      if network.output != .softmax {
        all.append(variant("the term with (1 - y) is missing", ones, "Add it for all outputs."))
        all.append(variant("the term with y log(h) is missing", zeros, "Add it for all outputs."))
      } else {
        all.append(
          variant(
            "the term with (1 - y) belongs to sigmoid outputs, not to softmax",
            ones + zeros - penalty, "Leave it out."))
      }
    } else {
      all.append(
        variant("the squares are not halved", 2 * (squared - penalty) + penalty, "Halve them."))
      all.append(
        variant(
          "it is the cross-entropy, not the squared error", ones + zeros - penalty,
          "Use squares."))
    }
    return all
  }
}
