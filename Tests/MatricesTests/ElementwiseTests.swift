import Matrices
import Testing

@Suite struct ElementwiseTests {
  @Test func broadcastingAgreesWithIndexArithmetic() throws {
    var random = RandomStream(seed: 5)
    for _ in 0..<300 {
      let rank = 2 + random.below(3)
      let extents = (0..<rank).map { _ in
        random.below(5) == 0 ? random.below(3) : 1 + random.below(5)
      }
      func operand() throws -> Matrix<Double> {
        let shape = Shape(extents.map { random.below(3) == 0 ? 1 : $0 })
        return try Matrix(shape, (0..<shape.count).map { _ in random.normal() })
      }
      let a = try operand()
      let b = try operand()
      let c = try Matrix.elementwise(.subtract, a, b)
      let less = try Matrix.compare(.less, a, b)
      for axis in 0..<rank { #expect(c.shape[axis] == (a.shape[axis] == 1 ? b : a).shape[axis]) }
      for i in 0..<c.count {
        var rest = i
        var (offsetA, offsetB, stepA, stepB) = (0, 0, 1, 1)
        for axis in 0..<rank {
          let index = rest % c.shape[axis]
          rest /= c.shape[axis]
          if a.shape[axis] > 1 { offsetA += index * stepA }
          if b.shape[axis] > 1 { offsetB += index * stepB }
          stepA *= a.shape[axis]
          stepB *= b.shape[axis]
        }
        #expect(c[i] == a[offsetA] - b[offsetB])
        #expect(less[i] == (a[offsetA] < b[offsetB]))
      }
    }
  }

  /// Powers of two are multiplied by their reciprocal, which must not show in any bit.
  @Test func quotientsByOneNumberHaveTheBitsOfTheOperator() throws {
    var random = RandomStream(seed: 8)
    let edges = [0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, 0x1.8p-1022, 1e308]
    let x = try Matrix(Shape(1, 40), edges + (0..<32).map { _ in random.normal() })
    let divisors = [
      1, 2, -4, 0.5, 1024, 3, 10, 0, -0.0, .infinity, .nan, 0x1p1000, 0x1p-1000, 0x1p1023,
      0x1p-1022,
      .leastNonzeroMagnitude,
    ]
    for divisor in divisors {
      let quotients = try Matrix.elementwise(.divide, x, Matrix(scalar: divisor))
      for i in 0..<x.count {
        let expected = x[i] / divisor
        #expect(
          quotients[i].bitPattern == expected.bitPattern || quotients[i].isNaN && expected.isNaN,
          "\(x[i]) / \(divisor)")
      }
    }
  }

  @Test func everyOperationHasItsMeaning() throws {
    let a = try Matrix<Double>(Shape(1, 4), [1, -6, 7.5, 0])
    let b = try Matrix<Double>(Shape(1, 4), [2, 3, -0.5, 0])
    func result(_ op: ArithmeticOperation) throws -> [Double] {
      try Matrix.elementwise(op, a, b).elements
    }
    #expect(try result(.add) == [3, -3, 7, 0])
    #expect(try result(.subtract) == [-1, -9, 8, 0])
    #expect(try result(.multiply) == [2, -18, -3.75, 0])
    #expect(try result(.divide).prefix(3) == [0.5, -2, -15])
    #expect(try result(.leftDivide).prefix(2) == [2, -0.5])
    #expect(try result(.power).prefix(2) == [1, -216])
    #expect(try Matrix.elementwise(.power, a, 2).elements == [1, 36, 56.25, 0])
    #expect(try Matrix.elementwise(.subtract, 1, a).elements == [0, 7, -6.5, 1])
    var c = a
    try c.apply(.multiply, b)
    #expect(try c == Matrix.elementwise(.multiply, a, b))
    #expect(a[0] == 1)
    for (op, expected) in [
      (ComparisonOperation.equal, [false, true]), (.notEqual, [true, false]),
      (.less, [true, false]), (.lessOrEqual, [true, true]), (.greater, [false, false]),
      (.greaterOrEqual, [false, true]),
    ] {
      let p = try Matrix<Float>(Shape(1, 2), [1, 2])
      let q = try Matrix<Float>(Shape(1, 2), [3, 2])
      #expect(try Matrix.compare(op, p, q).elements == expected)
    }
  }

  @Test func nonconformantShapesAreNamed() throws {
    let a = try Matrix<Double>(Shape(2, 3), repeating: 1)
    let b = try Matrix<Double>(Shape(3, 2), repeating: 1)
    #expect(throws: MatrixError.nonconformant(operation: "+", Shape(2, 3), Shape(3, 2))) {
      try Matrix.elementwise(.add, a, b)
    }
  }

  @Test func wholeNumberPowersAreExact() throws {
    for base in 1...12 {
      var exact = 1.0
      for exponent in 0...14 {
        #expect(VectorMath.apply(.power, Double(base), Double(exponent)) == exact)
        exact *= Double(base)
      }
    }
  }
}
