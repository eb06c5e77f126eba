import Evaluation
import Matrices

/// A function of matrices that runs in the precision of its arguments.
///
/// The language's builtins take `Value`s; this turns them into matrices of one element type, single when
/// any argument is, and the results back.
protocol MatrixFunction {
  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>]
}

/// Results of `f` for arguments 0..<count of the call, as values of their precision.
func inPrecision(
  _ call: Call, count: Int, _ f: some MatrixFunction
) throws -> [Value] {
  let values = Array(call.arguments.prefix(count))
  for value in values { try requireFloating(call, value) }
  if values.contains(where: { $0.valueClass == .single }) {
    let arguments = try values.map { try $0.singles ?? Matrix(empty: .empty) }
    return try f(arguments).map { .single($0) }
  }
  let arguments = try values.map { try $0.doubles ?? Matrix(empty: .empty) }
  return try f(arguments).map { .matrix($0) }
}

/// Linear algebra is defined for numbers and truth values; integers count as doubles.
func requireFloating(_ call: Call, _ value: Value) throws {
  switch value.valueClass {
  case .double, .single, .logical, .char, .integer: return
  default:
    throw call.error("wrong type argument '\(wrongTypeName(value))'")
  }
}

private func wrongTypeName(_ value: Value) -> String {
  switch value {
  case .cell: "cell"
  default: Call.description(value)
  }
}

/// A two-dimensional argument.
func requireMatrix(_ call: Call, _ index: Int, _ message: String) throws {
  guard call[index].shape.isMatrix else { throw call.error(message) }
}

/// A square two-dimensional argument.
///
/// - Parameter ofPages: the message for several pages that are square, as Octave has it.
func requireSquare(
  _ call: Call, _ index: Int, _ message: String, ofPages: String = "matrix must be square"
) throws {
  let shape = call[index].shape
  if shape.isSquare { return }
  throw EvaluationError(!shape.isMatrix && shape.rows == shape.columns ? ofPages : message)
}

/// A diagonal matrix of the first elements, m x n.
func diagonalMatrix<T: RealElement>(_ values: Matrix<T>, _ rows: Int, _ columns: Int) throws
  -> Matrix<T>
{
  var result = try Matrix<T>(Shape(rows, columns), repeating: 0)
  for i in 0..<min(values.count, rows, columns) { result[i, i] = values[i] }
  return result
}
