import Evaluation
import Matrices

/// How a function of two numbers treats the integer classes.
enum IntegerRule {
  /// The result is of the integer class, rounded and saturated.
  case keep
  /// Integers count as doubles.
  case asDouble
}

/// `f` of corresponding elements of two arguments, with broadcasting, computed in double.
func combineElements(
  _ call: Call, _ a: Value, _ b: Value, integers: IntegerRule = .asDouble,
  _ f: (Double, Double) throws -> Double
) throws -> Value {
  if case .number(let x) = a, case .number(let y) = b { return .number(try f(x, y)) }
  guard let x = try a.doubles else { throw undefined(call, a) }
  guard let y = try b.doubles else { throw undefined(call, b) }
  let kind = integers == .keep ? try integerClass(call, a, b) : nil
  let result = try broadcasting(call) {
    try Matrix.combining(x, y, operation: call.name, f)
  }
  if let kind { return .integer(try result.converted { kind.stored($0) }, kind) }
  return try floating(result, single: isSingle(a, b))
}

/// The common integer class of two operands, nil when neither is one.
func integerClass(_ call: Call, _ a: Value, _ b: Value) throws -> IntegerKind? {
  switch (a, b) {
  case (.integer(_, let p), .integer(_, let q)):
    if p != q { throw call.error("cannot combine \(p.rawValue) and \(q.rawValue)") }
    return p
  case (.integer(_, let p), _): return p
  case (_, .integer(_, let q)): return q
  default: return nil
  }
}

/// Words the error for shapes that do not broadcast as Octave's functions do.
func broadcasting<Result>(_ call: Call, _ body: () throws -> Result) throws -> Result {
  do { return try body() } catch MatrixError.nonconformant(_, let a, let b) {
    throw EvaluationError(
      "\(call.name): nonconformant arguments (op1 is \(a), op2 is \(b))",
      identifier: "Octave:nonconformant-args",
      fact: .nonconformant(operation: call.name, a, b))
  }
}

/// Folds a function of two arguments over two or more.
func foldArguments(_ call: Call, _ f: (Value, Value) throws -> Value) throws -> Value {
  try call.expect(2...)
  var result = call[0]
  for i in 1..<call.count { result = try f(result, call[i]) }
  return result
}
