import Evaluation
import Matrices
import NeuralNetworks

/// Forward and backward through a network.
let networkPasses: [Builtin] = [
  Builtin(
    "[h, a, z] = forward(net, X)",
    "Outputs of a network, with the activations and sums of every layer.",
    shapes: "X: m x n -> h: m x K; a{l}: m x (s(l) + 1), ones first; z{l}: m x s(l), z{1} empty",
    math: "z{l+1} = a{l} * Theta{l}',  a{l} = [1 g(z{l})],  h = a{L}",
    examples: """
      >> h = forward({[-30 20 20; 10 -20 -20], [-10 20 20]}, [0 0; 0 1; 1 0; 1 1])
      h =

         9.9995e-01
         4.5480e-05
         4.5480e-05
         9.9995e-01

      """,
    seeAlso: ["backprop", "predict", "cost"], many: forwardPass),
  Builtin(
    "J = cost(net, X, y, lambda)",
    "Mean loss of the examples and the penalty on the weights.",
    shapes: "X: m x n, y: m x 1 labels 1..K or 0/1, or m x K targets -> 1 x 1",
    math: "J = mean(loss) + lambda / (2 m) * sum of squared weights without the biases",
    examples: """
      >> Theta1 = reshape((1:6)/10, 2, 3); Theta2 = reshape((7:18)/10, 4, 3);
      >> X = cos([1 2; 3 4; 5 6]); y = [4; 2; 3];
      >> cost({Theta1, Theta2}, X, y)
      ans = 7.4070
      >> cost({Theta1, Theta2}, X, y, 4)
      ans = 19.474
      """,
    seeAlso: ["loss", "backprop", "train"], one: costValue),
  Builtin(
    "v = loss(net, X, y)",
    "The loss of each example, without a penalty.",
    shapes: "X: m x n -> m x 1",
    math: "sum over outputs of -y log(h) - (1 - y) log(1 - h), or (h - y)^2 / 2",
    examples: """
      >> loss({[0 0 0]}, [1 2; 3 4], [0; 1])
      ans =

         0.6931
         0.6931

      """,
    seeAlso: ["cost"], one: lossValue),
  Builtin(
    "[D, J, s] = backprop(net, X, y, lambda)",
    "Gradient of the cost by backpropagation, with the cost and all that was computed on the way.",
    shapes:
      "D{l} like Theta{l}; s.a, s.z as forward gives them; s.delta{l}: m x s(l); s.Delta{l} like D{l}",
    math: """
      delta(L) = dJ/dz,  delta(l) = (Theta(l)' delta(l+1)) .* g'(z(l)),
      Delta(l) = sum of delta(l+1) a(l)',  D = (Delta + lambda Theta) / m, no lambda on the biases
      """,
    examples: """
      >> Theta1 = reshape((1:6)/10, 2, 3); Theta2 = reshape((7:18)/10, 4, 3);
      >> X = cos([1 2; 3 4; 5 6]); y = [4; 2; 3];
      >> [D, J] = backprop({Theta1, Theta2}, X, y, 4);
      >> J
      J = 19.474
      >> D{1}
      ans =

         0.7661   0.3725   0.6417
         0.9799   0.4975   0.7461

      """,
    seeAlso: ["gradcheck", "cost", "forward", "explain"], many: backpropPass),
]

private func forwardPass(_ call: Call) throws -> [Value] {
  try call.expect(2...2)
  return try call.translating { try forward(try call.networkOperand(), call) }
}

private func forward(_ net: some NetworkOperand, _ call: Call) throws -> [Value] {
  if call.outputCount < 2 {
    return [RealArray.value(try net.network.forward(try call.realMatrix(1, "X")))]
  }
  let record = try net.network.forwardRecord(try call.realMatrix(1, "X"))
  return [
    RealArray.value(record.h), try RealArray.cell(record.a), try RealArray.cell(record.z),
  ]
}

private func costValue(_ call: Call) throws -> Value {
  try call.expect(3...4)
  return try call.translating { try costValue(try call.networkOperand(), call) }
}

private func costValue<N: NetworkOperand>(_ net: N, _ call: Call) throws -> Value {
  let x: Matrix<N.T> = try call.realMatrix(1, "X")
  let y: Matrix<N.T> = try call.realMatrix(2, "y")
  let cost = try net.network.cost(x, y, lambda: try call.lambda(3))
  TeachingWarnings.cost(cost, net.network, x, y, call)
  return RealArray.value(cost, like: N.T.self)
}

private func lossValue(_ call: Call) throws -> Value {
  try call.expect(3...3)
  return try call.translating { try lossValue(try call.networkOperand(), call) }
}

private func lossValue(_ net: some NetworkOperand, _ call: Call) throws -> Value {
  RealArray.value(
    try net.network.loss(try call.realMatrix(1, "X"), try call.realMatrix(2, "y")))
}

private func backpropPass(_ call: Call) throws -> [Value] {
  try call.expect(3...4)
  return try call.translating { try backprop(try call.networkOperand(), call) }
}

private func backprop<N: NetworkOperand>(_ net: N, _ call: Call) throws -> [Value] {
  let x: Matrix<N.T> = try call.realMatrix(1, "X")
  let y: Matrix<N.T> = try call.realMatrix(2, "y")
  let lambda = try call.lambda(3)
  if call.outputCount < 3 {
    let gradient = try net.network.backprop(x, y, lambda: lambda)
    TeachingWarnings.cost(gradient.cost, net.network, x, y, call)
    return [
      try RealArray.cell(gradient.thetas), RealArray.value(gradient.cost, like: N.T.self),
    ]
  }
  let (gradient, record) = try net.network.backpropRecord(x, y, lambda: lambda)
  TeachingWarnings.cost(gradient.cost, net.network, x, y, call)
  let details = StructArray([
    ("a", try RealArray.cell(record.a)), ("z", try RealArray.cell(record.z)),
    ("delta", try RealArray.cell(record.delta)), ("Delta", try RealArray.cell(record.sums)),
  ])
  return [
    try RealArray.cell(gradient.thetas), RealArray.value(gradient.cost, like: N.T.self),
    .structure(details),
  ]
}
