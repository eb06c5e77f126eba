import Matrices
import Testing

@Suite struct ConcatenationTests {
  @Test(arguments: 0..<100)
  func `parts lie one after the other along any axis`(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed))
    let axis = stream.below(4)
    let common = (0..<4).map { _ in 1 + stream.below(3) }
    let parts = try (0..<3).map { _ in
      try counting(Shape(common).replacing(axis, with: 1 + stream.below(3)))
    }
    let whole = try Matrix.concatenated(parts, axis: axis)
    #expect(whole.shape[axis] == parts.reduce(0) { $0 + $1.shape[axis] })
    var start = 0
    for part in parts {
      let run = Subscript.range(start: start, step: 1, count: part.shape[axis])
      #expect(try whole.indexed(along: axis, run) == part)
      start += part.shape[axis]
    }
  }

  /// Sizes that threads share: long parts, many short ones, and pieces in between.
  @Test(arguments: [
    (0, [Shape(3, 90_000), Shape(1, 90_000)]), (0, [Shape(100_000, 1), Shape(70_001, 1)]),
    (0, [Shape(100_000, 2), Shape(70_001, 2), Shape(1, 2)]),
    (1, [Shape(5000, 1), Shape(5000, 40)]), (1, [Shape(1, 150_000), Shape(1, 3)]),
    (1, [Shape([7, 3, 5000]), Shape([7, 2, 5000])]),
    (2, [Shape([70, 2, 900]), Shape([70, 2, 500])]),
  ])
  func `large parts lie one after the other`(axis: Int, shapes: [Shape]) throws {
    let parts = try shapes.enumerated().map { index, shape in
      try Matrix(shape, (0..<shape.count).map { Double($0) + 0.1 * Double(index) })
    }
    let whole = try Matrix.concatenated(parts, axis: axis)
    #expect(whole.count > 1 << 17)
    var start = 0
    for part in parts {
      let run = Subscript.range(start: start, step: 1, count: part.shape[axis])
      #expect(try whole.indexed(along: axis, run) == part)
      start += part.shape[axis]
    }
  }

  @Test func `empty parts are left out as in brackets`() throws {
    let a = try counting(2, 2)
    let nothing = Matrix<Double>(empty: .empty)
    let line = Matrix<Double>(empty: Shape(1, 0))
    #expect(try Matrix.concatenated([nothing, a, line], axis: 0) == a)
    #expect(try Matrix.concatenated([a, nothing, a], axis: 1).shape == Shape(2, 4))
    #expect(try Matrix.concatenated([line, line], axis: 0).shape == Shape(2, 0))
    #expect(throws: MatrixError.self) {
      try Matrix.concatenated([a, line], axis: 0, strictly: true)
    }
    #expect(try Matrix<Double>.concatenated([], axis: 0).shape == .empty)
  }

  @Test func `parts that do not fit are told with the size so far`() throws {
    let a = try counting(1, 2)
    #expect(
      throws: MatrixError.nonconformant(operation: "horizontal", Shape(1, 4), Shape(2, 1))
    ) {
      try Matrix.concatenated([a, a, counting(2, 1)], axis: 1)
    }
  }
}
