import Matrices
import NeuralNetworks
import Texts

extension NetworkValue {
  /// What can be read as `net.NAME`, in the order completion lists them.
  public static let fieldNames = [
    "Theta", "sizes", "activation", "output", "cost", "class", "parameters", "training",
  ]

  /// `net.NAME`: `Theta` is a cell, the others numbers and names.
  public func field(_ name: String) throws -> Value {
    switch content {
    case .double(let network):
      try NetworkValue.field(name, of: network, className: "double") { Value.matrix($0) }
    case .single(let network):
      try NetworkValue.field(name, of: network, className: "single") { Value.single($0) }
    }
  }

  private static func field<T>(
    _ name: String, of network: Network<T>, className: String, array: (Matrix<T>) -> Value
  ) throws -> Value {
    switch name {
    case "Theta":
      let thetas = network.thetas.map(array)
      return .cell(try Matrix(Shape(1, thetas.count), thetas))
    case "sizes": return try Value.row(network.sizes.map { Double($0) })
    case "activation": return try names(network.activations.map(\.name))
    case "output": return .string(network.output.rawValue)
    case "cost": return .string(network.ownCost?.name ?? network.cost.rawValue)
    case "class": return .string(className)
    case "parameters": return .count(network.parameterCount)
    case "training": return try training(network.training, array)
    default:
      throw EvaluationError(
        "invalid use of a network: it has no field '\(name)'",
        help: Spelling.nearest(to: name, in: fieldNames).map { "did you mean net.\($0)?" }
          ?? "its fields are \(fieldNames.joined(separator: ", "))")
    }
  }

  /// One name when all are the same, else a cell.
  private static func names(_ names: [String]) throws -> Value {
    if let first = names.first, names.allSatisfy({ $0 == first }) { return .string(first) }
    return .cell(try Matrix(Shape(1, names.count), names.map { Value.string($0) }))
  }

  /// The network after `net.NAME = value`; only `Theta`, a cell with one matrix a layer, can be written.
  ///
  /// - Throws: an error that names the layer when a shape does not fit.
  public func setting(field name: String, to value: Value) throws -> NetworkValue {
    guard name == "Theta" else {
      _ = try field(name)
      throw EvaluationError(
        "net.\(name) cannot be changed: only the weights of a network can",
        help: "make another one with network(sizes, ...)")
    }
    guard case .cell(let cell) = value else {
      throw EvaluationError(
        "net.Theta must be a cell with one matrix for each layer",
        help: "net.Theta{1} = M replaces one of them")
    }
    do {
      switch content {
      case .double(let network):
        return NetworkValue(try NetworkValue.replacing(network, cell.elements) { try $0.doubles })
      case .single(let network):
        return NetworkValue(try NetworkValue.replacing(network, cell.elements) { try $0.singles })
      }
    } catch let error as NetworkError {
      throw EvaluationError(error.description, help: error.fix)
    }
  }

  private static func replacing<T>(
    _ network: Network<T>, _ values: [Value], _ matrix: (Value) throws -> Matrix<T>?
  ) throws -> Network<T> {
    guard values.count == network.layerCount - 1 else {
      throw EvaluationError(
        "net.Theta has \(network.layerCount - 1) entries, one for each layer above the input; "
          + "the new one has \(values.count)")
    }
    var copy = network
    for (index, value) in values.enumerated() {
      guard let theta = try matrix(value) else {
        throw EvaluationError("net.Theta{\(index + 1)} must be a matrix, not a \(value.className)")
      }
      try copy.setTheta(index + 1, to: theta)
    }
    return copy
  }
}
