import Evaluation
import Matrices

/// The names that `optimset` spells as here, whatever case they are typed in.
private let knownOptions = [
  "AutoScaling", "CheckHermitian", "ComplexEqn", "Display", "FinDiffType", "FunValCheck",
  "FunctionTolerance", "GradObj", "Jacobian", "MaxFunEvals", "MaxIter", "OutputFcn", "TolFun",
  "TolX", "TypicalX", "Updating",
]

/// optimset: options as a struct.
func makeOptions(_ call: Call) throws -> Value {
  var options = StructArray()
  var index = 0
  while index < call.count, case .structure(let old) = call[index] {
    guard old.shape.isScalar else { throw call.error("options must be a 1x1 struct") }
    for name in old.names {
      if let value = old[name] { try options.set(name, to: value) }
    }
    index += 1
  }
  guard (call.count - index) % 2 == 0 else { throw call.invalidCall }
  while index < call.count {
    let typed = try call.string(index)
    let known = knownOptions.first { $0.lowercased() == typed.lowercased() }
    if known == nil {
      call.session.warn("optimset: unrecognized option: \(typed)")
    }
    try options.set(known ?? typed, to: call[index + 1])
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
  let field = options.names.first { $0.lowercased() == wanted } ?? name
  if let value = options.option(field), !value.isEmpty { return value }
  return call.count > 2 ? call[2] : .emptyMatrix
}
