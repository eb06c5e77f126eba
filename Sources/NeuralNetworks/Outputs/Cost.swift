import CKernels

/// What a prediction h costs against its target y, summed over the outputs of an example.
public enum Cost: String, Sendable {
  /// -y log(h) - (1 - y) log(1 - h); with a softmax output -y log(h).
  case crossEntropy = "crossentropy"
  /// (h - y)^2 / 2.
  case squared
  /// The user's own function: see `OwnCost`.
  case own

  /// The costs that have a name.
  public static let allCases: [Cost] = [.crossEntropy, .squared]

  var code: Int32 {
    switch self {
    case .crossEntropy: Int32(NNSH_CROSS_ENTROPY)
    case .squared, .own: Int32(NNSH_SQUARED)
    }
  }

  /// - Throws: `NetworkError.unknownName` with the nearest known one.
  public static func named(_ name: String) throws -> Cost {
    if let found = allCases.first(where: { $0.rawValue == name.lowercased() }) { return found }
    throw NetworkError.unknownName(kind: "cost", name: name, known: allCases.map(\.rawValue))
  }

  /// The loss of one example as a formula.
  public func formula(with output: Output) -> String {
    switch (self, output) {
    case (.crossEntropy, .softmax): "-sum(y .* log(h))"
    case (.crossEntropy, _): "sum(-y .* log(h) - (1 - y) .* log(1 - h))"
    case (.squared, _): "sum((h - y).^2) / 2"
    case (.own, _): "loss(h, y)"
    }
  }

  /// delta of the last layer, dJ/dz of one example, as a formula.
  public func deltaFormula(with output: Output) -> String {
    switch (self, output) {
    case (.crossEntropy, .sigmoid), (.crossEntropy, .softmax), (.squared, .linear): "a - y"
    case (.squared, .sigmoid): "(a - y) .* a .* (1 - a)"
    case (.squared, .tanh): "(a - y) .* (1 - a.^2)"
    case (.squared, .softmax): "a .* ((a - y) - sum((a - y) .* a))"
    case (.own, _): "d loss(h, y) / dz"
    case (.crossEntropy, .linear): "(a - y) ./ (a .* (1 - a))"
    case (.crossEntropy, .tanh): "(a - y) .* (1 + a) ./ a"
    }
  }
}
