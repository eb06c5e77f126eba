import Matrices
import Testing

@Suite struct DeletingTests {
  struct Case: Sendable {
    let before: [Int]
    let s: [Subscript]
    let after: [Int]?
    init(_ before: [Int], _ s: [Subscript], _ after: [Int]?) {
      self.before = before
      self.s = s
      self.after = after
    }
  }

  static let nothing = Subscript.list([], shape: .empty)

  /// As in Octave 7.3; nil where it is an error.
  static let cases: [Case] = [
    Case([1, 5], [.scalar(1)], [1, 4]), Case([5, 1], [.row(0, 1)], [3, 1]),
    Case([3, 3], [.scalar(1)], [1, 8]), Case([3, 3], [.row(0, 4)], [7, 1]),
    Case([3, 3], [.range(start: 0, step: 1, count: 2)], [1, 7]),
    Case([1, 1], [.row(0, 0)], [0, 1]),
    Case([3, 3], [.all], [0, 0]), Case([3, 3], [.scalar(0), .all], [2, 3]),
    Case([3, 3], [.all, .row(0, 2)], [3, 1]), Case([3, 3], [.scalar(0), .scalar(0)], nil),
    Case([3, 3], [.all, .all], [0, 3]), Case([3, 3], [.row(0, 1, 2), .all], [0, 3]),
    Case([3, 3], [.scalar(3), .all], nil), Case([1, 5], [.scalar(6)], nil),
    Case([1, 5], [.range(start: 0, step: 1, count: 5)], [1, 0]),
    Case([3, 3], [nothing], [3, 3]), Case([3, 3], [nothing, .all], [3, 3]),
    Case([3, 3], [nothing, .scalar(0)], [3, 3]),
    Case([2, 3, 4], [.all, .all, .scalar(1)], [2, 3, 3]),
    Case([2, 3, 4], [.all, .scalar(1)], [2, 2, 4]),
    Case([2, 3, 4], [.all, .range(start: 0, step: 1, count: 12)], nil),
    Case([2, 3, 4], [.scalar(0)], [1, 23]), Case([1, 1], [.scalar(0)], [1, 0]),
    Case([0, 0], [.scalar(0)], nil), Case([1, 5], [.row(0, 0, 1)], [1, 3]),
    Case([3, 0], [.all, .all], [0, 0]), Case([1, 5], [.all, .all, .scalar(0)], nil),
    Case([2, 3, 4], [.all, .all, .range(start: 0, step: 1, count: 4)], [2, 3, 0]),
  ]

  @Test(arguments: cases)
  func `deletion keeps and refuses what Octave does`(one: Case) throws {
    let a = try counting(Shape(one.before))
    var shared = a
    var owned = try counting(Shape(one.before))
    do {
      try shared.delete(one.s)
      try owned.delete(one.s)
      #expect(one.after.map { Shape($0) } == shared.shape)
      #expect(shared == owned)
    } catch {
      #expect(one.after == nil)
      #expect(shared == a)
    }
  }

  @Test(arguments: 0..<100)
  func `a vector loses just the chosen elements`(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed))
    let count = 1 + stream.below(9)
    let s = Subscript.random(in: count, using: &stream)
    let gone = Set(s.indices(in: count))
    var column = try counting(count, 1)
    try column.delete(s)
    let kept = (0..<count).filter { !gone.contains($0) }.map { Double($0 + 1) }
    #expect(column.elements == kept)
  }
}
