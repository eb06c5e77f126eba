import Matrices
import NeuralNetworks
import Texts

/// One unit followed through all its terms: the products that make its z, the paths that make its delta.
struct UnitStory {
  let text: String
  /// Terms that are listed; of more the largest are.
  private static let most = 40
  /// Paths to the outputs that are listed.
  private static let mostPaths = 64

  /// - Parameters:
  ///   - layer: 2...L; unit: 1-based.
  ///   - record, network: of one example.
  init<T: RealElement>(
    _ network: Network<T>, _ record: BackpropRecord<T>, target: Matrix<T>, layer: Int, unit: Int
  ) throws {
    let words = AlgorithmText(network, examples: nil)
    var lines = ["Unit \(unit) of layer \(layer)", "", "Forward"]
    lines += UnitStory.sum(network, record, layer, unit)
    let (z, a) = (Double(record.z[layer - 1][unit - 1]), record.a[layer - 1])
    let isOutput = layer == network.layerCount
    let position = isOutput ? unit : unit + 1
    let formula =
      isOutput
      ? words.numbered(network.output.formula, layer)
      : words.numbered(network.activations[layer - 2].formula, layer)
    lines.append(
      "  a\(layer)(\(position)) = \(ShortNumber.text(Double(a[position - 1]))), by g(z\(layer)) = "
        + "\(formula) at z\(layer)(\(unit)) = \(ShortNumber.text(z))"
        + (isOutput ? "" : "; a\(layer)(1) is the bias unit"))
    lines += ["", "Backward"]
    lines +=
      isOutput
      ? UnitStory.outputError(network, record, target, words, unit)
      : try UnitStory.error(network, record, layer, unit, words)
    text = lines.joined(separator: "\n") + "\n"
  }

  /// A line of a sum: its factors in letters and in numbers, and their product.
  private struct Term {
    let letters: String
    let numbers: String
    let value: Double
    var note = ""
  }

  /// The terms under each other; the last line is what was computed.
  private static func lines(_ terms: [Term], _ name: String, _ total: Double) -> [String] {
    var shown = Array(terms.indices)
    if terms.count > most {
      shown.sort { abs(terms[$0].value) > abs(terms[$1].value) }
      shown = shown.prefix(most - 1).sorted()
    }
    var rows = shown.enumerated().map { order, index in
      let term = terms[index]
      return [
        order == 0 ? "" : "+", term.letters, "=", term.numbers, "=",
        ShortNumber.text(term.value), term.note,
      ]
    }
    if shown.count < terms.count {
      let rest = Set(terms.indices).subtracting(shown).reduce(0) { $0 + terms[$1].value }
      rows.append(
        [
          "+", "the other \(terms.count - shown.count) terms, all smaller", "", "", "=",
          ShortNumber.text(rest), "",
        ])
    }
    rows.append(["", name, "", "", "=", ShortNumber.text(total), "the sum"])
    return TextTable.lines(rows, rightAligned: [5]).map { "  " + $0 }
  }

  private static func sum<T: RealElement>(
    _ network: Network<T>, _ record: BackpropRecord<T>, _ layer: Int, _ unit: Int
  ) -> [String] {
    let theta = network.theta(layer - 1)
    let terms = (0..<theta.columns).map { j in
      let (weight, below) = (theta[unit - 1, j], record.a[layer - 2][j])
      return Term(
        letters: "Theta\(layer - 1)(\(unit),\(j + 1)) * a\(layer - 1)(\(j + 1))",
        numbers: "\(factor(weight)) * \(factor(below))", value: Double(weight * below),
        note: j == 0 ? "the bias" : layer == 2 ? "from x(\(j))" : "from unit \(j)")
    }
    return lines(terms, "z\(layer)(\(unit))", Double(record.z[layer - 1][unit - 1]))
  }

  /// A number as a factor: negative ones in parentheses.
  private static func factor<T: RealElement>(_ x: T) -> String {
    let text = ShortNumber.text(Double(x))
    return x < 0 ? "(\(text))" : text
  }

  private static func outputError<T: RealElement>(
    _ network: Network<T>, _ record: BackpropRecord<T>, _ target: Matrix<T>,
    _ words: AlgorithmText, _ unit: Int
  ) -> [String] {
    let layer = network.layerCount
    let (a, y) = (record.a[layer - 1][unit - 1], target[unit - 1])
    return [
      "  delta\(layer) = \(words.delta(layer))",
      "  delta\(layer)(\(unit)) = \(ShortNumber.text(Double(record.delta[layer - 1][unit - 1]))), "
        + "with a\(layer)(\(unit)) = \(ShortNumber.text(Double(a))) "
        + "and y(\(unit)) = \(ShortNumber.text(Double(y)))",
    ]
  }

  private static func error<T: RealElement>(
    _ network: Network<T>, _ record: BackpropRecord<T>, _ layer: Int, _ unit: Int,
    _ words: AlgorithmText
  ) throws -> [String] {
    let theta = network.theta(layer)
    let slopes = try (2...max(2, network.layerCount - 1)).map {
      try network.activations[$0 - 2].derivatives(record.z[$0 - 1])
    }
    let above = record.delta[layer]
    let terms = (0..<theta.rows).map { k in
      Term(
        letters: "Theta\(layer)(\(k + 1),\(unit + 1)) * delta\(layer + 1)(\(k + 1))",
        numbers: "\(factor(theta[k, unit])) * \(factor(above[k]))",
        value: Double(theta[k, unit] * above[k]), note: "through unit \(k + 1)")
    }
    let back = terms.reduce(0) { $0 + $1.value }
    let slope = slopes[layer - 2][unit - 1]
    var all = lines(terms, "Theta\(layer)(:,\(unit + 1))' * delta\(layer + 1)", back)
    all.append(
      "  g'(z\(layer)(\(unit))) = \(ShortNumber.text(Double(slope))), by \(words.slope(layer))")
    all.append(
      "  delta\(layer)(\(unit)) = \(factor(T(back))) * \(factor(slope)) = "
        + ShortNumber.text(Double(record.delta[layer - 1][unit - 1])))
    return all + paths(network, record, slopes, layer, unit)
  }

  // MARK: - Paths

  /// Every way from the unit to an output, where there are not too many.
  private static func paths<T: RealElement>(
    _ network: Network<T>, _ record: BackpropRecord<T>, _ slopes: [Matrix<T>], _ layer: Int,
    _ unit: Int
  ) -> [String] {
    guard layer < network.layerCount - 1 else { return [] }
    var count = 1
    for size in network.sizes[layer...] {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      count = overflow ? Int.max : product
    }
    guard count <= mostPaths else { return ["", "  \(count) paths lead from it to the outputs"] }
    var terms: [Term] = []
    func walk(_ l: Int, _ u: Int, _ letters: String, _ numbers: String, _ value: Double) {
      if l == network.layerCount {
        let delta = record.delta[l - 1][u]
        terms.append(
          Term(
            letters: "\(letters) * delta\(l)(\(u + 1))",
            numbers: "\(numbers) * \(factor(delta))", value: value * Double(delta)))
        return
      }
      let (slope, theta) = (slopes[l - 2][u], network.theta(l))
      for k in 0..<theta.rows {
        walk(
          l + 1, k,
          (letters.isEmpty ? "" : letters + " * ")
            + "g'(z\(l)(\(u + 1))) * Theta\(l)(\(k + 1),\(u + 2))",
          (numbers.isEmpty ? "" : numbers + " * ")
            + "\(factor(slope)) * \(factor(theta[k, u + 1]))",
          value * Double(slope) * Double(theta[k, u + 1]))
      }
    }
    walk(layer, unit - 1, "", "", 1)
    return ["", "The same as all paths from it to the outputs"]
      + lines(terms, "delta\(layer)(\(unit))", Double(record.delta[layer - 1][unit - 1]))
  }
}
