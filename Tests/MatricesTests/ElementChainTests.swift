import Testing

@testable import Matrices

/// Chains against the same operations on whole arrays, one after the other.
@Suite struct ElementChainTests {
  /// A tree of operations, as a chain and as whole arrays.
  private struct Tree {
    enum Node {
      case constant(Double)
      case array(Int)
      case computed(Matrix<Double>)
    }

    let chain = ElementChain<Double>()
    let leaves: [Matrix<Double>]
    private var random: RandomStream

    init(_ leaves: [Matrix<Double>], seed: UInt64) {
      self.leaves = leaves
      random = RandomStream(seed: seed)
    }

    private func operand(_ node: Node) -> ElementChain<Double>.Operand {
      switch node {
      case .constant(let x): .constant(x)
      case .array(let number): .array(number)
      case .computed: .step
      }
    }

    private func isComputed(_ node: Node) -> Bool {
      if case .computed = node { true } else { false }
    }

    private func value(_ node: Node) throws -> Matrix<Double> {
      switch node {
      case .constant(let x): Matrix(scalar: x)
      case .array(let number): leaves[number]
      case .computed(let m): m
      }
    }

    /// Appends a random tree; its root is no constant, and no array unless `depth` is 0.
    mutating func grow(_ depth: Int) throws -> Node {
      if depth == 0 { return .array(random.below(leaves.count)) }
      switch random.below(12) {
      case 10, 11: return try complementProduct(grow(random.below(depth)))
      case 0..<6:
        var a = try grow(random.below(depth))
        var b = try grow(depth - 1)
        if case .array = a, random.below(2) == 0 {
          a = .constant([1, -2, 0.5, 3][random.below(4)])
        }
        if case .array = b {
          if case .constant = a {} else { b = .constant([1, -4, 0.25, 7][random.below(4)]) }
        }
        // Of two computed operands the right one lies on top.
        if !(isComputed(a) && isComputed(b)), random.below(2) == 0 { swap(&a, &b) }
        return try binary(a, b)
      case 6: return try map([.negate, .abs, .floor, .tanh][random.below(4)], grow(depth - 1))
      case 7: return try map([.exp, .sigmoid, .negate][random.below(3)], grow(depth - 1))
      case 8:
        let a = try grow(depth - 1)
        chain.appendSquare(operand(a))
        return .computed(try Matrix.elementwise(.multiply, value(a), value(a)))
      default:
        let a = try map(.abs, grow(depth - 1))
        return try map([.log, .sqrt][random.below(2)], a, lowest: 0)
      }
    }

    /// Of an array or a computed value with a constant less an array: chains have steps of their own for it.
    private mutating func complementProduct(_ factor: Node) throws -> Node {
      let (x, array) = (Matrix(scalar: 1.0), random.below(leaves.count))
      chain.append(.subtract, .constant(1), .array(array))
      let difference = Node.computed(try Matrix.elementwise(.subtract, x, leaves[array]))
      let isLeft = !isComputed(factor) && random.below(2) == 0
      let (a, b) = isLeft ? (difference, factor) : (factor, difference)
      chain.append(.multiply, operand(a), operand(b))
      return .computed(try Matrix.elementwise(.multiply, value(a), value(b)))
    }

    private mutating func binary(_ a: Node, _ b: Node) throws -> Node {
      let (x, y) = (try value(a), try value(b))
      if random.below(6) == 0 {
        let op = ComparisonOperation.allCases[random.below(6)]
        chain.append(op, operand(a), operand(b))
        let truths = try Matrix.compare(op, x, y)
        return .computed(try Matrix(truths.shape, truths.elements.map { $0 ? 1 : 0 }))
      }
      let op = ArithmeticOperation.allCases[random.below(5)]
      chain.append(op, operand(a), operand(b))
      return .computed(try Matrix.elementwise(op, x, y))
    }

    private func map(_ f: MathFunction, _ a: Node, lowest: Double? = nil) throws -> Node {
      chain.append(f, operand(a), lowest: lowest)
      return .computed(try value(a).mapped(f))
    }
  }

  private func withPointers<Result>(
    _ leaves: [Matrix<Double>], _ body: (ElementChain<Double>.Arrays) throws -> Result
  ) rethrows -> Result {
    let pointers = leaves.map { UnsafePointer($0.storage.base) }
    defer { withExtendedLifetime(leaves) {} }
    return try pointers.withUnsafeBufferPointer { try body($0.baseAddress!) }
  }

  private func expectSame(_ a: Double, _ b: Double, _ comment: Comment) {
    #expect(a.bitPattern == b.bitPattern || a.isNaN && b.isNaN, comment)
  }

  @Test func randomTreesHaveTheBitsOfWholeArrays() throws {
    var random = RandomStream(seed: 21)
    let edges = [0, -0.0, .infinity, -.infinity, .nan, 1e308, -0x1p-1030, 800]
    for seed in 0..<300 as Range<UInt64> {
      let count = [64, 65, 127, 1000, 4095, 4097, 9001][random.below(7)]
      let leaves = try (0..<3).map { _ in
        try Matrix(
          Shape(count, 1),
          (0..<count).map { _ in
            random.below(200) == 0 ? edges[random.below(edges.count)] : random.normal()
          })
      }
      var tree = Tree(leaves, seed: seed)
      guard case .computed(let expected) = try tree.grow(1 + random.below(5)) else { continue }
      guard expected.count == count else { continue }
      let (values, total) = try withPointers(leaves) {
        (try tree.chain.array(expected.shape, $0), try tree.chain.total(count, $0))
      }
      let result = try #require(values)
      for i in 0..<count { expectSame(result[i], expected[i], "seed \(seed), element \(i)") }
      expectSame(try #require(total), try expected.sum(axis: 0)[0], "seed \(seed), sum")
    }
  }

  @Test func negativeNumbersUnderALogarithmEndTheChain() throws {
    for count in [64, 70, 5000] {
      for place in [0, count / 2, count - 1] {
        for (x, isReal) in [(-1e-300, false), (-.infinity, false), (-0.0, true), (.nan, true)] {
          let chain = ElementChain<Double>()
          chain.append(.log, .array(0), lowest: 0)
          chain.append(.add, .step, .constant(1))
          var elements = [Double](repeating: 2, count: count)
          elements[place] = x
          let leaves = [try Matrix(Shape(count, 1), elements)]
          let (values, total) = try withPointers(leaves) {
            (try chain.array(Shape(count, 1), $0), try chain.total(count, $0))
          }
          #expect((values != nil) == isReal, "\(x) at \(place) of \(count)")
          #expect((total != nil) == isReal, "\(x) at \(place) of \(count)")
        }
      }
    }
  }
}
