import Evaluation
import Matrices

extension Value {
  /// `double` of the numbers in double precision, or `single` of those in single; nil without numbers.
  func numbersMapped(
    _ double: (Matrix<Double>) throws -> Matrix<Double>,
    _ single: (Matrix<Float>) throws -> Matrix<Float>
  ) throws -> Value? {
    if case .single(let m) = self { return .single(try single(m)) }
    return try doubles.map { .matrix(try double($0)) }
  }

  /// Numbers for functions that Octave writes in its own language: no text, no cells.
  var isNumericOrLogical: Bool { isNumeric || isLogical }
}

extension Call {
  /// Octave's answer to an argument of a wrong class.
  func wrongType(_ index: Int) -> EvaluationError {
    error("wrong type argument '\(self[index].typeName)'")
  }

  /// Numbers 1-based from 0-based positions.
  static func positions(_ m: Matrix<Int>) throws -> Value {
    .matrix(try m.converted { Double($0 + 1) })
  }

  /// The value in single precision where argument `index` is of that class.
  func inClass(of index: Int, _ m: Matrix<Double>) throws -> Value {
    self[index].valueClass == .single ? .single(try m.converted { Float($0) }) : .matrix(m)
  }

  /// Argument `index` for functions that want "a numeric vector or matrix".
  func numericMatrix(_ index: Int, _ text: String = "X must be a numeric vector or matrix") throws
    -> Matrix<Double>
  {
    guard index < count else { throw invalidCall }
    guard self[index].isNumericOrLogical, let m = try self[index].doubles else {
      throw error(text)
    }
    return m
  }

  /// The dimension argument at `index`, or the first dimension that is not 1.
  func positiveAxis(_ index: Int, of shape: Shape) throws -> Int {
    guard index < count, !self[index].isEmpty else { return shape.firstNonSingleton }
    guard let x = self[index].scalar, let n = Int(exactly: x), n >= 1 else {
      throw error("DIM must be a positive integer")
    }
    // Beyond the last dimension of any array all are alike: extent 1.
    return min(n, 1000) - 1
  }

  /// The dimension argument at `index`, or the first dimension longer than 1.
  func axisOrFirstLong(_ index: Int, of shape: Shape) throws -> Int {
    guard index < count, !self[index].isEmpty else { return shape.firstLong }
    guard let x = self[index].scalar, let n = Int(exactly: x), n >= 1 else {
      throw error("DIM must be an integer and a valid dimension")
    }
    // Beyond the last dimension of any array all are alike: extent 1.
    return min(n, 1000) - 1
  }
}
