import Evaluation
import Matrices
import NeuralNetworks

/// Networks and their algorithm in plain text.
let networkExplanations: [Builtin] = [
  Builtin(
    "explain(net, x, y, lambda, ...)\nexplain\nexplain CODE",
    "The algorithm's equations with the numbers and shapes of one example; or more about the last error.",
    shapes: "x: 1 x n, y: its label, 0/1 or 1 x K targets",
    examples: """
      >> explain({[0.5 1 -1]}, [2 1], 1, rate=0.5)
      One example through a network of 2-1 units, output sigmoid, cost crossentropy.

      Forward
        a1 = [1; x]                  3x1  [1  2  1]'
        z2 = Theta1 * a1             1x3 * 3x1 -> 1x1  1.5
        a2 = h = 1 / (1 + exp(-z2))  1x1  0.81757
        J = sum(-y log(h) - (1 - y) log(1 - h)) = 0.20141, where y = 1

      Backward
        delta2 = a2 - y        1x1  -0.18243
        Delta1 = delta2 * a1'  1x1 * 1x3 -> 1x3
            -0.18243  -0.36485  -0.18243
        D1 = Delta1, one example and lambda = 0

      Update, rate 0.5
        Theta1 := Theta1 - 0.5 * D1  1x3
            0.59121  1.1824  -0.90879
        J is now 0.12141, before it was 0.20141
      >> explain NN106
      NN106: a power of a matrix that is not square

      A ^ 2 is the matrix product A * A, for square matrices only. Squares of the
      elements are A .^ 2. In costs it is nearly always the second:
        J = sum((h - y) .^ 2) / (2 * m)
      """,
    seeAlso: ["shapes", "backprop", "train"], options: ["rate"], many: explainExample),
  Builtin(
    "shapes(net, X, y)",
    "The table of shapes: what every array of forward and backward pass is for this data.",
    examples: """
      >> shapes({zeros(4, 3), zeros(1, 5)}, rand(10, 2), ones(10, 1))
      examples m = 10, units 2-4-1

      layer  a     Theta  z     delta  D
          1  10x3  4x3
          2  10x5  1x5    10x4  10x4   4x3
          3  10x1         10x1  10x1   1x5

      z{l+1} = a{l} * Theta{l}'   D{l} = delta{l+1}' * a{l} / m
      """,
    seeAlso: ["explain", "forward", "backprop"], many: showShapes),
]

private func explainExample(_ call: Call) throws -> [Value] {
  if call.count <= 1 { return try explainCode(call) }
  try call.expect(3...)
  let first = NamedOptions.start(call, after: 3)
  guard first <= 4 else { throw call.invalidCall }
  let options = try NamedOptions(call, from: first, known: ["rate"])
  let rate = try options.number("rate") ?? 0.1
  return try call.translating {
    try explain(
      try call.networkOperand(), rate: rate, lambda: first > 3 ? try call.lambda(3) : 0, call)
  }
}

/// A page about an error: that of a code, or of the last error; `explain codes` lists all.
private func explainCode(_ call: Call) throws -> [Value] {
  if call.count == 0, let code = ErrorCode.code(of: call.session.lastError.message) {
    return answer(code.page, call)
  }
  let name = call.count == 0 ? "codes" : try call.string(0)
  if name == "codes" {
    return answer(ErrorCode.all.map { "\($0.name)  \($0.title)\n" }.joined(), call)
  }
  guard let code = ErrorCode.named(name) else {
    throw call.error("no error has the code '\(name)'; explain codes lists them")
  }
  return answer(code.page, call)
}

private func explain<N: NetworkOperand>(
  _ net: N, rate: Double, lambda: Double, _ call: Call
) throws -> [Value] {
  let x: Matrix<N.T> = try call.realMatrix(1, "x")
  guard x.rows == 1 || x.columns != net.network.inputs else {
    var error = call.error("x is \(x.shape), expected 1x\(x.columns): one example")
    error.help = "X(1, :) is the first of them, y(1, :) its target"
    throw error
  }
  let explanation = try Explanation(
    net.network, x, try call.realMatrix(2, "y"), lambda: lambda, rate: rate)
  return answer(try explanation.text, call)
}

private func showShapes(_ call: Call) throws -> [Value] {
  try call.expect(2...3)
  return try call.translating { try shapes(try call.networkOperand(), call) }
}

private func shapes<N: NetworkOperand>(_ net: N, _ call: Call) throws -> [Value] {
  let network = net.network
  let x: Matrix<N.T> = try call.realMatrix(1, "X")
  let record = try network.forwardRecord(x)
  let hasTargets = call.count > 2
  if hasTargets { _ = try network.cost(x, try call.realMatrix(2, "y")) }
  var rows = [["layer", "a", "Theta", "z"] + (hasTargets ? ["delta", "D"] : [])]
  for layer in 1...network.layerCount {
    let sums = layer > 1 ? record.z[layer - 1].shape.description : ""
    var row = [
      String(layer), record.a[layer - 1].shape.description,
      layer < network.layerCount ? network.thetaShape(layer).description : "", sums,
    ]
    if hasTargets {
      row += [sums, layer > 1 ? network.thetaShape(layer - 1).description : ""]
    }
    rows.append(row)
  }
  let units = network.sizes.map { String($0) }.joined(separator: "-")
  var text = "examples m = \(x.rows), units \(units)\n\n"
  text += TextTable.lines(rows, rightAligned: [0]).joined(separator: "\n")
  text += "\n\nz{l+1} = a{l} * Theta{l}'"
  text += hasTargets ? "   D{l} = delta{l+1}' * a{l} / m\n" : "\n"
  return answer(text, call)
}

/// Prints the text, or returns it where a result is taken.
private func answer(_ text: String, _ call: Call) -> [Value] {
  if call.outputCount > 0 { return [.string(text)] }
  call.session.output.write(text)
  return []
}
