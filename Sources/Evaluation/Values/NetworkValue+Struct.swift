import Matrices
import NeuralNetworks

/// A network as a struct of plain values: what files hold, and what `network(s)` takes back.
extension NetworkValue {
  /// Theta, sizes, activation (a cell, one name for each hidden layer), output, cost, class and training.
  public var structure: StructArray {
    get throws {
      switch content {
      case .double(let network): try NetworkValue.structure(network) { Value.matrix($0) }
      case .single(let network): try NetworkValue.structure(network) { Value.single($0) }
      }
    }
  }

  private static func structure<T>(
    _ network: Network<T>, _ array: (Matrix<T>) -> Value
  ) throws -> StructArray {
    let thetas = network.thetas.map(array)
    let names = network.activations.map { Value.string($0.name) }
    return StructArray([
      ("Theta", .cell(try Matrix(Shape(1, thetas.count), thetas))),
      ("sizes", try Value.row(network.sizes.map { Double($0) })),
      ("activation", .cell(try Matrix(Shape(1, names.count), names))),
      ("output", .string(network.output.rawValue)),
      ("cost", .string(network.ownCost?.name ?? network.cost.rawValue)),
      ("class", .string(T.isDouble ? "double" : "single")),
      ("training", try training(network.training, array)),
    ])
  }

  /// What the last training left, as a struct; [] when there is nothing.
  static func training<T>(
    _ state: TrainingState<T>?, _ array: (Matrix<T>) -> Value
  ) throws -> Value {
    guard let state else { return .emptyMatrix }
    var fields: [(String, Value)] = [
      ("method", .string(state.method.rawValue)), ("settings", .string(state.settings)),
      ("epochs", .count(state.epochs)), ("updates", .count(state.updates)),
      ("seed", .string(hexadecimal(state.seed))), ("period", .count(state.period)),
      ("position", .count(state.position)), ("losses", .number(state.lossSum)),
      ("hits", .count(state.hits)), ("numbers", try Value.row(state.numbers)),
      ("vectors", array(state.vectors)), ("examples", .string(hexadecimal(state.examples))),
    ]
    if let best = state.best {
      fields += [
        ("bestcost", .number(best.cost)), ("bestepoch", .count(best.epoch)),
        ("bestweights", array(best.parameters)),
      ]
    }
    return .structure(StructArray(fields))
  }

  /// The state that `training` wrote; nil when `value` is no such struct.
  public static func trainingState<T>(
    _ value: Value, _ matrix: (Value) throws -> Matrix<T>?
  ) throws -> TrainingState<T>? {
    guard case .structure(let fields) = value, fields.shape.count == 1,
      let method = fields["method"]?.text.flatMap({ TrainingMethod(rawValue: $0) }),
      let settings = fields["settings"]?.text,
      let seed = fields["seed"]?.text.flatMap({ UInt64($0, radix: 16) }),
      let examples = fields["examples"]?.text.flatMap({ UInt64($0, radix: 16) }),
      let numbers = try fields["numbers"]?.doubles?.elements,
      let vectors = try fields["vectors"].flatMap({ try matrix($0) }),
      let losses = fields["losses"]?.scalar
    else { return nil }
    func whole(_ name: String) -> Int? {
      fields[name]?.scalar.flatMap { Int(exactly: $0) }.flatMap { $0 >= 0 ? $0 : nil }
    }
    guard let epochs = whole("epochs"), let updates = whole("updates"),
      let period = whole("period"), let position = whole("position"), let hits = whole("hits")
    else { return nil }
    var best: TrainingState<T>.Best?
    if let cost = fields["bestcost"]?.scalar, let epoch = whole("bestepoch"),
      let weights = try fields["bestweights"].flatMap({ try matrix($0) })
    {
      best = TrainingState.Best(cost: cost, epoch: epoch, parameters: weights)
    }
    return TrainingState(
      method: method, settings: settings, seed: seed, period: period, epochs: epochs,
      updates: updates, position: position, lossSum: losses, hits: hits, numbers: numbers,
      vectors: vectors, examples: examples, best: best)
  }

  private static func hexadecimal(_ word: UInt64) -> String { String(word, radix: 16) }
}
