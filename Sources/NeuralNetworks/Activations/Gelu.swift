import CKernels

extension Activation {
  /// z times the probability that a normal number is below z (Hendrycks, Gimpel, 2016).
  public static let gelu = Activation(
    "gelu", code: Int32(NNSH_G_GELU), formula: "z .* Phi(z)",
    derivative: "Phi(z) + z .* phi(z)")
}
