import Evaluation
import Matrices
import NeuralNetworks

/// A network argument of one number type, whether the user gave a network or a cell of Thetas.
///
/// Builtins are generic over it: they receive `any NetworkOperand` and pass it to a generic function.
protocol NetworkOperand {
  associatedtype T: RealElement
  var network: Network<T> { get }
  /// Whether the user gave a cell, and is to get one back.
  var isCell: Bool { get }
}

/// The only kind of `NetworkOperand`.
struct TypedNetwork<T: RealElement>: NetworkOperand {
  let network: Network<T>
  let isCell: Bool
}

extension NetworkOperand {
  /// The network as a value of the kind the user gave.
  func value(_ changed: Network<T>) throws -> Value {
    if isCell { return try RealArray.cell(changed.thetas) }
    if let network = changed as? Network<Double> { return .network(NetworkValue(network)) }
    if let network = changed as? Network<Float> { return .network(NetworkValue(network)) }
    return .emptyMatrix
  }
}

extension Call {
  /// Argument `index` as a network.
  func networkOperand(_ index: Int = 0) throws -> any NetworkOperand {
    guard index < count else { throw invalidCall }
    switch arguments[index] {
    case .network(let value):
      switch value.content {
      case .double(let network): return TypedNetwork(network: network, isCell: false)
      case .single(let network): return TypedNetwork(network: network, isCell: false)
      }
    case .cell(let cell): return try networkOperand(of: cell)
    default:
      let found = arguments[index]
      let error = error(
        "the network must be a network or a cell {Theta1, Theta2, ...}, not a "
          + "\(Call.description(found))")
      throw error
    }
  }

  private func networkOperand(of cell: Matrix<Value>) throws -> any NetworkOperand {
    let isSingle =
      !cell.isEmpty
      && cell.elements.allSatisfy { if case .single = $0 { true } else { false } }
    if isSingle {
      let thetas: [Matrix<Float>] = try RealArray.matrices(cell, "Theta", self)
      return TypedNetwork(network: try Network(thetas: thetas), isCell: true)
    }
    let thetas: [Matrix<Double>] = try RealArray.matrices(cell, "Theta", self)
    return TypedNetwork(network: try Network(thetas: thetas), isCell: true)
  }

  /// Argument `index` in the number type of a network; `argument` names it in messages.
  func realMatrix<T: RealElement>(_ index: Int, _ argument: String) throws -> Matrix<T> {
    guard index < count else { throw invalidCall }
    guard let matrix: Matrix<T> = try RealArray.matrix(arguments[index]) else {
      throw error("\(argument) must be a matrix, not a \(Call.description(arguments[index]))")
    }
    return matrix
  }

  /// The penalty argument, 0 when it is left out.
  func lambda(_ index: Int) throws -> Double {
    guard index < count else { return 0 }
    guard let lambda = arguments[index].scalar, !arguments[index].isChar else {
      throw error(
        "lambda must be one number, not a \(arguments[index].shape) \(arguments[index].className)")
    }
    return lambda
  }

  /// Runs `body` and puts errors of the engine into words, with the fix as help.
  func translating<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch NetworkError.interrupted {
      throw EvaluationError("interrupted", identifier: "nnsh:interrupted", fact: .interrupted)
    } catch let problem as NetworkError {
      var failure = error(problem.description, identifier: "nnsh:network")
      failure.help = problem.fix
      throw failure
    }
  }
}
