/// What single commands of LaTeX stand for.
enum LatexSymbols {
  /// Letters and other things that are named: set as identifiers.
  static let letters: [String: String] = {
    var table = [
      "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
      "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
      "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ",
      "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ",
      "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    ]
    table.merge([
      "ell": "ℓ", "hbar": "ℏ", "imath": "ı", "jmath": "ȷ", "infty": "∞", "emptyset": "∅",
      "varnothing": "∅", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "wp": "℘", "top": "⊤", "bot": "⊥",
      "ldots": "…", "dots": "…", "dotsc": "…", "cdots": "⋯", "dotsb": "⋯", "vdots": "⋮",
      "ddots": "⋱", "prime": "′", "partial": "∂", "nabla": "∇", "angle": "∠", "degree": "°",
      "%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "dagger": "†", "checkmark": "✓",
    ]) { first, _ in first }
    return table
  }()

  /// Letters that stand upright.
  static let uprightLetters = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
  ]

  /// Operators and relations.
  static let operators: [String: String] = {
    var table = [
      "cdot": "⋅", "times": "×", "odot": "⊙", "oslash": "⊘", "oplus": "⊕", "ominus": "⊖",
      "otimes": "⊗", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆", "circ": "∘",
      "bullet": "∙", "le": "≤", "leq": "≤", "leqslant": "⩽", "ge": "≥", "geq": "≥",
      "geqslant": "⩾", "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "∼",
      "simeq": "≃", "cong": "≅", "propto": "∝", "ll": "≪", "gg": "≫", "lt": "<", "gt": ">",
    ]
    table.merge([
      "to": "→", "rightarrow": "→", "longrightarrow": "⟶", "leftarrow": "←", "gets": "←",
      "longleftarrow": "⟵", "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftarrow": "⇐",
      "Leftrightarrow": "⇔", "iff": "⟺", "implies": "⟹", "mapsto": "↦", "uparrow": "↑",
      "downarrow": "↓", "hookrightarrow": "↪", "in": "∈", "notin": "∉", "ni": "∋",
      "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "cup": "∪", "cap": "∩",
      "setminus": "∖", "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "neg": "¬",
      "lnot": "¬", "forall": "∀", "exists": "∃", "mid": "∣", "parallel": "∥", "perp": "⊥",
      "colon": ":", "coloneqq": "≔", "triangleq": "≜", "therefore": "∴", "because": "∵",
      "vert": "|", "Vert": "‖", "backslash": "\\",
    ]) { first, _ in first }
    return table
  }()

  /// Operators whose limits stand below and above them on display.
  static let largeOperators = [
    "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁",
    "bigotimes": "⨂", "bigodot": "⨀", "bigvee": "⋁", "bigwedge": "⋀",
  ]

  static let integrals = ["int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮"]

  /// Functions by name; the second kind has what stands under it below the name.
  static let functions: Set<String> = [
    "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos",
    "arctan", "sinh", "cosh", "tanh", "coth", "arg", "deg", "dim", "hom", "ker",
  ]
  static let functionsWithLimits: Set<String> = [
    "max", "min", "sup", "inf", "lim", "limsup", "liminf", "argmax", "argmin", "det", "gcd", "Pr",
  ]

  /// Fences of `\left`, `\right` and the sizes of `\big`.
  static let fences = [
    "{": "{", "}": "}", "|": "‖", "langle": "⟨", "rangle": "⟩", "lvert": "|", "rvert": "|",
    "lVert": "‖", "rVert": "‖", "vert": "|", "Vert": "‖", "lfloor": "⌊", "rfloor": "⌋",
    "lceil": "⌈", "rceil": "⌉", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]",
    "uparrow": "↑", "downarrow": "↓", "backslash": "\\",
  ]

  /// Blanks, in em.
  static let spaces = [
    ",": "0.1667em", ":": "0.2222em", ">": "0.2222em", ";": "0.2778em", "!": "-0.1667em",
    " ": "0.3333em", "quad": "1em", "qquad": "2em", "enspace": "0.5em", "thinspace": "0.1667em",
  ]

  /// What is put over (or under) its argument.
  static let accents = [
    "hat": "^", "widehat": "^", "bar": "¯", "overline": "¯", "tilde": "~", "widetilde": "~",
    "vec": "→", "overrightarrow": "→", "dot": "˙", "ddot": "¨", "check": "ˇ", "breve": "˘",
    "acute": "´", "grave": "`", "overbrace": "⏞",
  ]
  static let underAccents = ["underline": "_", "underbrace": "⏟"]

  /// What only changes sizes or numbering, which pages leave to the browser.
  static let ignored: Set<String> = [
    "limits", "nolimits", "nonumber", "notag", "textstyle", "displaystyle", "scriptstyle",
    "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl",
    "Biggr", "bigm", "Bigm", "allowbreak",
  ]
}
