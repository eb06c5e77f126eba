import CSystem
import Evaluation
import Matrices
import NeuralNetworks

/// Gradients against central differences.
let gradientChecks: [Builtin] = [
  Builtin(
    """
    [r, numeric] = gradcheck(net, X, y, lambda)
    [r, numeric] = gradcheck(net, X, y, lambda, D)
    [r, numeric] = gradcheck(f, theta)
    [r, numeric] = gradcheck(f, theta, net, X, y, lambda)
    """,
    "Compares a gradient with central differences of the cost, and names the mistake in a wrong one.",
    shapes:
      "D: a cell like Theta or P x 1; [J, grad] = f(theta); numeric: P x 1, like unroll(net) or theta(:)",
    math: """
      (J(theta + e) - J(theta - e)) / (2 e),  r = norm(numeric - D) / norm(numeric + D);
      each entry has its own e, and several of them where the two disagree
      """,
    examples: """
      >> Theta1 = reshape((1:6)/10, 2, 3); Theta2 = reshape((7:18)/10, 4, 3);
      >> T = {Theta1, Theta2}; X = cos([1 2; 3 4; 5 6]); y = [4; 2; 3];
      >> r = gradcheck(T, X, y, 4);
      >> r < 1e-9
      ans = 1
      >> [D, J, s] = backprop(T, X, y, 4);
      >> D{1} = s.Delta{1} / 3;
      >> gradcheck(T, X, y, 4, D)
      gradient check: 18 entries against central differences of the cost
        D{1}  2x3  r = 0.46  WRONG: 4 of 6 entries differ, all but the bias column
          entry      numeric      yours      ratio
          D{1}(2,3)  0.74614  -0.053862  -0.072187
          D{1}(1,3)  0.64174  -0.024929  -0.038846
          D{1}(2,2)  0.49749  -0.035844   -0.07205
        D{2}  4x3  r = 1.7e-12  ok
        all  r = 0.091, rounding and step explain 1e-10: the gradient is wrong
      cause: the lambda term is missing in D(1)
        right:  D(l) = (Delta(l) + lambda Theta(l)) / m, without lambda in the first column
        change: add lambda / m times the weights
        confirmed: without this your gradient has r = 1.9e-12
      """,
    seeAlso: ["backprop", "cost"], many: gradientCheck)
]

private func gradientCheck(_ call: Call) throws -> [Value] {
  try call.expect(2...6)
  let result: (check: GradientCheck, name: String, about: [String])
  switch call[0] {
  case .function, .char:
    guard call.count != 3 else { throw call.invalidCall }
    result = try FunctionGradient(call).checked()
  default:
    try call.expect(3...5)
    let check = try call.translating { try checkNetwork(try call.networkOperand(), call) }
    result = (check, "D", [])
  }
  if call.outputCount == 0 {
    let report = GradientReport(
      result.check, name: result.name, isOwn: call.count == 5 || result.name == "grad",
      about: result.about)
    call.session.output.write(report.text)
    return []
  }
  return [.number(result.check.relativeError), try Value.column(result.check.numeric)]
}

private func checkNetwork<N: NetworkOperand>(_ net: N, _ call: Call) throws -> GradientCheck {
  try net.network.gradientCheck(
    try call.realMatrix(1, "X"), try call.realMatrix(2, "y"), lambda: try call.lambda(3),
    gradient: try call.count > 4 ? ownGradient(net, call) : nil,
    isInterrupted: { nnsh_interrupt_requested() })
}

/// The gradient of the user: a cell like the Thetas, or unrolled.
private func ownGradient<N: NetworkOperand>(_ net: N, _ call: Call) throws -> Matrix<N.T> {
  guard case .cell(let cell) = call[4] else { return try call.realMatrix(4, "D") }
  let parts: [Matrix<N.T>] = try RealArray.matrices(cell, "D", call)
  guard parts.count == net.network.layerCount - 1 else {
    throw call.error(
      "D has \(parts.count) entries, expected \(net.network.layerCount - 1), one for each Theta")
  }
  for (index, part) in parts.enumerated() where part.shape != net.network.thetaShape(index + 1) {
    throw NetworkError.gradientShape(
      layer: index + 1, found: part.shape, expected: net.network.thetaShape(index + 1))
  }
  return try unroll(parts)
}
