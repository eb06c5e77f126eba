import CSystem
import Evaluation
import Matrices
import NeuralNetworks
import Texts

/// `[J, grad] = f(theta)` against differences of J.
///
/// When J turns out to be the cost of a network, a wrong gradient is judged as that network's: the user names
/// it (`gradcheck(f, theta, net, X, y, lambda)`), or the handle has caught X and y and J equals the cost.
struct FunctionGradient {
  private let call: Call
  private let theta: Matrix<Double>
  private let function: CostFunction

  init(_ call: Call) throws {
    self.call = call
    theta = try call.matrix(1)
    function = CostFunction(call[0], shape: theta.shape, call)
  }

  func checked() throws -> (check: GradientCheck, name: String, about: [String]) {
    let given = try call.count > 3 ? givenNetwork() : nil
    let gradient = try function.valueAndGradient(theta.elements).gradient
    let check = try GradientCheck(at: theta.elements, shape: theta.shape, gradient: gradient) {
      try call.session.checkInterrupt()
      // A function that gives two results may not know how to give one.
      return try function.valueAndGradient($0).value
    }
    if check.isRight { return (check, "grad", []) }
    guard let model = try given ?? caughtNetwork() else { return (check, "grad", []) }
    let judged = try call.translating {
      try model.network.diagnose(
        check, model.x, model.y, lambda: model.lambda,
        isInterrupted: { nnsh_interrupt_requested() })
    }
    return (judged, "grad", [model.sentence])
  }

  /// The network, data and lambda that the user gave; its weights are those of theta.
  private func givenNetwork() throws -> CostModel {
    try call.translating {
      guard let net = try networkAt(2) else { throw call.invalidCall }
      let model = CostModel(
        network: try net.rolled(theta), x: try call.realMatrix(3, "X"),
        y: try call.realMatrix(4, "y"), lambda: try call.lambda(5))
      let own = try model.cost(theta)
      let value = try function.valueAndGradient(theta.elements).value
      guard abs(own - value) <= 1e-6 * max(abs(own), abs(value)) else {
        throw call.error(
          "J = \(ShortNumber.text(value)), but the network's cost is \(ShortNumber.text(own)):"
            + " f and the network do not belong together, or J is wrong")
      }
      return model
    }
  }

  private func networkAt(_ index: Int) throws -> Network<Double>? {
    guard call.count >= 5, index < call.count else { return nil }
    if let net = try call.networkOperand(index) as? TypedNetwork<Double> { return net.network }
    return nil
  }

  private func caughtNetwork() throws -> CostModel? {
    guard case .function(let handle) = call[0] else { return nil }
    let caught = try CaughtData(handle)
    return try CostModel.found(caught, theta) {
      try function.valueAndGradient($0).value
    }
  }
}
