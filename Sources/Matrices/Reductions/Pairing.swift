extension Matrix {
  /// `combine` of the elements of two arrays, with broadcasting.
  ///
  /// - Throws: `MatrixError.nonconformant` with `operation`.
  @inlinable
  public static func paired<Other, Result>(
    _ a: Matrix, _ b: Matrix<Other>, operation: String,
    _ combine: (Element, Other) throws -> Result
  ) throws -> Matrix<Result> where Result: BitwiseCopyable {
    let runs = try BroadcastRuns(a.shape, b.shape, operation: operation)
    return try a.withUnsafeElements { p in
      try b.withUnsafeElements { q in
        try Matrix<Result>(runs.shape) { target in
          for run in runs.all {
            try Interrupt.pieces(0..<run.count, writing: Result.self) { piece in
              for place in piece {
                target[run.y + place] = try combine(
                  p[run.a + place * run.stepA], q[run.b + place * run.stepB])
              }
            }
          }
        }
      }
    }
  }
}

/// The runs of elements that combine when two shapes are broadcast, in the order of the result.
@usableFromInline
struct BroadcastRuns {
  @usableFromInline
  struct Run {
    @usableFromInline let a, b, y, stepA, stepB, count: Int
    @usableFromInline
    init(a: Int, b: Int, y: Int, stepA: Int, stepB: Int, count: Int) {
      self.a = a
      self.b = b
      self.y = y
      self.stepA = stepA
      self.stepB = stepB
      self.count = count
    }
  }
  @usableFromInline let shape: Shape
  @usableFromInline private(set) var all: [Run] = []

  @usableFromInline
  init(_ a: Shape, _ b: Shape, operation: String) throws {
    if a == b || a.isScalar || b.isScalar {
      shape = b.isScalar ? a : b
      if shape.isEmpty { return }
      all = [
        Run(
          a: 0, b: 0, y: 0, stepA: a.isScalar ? 0 : 1, stepB: b.isScalar ? 0 : 1,
          count: shape.count)
      ]
      return
    }
    let plan = try Broadcast(a, b, operation: operation)
    shape = plan.shape
    try plan.forEachRun { a, b, y, stepA, stepB, count in
      all.append(Run(a: a, b: b, y: y, stepA: stepA, stepB: stepB, count: count))
    }
  }
}
