import Evaluation
import Matrices
import Syntax

/// The running function: how it was called, and from where.
let runningFunction: [Builtin] = [
  Builtin(
    "nargin()\nnargin(f)",
    "How many arguments the running function was called with, or a function f takes",
    examples: """
      >> nargin(@(x, y) x + y)
      ans = 2
      """, seeAlso: ["nargout", "inputname"], one: nargin),
  Builtin(
    "nargout()\nnargout(f)",
    "How many results the running function is asked for, or a function f gives",
    examples: """
      >> function [a, b] = f(), a = 1; b = 2; end
      >> nargout("f")
      ans = 2
      """, seeAlso: ["nargin", "isargout"], one: nargout),
  Builtin(
    "inputname(n)", "The name of the variable that the running function got as argument n",
    examples: """
      >> function f(x), disp(inputname(1)), end
      >> theta = 3; f(theta)
      theta
      """, seeAlso: ["nargin"], one: inputname),
  Builtin(
    "isargout(k)", "Whether the caller of the running function uses its result number k",
    examples: """
      >> function [a, b] = f(), a = isargout(1); b = isargout(2); end
      >> [~, used] = f()
      used = 1
      """, seeAlso: ["nargout"], one: isargout),
  Builtin(
    "mfilename()", "The name of the file that is running, without its ending",
    examples: """
      >> ischar(mfilename())
      ans = 1
      """, seeAlso: ["source"], one: mfilename),
  Builtin(
    "max_recursion_depth(n)", "How deep functions may call each other",
    examples: """
      >> max_recursion_depth()
      ans = 256
      """, seeAlso: ["error"], many: maxRecursionDepth),
  Builtin(
    "addpath(folder, ...)", "Adds folders in which functions are looked for",
    examples: """
      >> addpath(".")
      """, seeAlso: ["rmpath", "path"], many: addpath),
  Builtin(
    "rmpath(folder, ...)", "Takes folders out of the search path",
    examples: """
      >> addpath("/tmp"); rmpath("/tmp")
      """, seeAlso: ["addpath"], many: rmpath),
  Builtin(
    "path()", "The folders in which functions are looked for",
    examples: """
      >> ischar(path())
      ans = 1
      """, seeAlso: ["addpath"], many: path),
]

private func counts(
  of value: Value, _ call: Call
) throws -> (parameters: Int, outputs: Int) {
  let function: UserFunction?
  switch value {
  case .function(let handle):
    switch handle.kind {
    case .anonymous(let anonymous): return (anonymous.parameterCount, -1)
    case .user(let user): function = user
    case .named(let name): function = call.session.userFunction(named: name)
    case .method: function = nil
    }
  default: function = call.session.userFunction(named: try call.string(0))
  }
  guard let definition = function?.definition else {
    if let name = value.text, !call.session.isFunction(name) {
      throw call.error("invalid function name: \(name)")
    }
    let what = call.name == "nargin" ? "input" : "output"
    throw call.error("number of \(what) arguments unavailable for built-in function objects")
  }
  var parameters = definition.parameters.count
  if case .named(let name)? = definition.parameters.last?.kind, name == "varargin" {
    parameters = -parameters
  }
  var outputs = definition.outputs.count
  if definition.outputs.last == "varargout" { outputs = -outputs }
  return (parameters, outputs)
}

private func nargin(_ call: Call) throws -> Value {
  try call.expect(0...1)
  if call.count == 1 { return .count(try counts(of: call[0], call).parameters) }
  return .count(call.session.callCounts?.arguments ?? 0)
}

private func nargout(_ call: Call) throws -> Value {
  try call.expect(0...1)
  if call.count == 1 { return .count(try counts(of: call[0], call).outputs) }
  return .count(call.session.callCounts?.outputs ?? 0)
}

private func inputname(_ call: Call) throws -> Value {
  try call.expect(1...2)
  guard let x = call[0].scalar, let n = Int(exactly: x), n >= 1 else {
    throw call.error("N must be a scalar index")
  }
  guard let name = call.session.inputName(n - 1) else {
    throw call.error("N out of range")
  }
  return .string(name)
}

private func isargout(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let wanted = try call.matrix(0)
  return .truths(
    try wanted.converted { call.session.isOutputUsed((Int(exactly: $0) ?? 0) &- 1) })
}

private func mfilename(_ call: Call) throws -> Value {
  guard let name = call.session.functionSource?.name else { return .string("") }
  let file = name.split(separator: "/").last.map(String.init) ?? name
  guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return .string(file) }
  return .string(String(file[..<dot]))
}

private func maxRecursionDepth(_ call: Call) throws -> [Value] {
  let old = call.session.recursionLimit
  if call.count > 0 {
    let n = try call.integer(0)
    guard n > 0, n <= 3000 else { throw call.error("the limit must lie between 1 and 3000") }
    call.session.recursionLimit = n
    if call.outputCount == 0 { return [] }
  }
  return [.count(old)]
}

/// The folders named by the arguments, `:`-separated lists taken apart.
private func folders(_ call: Call) throws -> [String] {
  var all: [String] = []
  for index in call.arguments.indices {
    guard let text = call[index].text else { continue }
    if text == "-begin" || text == "-end" { continue }
    all += text.split(separator: ":").map(String.init)
  }
  return all
}

private func addpath(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let added = try folders(call)
  let host = call.session.host
  host.path = added + host.path.filter { !added.contains($0) }
  call.session.functionsMayHaveChanged()
  return []
}

private func rmpath(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let removed = try folders(call)
  call.session.host.path.removeAll { removed.contains($0) }
  call.session.functionsMayHaveChanged()
  return []
}

private func path(_ call: Call) throws -> [Value] {
  [.string((["."] + call.session.host.path).joined(separator: ":"))]
}
