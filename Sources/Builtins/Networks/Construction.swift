import Evaluation
import Matrices
import NeuralNetworks

/// Making networks and taking them apart.
let networkConstruction: [Builtin] = [
  Builtin(
    "net = network(sizes, ...)\nnet = network(s)",
    "A feed-forward network with random weights, or the one that a struct with Theta describes.",
    shapes: "sizes: [n h ... K] -> Theta{l}: s(l+1) x (s(l) + 1), bias first",
    math: """
      z(l+1) = Theta(l) [1; a(l)],  a(l) = g(z(l)),  h = a(L)
      activation and cost may be functions of your own: activation=@(z) z ./ (1 + abs(z)),
      cost=@(h, y) sum(abs(h - y) .^ 3, 2) gives the loss of each example, or cost=@(h, y) mean(...) their mean
      """,
    examples: """
      >> net = network([2 3 1], activation="tanh", seed=1)
      net =

        layer  units  activation  Theta  parameters
            1      2  (input)
            2      3  tanh        3x3             9
            3      1  sigmoid     1x4             4
        cost crossentropy, 13 parameters, double

      >> size(net.Theta{1})
      ans =

         3   3

      """,
    seeAlso: ["train", "forward", "unroll"],
    options: ["activation", "output", "cost", "init", "seed", "class"],
    one: makeNetwork),
  Builtin(
    "v = unroll(net)\nv = unroll(D)",
    "All parameters of a network, or the matrices of a cell, as one column.",
    shapes: "Theta{1}(:) first -> P x 1",
    examples: """
      >> unroll({[1 2; 3 4], [5 6]})
      ans =

         1
         3
         2
         4
         5
         6

      """,
    seeAlso: ["roll", "network"], one: unrollValue),
  Builtin(
    "net = roll(net, v)",
    "The network with the parameters v: the reverse of unroll.",
    shapes: "v: P x 1",
    examples: """
      >> net = roll({zeros(1, 3), zeros(2, 2)}, 1:7)
      net =
      {
        [1,1] =

           1   2   3

        [1,2] =

           4   6
           5   7

      }

      """,
    seeAlso: ["unroll", "network"], one: rollValue),
]

private func makeNetwork(_ call: Call) throws -> Value {
  try call.expect(1...)
  if case .structure(let record) = call[0] {
    try call.expect(1...1)
    return try networkOfRecord(record, call)
  }
  let options = try NamedOptions(
    call, from: 1, known: ["activation", "output", "cost", "init", "seed", "class"])
  let sizes = try layerSizes(call)
  return try call.translating {
    switch try options.text("class") ?? "double" {
    case "double":
      let network: Network<Double> = try newNetwork(sizes, options, call)
      return .network(NetworkValue(network))
    case "single":
      let network: Network<Float> = try newNetwork(sizes, options, call)
      return .network(NetworkValue(network))
    case let other:
      throw NetworkError.unknownName(kind: "class", name: other, known: ["double", "single"])
    }
  }
}

/// The sizes as whole numbers.
private func layerSizes(_ call: Call) throws -> [Int] {
  let numbers = try call.matrix(0)
  guard numbers.shape.isVector, !call[0].isChar else {
    throw call.error("sizes must be a row of numbers, inputs first, such as [400 25 10]")
  }
  return try numbers.elements.map { size in
    guard let whole = Int(exactly: size) else {
      throw call.error("sizes must be whole numbers, not \(size)")
    }
    return whole
  }
}

private func newNetwork<T: RealElement>(
  _ sizes: [Int], _ options: NamedOptions, _ call: Call
) throws -> Network<T> {
  let cost = try chosenCost(options["cost"], call)
  return try Network(
    sizes,
    activations: try options["activation"].map { try chosenActivations($0, call) } ?? [.sigmoid],
    output: try options.text("output").map { try Output.named($0) } ?? .sigmoid,
    cost: cost.known, ownCost: cost.own,
    initialization: try initialization(options, call),
    seed: try options.seed("seed") ?? call.session.random.next())
}

private func initialization(_ options: NamedOptions, _ call: Call) throws -> Initialization {
  guard let value = options["init"] else { return .uniform }
  if let name = value.text { return try Initialization.named(name) }
  guard let spread = value.scalar, spread >= 0, spread.isFinite else {
    throw call.error("option init must be a name or a number e >= 0 for weights from U(-e, e)")
  }
  return .within(spread)
}

private func unrollValue(_ call: Call) throws -> Value {
  try call.expect(1...1)
  switch call[0] {
  case .network(let value):
    switch value.content {
    case .double(let network): return RealArray.value(network.unrolled)
    case .single(let network): return RealArray.value(network.unrolled)
    }
  case .cell(let cell):
    let isSingle = cell.elements.contains { if case .single = $0 { true } else { false } }
    if isSingle {
      let matrices: [Matrix<Float>] = try RealArray.matrices(cell, "D", call)
      return RealArray.value(try unroll(matrices))
    }
    let matrices: [Matrix<Double>] = try RealArray.matrices(cell, "D", call)
    return RealArray.value(try unroll(matrices))
  default:
    throw call.error(
      "the argument must be a network or a cell of matrices, not a \(Call.description(call[0]))")
  }
}

private func rollValue(_ call: Call) throws -> Value {
  try call.expect(2...2)
  return try call.translating { try rolled(try call.networkOperand(), call) }
}

private func rolled(_ net: some NetworkOperand, _ call: Call) throws -> Value {
  try net.value(try net.network.rolled(try call.realMatrix(1, "v")))
}
