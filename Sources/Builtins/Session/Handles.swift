import Evaluation
import Matrices
import Syntax

/// Function handles.
let handles: [Builtin] = [
  Builtin(
    "func2str(f)", "The name of a function handle, or the text of an anonymous function",
    examples: """
      >> func2str(@(x) x.^2)
      ans = @(x) x .^ 2
      """, seeAlso: ["str2func"], one: func2str),
  Builtin(
    "str2func(name)", "The function handle that a text stands for",
    examples: """
      >> f = str2func("@(x) x + 1");
      >> f(2)
      ans = 3
      """, seeAlso: ["func2str"], one: str2func),
  Builtin(
    "functions(f)", "What is known about a function handle, as a struct",
    examples: """
      >> functions(@sin).function
      ans = sin
      """, seeAlso: ["func2str"], one: functions),
  Builtin(
    "is_function_handle(x)", "Whether a value is a function handle",
    examples: """
      >> is_function_handle(@sin)
      ans = 1
      """, seeAlso: ["func2str"], one: isHandle),
]

private func func2str(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard case .function(let f) = call[0] else {
    throw call.error("FCN_HANDLE argument must be a function handle object")
  }
  return .string(f.text)
}

private func str2func(_ call: Call) throws -> Value {
  try call.expect(1...2)
  guard let name = call[0].text else { throw call.error("FCN_NAME must be a string") }
  if name.hasPrefix("@") {
    let values = try call.session.evaluate(name, outputs: 1)
    if let first = values.first { return first }
  }
  return .function(FunctionValue(.named(operatorNames[name] ?? name)))
}

/// The functions that operators stand for.
private let operatorNames = [
  ".**": "power", ".'": "transpose", ".+": "plus", ".-": "minus", ".*": "times", "./": "rdivide",
  ".^": "power", ".\\": "ldivide", "<=": "le", "==": "eq", ">=": "ge", "!=": "ne", "~=": "ne",
  "**": "mpower", "~": "not", "!": "not", "'": "ctranspose", "+": "plus", "-": "minus",
  "*": "mtimes", "/": "mrdivide", "^": "mpower", "\\": "mldivide", "<": "lt", ">": "gt",
  "&": "and", "|": "or",
]

private func functions(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard case .function(let f) = call[0] else {
    throw call.error("FCN_HANDLE argument must be a valid function handle")
  }
  switch f.kind {
  case .anonymous(let anonymous):
    let workspace = StructArray(anonymous.captured.map { ($0.name, $0.value) })
    return .structure(
      StructArray([
        ("function", .string(f.text)), ("type", .string("anonymous")), ("file", .string("")),
        ("workspace", .cell(.init(scalar: .structure(workspace)))),
        ("within_file_path", .string("")),
      ]))
  case .named, .user, .method:
    return .structure(
      StructArray([
        ("function", .string(f.text)), ("type", .string("simple")), ("file", .string("")),
      ]))
  }
}

private func isHandle(_ call: Call) throws -> Value {
  try call.expect(1...1)
  return .bool(call[0].isFunction)
}
