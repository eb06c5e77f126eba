extension Matrix {
  /// The array `times[k]` times along each dimension `k`; negative counts are 0.
  public func repeated(_ times: [Int]) throws -> Matrix {
    if isScalar { return try Matrix(Shape(times), repeating: self[0]) }
    var extents = shape.extents(for: max(times.count, shape.rank))
    for axis in times.indices {
      let (extent, overflow) = extents[axis].multipliedReportingOverflow(by: max(0, times[axis]))
      if overflow {
        throw MatrixError.tooLarge(shape, elementBytes: MemoryLayout<Element>.stride)
      }
      extents[axis] = extent
    }
    let whole = Shape(extents)
    if whole.isEmpty { return Matrix(empty: whole) }
    // The whole is checked before its first part is made.
    let stride = MemoryLayout<Element>.stride
    guard let count = whole.checkedCount, count <= Buffers.availableMemory() / stride else {
      throw MatrixError.tooLarge(whole, elementBytes: stride)
    }
    var result = self
    for axis in times.indices where times[axis] != 1 {
      result = try result.repeated(times[axis], axis: axis)
    }
    return result
  }

  private func repeated(_ times: Int, axis: Int) throws -> Matrix {
    var block = 1
    for position in 0...axis { block *= shape[position] }
    let passes = count / block
    let source = UnsafePointer(storage.base)
    defer { withExtendedLifetime(storage) {} }
    return try Matrix(shape.replacing(axis, with: shape[axis] * times)) { target in
      guard var next = target.baseAddress else { return }
      for pass in 0..<passes {
        let from = source + pass * block
        if _isPOD(Element.self) { try Interrupt.check(every: 1024, at: pass) }
        if block == 1 {
          next.initialize(repeating: from.pointee, count: times)
          next += times
          continue
        }
        for time in 0..<times {
          if _isPOD(Element.self) {
            try Interrupt.check(every: max(1, Interrupt.stride / block), at: time)
          }
          next.initialize(from: from, count: block)
          next += block
        }
      }
    }
  }
}
