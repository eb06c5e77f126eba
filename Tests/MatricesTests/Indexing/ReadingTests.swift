import Matrices
import Testing

@Suite struct ReadingTests {
  /// Result shapes as Octave 7.3 gives them: source, index shape, result.
  static let shapes: [([Int], [Int], [Int])] = [
    ([1, 5], [2, 2], [2, 2]), ([5, 1], [1, 3], [3, 1]), ([1, 5], [2, 1], [1, 2]),
    ([3, 3], [2, 1], [2, 1]), ([3, 3], [1, 2], [1, 2]), ([1, 1], [3, 1], [3, 1]),
    ([1, 1], [1, 0], [1, 0]), ([1, 1], [0, 0], [0, 0]), ([1, 5], [0, 0], [0, 0]),
    ([1, 5], [0, 1], [1, 0]), ([1, 5], [0, 3], [0, 3]), ([5, 1], [1, 0], [0, 1]),
    ([3, 3], [1, 0], [1, 0]), ([1, 5], [1, 1, 3], [1, 3]), ([5, 1], [1, 1, 3], [3, 1]),
    ([3, 3], [1, 1, 3], [1, 1, 3]), ([0, 1], [1, 0], [0, 1]), ([1, 1, 5], [1, 3], [1, 1, 3]),
    ([1, 1, 5], [3, 1], [1, 1, 3]), ([1, 1, 5], [0, 0], [0, 0]),
  ]

  @Test(arguments: shapes)
  func `a linear index gives Octave's result shape`(
    source: [Int], index: [Int], result: [Int]
  ) throws {
    let shape = Shape(index)
    let zeros = [Int](repeating: 0, count: shape.count)
    let picked = try counting(Shape(source)).indexed(.list(zeros, shape: shape))
    #expect(picked.shape == Shape(result))
    #expect(picked.elements.allSatisfy { $0 == 1 })
  }

  @Test(arguments: 0..<300)
  func `any subscripts pick what nested loops pick`(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed))
    let a = try counting(someShape(using: &stream))
    let count = 2 + stream.below(a.shape.rank)
    let extents = a.shape.extents(for: count)
    let s = extents.map { Subscript.random(in: $0, using: &stream) }
    let lists = zip(s, extents).map { $0.indices(in: $1) }
    let lengths = lists.map(\.count)
    let picked = try a.indexed(s)
    #expect(picked.shape == Shape(lengths))
    for position in 0..<picked.count {
      let chosen = place(position, in: lengths).enumerated().map { lists[$0][$1] }
      #expect(picked[position] == Double(offset(chosen, in: extents) + 1))
    }
  }

  @Test func `an index beyond the array is told with its place`() throws {
    let a = try counting(2, 3, 4)
    #expect(throws: MatrixError.indexOutOfBound(index: 25, position: 0, rank: 1, shape: a.shape)) {
      try a.indexed(.scalar(24))
    }
    #expect(throws: MatrixError.indexOutOfBound(index: 13, position: 2, rank: 2, shape: a.shape)) {
      try a.indexed([.scalar(1), .row(0, 12)])
    }
    #expect(throws: MatrixError.indexOutOfBound(index: 2, position: 5, rank: 5, shape: a.shape)) {
      try a.indexed([.scalar(0), .scalar(0), .scalar(0), .scalar(0), .scalar(1)])
    }
    #expect(throws: MatrixError.self) { try a.indexed(.scalar(Int.max)) }
    #expect(throws: MatrixError.self) {
      try a.indexed(.range(start: 0, step: Int.max / 2, count: Int.max))
    }
  }

  @Test func `masks take the shapes Octave gives them`() throws {
    func shape(_ values: [Bool], _ shape: Shape) throws -> Shape {
      try Subscript(mask: try Matrix(shape, values)).shape(in: 9)
    }
    #expect(try shape([true, true, false], Shape(1, 3)) == Shape(1, 2))
    #expect(try shape([false, false, false], Shape(1, 3)) == Shape(1, 0))
    #expect(try shape([true, true, true, true], Shape(2, 2)) == Shape(4, 1))
    #expect(try shape([false], .scalar) == .empty)
    #expect(try shape([true], .scalar) == .scalar)
  }

  @Test func `numbers that are no index are told`() throws {
    for bad in [0, -1, 1.5, .nan, .infinity, 1e300] as [Double] {
      #expect(throws: MatrixError.self) { try Subscript.index(bad) }
    }
    #expect(try Subscript(oneBased: counting(1, 3)) == .list([0, 1, 2], shape: Shape(1, 3)))
  }

  @Test func `elements with references are counted right`() throws {
    final class Token {}
    weak var last: Token?
    do {
      let tokens = (0..<6).map { _ in Token() }
      last = tokens[5]
      var a = try Matrix(Shape(2, 3), tokens)
      let column = try a.indexed([.all, .scalar(2)])
      try a.assign(column, at: [.all, .scalar(4)], fill: tokens[0])
      try a.delete([.all, .row(2, 4)])
      #expect(a.shape == Shape(2, 3))
      #expect(a[2, 0] === a[2, 0] && column[1] === tokens[5])
    }
    #expect(last == nil)
  }
}
