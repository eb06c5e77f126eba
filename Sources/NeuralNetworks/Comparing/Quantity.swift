/// One of the arrays of the algorithm, as a learner names it.
public enum Quantity: Equatable, Sendable {
  /// Activations of a layer, 1-based.
  case a(Int)
  case z(Int)
  case delta(Int)
  /// The sum of outer products for `Theta{layer}`.
  case sums(Int)
  /// The gradient for `Theta{layer}`.
  case gradient(Int)
  /// All gradients as one column.
  case allGradients
  case cost
  case outputs

  /// The quantity called `name`: `D2`, `delta3`, `Δ1`, `Theta1_grad`, `h`, `J`, `grad`; nil for other names.
  public init?(_ name: String) {
    let word = name.filter { !"_{}() ".contains($0) }
    let letters = String(word.prefix { !$0.isNumber })
    let rest = word.dropFirst(letters.count)
    let layer = Int(rest.prefix { $0.isNumber })
    let ending = rest.drop { $0.isNumber }.lowercased()
    switch (letters, layer, ending) {
    case ("J", nil, ""), ("cost", nil, ""): self = .cost
    case ("h", nil, ""), ("H", nil, ""), ("hypothesis", nil, ""): self = .outputs
    case ("D", nil, ""), ("grad", nil, ""): self = .allGradients
    case ("a", let l?, ""), ("A", let l?, ""): self = .a(l)
    case ("z", let l?, ""), ("Z", let l?, ""): self = .z(l)
    case ("delta", let l?, ""), ("d", let l?, ""), ("δ", let l?, ""): self = .delta(l)
    case ("Delta", let l?, ""), ("Δ", let l?, ""): self = .sums(l)
    case ("D", let l?, ""), ("Theta", let l?, "grad"), ("Θ", let l?, "grad"): self = .gradient(l)
    default: return nil
    }
  }

  /// The layers that a network of `layers` layers has it for; nil when it belongs to none.
  func layers(of layers: Int) -> ClosedRange<Int>? {
    switch self {
    case .a: 1...layers
    case .z, .delta: 2...layers
    case .sums, .gradient: 1...(layers - 1)
    default: nil
    }
  }

  var layer: Int? {
    switch self {
    case .a(let l), .z(let l), .delta(let l), .sums(let l), .gradient(let l): l
    default: nil
    }
  }
}
