extension Matrix {
  /// `f` of corresponding elements, with broadcasting; for functions that have no vector form.
  ///
  /// - Throws: `MatrixError.nonconformant(operation)`, `.tooLarge`, and what `f` throws.
  public static func combining<Other, Result>(
    _ a: Matrix, _ b: Matrix<Other>, operation: String, _ f: (Element, Other) throws -> Result
  ) throws -> Matrix<Result> {
    let plan = try Broadcast(a.shape, b.shape, operation: operation)
    if _isPOD(Result.self) {
      return try Matrix<Result>(plan.shape) { values in
        try a.withUnsafeElements { a in
          try b.withUnsafeElements { b in
            try plan.forEachRun { i, j, k, stepA, stepB, count in
              for step in 0..<count {
                try Interrupt.check(every: 4096, at: step)
                values[k + step] = try f(a[i + step * stepA], b[j + step * stepB])
              }
            }
          }
        }
      }
    }
    // A loop that ends half way would lose the references it wrote.
    var values: [Result] = []
    values.reserveCapacity(plan.shape.count)
    try plan.forEachRun { i, j, _, stepA, stepB, count in
      for step in 0..<count {
        try Interrupt.check(every: 4096, at: step)
        values.append(try f(a[i + step * stepA], b[j + step * stepB]))
      }
    }
    return try Matrix<Result>(plan.shape, values)
  }
}

extension Matrix where Element: RealElement {
  /// Whether any element is NaN.
  public var hasNaN: Bool {
    withUnsafeElements { elements in elements.contains { $0.isNaN } }
  }
}
