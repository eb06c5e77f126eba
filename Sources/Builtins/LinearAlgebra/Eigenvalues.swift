import Evaluation
import Glibc
import Matrices

/// Eigenvalues and functions of matrices.
let eigenvalues: [Builtin] = [
  Builtin(
    "w = eig(A)\n[V, D] = eig(A)\n[V, D] = eig(A, B)",
    "Eigenvalues, or eigenvectors V and diagonal D with A * V = V * D", shapes: "A: n x n",
    examples: """
      >> eig([2 1; 1 2])
      ans =

         1
         3

      """,
    seeAlso: ["svd", "expm", "chol"], many: eigen),
  Builtin(
    "expm(A)", "The exponential of a square matrix", shapes: "A: n x n -> n x n",
    examples: """
      >> expm([0 1; 0 0])
      ans =

         1   1
         0   1

      """,
    seeAlso: ["exp", "eig"], one: exponential),
]

private func eigen(_ call: Call) throws -> [Value] {
  try call.expect(1...4)
  var asVector: Bool?
  var matrices = 0
  var options: [String] = []
  for argument in call.arguments {
    if matrices > 0, let name = argument.text?.lowercased() {
      switch name {
      case "vector", "matrix":
        guard asVector == nil || asVector == (name == "vector") else {
          throw call.error("\"vector\" and \"matrix\" options are mutually exclusive")
        }
        asVector = name == "vector"
      case "balance", "nobalance", "chol", "qz": options.append(name)
      default: throw call.error("invalid option \"\(name)\"")
      }
    } else {
      try requireNumbers(call, argument)
      matrices += 1
      if matrices > 2 {
        throw call.error("wrong type argument '\(Call.description(argument))'")
      }
    }
  }
  try checkOptions(call, options, matrices: matrices)
  if call[0].shape.isEmpty, call[0].shape.isMatrix {
    return call.outputCount > 1
      ? [.emptyMatrix, .emptyMatrix] : [.emptyMatrix]
  }
  if !call[0].shape.isMatrix { throw EvaluationError("EIG requires square matrix") }
  for i in 0..<matrices where !call[i].shape.isSquare {
    throw EvaluationError(
      i == 0 ? "eig: A must be a square matrix" : "eig: B must be a square matrix")
  }
  let wantsVectors = call.outputCount > 1
  let problem = Eigen(
    call: call, vectors: wantsVectors, left: call.outputCount > 2,
    balance: !options.contains("nobalance"), usesCholesky: !options.contains("qz"))
  let results: [Value]
  do {
    results = try inPrecision(call, count: matrices, problem)
  } catch MatrixError.notFinite {
    throw EvaluationError("EIG: matrix contains Inf or NaN values")
  }
  return try shaped(results, vectors: wantsVectors, asVector: asVector ?? !wantsVectors)
}

/// Octave takes doubles and singles here, and nothing else.
private func requireNumbers(_ call: Call, _ value: Value) throws {
  switch value {
  case .integer: throw call.error("wrong type argument '\(value.typeName)'")
  case .bool, .logical:
    throw call.error("wrong type argument '\(value.isScalar ? "bool" : "bool matrix")'")
  case .char(_, let doubleQuoted):
    throw call.error("wrong type argument '\(doubleQuoted ? "string" : "sq_string")'")
  default: try requireFloating(call, value)
  }
}

private func checkOptions(_ call: Call, _ options: [String], matrices: Int) throws {
  if options.contains("balance"), options.contains("nobalance") {
    throw call.error("\"balance\" and \"nobalance\" options are mutually exclusive")
  }
  if options.contains("chol"), options.contains("qz") {
    throw call.error("\"qz\" and \"chol\" options are mutually exclusive")
  }
  for option in options {
    let isGeneralised = option == "chol" || option == "qz"
    if isGeneralised, matrices < 2 {
      throw call.error("invalid \"\(option)\" option for algebraic eigenvalue problem")
    }
    if !isGeneralised, matrices > 1 {
      throw call.error("invalid \"\(option)\" option for generalized eigenvalue problem")
    }
  }
}

/// Values as a column or on a diagonal, after the vectors when those were asked for.
private func shaped(_ results: [Value], vectors: Bool, asVector: Bool) throws -> [Value] {
  var values = results[0]
  if !asVector, let w = try values.doubles {
    let diagonal = try diagonalMatrix(w, w.count, w.count)
    values =
      values.valueClass == .single
      ? .single(try diagonal.converted { Float($0) }) : .diagonal(diagonal)
    if w.count == 1 { values = results[0] }
  }
  return vectors ? [results[1], values] + results.dropFirst(2) : [values]
}

private func complexEigenvalues(_ call: Call) -> EvaluationError {
  call.error("the eigenvalues are complex, which nnsh has not (a symmetric matrix has real ones)")
}

/// One matrix or a pair: values, right vectors and, when asked for, left ones.
private struct Eigen: MatrixFunction {
  let call: Call
  let vectors: Bool
  let left: Bool
  let balance: Bool
  /// Whether a symmetric pair may be solved through the Cholesky factor of the second matrix.
  let usesCholesky: Bool

  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    let a = arguments[0]
    if arguments.count > 1 { return try generalised(a, arguments[1]) }
    if try a.isSymmetric() { return symmetric(try a.symmetricEigen(vectors: vectors)) }
    return try general(a.generalEigen(vectors: vectors, left: left, balance: balance))
  }

  private func generalised<T: RealElement>(_ a: Matrix<T>, _ b: Matrix<T>) throws -> [Matrix<T>] {
    if a.shape != b.shape {
      throw EvaluationError("EIG requires same size matrices")
    }
    if usesCholesky, try a.isSymmetric(), try b.isSymmetric(),
      try b.choleskyAttempt().failedAt == 0
    {
      return symmetric(try a.symmetricEigen(b, vectors: vectors))
    }
    return try general(a.generalEigen(b, vectors: vectors, left: left))
  }

  /// Right and left eigenvectors are the same.
  private func symmetric<T>(_ eigen: (values: Matrix<T>, vectors: Matrix<T>)) -> [Matrix<T>] {
    [eigen.values, eigen.vectors] + (left ? [eigen.vectors] : [])
  }

  private func general<T: RealElement>(_ eigen: GeneralEigen<T>) throws -> [Matrix<T>] {
    guard eigen.isReal else { throw complexEigenvalues(call) }
    let values = try Matrix(Shape(eigen.real.count, 1), eigen.real)
    return [values, eigen.vectors] + (left ? [eigen.leftVectors] : [])
  }
}

private struct Exponential: MatrixFunction {
  func callAsFunction<T: RealElement>(_ arguments: [Matrix<T>]) throws -> [Matrix<T>] {
    [try arguments[0].exponential()]
  }
}

private func exponential(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard call[0].isNumeric, call[0].shape.isSquare else {
    throw call.error("A must be a square matrix")
  }
  if case .number(let x) = call[0] { return .number(Glibc.exp(x)) }
  if call[0].valueClass == .double, !call[0].isEmpty, let m = try call[0].doubles,
    (0..<m.columns).allSatisfy({ j in (0..<m.rows).allSatisfy { $0 == j || m[$0, j] == 0 } })
  {
    var powers = try Matrix(m.shape, repeating: 0.0)
    for i in 0..<m.rows { powers[i, i] = Glibc.exp(m[i, i]) }
    return .diagonal(powers)
  }
  return try inPrecision(call, count: 1, Exponential())[0]
}
