import Matrices

extension Network<Double> {
  /// What a learner's own array is beside the one that the algorithm gives.
  ///
  /// - Parameters:
  ///   - own: the learner's numbers; rows or columns may be the examples.
  ///   - quantity: which array it is meant to be.
  ///   - tolerance: the largest relative difference of equal arrays: more for single precision.
  /// - Throws: `NetworkError` for data that does not fit, or for a layer that the network has not.
  public func compare(
    _ own: Matrix<Double>, with quantity: Quantity, _ x: Matrix<Double>, _ y: Matrix<Double>,
    lambda: Double = 0, tolerance: Double = 1e-6
  ) throws -> ArrayComparison {
    if let layers = quantity.layers(of: layerCount), let layer = quantity.layer,
      !layers.contains(layer)
    {
      throw NetworkError.outOfRange(
        argument: "the layer", value: Double(layer),
        expected: "\(layers.lowerBound) to \(layers.upperBound)")
    }
    let right = try RightArrays(self, x, y, lambda: lambda)
    let matching = Matching(
      own: own, hasExamples: quantity.hasExamples, examples: x.rows, tolerance: tolerance)
    let variants = try right.variants(quantity)
    guard own.shape.isMatrix else {
      return ArrayComparison(.unknown, "it is \(own.shape), expected \(variants[0].value.shape)")
    }
    if let found = try matching.verdict(variants, scaled: true) { return found }
    if let found = try matching.borders(variants[0].value, quantity) { return found }
    guard let expected = variants.first?.value else {
      return ArrayComparison(.unknown, "not known")
    }
    return Difference(own: own, right: expected, quantity: quantity, tolerance: tolerance)
      .comparison
  }
}

extension Quantity {
  /// Whether it has a row for each example.
  var hasExamples: Bool {
    switch self {
    case .a, .z, .delta, .outputs: true
    default: false
    }
  }
}

extension RightArrays {
  /// The right array, then what mistakes make of it.
  func variants(_ quantity: Quantity) throws -> [Variant] {
    switch quantity {
    case .a(let l): return try activations(l)
    case .z(let l): return try sums(l)
    case .delta(let l): return try errors(l)
    case .sums(let l): return try outerProducts(l)
    case .gradient(let l): return try gradients(l)
    case .cost: return try costs()
    case .outputs: return try outputVariants()
    case .allGradients:
      let rows = try unroll(try gradient.thetas.map { try $0.transposed() })
      return [
        Variant("", [], try gradient.unrolled),
        Variant(
          "right, but unrolled row by row",
          [
            "The numbers are right; look at their order.", "(:) goes down the columns.",
            "Unroll each D as it is: [D1(:); D2(:)].",
          ], isRight: true, rows),
        Variant(
          "right, but the last layer comes first",
          [
            "The numbers are right; look at their order.",
            "The parameters begin with Theta1(:).", "Unroll D1 first.",
          ], isRight: true, try unroll(gradient.thetas.reversed())),
      ]
    }
  }
}

/// Where an array that no known mistake explains differs from the right one.
struct Difference {
  let own: Matrix<Double>
  let right: Matrix<Double>
  let quantity: Quantity
  let tolerance: Double

  var comparison: ArrayComparison {
    let hints = [
      "Go back one step: check what it is made of.",
      "The rule: \(rule)", "Take one example and compare each product with explain(net, x, y).",
    ]
    guard own.shape == right.shape else {
      return ArrayComparison(.unknown, "it is \(own.shape), expected \(right.shape)\(also)", hints)
    }
    let largest = right.elements.reduce(0) { max($0, abs($1)) }
    let wrong = (0..<own.count).filter { !(abs(own[$0] - right[$0]) <= tolerance * largest) }
    let columns = Set(wrong.map { $0 / own.rows }).sorted()
    let rows = Set(wrong.map { $0 % own.rows }).sorted()
    let noun = quantity.hasExamples ? "example" : "row"
    var place = "\(wrong.count) of \(own.count) entries differ"
    if wrong.count == 1, !own.isScalar {
      place = "only entry (\(rows[0] + 1),\(columns[0] + 1)) is wrong"
    } else if wrong.contains(where: { own[$0].isNaN }) {
      place += ", some are NaN"
    } else if columns.count == 1, own.columns > 1 {
      place += columns[0] == 0 ? ", all in the first column" : ", all in column \(columns[0] + 1)"
    } else if rows.count == 1, own.rows > 1 {
      place += ", all in \(noun) \(rows[0] + 1)"
    }
    return ArrayComparison(.unknown, own.isScalar ? "not the right number" : place, hints)
  }

  private var also: String {
    own.rows == right.columns && own.columns == right.rows
      ? ": its shape is transposed, and the numbers differ too"
      : own.count == right.count ? ": the count fits, the shape does not" : ""
  }

  private var rule: String {
    switch quantity {
    case .a(let l):
      l == 1 ? "a1 = [1; x]." : "a\(l) = [1; g(z\(l))], without the 1 in the last layer."
    case .z(let l): "z\(l) = Theta\(l - 1) a\(l - 1), with the bias unit in a\(l - 1)."
    case .delta(let l):
      "delta\(l) is dJ/dz\(l) of each example: (Theta\(l)' delta\(l + 1)) .* g'(z\(l)), in the last layer the output's error."
    case .sums(let l): "Delta\(l) = the sum over all examples of delta\(l + 1) a\(l)'."
    case .gradient(let l):
      "D\(l) = (Delta\(l) + lambda Theta\(l)) / m, without lambda in the bias column."
    case .allGradients: "all D as one column, D1(:) first."
    case .cost:
      "J = (sum of all losses) / m + lambda / (2 m) * (sum of squared weights, no biases)."
    case .outputs: "h = a of the last layer, one column for each output."
    }
  }
}
