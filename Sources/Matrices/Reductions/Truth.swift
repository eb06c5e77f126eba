extension Matrix {
  /// Whether `test` holds for some element of each line along `axis`.
  @inlinable
  public func any(axis: Int, _ test: (Element) -> Bool) throws -> Matrix<Bool> {
    try folded(along: axis, from: false) { $0 || test($1) }
  }

  /// Whether `test` holds for all elements of each line along `axis`; true where there are none.
  @inlinable
  public func all(axis: Int, _ test: (Element) -> Bool) throws -> Matrix<Bool> {
    try folded(along: axis, from: true) { $0 && test($1) }
  }
}
