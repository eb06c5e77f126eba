/// How two shapes combine element by element: dimensions of extent 1 are spread over the other's extent.
struct Broadcast {
  private(set) var shape = Shape.scalar
  /// The dimensions that remain when neighbours with the same pattern are joined: extent and steps in
  /// either operand. The steps of the first one are 0 or 1.
  private var axes: [(extent: Int, stepA: Int, stepB: Int)] = []

  /// - Throws: `MatrixError.nonconformant` when extents differ and neither is 1.
  init(_ a: Shape, _ b: Shape, operation: String) throws {
    let rank = max(a.rank, b.rank)
    var extents: [Int] = []
    var stepA = 1
    var stepB = 1
    for axis in 0..<rank {
      let extentA = a[axis]
      let extentB = b[axis]
      guard extentA == extentB || extentA == 1 || extentB == 1 else {
        throw MatrixError.nonconformant(operation: operation, a, b)
      }
      let extent = extentA == 1 ? extentB : extentA
      extents.append(extent)
      if extent != 1 {
        append(extent, extentA == 1 ? 0 : stepA, extentB == 1 ? 0 : stepB)
      }
      stepA *= extentA
      stepB *= extentB
    }
    shape = Shape(extents)
  }

  private mutating func append(_ extent: Int, _ stepA: Int, _ stepB: Int) {
    if let last = axes.last, stepA == last.stepA * last.extent, stepB == last.stepB * last.extent {
      axes[axes.count - 1].extent *= extent
    } else {
      axes.append((extent, stepA, stepB))
    }
  }

  /// Calls `body` for each run of elements along the first dimension: offsets into A, B and the result,
  /// steps (0 or 1) and length.
  func forEachRun(
    _ body: (_ a: Int, _ b: Int, _ y: Int, _ stepA: Int, _ stepB: Int, _ count: Int) throws -> Void
  ) throws {
    if shape.isEmpty { return }
    guard let first = axes.first else { return try body(0, 0, 0, 1, 1, 1) }
    let runsBetweenLooks = max(1, Interrupt.stride / max(1, first.extent))
    var run = 0
    let stepA = min(first.stepA, 1)
    let stepB = min(first.stepB, 1)
    var counters = [Int](repeating: 0, count: axes.count)
    var (a, b, y) = (0, 0, 0)
    while true {
      try Interrupt.check(every: runsBetweenLooks, at: run)
      run &+= 1
      try body(a, b, y, stepA, stepB, first.extent)
      y += first.extent
      var axis = 1
      while axis < axes.count {
        a += axes[axis].stepA
        b += axes[axis].stepB
        counters[axis] += 1
        if counters[axis] < axes[axis].extent { break }
        a -= axes[axis].stepA * axes[axis].extent
        b -= axes[axis].stepB * axes[axis].extent
        counters[axis] = 0
        axis += 1
      }
      if axis >= axes.count { return }
    }
  }
}
