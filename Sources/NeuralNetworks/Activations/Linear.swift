import CKernels

extension Activation {
  /// No bend at all: the layer only adds and scales.
  public static let linear = Activation(
    "linear", code: Int32(NNSH_G_LINEAR), formula: "z",
    derivative: "1")
}
