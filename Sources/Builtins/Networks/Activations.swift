import Evaluation
import Matrices
import NeuralNetworks

/// Activation functions, applied to every element.
let activationFunctions: [Builtin] = [
  Builtin(
    "sigmoid(Z)", "The logistic function of every element.",
    shapes: "like Z", math: "1 / (1 + exp(-z))",
    examples: """
      >> sigmoid([-1 0 1])
      ans =

         0.2689   0.5000   0.7311

      """,
    seeAlso: ["sigmoidGradient", "tanh", "softmax"], one: { try apply(.sigmoid, $0) }),
  Builtin(
    "sigmoidGradient(Z)", "The derivative of the logistic function at every element.",
    shapes: "like Z", math: "g(z) (1 - g(z))",
    examples: """
      >> sigmoidGradient([-1 0 1])
      ans =

         0.1966   0.2500   0.1966

      """,
    seeAlso: ["sigmoid"], one: { try applyGradient(.sigmoid, $0) }),
  Builtin(
    "tanhGradient(Z)", "The derivative of tanh at every element.",
    shapes: "like Z", math: "1 - tanh(z)^2",
    examples: """
      >> tanhGradient([0 1])
      ans =

         1.0000   0.4200

      """,
    seeAlso: ["tanh"], one: { try applyGradient(.tanh, $0) }),
  Builtin(
    "relu(Z)", "The positive part of every element.",
    shapes: "like Z", math: "max(0, z)",
    examples: """
      >> relu([-1 0 2])
      ans =

         0   0   2

      """,
    seeAlso: ["reluGradient", "leakyrelu"], one: { try apply(.relu, $0) }),
  Builtin(
    "reluGradient(Z)", "The derivative of relu at every element; 0 at 0.",
    shapes: "like Z", math: "1 where z > 0, else 0",
    examples: """
      >> reluGradient([-1 0 2])
      ans =

         0   0   1

      """,
    seeAlso: ["relu"], one: { try applyGradient(.relu, $0) }),
  Builtin(
    "leakyrelu(Z)", "Like relu with the slope 0.01 below 0.",
    shapes: "like Z", math: "z where z > 0, else 0.01 z",
    examples: """
      >> leakyrelu([-100 3])
      ans =

        -1   3

      """,
    seeAlso: ["relu", "elu"], one: { try apply(.leakyRelu, $0) }),
  Builtin(
    "elu(Z)", "The exponential linear unit of every element.",
    shapes: "like Z", math: "z where z > 0, else exp(z) - 1",
    examples: """
      >> elu([-1 0 2])
      ans =

        -0.6321        0   2.0000

      """,
    seeAlso: ["relu", "gelu"], one: { try apply(.elu, $0) }),
  Builtin(
    "gelu(Z)", "Every element times the probability that a normal number is below it.",
    shapes: "like Z", math: "z Phi(z)",
    examples: """
      >> gelu([-1 0 1])
      ans =

        -0.1587        0   0.8413

      """,
    seeAlso: ["relu", "elu"], one: { try apply(.gelu, $0) }),
  Builtin(
    "softplus(Z)", "The smooth positive part of every element.",
    shapes: "like Z", math: "log(1 + exp(z))",
    examples: """
      >> softplus([-1 0 1])
      ans =

         0.3133   0.6931   1.3133

      """,
    seeAlso: ["relu", "sigmoid"], one: { try apply(.softplus, $0) }),
  Builtin(
    "softmax(Z)", "Probabilities from the rows of a matrix: each row sums to 1.",
    shapes: "m x K -> m x K", math: "exp(z) / sum(exp(z)) along the row",
    examples: """
      >> softmax([1 2 3; 0 0 0])
      ans =

         0.090031   0.244728   0.665241
         0.333333   0.333333   0.333333

      """,
    seeAlso: ["sigmoid", "network"], one: softmaxValue),
]

private func apply(_ activation: Activation, _ call: Call) throws -> Value {
  try call.expect(1...1)
  if case .single(let z) = call[0] { return .single(try activation.values(z)) }
  return .matrix(try activation.values(try call.matrix(0)))
}

private func applyGradient(_ activation: Activation, _ call: Call) throws -> Value {
  try call.expect(1...1)
  if case .single(let z) = call[0] { return .single(try activation.derivatives(z)) }
  return .matrix(try activation.derivatives(try call.matrix(0)))
}

private func softmaxValue(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard call[0].shape.isMatrix else {
    throw call.error("Z is \(call[0].shape), expected a matrix whose rows are examples")
  }
  if case .single(let z) = call[0] { return .single(try Output.softmax.values(z)) }
  return .matrix(try Output.softmax.values(try call.matrix(0)))
}
