import Evaluation
import Matrices
import NeuralNetworks

/// A learner's own arrays against the right ones.
let arrayChecks: [Builtin] = [
  Builtin(
    """
    check(what, value, net, X, y, lambda)
    [ok, finding] = check(what, value, net, X, y, lambda)
    """,
    "Compares one of your own arrays with the right one and says what it means; asking again gives the next hint.",
    shapes: """
      what: "a2", "z2", "delta3", "Delta1", "D2" (or "Theta2_grad"), "grad", "h", "J"; value: yours, with
      rows or columns as examples; at most three hints, never the numbers
      """,
    examples: """
      >> net = {[0.1 0.2; -0.1 0.4], [0.2 0.5 -0.5]}; X = [1; -2; 0.5]; y = [1; 0; 1];
      >> D = backprop(net, X, y, 2);
      >> check("D1", D{1}, net, X, y, 2)
      D1 (2x2): right
      >> check("D1", 3 * D{1}, net, X, y, 2)
      D1 (2x2): m times too large
        hint 1 of 3: Every number is off by the same factor: the pattern is right.
        (the same call again gives the next hint)
      >> check("D1", 3 * D{1}, net, X, y, 2)
      D1 (2x2): m times too large
        hint 2 of 3: A factor that all entries share comes from the division by m, or a 2 of the derivative.
      >> [ok, finding] = check("D1", D{1}', net, X, y, 2)
      ok = 0
      finding = right, but transposed
      """,
    seeAlso: ["gradcheck", "explain", "doctor", "backprop"], many: checkArray)
]

private func checkArray(_ call: Call) throws -> [Value] {
  try call.expect(5...6)
  guard let name = call[0].text else {
    throw call.error("the first argument names the array, such as \"D2\" or \"delta3\"")
  }
  guard let quantity = Quantity(name) else {
    var error = call.error("no array of the algorithm is called \"\(name)\"")
    error.help = "the names are a2, z2, delta3, Delta1, D1, grad, h and J, with the layer's number"
    throw error
  }
  return try call.translating {
    try check(try call.networkOperand(2), name, quantity, call)
  }
}

private func check<N: NetworkOperand>(
  _ net: N, _ name: String, _ quantity: Quantity, _ call: Call
) throws -> [Value] {
  let network = try net.network.inDouble
  let own: Matrix<Double> = try call.realMatrix(1, name)
  let isSingle = if case .single = call[1] { true } else { !N.T.isDouble }
  let comparison = try network.compare(
    own, with: quantity, try call.realMatrix(3, "X"), try call.realMatrix(4, "y"),
    lambda: try call.lambda(5), tolerance: isSingle ? 1e-3 : 1e-6)
  let isRight = comparison.verdict == .right
  if call.outputCount > 0 { return [.bool(isRight), .string(comparison.meaning)] }
  call.session.output.write("\(name) (\(own.shape)): \(comparison.meaning)\n")
  if isRight {
    call.session.hintsGiven[name] = nil
  } else {
    giveHint(name, comparison, call.session)
  }
  return []
}

/// The next hint for the same finding; the first for a new one.
private func giveHint(_ name: String, _ comparison: ArrayComparison, _ session: Session) {
  guard !comparison.hints.isEmpty else { return }
  let last = session.hintsGiven[name]
  let asked = last?.finding == comparison.meaning ? last?.count ?? 0 : 0
  let step = min(asked, comparison.hints.count - 1)
  session.hintsGiven[name] = (comparison.meaning, asked + 1)
  session.output.write(
    "  hint \(step + 1) of \(comparison.hints.count): \(comparison.hints[step])\n")
  if asked == 0 { session.output.write("  (the same call again gives the next hint)\n") }
}

extension Network {
  /// The same network in double precision.
  var inDouble: Network<Double> {
    get throws {
      if let network = self as? Network<Double> { return network }
      return try Network<Double>(
        sizes, activations: activations.isEmpty ? [.sigmoid] : activations, output: output,
        cost: cost, ownCost: ownCost,
        parameters: try Matrix(unrolled.shape, unrolled.elements.map { Double($0) }))
    }
  }
}
