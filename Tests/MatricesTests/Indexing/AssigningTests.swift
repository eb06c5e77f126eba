import Matrices
import Testing

@Suite struct AssigningTests {
  struct Case: Sendable {
    let before: [Int]
    let s: [Subscript]
    let source: [Int]
    let after: [Int]?
    init(_ before: [Int], _ s: [Subscript], _ source: [Int], _ after: [Int]?) {
      self.before = before
      self.s = s
      self.source = source
      self.after = after
    }
  }

  /// Shapes before and after `A(s) = B` as in Octave 7.3; nil where it is an error.
  static let cases: [Case] = [
    Case([2, 2], [.scalar(4)], [1, 1], nil), Case([1, 3], [.scalar(4)], [1, 1], [1, 5]),
    Case([3, 1], [.scalar(4)], [1, 1], [5, 1]), Case([1, 1], [.scalar(2)], [1, 1], [1, 3]),
    Case([0, 0], [.scalar(2)], [1, 1], [1, 3]), Case([0, 3], [.scalar(2)], [1, 1], [1, 3]),
    Case([0, 1], [.scalar(2)], [1, 1], [1, 3]), Case([3, 0], [.scalar(1)], [1, 1], nil),
    Case([1, 1, 3], [.scalar(4)], [1, 1], nil), Case([0, 0, 2], [.scalar(1)], [1, 1], nil),
    Case([2, 1, 3], [.scalar(2), .scalar(0), .scalar(0)], [1, 1], [3, 1, 3]),
    Case([2, 2], [.scalar(2), .scalar(2)], [1, 1], [3, 3]),
    Case([2, 2], [.all, .scalar(2)], [1, 1], [2, 3]),
    Case([2, 2], [.all, .scalar(2)], [1, 2], [2, 3]),
    Case([2, 2], [.all, .scalar(2)], [1, 3], nil),
    Case([2, 2], [.scalar(2), .all], [1, 2], [3, 2]),
    Case([0, 0], [.all, .scalar(0)], [3, 1], [3, 1]),
    Case([0, 0], [.all, .scalar(0)], [1, 1], [1, 1]),
    Case([0, 0], [.all], [1, 1], [0, 0]), Case([0, 0], [.all], [1, 3], nil),
    Case([0, 0], [.scalar(1), .all], [1, 3], [2, 3]),
    Case([0, 0], [.all, .all], [2, 3], [2, 3]),
    Case([0, 0], [.all, .all, .scalar(1)], [2, 3], [2, 3, 2]),
    Case([0, 3], [.all, .scalar(0)], [1, 3], nil),
    Case([0, 3], [.scalar(0), .all], [1, 3], [1, 3]),
    Case([0, 3], [.scalar(0), .all], [1, 1], [1, 3]),
    Case([2, 0], [.all, .scalar(0)], [1, 2], [2, 1]),
    Case([1, 5], [.row(0, 1)], [1, 3], nil), Case([1, 5], [.row(0, 1)], [2, 1], [1, 5]),
    Case([1, 4], [.all], [2, 2], [1, 4]), Case([1, 4], [.all], [1, 3], nil),
    Case([2, 2], [.all, .scalar(0)], [1, 1, 2], [2, 2]),
    Case([2, 2], [.row(0, 1), .row(0, 1)], [1, 4], nil),
    Case([2, 2, 2], [.all, .all, .scalar(2)], [2, 2], [2, 2, 3]),
    Case([2, 2, 2], [.scalar(0), .all, .all], [2, 2], [2, 2, 2]),
    Case([2, 2, 2], [.scalar(0), .all, .all], [4, 1], nil),
    Case([2, 2, 2], [.all, .scalar(0)], [1, 2], [2, 2, 2]),
    Case([2, 2, 2], [.all, .scalar(4)], [1, 2], nil),
    Case([2, 2, 2], [.scalar(2), .scalar(0)], [1, 1], nil),
    Case([2, 2], [.scalar(0), .scalar(0), .scalar(1)], [1, 1], [2, 2, 2]),
    Case([1, 3], [.list([], shape: .empty)], [1, 1], [1, 3]),
    Case([1, 3], [.list([], shape: .empty)], [1, 2], nil),
    Case([1, 3], [.scalar(0)], [1, 0], nil), Case([1, 3], [.row()], [0, 3], [1, 3]),
  ]

  @Test(arguments: cases)
  func `assignment grows and checks as Octave does`(one: Case) throws {
    let a = try counting(Shape(one.before))
    let b = try Matrix(Shape(one.source), repeating: -1.0)
    var result = a
    do {
      try result.assign(b, at: one.s, fill: 0)
      #expect(one.after.map { Shape($0) } == result.shape)
    } catch {
      #expect(one.after == nil)
      #expect(result == a)
    }
  }

  @Test(arguments: 0..<300)
  func `assignment writes what nested loops write`(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed))
    let a = try counting(someShape(using: &stream))
    let count = a.shape.rank + stream.below(2)
    let present = a.shape.extents(for: count)
    guard !a.isEmpty else { return }
    let s = present.map { Subscript.random(in: $0 + stream.below(3), using: &stream) }
    let needed = try zip(s, present).map { try $0.extent(atLeast: $1) }
    let lists = zip(s, needed).map { $0.indices(in: $1) }
    let lengths = lists.map(\.count)
    let b = try Matrix(Shape(lengths), (0..<Shape(lengths).count).map { -Double($0) })
    var expected = [Double](repeating: 99, count: needed.reduce(1, *))
    for index in 0..<a.count { expected[offset(place(index, in: present), in: needed)] = a[index] }
    for index in 0..<b.count {
      let chosen = place(index, in: lengths).enumerated().map { lists[$0][$1] }
      expected[offset(chosen, in: needed)] = b[index]
    }
    var result = a
    try result.assign(b, at: s, fill: 99)
    #expect(result.shape == Shape(needed))
    #expect(result.elements == expected)
    #expect(a == (try counting(a.shape)))
  }

  @Test func `a vector grows in place`() throws {
    var x = Matrix<Double>(empty: .empty)
    for index in 0..<1000 {
      try x.assign(scalar: Double(index), at: .scalar(index), fill: 0)
    }
    #expect(x.shape == Shape(1, 1000))
    #expect(x.elements == (0..<1000).map { Double($0) })
    var m = Matrix<Double>(empty: .empty)
    for index in 0..<100 {
      try m.assign(counting(3, 1), at: [.all, .scalar(index)], fill: 0)
    }
    #expect(m.shape == Shape(3, 100))
    #expect(m[2, 99] == 3)
  }

  @Test func `sizes beyond the machine are errors`() throws {
    var x = try counting(1, 3)
    #expect(throws: MatrixError.self) { try x.assign(scalar: 1, at: .scalar(Int.max), fill: 0) }
    #expect(throws: MatrixError.self) { try x.assign(scalar: 1, at: .scalar(1 << 60), fill: 0) }
    #expect(throws: MatrixError.self) {
      try x.assign(scalar: 1, at: [.scalar(1 << 40), .scalar(1 << 40)], fill: 0)
    }
    #expect(x == (try counting(1, 3)))
  }
}
