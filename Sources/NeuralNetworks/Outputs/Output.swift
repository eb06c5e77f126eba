import CKernels
import Matrices

/// What the last layer makes of its sums z.
public enum Output: String, CaseIterable, Sendable {
  /// 1 / (1 + exp(-z)): each output a probability of its own.
  case sigmoid
  /// exp(z) / sum(exp(z)): the outputs of an example are probabilities that sum to 1.
  case softmax
  /// z itself, for quantities.
  case linear
  /// tanh(z), for targets between -1 and 1.
  case tanh

  var code: Int32 {
    switch self {
    case .sigmoid: Int32(NNSH_OUTPUT_SIGMOID)
    case .softmax: Int32(NNSH_OUTPUT_SOFTMAX)
    case .linear: Int32(NNSH_OUTPUT_LINEAR)
    case .tanh: Int32(NNSH_OUTPUT_TANH)
    }
  }

  /// The cost that goes with this output when none is asked for.
  public var defaultCost: Cost {
    switch self {
    case .sigmoid, .softmax: .crossEntropy
    case .linear, .tanh: .squared
    }
  }

  /// The formula of the output, as explanations show it.
  public var formula: String {
    switch self {
    case .sigmoid: "1 ./ (1 + exp(-z))"
    case .softmax: "exp(z) / sum(exp(z))"
    case .linear: "z"
    case .tanh: "tanh(z)"
    }
  }

  /// - Throws: `NetworkError.unknownName` with the nearest known one.
  public static func named(_ name: String) throws -> Output {
    if let found = Output(rawValue: name.lowercased()) { return found }
    throw NetworkError.unknownName(
      kind: "output", name: name, known: allCases.map(\.rawValue))
  }

  /// The outputs of every row of sums.
  @specialized(where T == Double)
  @specialized(where T == Float)
  public func values<T: RealElement>(_ z: Matrix<T>) throws -> Matrix<T> {
    var sums = z
    try sums.reserveUnique(sums.count)
    var scratch = try Matrix<T>(Shape(max(1, z.rows), 3), repeating: 0)
    let rows = z.rows
    return try Matrix<T>(z.shape) { target in
      sums.withUnsafeMutableElements { source in
        scratch.withUnsafeMutableElements { scratch in
          guard let a = target.baseAddress, let z = source.baseAddress,
            let room = scratch.baseAddress, !source.isEmpty
          else { return }
          Passes<T>.output(code, rows, source.count / rows, nil, z, a, room)
        }
      }
    }
  }
}
