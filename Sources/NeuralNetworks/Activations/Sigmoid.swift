import CKernels

extension Activation {
  /// The logistic function, between 0 and 1.
  public static let sigmoid = Activation(
    "sigmoid", code: Int32(NNSH_G_SIGMOID), formula: "1 ./ (1 + exp(-z))",
    derivative: "a .* (1 - a)")
}
