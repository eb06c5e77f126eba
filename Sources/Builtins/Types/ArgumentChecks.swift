import Evaluation
import Matrices

let argumentChecks: [Builtin] = [
  Builtin(
    "narginchk(minargs, maxargs)",
    "Stops the running function unless it was called with a number of arguments in a range",
    examples: """
      >> function f(varargin), narginchk(1, 2); end
      >> f()
      error: narginchk: not enough input arguments
      """, seeAlso: ["nargoutchk", "nargin"], many: { try checkCounts($0, inputs: true) }),
  Builtin(
    "nargoutchk(minargs, maxargs)",
    "Stops the running function unless it was called for a number of results in a range",
    examples: """
      >> function varargout = g(), nargoutchk(0, 1); varargout = {1, 2}; end
      >> [a, b] = g();
      error: nargoutchk: Too many output arguments.
      """, seeAlso: ["narginchk", "nargout"], many: { try checkCounts($0, inputs: false) }),
  Builtin(
    "msg = nargchk(minargs, maxargs, nargs, type)",
    "What is wrong with a number of arguments, as text or as a struct; empty when nothing is",
    examples: """
      >> nargchk(1, 2, 0)
      ans = not enough input arguments
      """, seeAlso: ["narginchk"], one: { try countMessage($0, "input") }),
  Builtin(
    "validateattributes(A, classes, attributes, func_name, var_name, arg_idx)",
    "Stops with a message unless a value is of one of the classes and has the attributes",
    examples: """
      >> validateattributes(-1, {"numeric"}, {"positive"})
      error: input must be positive
      """, seeAlso: ["isa", "validatestring"], many: validateAttributes),
  Builtin(
    "isindex(ind, n)", "Whether a value can be an index (of a dimension of extent n)",
    examples: """
      >> isindex(0)
      ans = 0
      """, seeAlso: ["isnumeric"], one: isIndex),
]

private func checkCounts(_ call: Call, inputs: Bool) throws -> [Value] {
  if !inputs, call.count > 2 { return [try countMessage(call, "output")] }
  try call.expect(2...2)
  guard let low = call[0].scalar, let high = call[1].scalar else {
    throw call.error("MINARGS must be a numeric scalar")
  }
  if low > high { throw call.error("MINARGS must be <= MAXARGS") }
  guard let counts = call.session.callCounts else { return [] }
  let count = Double(inputs ? counts.arguments : counts.outputs)
  if inputs {
    if count < low {
      throw call.error("not enough input arguments")
    }
    if count > high {
      throw call.error("too many input arguments")
    }
  } else {
    if count < low {
      throw call.error("Not enough output arguments.", identifier: "Octave:invalid-fun-call")
    }
    if count > high {
      throw call.error("Too many output arguments.", identifier: "Octave:invalid-fun-call")
    }
  }
  return []
}

/// The older form that gives the message, as text or as a struct, instead of throwing it.
private func countMessage(_ call: Call, _ what: String) throws -> Value {
  try call.expect(3...4)
  guard let low = call[0].scalar, let high = call[1].scalar, let count = call[2].scalar else {
    throw call.error("MINARGS, MAXARGS, and NARGS must be scalars")
  }
  if low > high { throw call.error("MINARGS must be <= MAXARGS") }
  let kind = call.count == 4 ? try call.string(3) : "string"
  guard kind == "string" || kind == "struct" else {
    throw call.error("output type must be either string or struct")
  }
  var problem: (message: String, identifier: String)?
  if count < low { problem = ("not enough \(what) arguments", "not-enough-\(what)s") }
  if count > high { problem = ("too many \(what) arguments", "too-many-\(what)s") }
  if kind == "string" { return .string(problem?.message ?? "") }
  guard let problem else {
    let none = Matrix<Value>(empty: Shape(0, 1))
    return .structure(
      StructArray(shape: Shape(0, 1), names: ["message", "identifier"], columns: [none, none]))
  }
  return .structure(
    StructArray([
      ("message", .string(problem.message)),
      ("identifier", .string("Octave:\(call.name):\(problem.identifier)")),
    ]))
}

private func isIndex(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let limit = call.count == 2 ? try call.scalar(1) : .infinity
  switch call[0] {
  case .bool, .logical: return .bool(Double(call[0].count) <= limit || call.count == 1)
  case .char, .number, .double, .range, .diagonal, .single, .integer:
    guard let m = try call[0].doubles else { return .bool(false) }
    return .bool(
      m.withUnsafeElements {
        $0.allSatisfy { $0 >= 1 && $0 == $0.rounded() && $0 <= limit && $0.isFinite }
      })
  default: return .bool(false)
  }
}
