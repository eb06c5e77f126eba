extension Matrix where Element: BitwiseCopyable {
  /// The positions of the elements that are wanted, the first `limit` or the last `-limit`, in order, each as
  /// `number` gives it from its 0-based place.
  ///
  /// - Throws: `MatrixError.tooLarge`, `.interrupted`.
  @inlinable
  public func positions<Number: BitwiseCopyable>(
    limit: Int = .max, _ number: (Int) -> Number, where isWanted: (Element) -> Bool
  ) throws -> Matrix<Number> {
    try withUnsafeElements { elements in
      var count = 0
      try Interrupt.pieces(0..<elements.count, writing: Number.self) { piece in
        for index in piece { count &+= Self.one(isWanted(elements[index])) }
      }
      if limit < count, limit > -count {
        return try Self.positions(
          elements, skipping: limit < 0 ? count + limit : 0, abs(limit), number, isWanted)
      }
      // Every place is written and only the wanted ones kept: no branch for the processor to guess.
      let result = try Matrix<Number>(Shape(count + 1, 1)) { target in
        guard let base = target.baseAddress else { return }
        var next = 0
        try Interrupt.pieces(0..<elements.count, writing: Number.self) { piece in
          for index in piece {
            base[next] = number(index)
            next &+= Self.one(isWanted(elements[index]))
          }
        }
        // The place for what comes after the last one wanted.
        base[count] = number(0)
      }
      result.storage.shape = Shape(count, 1)
      return result
    }
  }

  /// 1 for true, 0 for false, without a branch.
  @inlinable @inline(__always)
  static func one(_ flag: Bool) -> Int {
    Int(truncatingIfNeeded: unsafeBitCast(flag, to: UInt8.self))
  }

  @inlinable
  static func positions<Number: BitwiseCopyable>(
    _ elements: UnsafeBufferPointer<Element>, skipping: Int, _ count: Int,
    _ number: (Int) -> Number, _ isWanted: (Element) -> Bool
  ) throws -> Matrix<Number> {
    try Matrix<Number>(Shape(count, 1)) { target in
      var seen = 0
      for index in elements.indices where isWanted(elements[index]) {
        if seen - skipping >= count { break }
        if seen >= skipping { target[seen - skipping] = number(index) }
        seen += 1
      }
    }
  }
}

extension Matrix<Bool> {
  /// The 0-based positions of the true elements.
  public func truePositions() throws -> [Int] {
    try withUnsafeElements { elements in
      var count = 0
      for element in elements { count &+= Self.one(element) }
      return try [Int](unsafeUninitializedCapacity: count + 1) { target, size in
        guard let base = target.baseAddress else { return }
        var next = 0
        try Interrupt.pieces(0..<elements.count, writing: Int.self) { piece in
          for index in piece {
            base[next] = index
            next &+= Self.one(elements[index])
          }
        }
        size = count
      }
    }
  }
}
