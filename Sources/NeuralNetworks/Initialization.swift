import Matrices

/// How the weights of a new network are drawn. n is the units below a Theta, k the units above.
public enum Initialization: Equatable, Sendable {
  /// U(-e, e) with e = sqrt(6 / (n + k)), biases too: the lecture's choice.
  case uniform
  /// U(-e, e) with the same e, biases 0 (Glorot, Bengio, 2010).
  case glorot
  /// Normal with variance 2 / n, biases 0, for relu (He, Zhang, Ren, Sun, 2015).
  case he
  /// Normal with variance 1, biases too.
  case normal
  /// All 0. Units of a layer then stay equal for ever: for experiments only.
  case zeros
  /// U(-e, e) with a given e, biases too.
  case within(Double)

  public static let names = ["uniform", "glorot", "he", "normal", "zeros"]

  /// - Throws: `NetworkError.unknownName` with the nearest known one.
  public static func named(_ name: String) throws -> Initialization {
    switch name.lowercased() {
    case "uniform": return .uniform
    case "glorot": return .glorot
    case "he": return .he
    case "normal": return .normal
    case "zeros": return .zeros
    default: throw NetworkError.unknownName(kind: "init", name: name, known: names)
    }
  }

  /// All Thetas of a network as one row.
  func parameters<T: RealElement>(_ sizes: [Int], _ random: inout RandomStream) throws -> Matrix<T>
  {
    var count = 0
    for l in 1..<sizes.count { count += sizes[l] * (sizes[l - 1] + 1) }
    return try Matrix<T>(Shape(1, count)) { target in
      var next = 0
      for l in 1..<sizes.count {
        for column in 0...sizes[l - 1] {
          for _ in 0..<sizes[l] {
            let weight = draw(sizes[l - 1], sizes[l], isBias: column == 0, &random)
            target.initializeElement(at: next, to: T(weight))
            next += 1
          }
        }
      }
    }
  }

  private func draw(_ n: Int, _ k: Int, isBias: Bool, _ random: inout RandomStream) -> Double {
    let spread = (6 / (Double(n) + Double(k))).squareRoot()
    switch self {
    case .uniform: return spread * (2 * random.uniform() - 1)
    case .glorot: return isBias ? 0 : spread * (2 * random.uniform() - 1)
    case .he: return isBias ? 0 : (2 / Double(n)).squareRoot() * random.normal()
    case .normal: return random.normal()
    case .zeros: return 0
    case .within(let e): return e * (2 * random.uniform() - 1)
    }
  }
}
