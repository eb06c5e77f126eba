import CKernels

extension Activation {
  /// The exponential linear unit: smooth, down to -1 (Clevert, Unterthiner, Hochreiter, 2015).
  public static let elu = Activation(
    "elu", code: Int32(NNSH_G_ELU), formula: "z where z > 0, else exp(z) - 1",
    derivative: "1 where z > 0, else a + 1")
}
