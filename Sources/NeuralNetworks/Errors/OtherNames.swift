/// What other programs call things that have another name here.
enum OtherNames {
  private static let names: [String: [String: String]] = [
    "activation": [
      "logistic": "sigmoid", "sigm": "sigmoid", "relu6": "relu", "lrelu": "leakyrelu",
      "identity": "linear", "none": "linear", "purelin": "linear", "tansig": "tanh",
      "logsig": "sigmoid",
    ],
    "output": ["logistic": "sigmoid", "identity": "linear", "none": "linear"],
    "cost": [
      "mse": "squared", "mean_squared_error": "squared", "ce": "crossentropy",
      "bce": "crossentropy", "log": "crossentropy", "nll": "crossentropy", "l2": "squared",
    ],
    "init": ["xavier": "glorot", "kaiming": "he", "randn": "normal", "rand": "uniform"],
    "method": [
      "sgd": "gd", "gradientdescent": "gd", "fmincg": "cg", "conjugate": "cg",
      "conjugategradient": "cg", "l-bfgs": "lbfgs", "bfgs": "lbfgs", "nag": "nesterov",
    ],
    "class": ["float": "single", "float32": "single", "float64": "double"],
  ]

  /// The name here for `typed`, which stands for a `kind` elsewhere; nil when there is none.
  static func here(for typed: String, kind: String) -> String? {
    names[kind]?[typed.lowercased()]
  }
}
