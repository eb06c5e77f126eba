import Evaluation
import Matrices

/// Running text and calling functions by name.
let evaluating: [Builtin] = [
  Builtin(
    "eval(code, otherwise)\n[a, b, ...] = eval(code)",
    "Runs text as if it stood here; otherwise is run when it fails",
    examples: """
      >> eval("x = 2 + 3;"); x
      x = 5
      >> y = eval("x * 2")
      y = 10
      """, seeAlso: ["evalc", "feval"], many: eval),
  Builtin(
    "[s, a, b, ...] = evalc(code, otherwise)",
    "Runs text and gives what it printed, then its values",
    examples: """
      >> s = evalc("disp(5)");
      >> double(s)
      ans =

         53   10

      """, seeAlso: ["eval"], many: evalc),
  Builtin(
    "evalin(context, code)", "Runs text in the scope of the \"caller\" or of the prompt, \"base\"",
    examples: """
      >> x = 3; evalin("base", "x + 1;"); x
      x = 3
      """, seeAlso: ["assignin", "eval"], many: evalin),
  Builtin(
    "assignin(context, name, value)",
    "Sets a variable of the \"caller\" or of the prompt, \"base\"",
    examples: """
      >> assignin("base", "q", 7); q
      q = 7
      """, seeAlso: ["evalin"], many: assignin),
  Builtin(
    "[a, b, ...] = feval(f, x, ...)", "Calls a function given by its name or handle",
    examples: """
      >> feval(@(x) x * 2, 4)
      ans = 8
      """, seeAlso: ["func2str", "cellfun"], many: feval),
  Builtin(
    "[a, b, ...] = builtin(name, x, ...)", "Calls a builtin even where another function hides it",
    examples: """
      >> builtin("numel", [1 2 3])
      ans = 3
      """, seeAlso: ["feval"], many: callBuiltin),
  Builtin(
    "run(file)\nrun file", "Runs a script file in the scope of the caller",
    examples: """
      >> try, run("missing.m"), catch err, disp(err.message), end
      run: file SCRIPT must exist and be a valid Octave scriptfile
      """, seeAlso: ["source", "eval"], many: run),
  Builtin(
    "source(file)", "Runs a script file in the scope of the caller",
    examples: """
      >> try, source("missing.m"), catch err, disp(err.message), end
      source: could not find file missing.m
      """, seeAlso: ["run"], many: source),
]

private func eval(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  let code = try call.string(0, orError: "TRY must be a string")
  let rescue = call.count > 1 ? try call.string(1, orError: "CATCH must be a string") : nil
  do {
    return try results(of: code, call)
  } catch {
    guard let rescue, Evaluation.isCatchable(error) else { throw error }
    call.session.noteCaught(error)
    return try results(of: rescue, call)
  }
}

private func results(of code: String, _ call: Call) throws -> [Value] {
  if call.outputCount > 0 {
    return try call.session.evaluate(code, outputs: call.outputCount)
  }
  try call.session.evaluate(code)
  return []
}

private func evalc(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  let session = call.session
  let outer = session.output
  let buffer = BufferOutput(columns: outer.columns, keepsMessages: true)
  session.output = buffer
  defer { session.output = outer }
  let values: [Value]
  func run(_ code: String) throws -> [Value] {
    if call.outputCount > 1 {
      return try session.evaluate(code, outputs: call.outputCount - 1)
    }
    try session.evaluate(code)
    return []
  }
  do {
    values = try run(try call.string(0))
  } catch {
    guard call.count > 1, Evaluation.isCatchable(error) else { throw error }
    session.noteCaught(error)
    values = try run(try call.string(1))
  }
  return [.bytes(buffer.bytes)] + values
}

private func isBase(_ call: Call) throws -> Bool {
  switch try call.string(0) {
  case "base": return true
  case "caller": return false
  default: throw call.error("CONTEXT must be \"caller\" or \"base\"")
  }
}

private func evalin(_ call: Call) throws -> [Value] {
  try call.expect(2...3)
  let base = try isBase(call)
  return try call.session.evaluate(
    try call.string(1), inBase: base, outputs: call.outputCount)
}

private func assignin(_ call: Call) throws -> [Value] {
  try call.expect(3...3)
  let name = try call.string(1)
  guard isIdentifier(name) else {
    throw call.error("invalid variable name '\(name)'")
  }
  call.session.setVariable(name, to: call[2], inBase: try isBase(call))
  return []
}

private func feval(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  if let name = call[0].text, !call.session.isFunction(name) {
    throw call.error("function '\(name)' not found")
  }
  guard call[0].isFunction || call[0].text != nil else {
    throw call.error("first argument must be a string, inline function, or a function handle")
  }
  return try call.session.call(
    call[0], Array(call.arguments.dropFirst()), outputs: call.outputCount)
}

private func callBuiltin(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let name = try call.string(0)
  guard let builtin = call.session.builtins[name] else {
    throw call.error("lookup for symbol '\(name)' failed")
  }
  return try builtin.body(
    Call(
      name: name, arguments: Array(call.arguments.dropFirst()), outputCount: call.outputCount,
      session: call.session))
}

private func run(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  let name = try call.string(0)
  let candidates = [name, name + ".m", name + ".nn"]
  guard let file = candidates.lazy.compactMap({ call.session.host.file(at: $0) }).first else {
    throw call.error("file SCRIPT must exist and be a valid Octave scriptfile")
  }
  try call.session.runFile(file)
  return []
}

private func source(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  let name = try call.string(0)
  guard let file = call.session.host.file(at: name) else {
    throw call.error("could not find file \(name)")
  }
  try call.session.runFile(file)
  return []
}
