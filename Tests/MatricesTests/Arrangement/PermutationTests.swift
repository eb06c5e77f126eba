import Matrices
import Testing

@Suite struct PermutationTests {
  @Test(arguments: 0..<100)
  func `every element goes to its permuted place`(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed))
    let a = try counting(someShape(using: &stream))
    let order = stream.permutation(a.shape.rank + stream.below(2))
    let result = try a.permuted(order)
    let old = a.shape.extents(for: order.count)
    let new = order.map { old[$0] }
    #expect(result.shape == Shape(new))
    for index in 0..<result.count {
      let there = place(index, in: new)
      var here = there
      for (axis, source) in order.enumerated() { here[source] = there[axis] }
      #expect(result[index] == a[offset(here, in: old)])
    }
  }

  @Test func `transposing twice gives the same`() throws {
    let a = try counting(37, 53)
    let turned = try a.transposed()
    #expect(turned.shape == Shape(53, 37))
    #expect(turned[5, 7] == a[7, 5])
    #expect(try turned.transposed() == a)
    #expect(throws: MatrixError.self) { try counting(2, 2, 2).transposed() }
  }

  @Test(arguments: 0..<50)
  func `repeating tiles the array`(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed))
    let a = try counting(someShape(using: &stream))
    let times = (0..<3).map { _ in stream.below(4) }
    let result = try a.repeated(times)
    let rank = max(a.shape.rank, 3)
    let old = a.shape.extents(for: rank)
    let new = old.enumerated().map { $1 * ($0 < 3 ? times[$0] : 1) }
    #expect(result.shape == Shape(new))
    for index in 0..<result.count {
      let source = zip(place(index, in: new), old).map { $0 % $1 }
      #expect(result[index] == a[offset(source, in: old)])
    }
    #expect(throws: MatrixError.self) { try counting(2, 2).repeated([Int.max, 2]) }
  }

  @Test func `turning and shifting`() throws {
    let a = try Matrix(Shape(2, 3), [1.0, 4, 2, 5, 3, 6])
    #expect(try a.rotated(quarters: 1).elements == [3, 2, 1, 6, 5, 4])
    #expect(try a.rotated(quarters: 2).elements == [6, 3, 5, 2, 4, 1])
    #expect(try a.rotated(quarters: -1).elements == [4, 5, 6, 1, 2, 3])
    #expect(try a.shifted(by: 1, axis: 1).elements == [3, 6, 1, 4, 2, 5])
    #expect(try a.shifted(by: -4, axis: 1).elements == [2, 5, 3, 6, 1, 4])
    #expect(try a.shifted(by: Int.min, axis: 1).count == 6)
  }

  @Test(arguments: [-3, -2, -1, 0, 1, 2, 3, 4, Int.min, Int.max])
  func `triangles and diagonals follow their definition`(k: Int) throws {
    let a = try counting(3, 4)
    let lower = try a.triangle(lower: true, diagonal: k, zero: 0)
    let upper = try a.triangle(lower: false, diagonal: k, zero: 0)
    let onDiagonal = (0..<12).filter { Double($0 / 3 - $0 % 3) == Double(k) }.map { a[$0] }
    for index in 0..<12 {
      let distance = Double(index / 3 - index % 3)
      #expect(lower[index] == (distance <= Double(k) ? a[index] : 0))
      #expect(upper[index] == (distance >= Double(k) ? a[index] : 0))
    }
    #expect(try a.diagonal(k).elements == onDiagonal)
    let back = try counting(3, 1).onDiagonal(k, of: Shape(3, 4), zero: 0)
    #expect(back.elements.reduce(0, +) == (try back.diagonal(k).elements.reduce(0, +)))
  }

  @Test func `the Kronecker product by its definition`() throws {
    let a = try counting(2, 3)
    let b = try counting(3, 2)
    let result = try a.kronecker(b)
    for row in 0..<6 {
      for column in 0..<6 {
        #expect(result[row, column] == a[row / 3, column / 2] * b[row % 3, column % 2])
      }
    }
  }
}
