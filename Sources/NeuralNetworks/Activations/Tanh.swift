import CKernels

extension Activation {
  /// The hyperbolic tangent, between -1 and 1.
  public static let tanh = Activation(
    "tanh", code: Int32(NNSH_G_TANH), formula: "tanh(z)",
    derivative: "1 - a.^2")
}
