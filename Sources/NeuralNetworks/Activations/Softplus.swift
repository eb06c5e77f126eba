import CKernels

extension Activation {
  /// The smooth positive part; its derivative is the sigmoid.
  public static let softplus = Activation(
    "softplus", code: Int32(NNSH_G_SOFTPLUS), formula: "log(1 + exp(z))",
    derivative: "1 ./ (1 + exp(-z))")
}
