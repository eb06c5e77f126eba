import Evaluation
import Matrices
import NeuralNetworks

/// What a network says about examples, and how often it is right.
let networkPredictions: [Builtin] = [
  Builtin(
    "p = predict(net, X)",
    "Labels 1..K of the examples; 0 or 1 for one sigmoid output, h itself for linear outputs.",
    shapes: "X: m x n -> m x 1",
    examples: """
      >> predict({[-10 20 20]}, [0 0; 0 1; 1 1])
      ans =

         0
         1
         1

      """,
    seeAlso: ["accuracy", "confusion", "forward"], one: prediction),
  Builtin(
    "accuracy(net, X, y)",
    "The fraction of examples that are predicted right.",
    shapes: "X: m x n, y: m x 1 or m x K -> 1 x 1",
    examples: """
      >> accuracy({[-10 20 20]}, [0 0; 0 1; 1 0; 1 1], [0; 1; 1; 0])
      ans = 0.7500
      """,
    seeAlso: ["predict", "confusion"], one: accuracyValue),
  Builtin(
    "C = confusion(net, X, y)",
    "How often examples of class i were taken for class j.",
    shapes: "K x K counts, rows are the true classes; 2 x 2 for the classes 0 and 1 of one output",
    examples: """
      >> confusion({[-10 20 20]}, [0 0; 0 1; 1 0; 1 1], [0; 1; 1; 0])
      ans =

         1   1
         0   2

      """,
    seeAlso: ["confusionchart", "accuracy", "predict"], one: confusionValue),
  Builtin(
    "Y = onehot(y, K)",
    "Labels 1..K as rows with a single 1.",
    shapes: "y: m x 1 -> m x K; K is the largest label when it is left out",
    examples: """
      >> onehot([2; 1; 3], 3)
      ans =

         0   1   0
         1   0   0
         0   0   1

      """,
    seeAlso: ["predict", "cost"], one: onehotValue),
]

private func prediction(_ call: Call) throws -> Value {
  try call.expect(2...2)
  return try call.translating { try prediction(try call.networkOperand(), call) }
}

private func prediction(_ net: some NetworkOperand, _ call: Call) throws -> Value {
  RealArray.value(try net.network.predict(try call.realMatrix(1, "X")))
}

private func accuracyValue(_ call: Call) throws -> Value {
  try call.expect(3...3)
  return try call.translating { try accuracyValue(try call.networkOperand(), call) }
}

private func accuracyValue(_ net: some NetworkOperand, _ call: Call) throws -> Value {
  .number(
    try net.network.accuracy(try call.realMatrix(1, "X"), try call.realMatrix(2, "y")))
}

private func confusionValue(_ call: Call) throws -> Value {
  try call.expect(3...3)
  return try call.translating { try confusionValue(try call.networkOperand(), call) }
}

private func confusionValue(_ net: some NetworkOperand, _ call: Call) throws -> Value {
  let counts = try net.network.confusion(
    try call.realMatrix(1, "X"), try call.realMatrix(2, "y"))
  call.session.lastCounts = counts
  return .matrix(counts)
}

private func onehotValue(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let y: Matrix<Double> = try call.realMatrix(0, "y")
  guard y.shape.isVector || y.isEmpty else {
    throw call.error("y is \(y.shape), expected a vector of labels 1..K")
  }
  let classes = call.count > 1 ? try call.integer(1) : largestLabel(y)
  guard classes >= 1, classes <= Int(Int32.max) else {
    throw call.error("K is \(classes), expected a whole number of at least 1")
  }
  return try call.translating { .matrix(try onehot(y, classes: classes)) }
}

private func largestLabel(_ y: Matrix<Double>) -> Int {
  max(1, Int(exactly: (y.elements.max() ?? 1).rounded()) ?? 1)
}
