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
    """,
    "Compares a gradient with central differences of the cost.",
    shapes: "numeric: P x 1, like unroll(net) or theta(:)",
    math: "(J(theta + e) - J(theta - e)) / (2 e),  r = norm(numeric - D) / norm(numeric + D)",
    examples: """
      >> Theta1 = reshape((1:6)/10, 2, 3); Theta2 = reshape((7:18)/10, 4, 3);
      >> r = gradcheck({Theta1, Theta2}, cos([1 2; 3 4; 5 6]), [4; 2; 3], 4);
      >> r < 1e-9
      ans = 1
      """,
    seeAlso: ["backprop", "cost"], many: gradientCheck)
]

private func gradientCheck(_ call: Call) throws -> [Value] {
  try call.expect(2...5)
  let check: GradientCheck
  var name = "D"
  switch call[0] {
  case .function, .char:
    try call.expect(2...2)
    check = try checkFunction(call)
    name = "grad"
  default:
    check = try call.translating { try checkNetwork(try call.networkOperand(), call) }
  }
  if call.outputCount == 0 {
    let report = GradientReport(check, name: name, isOwn: call.count > 4 || name == "grad")
    call.session.output.write(report.text)
    return []
  }
  return [.number(check.relativeError), try Value.column(check.numeric)]
}

private func checkNetwork<N: NetworkOperand>(_ net: N, _ call: Call) throws -> GradientCheck {
  try call.expect(3...5)
  return try net.network.gradientCheck(
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

/// `[J, grad] = f(theta)` against central differences of J.
private func checkFunction(_ call: Call) throws -> GradientCheck {
  let theta = try call.matrix(1)
  let function = CostFunction(call[0], shape: theta.shape, call)
  let gradient = try function.valueAndGradient(theta.elements).gradient
  var point = theta.elements
  let numeric = try CentralDifferences.gradient(&point) {
    try call.session.checkInterrupt()
    // A function that gives two results may not know how to give one.
    return try function.valueAndGradient($0).value
  }
  return GradientCheck(numeric: numeric, analytic: gradient, shapes: [theta.shape])
}
