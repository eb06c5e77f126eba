extension Matrix {
  /// The array of `transform` of every element.
  @inlinable
  public func converted<Other>(_ transform: (Element) -> Other) throws -> Matrix<Other> {
    try withUnsafeElements { source in
      try Matrix<Other>(shape) { target in
        try Interrupt.pieces(0..<source.count, writing: Other.self) { piece in
          for i in piece { target.initializeElement(at: i, to: transform(source[i])) }
        }
      }
    }
  }
}
