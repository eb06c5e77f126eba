import Matrices

/// What a hidden layer does with its sums z: a function g of every element, and its derivative.
///
/// The known ones are static members, each in a file of its own; `all` lists them.
public struct Activation: Sendable {
  /// The name by which users ask for it.
  public let name: String
  /// g(z) as a formula.
  public let formula: String
  /// g'(z) as a formula.
  public let derivativeFormula: String
  /// The number under which the fused passes know it.
  let code: Int32
  /// The user's own function, for activations that are none of the known ones.
  let custom: CustomActivation?

  init(_ name: String, code: Int32, formula: String, derivative: String) {
    self.name = name
    self.code = code
    self.formula = formula
    derivativeFormula = derivative
    custom = nil
  }

  /// An activation of the user's own; its derivative is taken by differences.
  ///
  /// - Parameter function: g of every element, as many numbers as it gets. Called on the thread that runs
  ///   the pass; what it throws ends the pass.
  public init(name: String, _ function: @escaping (_ z: [Double]) throws -> [Double]) {
    self.name = name
    formula = "g(z)"
    derivativeFormula = "g'(z) by differences"
    code = Activation.linear.code
    custom = CustomActivation(function)
  }

  /// Checks that a function of the user's own can be an activation: it maps each element by itself and has a
  /// derivative. The known ones can.
  ///
  /// - Throws: `NetworkError` that says what is wrong, or what the function throws.
  public func check() throws { try custom?.check(name: name) }

  /// Every activation, in the order in which manuals list them.
  public static let all: [Activation] = [
    .sigmoid, .tanh, .relu, .leakyRelu, .elu, .gelu, .softplus, .linear,
  ]

  /// The activation of that name.
  ///
  /// - Throws: `NetworkError.unknownName` with the nearest known one.
  public static func named(_ name: String) throws -> Activation {
    if let found = all.first(where: { $0.name == name.lowercased() }) { return found }
    throw NetworkError.unknownName(kind: "activation", name: name, known: all.map(\.name))
  }

  /// g of every element.
  @specialized(where T == Double)
  @specialized(where T == Float)
  public func values<T: RealElement>(_ z: Matrix<T>) throws -> Matrix<T> {
    if let custom { return try custom.values(z) }
    var sums = z
    try sums.reserveUnique(sums.count)
    return try Matrix<T>(z.shape) { target in
      sums.withUnsafeMutableElements { source in
        guard let a = target.baseAddress, let z = source.baseAddress else { return }
        Passes<T>.activate(code, source.count, 1, nil, z, a)
      }
    }
  }

  /// g' of every element.
  @specialized(where T == Double)
  @specialized(where T == Float)
  public func derivatives<T: RealElement>(_ z: Matrix<T>) throws -> Matrix<T> {
    if let custom { return try custom.derivatives(z) }
    let a = try values(z)
    return try Matrix<T>(z.shape) { target in
      z.withUnsafeElements { z in
        a.withUnsafeElements { a in
          guard let zs = z.baseAddress, let values = a.baseAddress,
            let slopes = target.baseAddress
          else { return }
          Passes<T>.slope(code, z.count, zs, values, slopes)
        }
      }
    }
  }
}

extension Activation: Equatable {
  public static func == (left: Activation, right: Activation) -> Bool {
    left.code == right.code && left.custom === right.custom
  }
}
