import CKernels

extension Activation {
  /// Like relu with the slope 0.01 for z <= 0, so that no unit is dead for ever.
  public static let leakyRelu = Activation(
    "leakyrelu", code: Int32(NNSH_G_LEAKY_RELU), formula: "z where z > 0, else 0.01 * z",
    derivative: "1 where z > 0, else 0.01")
}
