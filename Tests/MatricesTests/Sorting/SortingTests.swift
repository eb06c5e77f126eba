import Matrices
import Testing

@Suite struct SortingTests {
  @Test(arguments: [5, 100, 127, 128, 1000], [false, true])
  func `sorting is stable and knows where NaN goes`(count: Int, descending: Bool) throws {
    var stream = RandomStream(seed: UInt64(count))
    let values = (0..<count).map { _ -> Double in
      switch stream.below(8) {
      case 0: .nan
      case 1: -0.0
      case 2: .infinity
      default: Double(stream.below(20)) - 10
      }
    }
    let (sorted, positions) = try Matrix(Shape(count, 1), values)
      .sorted(axis: 0, descending: descending)
    func precedes(_ a: Double, _ b: Double) -> Bool {
      if a.isNaN || b.isNaN { return descending ? a.isNaN && !b.isNaN : !a.isNaN && b.isNaN }
      return descending ? a > b : a < b
    }
    for index in 0..<count {
      #expect(values[positions[index]].bitPattern == sorted[index].bitPattern)
      guard index > 0 else { continue }
      #expect(!precedes(sorted[index], sorted[index - 1]))
      if !precedes(sorted[index - 1], sorted[index]) {
        #expect(positions[index - 1] < positions[index])
      }
    }
    #expect(Set(positions.elements).count == count)
  }

  /// Numbers whose upper digits tell much, little or nothing of their order.
  @Test(arguments: [2, 191, 192, 1000, 4096, 70_000], [false, true])
  func `numbers alone are sorted as by comparing them`(count: Int, descending: Bool) throws {
    var stream = RandomStream(seed: UInt64(count))
    let kinds: [(Int) -> Double] = [
      { _ in stream.uniform() - 0.5 }, { _ in stream.normal() * 1e300 },
      { Double($0 * 7919 % 1_000_003) }, { Double($0) }, { Double(-$0) }, { _ in 3.5 },
      { _ in 1 + stream.uniform() * 0x1p-40 }, { $0 % 2 == 0 ? -1e300 : stream.uniform() * 1e-300 },
      { _ in Double(stream.below(7)) - 3 },
    ]
    for kind in kinds {
      let values = (0..<count).map(kind)
      let column = try Matrix(Shape(count, 1), values)
      let sorted = try #require(try column.sortedValues(axis: 0, descending: descending))
      #expect(sorted.elements == values.sorted { descending ? $0 > $1 : $0 < $1 })
      let (again, positions) = try column.sorted(axis: 0, descending: descending)
      #expect(again == sorted)
      #expect(zip(positions.elements, again.elements).allSatisfy { values[$0] == $1 })
    }
    #expect(try Matrix(Shape(2, 1), [0, -0.0]).sortedValues(axis: 0) == nil)
    #expect(try Matrix(Shape(2, 1), [0, Double.nan]).sortedValues(axis: 0) == nil)
  }

  @Test func `positions are those of the wanted elements, the first or the last of them`() throws {
    let a = try Matrix(Shape(1, 7), [0, 3, 0, 0, 5, 6, 0])
    for (limit, wanted) in [
      (Int.max, [1, 4, 5]), (2, [1, 4]), (-2, [4, 5]), (0, []), (3, [1, 4, 5]),
    ] {
      #expect(try a.positions(limit: limit, { $0 }, where: { $0 != 0 }).elements == wanted)
    }
  }

  @Test func `each line along any axis is sorted by itself`() throws {
    var stream = RandomStream(seed: 3)
    let a = try Matrix(Shape([3, 4, 2]), (0..<24).map { _ in Float(stream.below(9)) })
    for axis in 0..<3 {
      let (sorted, _) = try a.sorted(axis: axis)
      for index in 0..<24 {
        var here = place(index, in: [3, 4, 2])
        guard here[axis] > 0 else { continue }
        here[axis] -= 1
        #expect(sorted[offset(here, in: [3, 4, 2])] <= sorted[index])
      }
    }
  }

  @Test func `keys keep the order of whole numbers`() {
    let signed: [Int64] = [.min, -5, 0, 7, .max]
    #expect(signed.map(\.orderedKey) == signed.map(\.orderedKey).sorted())
    let singles: [Float] = [-.infinity, -1, -.leastNonzeroMagnitude, 0, 1, .infinity, .nan]
    #expect(singles.map(\.orderedKey) == singles.map(\.orderedKey).sorted())
    #expect(Float(-0.0).orderedKey == Float(0).orderedKey)
  }

  @Test func `rows by several columns`() throws {
    let a = try Matrix(Shape(4, 2), [2.0, 1, 2, 1, 1, 5, 0, 6])
    #expect(try a.rowOrder(by: [0, 1], descending: [false, false]) == [1, 3, 2, 0])
    #expect(try a.rowOrder(by: [0, 1], descending: [false, true]) == [3, 1, 0, 2])
  }

  @Test func `lookup counts the steps below`() throws {
    let table = try Matrix(Shape(1, 3), [1.0, 2, 2])
    let found = try table.lookup(Matrix(Shape(1, 4), [0.5, 1, 2, 9]))
    #expect(found.elements == [0, 1, 3, 3])
    let falling = try Matrix(Shape(1, 3), [3.0, 2, 1])
    #expect(try falling.lookup(Matrix(scalar: 2.5), descending: true).elements == [1])
  }
}
