import Matrices

/// How much an operation's result follows from one operand: the operand's place on the tape and the rule that
/// takes the derivative with respect to the result to that with respect to the operand.
///
/// Derivatives with respect to an array ("adjoints") are double arrays of its shape.
public struct Edge {
  /// Adds to the operand's adjoint (nil: nothing came yet) what follows from the result's. The last edge of an
  /// operation may take the result's adjoint over.
  typealias Pull = (inout Matrix<Double>, inout Matrix<Double>?) throws -> Void

  let tape: Tape
  let index: Int
  let pull: Pull

  /// nil when `operand` is not followed.
  init?(_ operand: Value, pulling pull: @escaping Pull) {
    guard case .tracked(let tracked) = operand else { return nil }
    tape = tracked.tape
    index = tracked.index
    self.pull = pull
  }

  /// An edge whose rule gives the operand's share of the adjoint; where the operand was spread over a larger
  /// result, the shares are added up.
  public init?(
    _ operand: Value, _ rule: @escaping (Matrix<Double>) throws -> Matrix<Double>
  ) {
    let shape = operand.shape
    self.init(operand) { adjoint, target in
      try Edge.add(try rule(adjoint).summed(to: shape), to: &target)
    }
  }

  /// The edge of an element-by-element function: the adjoint times `factor`, an array like the operand.
  public init?(_ operand: Value, times factor: @escaping () throws -> Matrix<Double>) {
    self.init(operand) { try Matrix.elementwise(.multiply, $0, try factor()) }
  }

  /// An edge for results whose elements are elements of the operand: result element k is operand element
  /// `places[k]`, or none where that is negative.
  public init?(_ operand: Value, gathering places: [Int]) {
    let shape = operand.shape
    self.init(operand) { adjoint, target in
      var sum = try target ?? Matrix(shape, repeating: 0)
      target = nil
      adjoint.withUnsafeElements { adjoint in
        sum.withUnsafeMutableElements { sum in
          for (k, place) in places.enumerated() where place >= 0 { sum[place] += adjoint[k] }
        }
      }
      target = sum
    }
  }

  /// An edge to what was written at `subscripts` of the result: the adjoint's elements there, which are then zero
  /// for the other edges.
  init?(_ operand: Value, takingFrom subscripts: [Subscript]) {
    let shape = operand.shape
    self.init(operand) { adjoint, target in
      let taken = try adjoint.takeElements(atAll: subscripts)
      let share =
        shape.isScalar ? Matrix(scalar: taken.reduce(0, +)) : try Matrix(shape, taken)
      try Edge.add(share, to: &target)
    }
  }

  static func add(_ share: Matrix<Double>, to target: inout Matrix<Double>?) throws {
    if target == nil {
      target = share
    } else {
      try target?.apply(.add, share)
    }
  }
}

extension Matrix where Element == Double {
  /// The array added up along the dimensions in which `shape` has extent 1: the transpose of spreading an array
  /// of that shape over this one's.
  func summed(to shape: Shape) throws -> Matrix {
    if self.shape == shape { return self }
    if shape.isScalar {
      return Matrix(scalar: try reshaped(Shape(count, 1)).sum(axis: 0)[0])
    }
    var sum = self
    for axis in 0..<self.shape.rank where shape[axis] == 1 && self.shape[axis] != 1 {
      sum = try sum.sum(axis: axis)
    }
    return sum
  }
}
