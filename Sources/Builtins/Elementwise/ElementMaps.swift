import Evaluation
import Matrices

/// Applies `f` to every element of the only argument: doubles for all classes but single.
///
/// - Parameter isPartial: `f` leaves the reals for some arguments; those give NaN and one warning.
func mapElements(_ call: Call, _ f: MathFunction, isPartial: Bool = false) throws -> Value {
  try call.expect(1...1)
  switch call[0] {
  case .number(let x):
    let y = VectorMath.apply(f, x)
    if isPartial, y.isNaN, !x.isNaN { warnComplex(call) }
    return .number(y)
  case .single(let m):
    let y = try m.mapped(f)
    if isPartial, leavesReals(m, y) { warnComplex(call) }
    return .single(y)
  default:
    try refuseText(call)
    let m = try numbers(call, 0)
    let y = try m.mapped(f)
    if isPartial, leavesReals(m, y) { warnComplex(call) }
    if case .diagonal = call[0], f == .abs || f == .sqrt { return .diagonal(y) }
    return .matrix(y)
  }
}

private func refuseText(_ call: Call) throws {
  guard call[0].isChar, let name = numbersAlone[call.name] else { return }
  throw EvaluationError("\(name): argument must be numeric")
}

/// Applies a function without a vector form to every element of the only argument.
func mapElements(
  _ call: Call, isPartial: Bool = false, _ f: (Double) throws -> Double
) throws -> Value {
  try call.expect(1...1)
  try refuseText(call)
  let result = try mapElements(call, call[0], f)
  if isPartial, let x = try call[0].doubles, let y = try result.doubles, leavesReals(x, y) {
    warnComplex(call)
  }
  return result
}

/// Applies `f` to every element of `value`, computed in double; single stays single.
func mapElements(_ call: Call, _ value: Value, _ f: (Double) throws -> Double) throws -> Value {
  switch value {
  case .number(let x): return .number(try f(x))
  case .single(let m):
    return .single(try Matrix(m.shape, m.elements.map { Float(try f(Double($0))) }))
  default:
    guard let m = try value.doubles else { throw undefined(call, value) }
    return .matrix(try Matrix(m.shape, m.elements.map(f)))
  }
}

/// Applies `f` where integers, which it does not change, come back as they are (`floor`, `real`).
func mapKeepingIntegers(_ call: Call, _ f: MathFunction) throws -> Value {
  try call.expect(1...1)
  if case .integer = call[0] { return call[0] }
  return try mapElements(call, f)
}

/// Whether `y` has NaN where `x` has not.
func leavesReals<T: RealElement>(_ x: Matrix<T>, _ y: Matrix<T>) -> Bool {
  guard y.hasNaN else { return false }
  for i in 0..<y.count where y[i].isNaN && !x[i].isNaN { return true }
  return false
}

/// The one warning for results that would be complex.
func warnComplex(_ call: Call) {
  call.session.warn(
    "\(call.name): the result is complex, which nnsh has not: NaN stands for it",
    identifier: "nnsh:complex-result")
}

/// Argument `index` as doubles, with Octave's error for values that are no numbers.
func numbers(_ call: Call, _ index: Int) throws -> Matrix<Double> {
  guard index < call.count else { throw call.invalidCall }
  guard let m = try call[index].doubles else { throw undefined(call, call[index]) }
  return m
}

/// The functions of two numbers whose error names the type.
private let pairFunctions: Set<String> = ["mod", "rem", "atan2", "hypot"]

/// Octave's functions of pairs take numbers alone: no truth values, no text.
func requireNumberPair(_ call: Call) throws {
  for value in call.arguments where value.isLogical || value.isChar {
    throw call.error("wrong type argument '\(value.indexedTypeName)'")
  }
}

/// The functions that text has no place in, by the names that Octave's error gives them.
private let numbersAlone: [String: String] = [
  "acosd": "acos", "asind": "asin", "atand": "atan", "acos": "acos", "acosh": "acosh",
  "asin": "asin", "asinh": "asinh", "atan": "atan",
  "atanh": "atanh", "cbrt": "cbrt", "cos": "cos", "cosh": "cosh", "cot": "tan", "csc": "sin",
  "erf": "erf", "erfc": "erfc", "erfcinv": "erfcinv", "erfcx": "erfcx", "erfinv": "erfinv",
  "exp": "exp", "expm1": "expm1", "gamma": "gamma", "gammaln": "lgamma", "lgamma": "lgamma",
  "log": "log", "log10": "log10", "log1p": "log1p", "log2": "log2", "reallog": "log",
  "realsqrt": "sqrt", "sec": "cos", "sign": "signum", "sin": "sin", "sinh": "sinh",
  "sqrt": "sqrt", "tan": "tan", "tanh": "tanh",
]

/// The error of a function of numbers for a cell, a struct, a handle.
func undefined(_ call: Call, _ value: Value) -> EvaluationError {
  if pairFunctions.contains(call.name) {
    return call.error("wrong type argument '\(value.typeName)'")
  }
  let name = numbersAlone[call.name] ?? call.name
  return EvaluationError(
    "\(name): not defined for \(value.isCell ? "cell" : Call.description(value))")
}

/// Whether a value or a result derived from it is to be single.
func isSingle(_ values: Value...) -> Bool { values.contains { $0.valueClass == .single } }

/// The doubles as a value of the class that a computation with single operands has.
func floating(_ m: Matrix<Double>, single: Bool) throws -> Value {
  single ? .single(try m.converted { Float($0) }) : .matrix(m)
}

/// An entry for a function of every element with one line of example.
func elementFunction(
  _ name: String, _ f: MathFunction, _ summary: String, math: String = "",
  example: String, seeAlso: [String], isPartial: Bool = false
) -> Builtin {
  Builtin(
    "\(name)(x)", summary, shapes: "x: any size -> the same size", math: math, examples: example,
    seeAlso: seeAlso, one: { try mapElements($0, f, isPartial: isPartial) })
}

/// The same for a function without a vector form.
func elementFunction(
  _ name: String, _ summary: String, math: String = "", example: String, seeAlso: [String],
  isPartial: Bool = false, _ f: @escaping @Sendable (Double) -> Double
) -> Builtin {
  Builtin(
    "\(name)(x)", summary, shapes: "x: any size -> the same size", math: math, examples: example,
    seeAlso: seeAlso, one: { try mapElements($0, isPartial: isPartial, f) })
}
