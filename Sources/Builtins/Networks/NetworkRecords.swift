import Evaluation
import Matrices
import NeuralNetworks

/// The network that a struct describes: Theta, and where they are given activation, output, cost and training.
///
/// Nothing of the struct is run: functions of the user's own must stand in it as handles.
func networkOfRecord(_ record: StructArray, _ call: Call) throws -> Value {
  guard record.shape.count == 1, case .cell(let thetas)? = record["Theta"] else {
    throw call.error("the struct must have Theta, a cell with one matrix for each layer")
  }
  let isSingle =
    record["class"]?.text == "single"
    || !thetas.isEmpty
      && thetas.elements.allSatisfy { if case .single = $0 { true } else { false } }
  return try call.translating {
    if isSingle {
      let network: Network<Float> = try network(record, thetas, call)
      return .network(NetworkValue(network))
    }
    let network: Network<Double> = try network(record, thetas, call)
    return .network(NetworkValue(network))
  }
}

private func network<T: RealElement>(
  _ record: StructArray, _ thetas: Matrix<Value>, _ call: Call
) throws -> Network<T> {
  let matrices: [Matrix<T>] = try RealArray.matrices(thetas, "Theta", call)
  let plain = try Network(thetas: matrices)
  let cost = try chosenCost(try ownFunction(record["cost"], "cost", call), call)
  let activations = try record["activation"].map {
    try chosenActivations(try ownFunction($0, "activation", call) ?? $0, call)
  }
  let network = try Network(
    plain.sizes,
    activations: activations.flatMap { $0.isEmpty ? nil : $0 } ?? [.sigmoid],
    output: try record["output"]?.text.map { try Output.named($0) } ?? .sigmoid, cost: cost.known,
    ownCost: cost.own, parameters: plain.unrolled)
  let state: TrainingState<T>? = try record["training"].flatMap {
    try NetworkValue.trainingState($0) { try RealArray.matrix($0) }
  }
  return try network.withTraining(state)
}

/// `value` unless it holds the text of a function of the user's own, which must not be run.
private func ownFunction(_ value: Value?, _ field: String, _ call: Call) throws -> Value? {
  var texts = [value?.text]
  if case .cell(let cell)? = value { texts = cell.elements.map(\.text) }
  if let text = texts.compactMap({ $0 }).first(where: { $0.hasPrefix("@") }) {
    var failure = call.error("\(field) \(text) is only the text of a function")
    failure.help = "set the field \(field) to the function itself, then make the network"
    throw failure
  }
  return value
}
