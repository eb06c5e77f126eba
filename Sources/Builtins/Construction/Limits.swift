import Evaluation
import Matrices

let limits: [Builtin] = [
  Builtin(
    "eps\neps(x)", "The distance from 1 (or from |x|) to the next larger number",
    examples: """
      >> eps
      ans = 2.2204e-16
      """, seeAlso: ["realmin", "flintmax"], one: spacing),
  floatLimit(
    "realmax", "The largest number", .greatestFiniteMagnitude,
    Double(Float.greatestFiniteMagnitude), shown: "1.7977e+308"),
  floatLimit(
    "realmin", "The smallest positive number of full precision", .leastNormalMagnitude,
    Double(Float.leastNormalMagnitude), shown: "2.2251e-308"),
  Builtin(
    "flintmax(class)", "The largest whole number below which all whole numbers are exact",
    examples: """
      >> flintmax("single")
      ans = 1.6777e+07
      """, seeAlso: ["intmax", "realmax"], one: largestWhole),
  Builtin(
    "intmax(class)", "The largest number of an integer class",
    examples: """
      >> intmax("int8")
      ans = 127
      """, seeAlso: ["intmin", "flintmax"], one: { try integerLimit($0, \.maximum) }),
  Builtin(
    "intmin(class)", "The smallest number of an integer class",
    examples: """
      >> intmin("int8")
      ans = -128
      """, seeAlso: ["intmax"], one: { try integerLimit($0, \.minimum) }),
]

private func spacing(_ call: Call) throws -> Value {
  if call.count == 0 { return .number(.ulpOfOne) }
  guard call.count == 1, !call[0].isChar else {
    let request = try ArrayRequest(call)
    guard request.target.isFloat else { throw call.error("invalid class name") }
    return try request.filled(
      with: request.target == .single ? Double(Float.ulpOfOne) : .ulpOfOne)
  }
  switch call[0] {
  case .single(let m):
    return .single(try m.converted { $0 == 0 ? .leastNonzeroMagnitude : abs($0).ulp })
  case .number, .double, .range, .diagonal:
    return .matrix(
      try call.matrix(0).converted { $0 == 0 ? .leastNonzeroMagnitude : abs($0).ulp })
  default: throw call.error("X must be of a floating point type")
  }
}

private func floatLimit(
  _ name: String, _ summary: String, _ double: Double, _ single: Double, shown: String
) -> Builtin {
  Builtin(
    "\(name)\n\(name)(m, n, ..., class)", summary, examples: ">> \(name)\nans = \(shown)",
    seeAlso: ["eps", "intmax"],
    one: { call in
      let request = try ArrayRequest(call)
      guard request.target.isFloat else { throw call.error("invalid class name") }
      return try request.filled(with: request.target == .single ? single : double)
    })
}

private func largestWhole(_ call: Call) throws -> Value {
  try call.expect(0...1)
  let name = call.count == 0 ? "double" : call[0].text ?? call[0].className
  switch name {
  case "double": return .number(0x1p53)
  case "single": return .float(0x1p24)
  default:
    if call[0].isChar { throw call.error("not defined for class '\(name)'") }
    throw EvaluationError("intmin: argument must be a string or floating point variable")
  }
}

private func integerLimit(_ call: Call, _ limit: (IntegerKind) -> Int64) throws -> Value {
  try call.expect(0...1)
  let name = call.count == 0 ? "int32" : call[0].text ?? call[0].className
  if call.count > 0, !call[0].isChar, IntegerKind(rawValue: name) == nil {
    throw call.error("argument must be a string or integer variable")
  }
  guard let kind = IntegerKind(rawValue: name) else {
    throw call.error("not defined for '\(name)' objects")
  }
  return .integer(Matrix(scalar: limit(kind)), kind)
}
