import Matrices
import NeuralNetworks

/// The equations of forward and backward pass as text of the language, for one of two notations.
///
/// Every equation can be typed as it stands, with `:=` for `=` and the words of `where ... else` left out.
struct AlgorithmText {
  /// Whether the examples are rows of matrices; else one example is a column, as in the lecture.
  let isRows: Bool
  /// How many examples: a number, or `m`.
  let m: String
  let sizes: [Int]
  let activations: [Activation]
  let output: Output
  let cost: Cost
  /// Whether the targets of every example sum to 1, as softmax outputs do.
  let areShares: Bool

  /// - Parameter examples: nil for one example as a column.
  init<T: RealElement>(_ network: Network<T>, examples: String?, areShares: Bool = true) {
    self.areShares = areShares
    (isRows, m) = (examples != nil, examples ?? "1")
    (sizes, activations) = (network.sizes, network.activations)
    (output, cost) = (network.output, network.cost)
  }

  var layers: Int { sizes.count }

  // MARK: - Shapes

  /// The shape of what an example has `count` numbers of.
  func shape(_ count: Int) -> String { isRows ? "\(m)x\(count)" : "\(count)x1" }

  func sumShapes(_ layer: Int) -> String {
    let (above, below) = (sizes[layer - 1], sizes[layer - 2] + 1)
    return isRows
      ? "\(m)x\(below) * \(below)x\(above) -> \(m)x\(above)"
      : "\(above)x\(below) * \(below)x1 -> \(above)x1"
  }

  func backShapes(_ layer: Int) -> String {
    let (here, above) = (sizes[layer - 1], sizes[layer])
    return isRows
      ? "\(m)x\(above) * \(above)x\(here) -> \(m)x\(here)"
      : "\(here)x\(above) * \(above)x1 -> \(here)x1"
  }

  func outerShapes(_ layer: Int) -> String {
    let (rows, columns) = (sizes[layer], sizes[layer - 1] + 1)
    return isRows
      ? "\(rows)x\(m) * \(m)x\(columns) -> \(rows)x\(columns)"
      : "\(rows)x1 * 1x\(columns) -> \(rows)x\(columns)"
  }

  // MARK: - Right sides

  private func withBias(_ text: String) -> String {
    isRows ? "[ones(\(m),1) \(text)]" : "[1; \(text)]"
  }

  var input: String { withBias(isRows ? "X" : "x") }

  /// Right side of z of layer `l`, 1-based, above the first.
  func sum(_ l: Int) -> String {
    isRows ? "a\(l - 1) * Theta\(l - 1)'" : "Theta\(l - 1) * a\(l - 1)"
  }

  func activation(_ l: Int) -> String {
    l == layers ? outputs : withBias(numbered(activations[l - 2].formula, l))
  }

  private var outputs: String { byRow(numbered(output.formula, layers)) }

  /// The error of layer l + 1 sent back through the weights.
  func back(_ l: Int) -> String {
    isRows ? "delta\(l + 1) * Theta\(l)(:,2:end)" : "Theta\(l)(:,2:end)' * delta\(l + 1)"
  }

  /// The derivative of the activation; a without its bias unit.
  func slope(_ l: Int) -> String {
    numbered(
      activations[l - 2].derivativeFormula, l, a: isRows ? "a\(l)(:,2:end)" : "a\(l)(2:end)")
  }

  func delta(_ l: Int) -> String {
    l == layers
      ? byRow(numbered(outputError, l))
      : "(\(back(l))) .* g'(z\(l))"
  }

  private var outputError: String {
    cost == .crossEntropy && output == .softmax && !areShares
      ? "a .* sum(y) - y" : cost.deltaFormula(with: output)
  }

  func outer(_ l: Int) -> String {
    isRows ? "delta\(l + 1)' * a\(l)" : "delta\(l + 1) * a\(l)'"
  }

  /// The mean loss of the examples.
  var loss: String {
    let formula = cost.formula(with: output)
    if !isRows { return formula }
    if cost == .own { return "sum(\(formula)) / \(m)" }
    // The sum over outputs becomes one over outputs and examples.
    let start = formula.hasPrefix("-") ? "-" : ""
    let body = formula.dropFirst(start.count)
    guard let close = AlgorithmText.close(of: Array(body), from: 3) else { return formula }
    let inner = String(body.prefix(close + 1))
    return "\(start)sum(\(inner)) / \(m)" + String(body.dropFirst(close + 1))
  }

  /// The squared weights without the biases, of all Thetas.
  var penalty: String {
    let terms = (1..<layers).map { "sumsq(Theta\($0)(:,2:end)(:))" }
    return "lambda / (2 * \(m)) * "
      + (terms.count > 1 ? "(\(terms.joined(separator: " + ")))" : terms[0])
  }

  // MARK: - Letters

  /// A formula in z or a as one of layer `l`: `exp(-z)` -> `exp(-z2)`.
  ///
  /// - Parameter a: what stands for a; `a2` when it is left out.
  func numbered(_ formula: String, _ l: Int, a: String? = nil) -> String {
    var result = ""
    let letters = Array(formula)
    for (i, character) in letters.enumerated() {
      let isAlone =
        (i == 0 || !letters[i - 1].isLetter)
        && (i + 1 == letters.count || !letters[i + 1].isLetter)
      switch character {
      case "z" where isAlone: result += "z\(l)"
      case "a" where isAlone: result += a ?? "a\(l)"
      default: result.append(character)
      }
    }
    return result
  }

  /// Sums over the outputs of an example run along the rows where examples are rows.
  private func byRow(_ formula: String) -> String {
    guard isRows else { return formula }
    var letters = Array(formula)
    var i = 0
    while i + 3 < letters.count {
      if String(letters[i..<i + 4]) == "sum(",
        let close = AlgorithmText.close(of: letters, from: i + 3)
      {
        letters.insert(contentsOf: ", 2", at: close)
        // A column meets the matrix of all examples.
        if i > 2, letters[i - 2] == "/", letters[i - 3] != "." {
          letters.insert(".", at: i - 2)
          i += 1
        }
      }
      i += 1
    }
    return String(letters)
  }

  /// Where the parenthesis at `open` is closed.
  private static func close(of letters: [Character], from open: Int) -> Int? {
    var depth = 0
    for i in open..<letters.count {
      if letters[i] == "(" { depth += 1 }
      if letters[i] == ")" { depth -= 1 }
      if depth == 0 { return i }
    }
    return nil
  }
}
