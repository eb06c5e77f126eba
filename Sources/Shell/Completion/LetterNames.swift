/// Letters and signs of the lecture by the names that Julia and LaTeX give them: `\Theta<TAB>`.
enum LetterNames {
  /// The letter called `name` (without its backslash).
  static func letter(named name: String) -> String? { table[name] }

  /// All names that begin with `prefix`, sorted.
  static func names(beginningWith prefix: String) -> [String] {
    table.keys.filter { $0.hasPrefix(prefix) }.sorted()
  }

  private static let table: [String: String] = {
    var table: [String: String] = [
      "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varrho": "ϱ", "varsigma": "ς",
      "odot": "⊙", "^T": "ᵀ", "partial": "∂", "nabla": "∇", "ell": "ℓ", "hbar": "ħ",
      "cdot": "⋅", "times": "×", "circ": "∘", "infty": "∞", "hat": "\u{302}", "bar": "\u{304}",
      "tilde": "\u{303}", "dot": "\u{307}", "prime": "′",
    ]
    for (name, letter) in zip(greekNames, "αβγδϵζηθικλμνξοπρστυϕχψω") {
      table[name] = String(letter)
    }
    for (name, letter) in zip(greekNames, "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ") {
      table[name.prefix(1).uppercased() + name.dropFirst()] = String(letter)
    }
    for (plain, letter) in zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎") {
      table["_\(plain)"] = String(letter)
    }
    for (plain, letter) in zip("aeijklmnoprstuvx", "ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ") {
      table["_\(plain)"] = String(letter)
    }
    for (plain, letter) in zip("0123456789+-=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ") {
      table["^\(plain)"] = String(letter)
    }
    return table
  }()

  private static let greekNames = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi",
    "psi", "omega",
  ]
}
