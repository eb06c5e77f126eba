import Matrices
import Syntax

/// A fused chain of which `grad` follows operands: done in one pass, and in one pass back.
struct FollowedChain {
  private let chain: FusedChain
  private let operands: [Value]
  private let shape: Shape
  private var derivative = ChainDerivative()
  /// The operands that are followed, in the order of the derivative's shares.
  private var followed: [Int] = []

  /// nil where the operations must be noted down one by one.
  init?(_ chain: FusedChain, _ operands: [Value]) {
    (self.chain, self.operands) = (chain, operands)
    var shape: Shape?
    var nodes: [Int] = []
    for (index, operand) in operands.enumerated() {
      switch operand.primal {
      case .number(let x) where !operand.isTracked: nodes.append(derivative.append(x))
      case .double(let m) where m.count >= ElementChain<Double>.leastCount:
        guard shape == nil || m.shape == shape else { return nil }
        shape = m.shape
        nodes.append(derivative.append(m, isWanted: operand.isTracked))
        if operand.isTracked { followed.append(index) }
      default: return nil
      }
    }
    guard let shape, !followed.isEmpty else { return nil }
    self.shape = shape
    for step in chain.steps {
      guard let node = append(step, nodes) else { return nil }
      nodes.append(node)
    }
    guard derivative.followsLast else { return nil }
  }

  private mutating func append(_ step: FusedChain.Step, _ nodes: [Int]) -> Int? {
    switch step {
    case .not: return nil
    case .negate(let a): return append(.negate, nodes[a])
    case .function(let f, let a): return append(f, nodes[a])
    case .binary(let op, let a, let b): return append(op, nodes[a], nodes[b])
    }
  }

  private mutating func append(_ f: MathFunction, _ a: Int) -> Int? {
    guard let x = derivative.number(a) else { return derivative.append(f, a) }
    return ChainNumbers.map(f, x).map { derivative.append($0) }
  }

  private mutating func append(_ op: BinaryOperator, _ a: Int, _ b: Int) -> Int? {
    let (x, y) = (derivative.number(a), derivative.number(b))
    if let x, let y { return ChainNumbers.binary(op, x, y).map { derivative.append($0) } }
    switch op {
    case .matrixMultiply: return x == nil && y == nil ? nil : derivative.append(.multiply, a, b)
    case .matrixRightDivide: return y == nil ? nil : derivative.append(.divide, a, b)
    case .power: return derivative.append(.power, a, b)
    default: return op.elementwise.flatMap { derivative.append($0, a, b) }
    }
  }

  /// The result, with its place on the tape; nil where the operations must be done one by one.
  func result() throws -> Value? {
    guard let y = try value() else { return nil }
    let shares = Shares()
    let (derivative, shape, isMean) = (derivative, shape, chain.reduction == .mean)
    let edges = followed.enumerated().map { position, operand in
      Edge(
        operands[operand],
        pulling: { adjoint, target in
          if position == 0 {
            shares.all = try derivative.shares(
              try FollowedChain.spread(adjoint, over: shape, isMean: isMean))
          }
          try Edge.add(shares.take(position), to: &target)
        })
    }
    return try Tape.record(y, edges)
  }

  /// What the chain gives for the plain operands, with the bits that it has without `grad`.
  private func value() throws -> Value? {
    let leaves = operands.map { operand -> PreparedChain.Leaf in
      if case .number(let x) = operand { .number(x) } else { .array }
    }
    return try leaves.withUnsafeBufferPointer { leaves in
      var builder = ChainBuilder<Double>(leaves)
      for step in chain.steps {
        guard builder.append(step, isLast: false) else { return nil }
      }
      guard !builder.isTruth else { return nil }
      // Numbers have no memory: any pointer stands for theirs.
      let bases = operands.map { operand -> UnsafePointer<Double>? in
        if case .double(let m) = operand.primal {
          m.withUnsafeElements { $0.baseAddress }
        } else {
          nil
        }
      }
      guard let any = bases.compactMap({ $0 }).first else { return nil }
      return try bases.map { $0 ?? any }.withUnsafeBufferPointer { arrays -> Value? in
        guard let arrays = arrays.baseAddress else { return nil }
        guard chain.reduction != nil else {
          return try builder.chain.array(shape, arrays).map(Value.matrix)
        }
        let axis = shape.firstNonSingleton
        guard var sums = try builder.chain.sum(shape, arrays, axis: axis) else { return nil }
        if chain.reduction == .mean { try sums.apply(.divide, Double(shape[axis])) }
        return .matrix(sums)
      }
    }
  }

  /// The adjoint of every element from that of their sums or means.
  private static func spread(
    _ adjoint: Matrix<Double>, over shape: Shape, isMean: Bool
  ) throws -> Matrix<Double> {
    if adjoint.shape == shape { return adjoint }
    let parts = shape.count / max(1, adjoint.count)
    return try Matrix(shape) { target in
      for part in 0..<adjoint.count {
        let g = isMean ? adjoint[part] / Double(parts) : adjoint[part]
        for k in part * parts..<(part + 1) * parts { target.initializeElement(at: k, to: g) }
      }
    }
  }

  /// The derivatives of one pass back, until the edges of their operands fetch them.
  private final class Shares {
    var all: [Matrix<Double>] = []

    func take(_ index: Int) -> Matrix<Double> {
      let share = all[index]
      all[index] = Matrix(empty: .empty)
      return share
    }
  }
}
