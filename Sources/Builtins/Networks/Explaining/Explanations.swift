import Evaluation
import Matrices
import NeuralNetworks

private let explanationOptions = ["rate", "unit", "as", "step"]

/// Networks and their algorithm in plain text.
let networkExplanations: [Builtin] = [
  Builtin(
    "explain(net, x, y, lambda, ...)\nexplain\nexplain CODE",
    "The algorithm's equations with the numbers and shapes of these examples; or more about the last error.",
    shapes: """
      x: 1 x n, or m x n for several; y: labels, 0/1 or m x K targets; rate: of the update;
      unit: [layer unit], follows that one; as: "latex", "markdown", "html"; step: true shows one
      equation a key
      """,
    examples: """
      >> explain({[0.5 1 -1]}, [2 1], 1, rate=0.5)
      One example through a network of 2-1 units, output sigmoid, cost crossentropy.

      Forward
        a1 = [1; x], a1(1) = 1 is the bias unit  3x1  [1  2  1]'
        z2 = Theta1 * a1                         1x3 * 3x1 -> 1x1  1.5
        a2 = h = 1 ./ (1 + exp(-z2))             1x1  0.81757
        y, what h should be                      1x1  1
        J = sum(-y .* log(h) - (1 - y) .* log(1 - h))
          1x1  0.20141

      Backward
        delta2 = a2 - y        1x1  -0.18243
        Delta1 = delta2 * a1'  1x1 * 1x3 -> 1x3
            -0.18243  -0.36485  -0.18243
        D1 = Delta1, one example and lambda = 0

      Update, rate 0.5
        Theta1 := Theta1 - 0.5 * D1  1x3
            0.59121  1.1824  -0.90879
        J is now 0.12141, before it was 0.20141

      The same for one example and for many
                one example, a column  m examples, rows
        a1      [1; x]                 [ones(m,1) X]
                3x1                    mx3
        z2      Theta1 * a1            a1 * Theta1'
                1x3 * 3x1 -> 1x1       mx3 * 3x1 -> mx1
        a2      1 ./ (1 + exp(-z2))    1 ./ (1 + exp(-z2))
                1x1                    mx1
        delta2  a2 - y                 a2 - y
                1x1                    mx1
        Delta1  delta2 * a1'           delta2' * a1
                1x1 * 1x3 -> 1x3       1xm * mx3 -> 1x3
      >> explain({[0.5 1 -1; 0 1 2], [0 1 -2]}, [2 1], 1, unit=[2 1])
      Unit 1 of layer 2

      Forward
           Theta1(1,1) * a1(1)  =  0.5 * 1   =  0.5  the bias
        +  Theta1(1,2) * a1(2)  =  1 * 2     =    2  from x(1)
        +  Theta1(1,3) * a1(3)  =  (-1) * 1  =   -1  from x(2)
           z2(1)                             =  1.5  the sum
        a2(2) = 0.81757, by g(z2) = 1 ./ (1 + exp(-z2)) at z2(1) = 1.5; a2(1) is the bias unit

      Backward
          Theta2(1,2) * delta3(1)  =  1 * (-0.75886)  =  -0.75886  through unit 1
          Theta2(:,2)' * delta3                       =  -0.75886  the sum
        g'(z2(1)) = 0.14915, by a2(2:end) .* (1 - a2(2:end))
        delta2(1) = (-0.75886) * 0.14915 = -0.11318
      >> explain NN106
      NN106: a power of a matrix that is not square

      A ^ 2 is the matrix product A * A, for square matrices only. Squares of the
      elements are A .^ 2. In costs it is nearly always the second:
        J = sum((h - y) .^ 2) / (2 * m)
      """,
    seeAlso: ["shapes", "backprop", "train", "check", "doctor"], options: explanationOptions,
    many: explainExample),
  Builtin(
    "shapes(net, X, y)\ns = shapes(net, X, y)",
    "The table of shapes: what every array of forward and backward pass is for this data.",
    shapes:
      "s: 1 x L struct array with layer, units, a, Theta, z, delta, D; rows like those of size",
    examples: """
      >> shapes({zeros(4, 3), zeros(1, 5)}, rand(10, 2), ones(10, 1))
      examples m = 10, units s1 = 2, s2 = 4, s3 = 1

      layer  a                  Theta              z              delta          D
          1  m x (s1+1) = 10x3  s2 x (s1+1) = 4x3                                s2 x (s1+1) = 4x3
          2  m x (s2+1) = 10x5  s3 x (s2+1) = 1x5  m x s2 = 10x4  m x s2 = 10x4  s3 x (s2+1) = 1x5
          3  m x s3 = 10x1                         m x s3 = 10x1  m x s3 = 10x1

      z{l+1} = a{l} * Theta{l}'    delta{l} = (delta{l+1} * Theta{l}(:,2:end)) .* g'(z{l})
      D{l} = delta{l+1}' * a{l} / m
      """,
    seeAlso: ["explain", "forward", "backprop"], many: showShapes),
]

private func explainExample(_ call: Call) throws -> [Value] {
  if call.count <= 1 { return try explainCode(call) }
  try call.expect(3...)
  let first = NamedOptions.start(call, after: 3)
  guard first <= 4 else { throw call.invalidCall }
  let options = try NamedOptions(call, from: first, known: explanationOptions)
  return try call.translating {
    try explain(
      try call.networkOperand(), options, lambda: first > 3 ? try call.lambda(3) : 0, call)
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
  _ net: N, _ options: NamedOptions, lambda: Double, _ call: Call
) throws -> [Value] {
  let x: Matrix<N.T> = try call.realMatrix(1, "x")
  let y: Matrix<N.T> = try call.realMatrix(2, "y")
  if let unit = options["unit"] {
    return answer(try unitStory(net.network, x, y, unit, call), call)
  }
  let explanation = try Explanation(
    net.network, x, y, lambda: lambda, rate: try options.number("rate") ?? 0.1)
  if let form = try options.text("as"), form != "text" {
    guard let page = PrintedPage(rawValue: form.lowercased()) else {
      var error = call.error("option as is \"\(form)\"")
      error.help = "the forms are text, latex, markdown, html"
      throw error
    }
    return answer(page.text(explanation), call)
  }
  let page = PlainPage(explanation: explanation)
  if try options.flag("step") == true, call.outputCount == 0, call.session.output.isTerminal {
    try Stepper(call.session, head: explanation.head, page.steps).run()
    return []
  }
  return answer(page.text, call)
}

private func unitStory<T: RealElement>(
  _ network: Network<T>, _ x: Matrix<T>, _ y: Matrix<T>, _ unit: Value, _ call: Call
) throws -> String {
  guard let pair = try unit.doubles, pair.count == 2, let layer = Int(exactly: pair[0]),
    let number = Int(exactly: pair[1]), layer >= 2, layer <= network.layerCount, number >= 1,
    number <= network.sizes[layer - 1]
  else {
    let sizes = network.sizes.map { String($0) }.joined(separator: "-")
    var error = call.error("option unit must be [layer unit] of a layer above the first")
    error.help = "the network has \(sizes) units: layers 2 to \(network.layerCount)"
    throw error
  }
  guard x.rows == 1 || x.columns != network.inputs else {
    var error = call.error(
      "x is \(x.shape), expected 1x\(x.columns): a unit has one story an example")
    error.help = "X(1, :) is the first of them, y(1, :) its target"
    throw error
  }
  let record = try network.backpropRecord(x, y).record
  let isLabelled = y.columns == 1 && network.outputs > 1
  let target = isLabelled ? try onehot(y, classes: network.outputs) : y
  return try UnitStory(network, record, target: target, layer: layer, unit: number).text
}

private func showShapes(_ call: Call) throws -> [Value] {
  try call.expect(2...3)
  return try call.translating { try shapes(try call.networkOperand(), call) }
}

private func shapes<N: NetworkOperand>(_ net: N, _ call: Call) throws -> [Value] {
  let x: Matrix<N.T> = try call.realMatrix(1, "X")
  _ = try net.network.forward(x)
  if call.count > 2 { _ = try net.network.cost(x, try call.realMatrix(2, "y")) }
  let table = ShapesTable(sizes: net.network.sizes, examples: x.rows)
  if call.outputCount > 0 { return [try table.value()] }
  call.session.output.write(table.text)
  return []
}

/// Prints the text, or returns it where a result is taken.
func answer(_ text: String, _ call: Call) -> [Value] {
  if call.outputCount > 0 { return [.string(text)] }
  call.session.output.write(text)
  return []
}
