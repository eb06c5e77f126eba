import Glibc
import Matrices
import Testing

@Suite struct ReductionTests {
  /// Every line of `a` along `axis`, with the place of its first element in the reduced array.
  static func lines(_ a: Matrix<Double>, _ axis: Int) -> [[Double]] {
    let reduced = a.shape.replacing(axis, with: 1)
    let rank = max(a.shape.rank, axis + 1)
    let extents = a.shape.extents(for: rank)
    return (0..<reduced.count).map { index in
      var here = place(index, in: reduced.extents(for: rank))
      return (0..<extents[axis]).map { step in
        here[axis] = step
        return a[offset(here, in: extents)]
      }
    }
  }

  static func someNumbers(_ seed: Int) throws -> (Matrix<Double>, Int) {
    var stream = RandomStream(seed: UInt64(seed))
    let shape = someShape(using: &stream)
    let values = (0..<shape.count).map { _ in
      stream.below(8) == 0 ? Double.nan : Double(stream.below(7)) - 3
    }
    return (try Matrix(shape, values), stream.below(shape.rank + 1))
  }

  static func same(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
  }

  /// Such a dimension has the extent 1, and costs no memory.
  @Test(arguments: [5, 1000, 1_000_000_000_000_000_000])
  func `reductions along a dimension that is not there leave the numbers`(axis: Int) throws {
    let a = try Matrix(Shape([2, 1, 2]), [1.0, -2, 3, 4])
    #expect(try a.sum(axis: axis).shape == a.shape)
    #expect(try a.sum(axis: axis).elements == a.elements)
    #expect(try a.products(axis: axis).elements == a.elements)
    #expect(try a.sumOfSquares(axis: axis).elements == [1, 4, 9, 16])
    #expect(try a.any(axis: axis) { $0 > 0 }.elements == [true, false, true, true])
  }

  @Test(arguments: 0..<200)
  func `sums, products and means go along their axis`(seed: Int) throws {
    let (a, axis) = try Self.someNumbers(seed)
    let lines = Self.lines(a, axis)
    #expect(try a.sum(axis: axis).shape == a.shape.replacing(axis, with: 1))
    #expect(Self.same(try a.sum(axis: axis).elements, lines.map { $0.reduce(0, +) }))
    #expect(Self.same(try a.products(axis: axis).elements, lines.map { $0.reduce(1, *) }))
    #expect(
      Self.same(
        try a.sumOfSquares(axis: axis).elements, lines.map { $0.reduce(0) { $0 + $1 * $1 } }))
    let means = lines.map { $0.reduce(0, +) / Double($0.count) }
    #expect(Self.same(try a.mean(axis: axis).elements, means))
  }

  @Test(arguments: 0..<200)
  func `extremes skip NaN and take the first of equals`(seed: Int) throws {
    let (a, axis) = try Self.someNumbers(seed)
    guard a.shape[axis] > 0 else { return }
    let (values, positions) = try a.extrema(axis: axis, >)
    for (index, line) in Self.lines(a, axis).enumerated() {
      let best = line.filter { !$0.isNaN }.max()
      #expect(Self.same([values[index]], [best ?? .nan]))
      #expect(positions[index] == (best.flatMap { line.firstIndex(of: $0) } ?? 0))
    }
  }

  @Test(arguments: 0..<200)
  func `running values are those of every beginning`(seed: Int) throws {
    let (a, axis) = try Self.someNumbers(seed)
    let sums = try a.cumulativeSum(axis: axis)
    let (least, positions) = try a.runningExtrema(axis: axis, <)
    let all = zip(
      Self.lines(a, axis), zip(Self.lines(sums, axis), Self.lines(least, axis)))
    for (line, (sumLine, leastLine)) in all {
      for end in line.indices {
        let beginning = line[...end]
        #expect(Self.same([sumLine[end]], [beginning.reduce(0, +)]))
        let best = beginning.filter { !$0.isNaN }.min() ?? .nan
        #expect(Self.same([leastLine[end]], [best]))
      }
    }
    #expect(positions.shape == a.shape)
  }

  @Test func `a long line is added up almost exactly`() throws {
    let x = try Matrix(Shape(1, 100_003), (0..<100_003).map { sin(Double($0)) })
    let plain = x.elements.reduce(0, +)
    #expect(abs(try x.sum(axis: 1)[0] - plain) < 1e-9)
    let squares = x.elements.reduce(0) { $0 + $1 * $1 }
    #expect(abs(try x.sumOfSquares(axis: 1)[0] - squares) < 1e-7)
  }

  @Test func `variance of one and of none`() throws {
    #expect(try counting(1, 4).variance(axis: 1)[0] == 5.0 / 3)
    #expect(try counting(1, 4).variance(axis: 1, sample: false)[0] == 1.25)
    #expect(try counting(1, 1).variance(axis: 0)[0] == 0)
    #expect(try counting(3, 2).differences(axis: 0).elements == [1, 1, 1, 1])
    #expect(try counting(3, 0).differences(axis: 1).shape == Shape(3, 0))
  }
}
