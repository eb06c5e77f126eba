import Matrices

extension Network {
  /// Checks that rows of `x` are examples of this network.
  ///
  /// - Throws: `NetworkError` with the likely reason. NaN is not looked for here: see `checkNumbers`.
  func checkInputs(_ x: Matrix<Element>) throws {
    guard x.shape.isMatrix else {
      throw NetworkError.moreThanTwoDimensions(argument: "X", x.shape)
    }
    guard x.columns == inputs else {
      throw NetworkError.inputColumns(found: x.shape, inputs: inputs, hint: hint(for: x))
    }
    guard x.rows > 0 else { throw NetworkError.noExamples(argument: "X") }
    guard x.rows <= Int(Int32.max) else { throw NetworkError.tooManyExamples(x.rows) }
  }

  private func hint(for x: Matrix<Element>) -> NetworkError.InputHint {
    if x.columns == inputs + 1, x.rows > 0, (0..<x.rows).allSatisfy({ x[$0] == 1 }) {
      return .biasIncluded
    }
    if x.rows == inputs { return .transposed }
    return x.columns == inputs - 1 ? .biasCounted : .none
  }

  /// - Throws: `NetworkError.notANumber` with the place of the first NaN in `x`.
  func checkNumbers(_ x: Matrix<Element>) throws {
    if let bad = Targets.firstNaN(x) {
      throw NetworkError.notANumber(argument: "X", row: bad.row, column: bad.column)
    }
  }

  /// - Throws: `NetworkError.outOfRange` unless `lambda` is a number of at least 0.
  func checkLambda(_ lambda: Double) throws {
    guard lambda >= 0, lambda.isFinite else {
      throw NetworkError.outOfRange(
        argument: "lambda", value: lambda, expected: "a number of at least 0")
    }
  }
}
