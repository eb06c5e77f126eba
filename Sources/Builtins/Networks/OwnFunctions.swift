import Evaluation
import Matrices
import NeuralNetworks

/// The activations an option asks for: one for all hidden layers, or a cell with one for each.
func chosenActivations(_ value: Value, _ call: Call) throws -> [Activation] {
  if case .cell(let cell) = value { return try cell.elements.map { try activation($0, call) } }
  return [try activation(value, call)]
}

/// A known activation by its name, or the user's own function.
private func activation(_ value: Value, _ call: Call) throws -> Activation {
  if let name = value.text { return try Activation.named(name) }
  if case .function(let function) = value {
    let session = call.session
    if case .named(let name) = function.kind, session.userFunction(named: name) == nil,
      let known = Activation.all.first(where: { $0.name == name })
    {
      return known
    }
    let own = Activation(name: function.text) { [weak session] z in
      guard let session else { throw endedSession }
      let argument = Value.matrix(try Matrix(Shape(z.count, 1), z))
      return try interruptibly {
        try session.call(value, [argument], outputs: 1).first?.doubles?.elements ?? []
      }
    }
    try own.check()
    return own
  }
  throw call.error(
    "option activation must be a name, a function handle, or a cell with one for each hidden layer")
}

/// A known cost by its name, or the user's own function of h and y; neither when there is no such option.
func chosenCost(_ value: Value?, _ call: Call) throws -> (known: Cost?, own: OwnCost?) {
  guard let value else { return (nil, nil) }
  if let name = value.text { return (try Cost.named(name), nil) }
  guard case .function(let function) = value else {
    throw call.error("option cost must be a name or a function handle @(h, y) ...")
  }
  let session = call.session
  let own = OwnCost(name: function.text) { [weak session] h, y in
    guard let session else { throw endedSession }
    return try interruptibly {
      let results = try session.call(value, [.matrix(h), .matrix(y)], outputs: 1)
      return try results.first?.doubles ?? Matrix(empty: .empty)
    }
  }
  return (nil, own)
}

/// A network may outlive the session whose functions it has, and does not keep it alive.
private var endedSession: EvaluationError {
  EvaluationError("the session that the network's own function belongs to has ended")
}

/// Turns Ctrl-C inside the user's function into the engine's own error, which keeps what was learnt.
private func interruptibly<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as EvaluationError where error.identifier == "nnsh:interrupted" {
    throw NetworkError.interrupted
  }
}
