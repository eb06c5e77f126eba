import Evaluation
import Matrices

/// The names that `optimset` spells as here, whatever case they are typed in.
private let knownOptions = [
  "AutoScaling", "ComplexEqn", "Display", "FinDiffType", "FunValCheck", "GradObj", "Jacobian",
  "MaxFunEvals", "MaxIter", "OutputFcn", "TolFun", "TolX", "TypicalX", "Updating",
]

/// The known option that a name means: its spelling, or the one option that it begins.
///
/// A name that fits none, or several, stands for itself after a warning.
private func optionName(_ typed: String, _ call: Call) -> String {
  let wanted = typed.lowercased()
  if let known = knownOptions.first(where: { $0.lowercased() == wanted }) { return known }
  let fitting = knownOptions.filter { $0.lowercased().hasPrefix(wanted) }
  switch fitting.count {
  case 0: call.session.warn("\(call.name): unrecognized option: \(typed)")
  case 1: return fitting[0]
  default:
    call.session.warn(
      "\(call.name): ambiguous option: \(typed) (\(fitting.joined(separator: ", ")))")
  }
  return typed
}

/// What the optimisers take when nothing is set; nil for a function that is none of them.
private func defaultOptions(of function: String) throws -> StructArray? {
  let epsilon = Value.number(0x1p-52)
  let common: [(String, Value)] = [("Display", .string("notify")), ("FunValCheck", .string("off"))]
  let output: (String, Value) = ("OutputFcn", .emptyMatrix)
  let none = Value.emptyMatrix
  switch function {
  case "fminsearch":
    return StructArray(
      common + [
        ("MaxFunEvals", none), ("MaxIter", none), output, ("TolFun", .number(1e-4)),
        ("TolX", .number(1e-4)),
      ])
  case "fzero", "fminbnd":
    let tolerance = function == "fzero" ? epsilon : .number(1e-4)
    return StructArray(
      common + [
        ("MaxFunEvals", .number(.infinity)), ("MaxIter", .number(.infinity)), output,
        ("TolX", tolerance),
      ])
  default: return nil
  }
}

/// `optimset()` gives all options unset, `optimset(function)` those that the function takes.
private func listedOptions(_ call: Call) throws -> Value? {
  if call.count == 0 {
    return .structure(StructArray(knownOptions.map { ($0, Value.emptyMatrix) }))
  }
  guard call.count == 1, !call[0].isStruct else { return nil }
  guard call[0].isChar || call[0].isFunction else { throw call.invalidCall }
  let name: String
  if case .function(let handle) = call[0] { name = handle.text } else { name = try call.string(0) }
  guard let options = try defaultOptions(of: name) else {
    throw call.error("no defaults for function '\(name)'")
  }
  return .structure(options)
}

/// optimset: options as a struct.
func makeOptions(_ call: Call) throws -> Value {
  if let listed = try listedOptions(call) { return listed }
  var options = StructArray()
  var index = 0
  while index < call.count, case .structure(let old) = call[index] {
    guard old.shape.isScalar else { throw call.error("options must be a 1x1 struct") }
    for name in old.names {
      // What is unset in the later options keeps its earlier value.
      if let value = old[name], !value.isEmpty || options[name] == nil {
        try options.set(name, to: value)
      }
    }
    index += 1
  }
  guard (call.count - index) % 2 == 0 else { throw call.invalidCall }
  while index < call.count {
    try options.set(optionName(try call.string(index), call), to: call[index + 1])
    index += 2
  }
  return .structure(options)
}

/// optimget: one option, or its default.
func optionValue(_ call: Call) throws -> Value {
  try call.expect(2...3)
  guard case .structure(let options) = call[0] else {
    throw call.error("options must be a struct as optimset makes it")
  }
  let name = try call.string(1)
  let wanted = name.lowercased()
  let field =
    options.names.first { $0.lowercased() == wanted } ?? optionName(name, call)
  if let value = options.option(field), !value.isEmpty { return value }
  return call.count > 2 ? call[2] : .emptyMatrix
}
