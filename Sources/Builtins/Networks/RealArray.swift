import Evaluation
import Matrices

/// Values to matrices of one real number type and back.
enum RealArray {
  static func value<T: RealElement>(_ m: Matrix<T>) -> Value {
    if let doubles = m as? Matrix<Double> { return .matrix(doubles) }
    if let singles = m as? Matrix<Float> { return .single(singles) }
    return .emptyMatrix
  }

  /// A number in the class of `type`.
  static func value<T: RealElement>(_ x: Double, like type: T.Type) -> Value {
    type.isDouble ? .number(x) : .float(Float(x))
  }

  /// nil for values without numbers.
  static func matrix<T: RealElement>(_ value: Value) throws -> Matrix<T>? {
    T.isDouble ? try value.doubles as? Matrix<T> : try value.singles as? Matrix<T>
  }

  /// A row cell.
  static func cell<T: RealElement>(_ matrices: [Matrix<T>]) throws -> Value {
    .cell(try Matrix(Shape(1, matrices.count), matrices.map { value($0) }))
  }

  /// The matrices of a cell; `name` is what messages call them: `Theta{2}`.
  static func matrices<T: RealElement>(
    _ cell: Matrix<Value>, _ name: String, _ call: Call
  ) throws -> [Matrix<T>] {
    try cell.elements.enumerated().map { index, value in
      guard let m: Matrix<T> = try matrix(value) else {
        throw call.error(
          "\(name){\(index + 1)} must be a matrix, not a \(Call.description(value))")
      }
      return m
    }
  }
}
