import CKernels

extension Activation {
  /// The positive part; its derivative at 0 counts as 0.
  public static let relu = Activation(
    "relu", code: Int32(NNSH_G_RELU), formula: "max(0, z)",
    derivative: "1 where z > 0, else 0")
}
