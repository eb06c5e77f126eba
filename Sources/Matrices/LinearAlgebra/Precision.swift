import COpenBLAS

extension RealElement {
  /// What the library calls this type.
  static var precision: nnsh_precision { isDouble ? NNSH_DOUBLE : NNSH_SINGLE }
}
